"""The examples beside the rules, as `bilateral knowledge test` runs them."""

import pytest

from bilateral.reading.examples import check, topics


@pytest.mark.parametrize("topic", topics())
def test_the_examples_hold(topic: str) -> None:
    failures = [f"{f.where} {f.rule}: {f.message}" for f in check(topic)]
    assert not failures, "\n".join(failures)
