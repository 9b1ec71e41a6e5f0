"""The examples beside the rules in, what failed out: the tests and the manual of the rules.

An example stands in `knowledge/<topic>/<language>/examples.toml`:

    [[example]]
    rule = "events.visit_paid"
    text = "..."                 # also title, published
    reads = { event_type = "CONSULT", source = ["KEN"] }

The rule must give something with these values. With `nothing = true` in place of `reads` the
rule must give nothing. Every rule needs an example of each sort.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bilateral.documents import from_text
from bilateral.knowledge import frames
from bilateral.knowledge.loading import PACKAGE_DATA, roots, rules
from bilateral.language.tidy import REPAIRS
from bilateral.model import as_json
from bilateral.reading import read
from bilateral.reading.coding import code_sentence, find_sides
from bilateral.reading.span_examples import amounts_in, times_in


@dataclass(frozen=True, slots=True)
class Example:
    """One example and where it stands (`events/en/examples.toml:12`)."""

    rule: str
    text: str
    where: str
    title: str | None = None
    published: str | None = None
    reads: Mapping[str, Any] | None = None
    nothing: bool = False

    @property
    def language(self) -> str:
        """The language of the folder the example stands in ("en")."""
        return self.where.split("/")[1]


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold, or a rule without examples."""

    where: str
    rule: str
    message: str


Reader = Callable[[Example], list[dict[str, Any]]]


def _statements(example: Example) -> list[dict[str, Any]]:
    document = from_text(example.text, title=example.title, published=example.published)
    # A sentence may be too short to tell its language.
    data = as_json(read(replace(document, language=example.language)))
    del data["document"]
    return [item for section in data.values() for item in section]


def _repairs(example: Example) -> list[dict[str, Any]]:
    """What each repair of tidying makes of the text, for those that change it."""
    made = ((name, repair(example.text)) for name, repair in REPAIRS.items())
    return [{"rule": name, "text": text} for name, text in made if text != example.text]


def _events(example: Example) -> list[dict[str, Any]]:
    """The code of the text as one sentence between the sides it names, then the events read."""
    coding = code_sentence(example.text, *find_sides(example.text), abstain=True)
    return [asdict(coding), *_statements(example)]


def _coding(example: Example) -> list[dict[str, Any]]:
    """The code of the text as one sentence between the sides it names."""
    return [asdict(code_sentence(example.text, *find_sides(example.text), abstain=True))]


def _amounts(example: Example) -> list[dict[str, Any]]:
    return amounts_in(example.text, example.language)


def _times(example: Example) -> list[dict[str, Any]]:
    return times_in(example.text, example.language, example.published)


READERS: dict[str, Reader] = {
    "tidy": _repairs,
    "events": _events,
    "coding": _coding,
    "numbers": _amounts,
    "dates": _times,
}
"""Topic to what reads its examples, where that is not the reading of a document."""

ANY_LANGUAGE = ("tidy", "numbers", "dates")
"""The topics of which that holds in a language read by frames too."""


def topics() -> list[str]:
    """The folders `<topic>/<language>` that hold examples, as `events/en`."""
    found = {
        str(path.parent.relative_to(root))
        for root in roots()
        for path in root.glob("*/*/examples.toml")
    }
    return sorted(found)


def examples(topic: str) -> Iterator[Example]:
    """The examples of one topic."""
    for row in rules(f"{topic}/examples.toml", "example"):
        yield Example(where=row.where, **row.values)


def check(topic: str) -> Iterator[Failure]:
    """What fails among the examples of `topic`, and which of its rules lack one."""
    name, language = topic.split("/")
    by_frames = language in frames.languages() and name not in ANY_LANGUAGE
    reader = _statements if by_frames else READERS.get(name, _statements)
    read_by: set[str] = set()
    refused_by: set[str] = set()
    for example in examples(topic):
        (refused_by if example.nothing else read_by).add(example.rule)
        message = _fault(example, reader(example))
        if message:
            yield Failure(example.where, example.rule, message)
    for name in rule_names(topic):
        for names, sort in ((read_by, "that it reads"), (refused_by, "that it leaves alone")):
            if name not in names:
                yield Failure(topic, name, f"has no example {sort}")


def rule_names(topic: str) -> list[str]:
    """The names of the rules in `<topic>/rules*.toml`."""
    paths = sorted(Path(PACKAGE_DATA, topic).glob("rules*.toml"))
    return [row.values["name"] for path in paths for row in rules(f"{topic}/{path.name}")]


def _fault(example: Example, found: list[dict[str, Any]]) -> str | None:
    own = [item for item in found if item["rule"] == example.rule]
    if example.nothing:
        return f"reads {own[0]} and should read nothing" if own else None
    wanted = dict(example.reads or {})
    if any(all(item.get(key) == value for key, value in wanted.items()) for item in own):
        return None
    if own:
        return f"reads {[{key: item.get(key) for key in wanted} for item in own]}, not {wanted}"
    others = sorted({item["rule"] for item in found})
    return f"reads nothing; other rules that do: {', '.join(others) or 'none'}"
