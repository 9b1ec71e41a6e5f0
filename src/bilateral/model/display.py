"""A reading in, what a notebook shows of it out: its text, marked, and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from html import escape
from typing import TYPE_CHECKING, Any

from bilateral.model.tables import Cells, frame, html_table

if TYPE_CHECKING:
    from bilateral.model.reading import Reading
    from bilateral.model.statements import Statement

LONGEST = 6000
"""Characters of a text that a notebook shows."""
_LAST = ("speaker", "quote", "rule", "id")
_NOT_OWN = ("id", "speaker", "evidence", "rule")
_STYLES = {
    "event": "#cfe3f6",
    "figure": "#fbe3b0",
    "status": "#d8c9f0",
    "commitment": "#cdebd0",
    "actor": "#ececec",
    "area": "#ececec",
}


def columns(kind: type[Statement]) -> tuple[str, ...]:
    """The columns of a table of statements of a kind."""
    return (*(f.name for f in fields(kind) if f.name not in _NOT_OWN), *_LAST)


def cells(statement: Statement) -> Cells:
    """The row of a statement."""
    own = (f.name for f in fields(statement) if f.name not in _NOT_OWN)
    return {
        **{name: _plain(getattr(statement, name)) for name in own},
        "speaker": statement.speaker,
        "quote": " … ".join(evidence.quote for evidence in statement.evidence),
        "rule": statement.rule,
        "id": statement.id,
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def to_frame(reading: Reading, kind: str) -> Any:
    """A DataFrame of the statements of a kind; `kind` is a key of the contract, as `events`."""
    from bilateral.errors import BilateralError
    from bilateral.model.contract import SECTIONS

    if kind not in SECTIONS:
        raise BilateralError(
            f"there are no {kind!r} in a reading", next_step=f"There are {', '.join(SECTIONS)}"
        )
    return frame([cells(item) for item in getattr(reading, kind)], columns(SECTIONS[kind]))


def html_of(reading: Reading) -> str:
    """The article with the words of its statements marked, then a table a kind; all escaped."""
    return "".join(_parts(reading))


def _parts(reading: Reading) -> Iterator[str]:
    from bilateral.model.contract import SECTIONS

    document = reading.document
    heading = escape(document.title or document.name)
    told = ", ".join(escape(v) for v in (document.outlet, document.published) if v)
    yield f'<article class="bilateral"><h3>{heading}</h3><p>{told}</p>'
    yield f'<div style="white-space: pre-wrap">{_marked(reading)}</div>'
    for name, kind in SECTIONS.items():
        rows = [cells(item) for item in getattr(reading, name)]
        if rows:
            yield f"<details><summary>{escape(name)} ({len(rows)})</summary>"
            yield f"{html_table(rows, columns(kind), name)}</details>"
    yield "</article>"


def _marked(reading: Reading) -> str:
    """The text with the words of statements marked; where two overlap, the first."""
    text, out, at = reading.document.text, [], 0
    for start, end, item in _places(reading):
        if start < at or end > LONGEST:
            continue
        label = escape(f"{item.kind}: {item.rule}")
        style = f"background: {_STYLES[item.kind]}"
        out.append(escape(text[at:start]))
        out.append(f'<mark style="{style}" title="{label}">{escape(text[start:end])}</mark>')
        at = end
    rest = text[at : max(at, LONGEST)]
    return "".join([*out, escape(rest), "…" if len(text) > LONGEST else ""])


def _places(reading: Reading) -> list[tuple[int, int, Statement]]:
    found = [
        (words.start, words.end, item)
        for item in reading.statements()
        if item.kind not in ("actor", "area")
        for words in item.evidence
        if words.field == "text"
    ]
    return sorted(found, key=lambda place: (place[0], -place[1], place[2].id))
