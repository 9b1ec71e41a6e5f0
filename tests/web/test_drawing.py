"""Labels of a drawing never lie on each other."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from bilateral.web.drawing import Label, _apart, _reach
from tests.web.reading_html import Page

LABELS = st.lists(
    st.builds(
        Label,
        st.floats(0, 760),
        st.sampled_from([40.0, 120.0]),
        st.text("abc", min_size=1, max_size=30),
        st.sampled_from(["start", "middle", "end"]),
    ),
    max_size=8,
)


@given(LABELS)
def test_labels_stand_apart_and_the_latest_stays(labels: list[Label]) -> None:
    kept = _apart(labels, 7.0)
    assert list(kept) == [label for label in labels if any(label is one for one in kept)]
    assert kept[-1:] == tuple(labels[-1:])
    for one in kept:
        for other in kept:
            if one is not other and one.y == other.y:
                first, second = sorted([_reach(one, 7.0), _reach(other, 7.0)])
                assert first[1] <= second[0]


@pytest.mark.parametrize("pair", ["VNM-USA", "CHN-KEN"])
def test_the_stairs_name_what_holds_now(client: TestClient, pair: str) -> None:
    page = client.get(f"/r/{pair}").text
    names = [a for a in Page(page).all("text") if a.get("class") == "name"]
    assert names
