"""A document and its statements in, the article with every statement marked in place out.

Marks are cut at each other's ends, so that however they nest or overlap each piece of text is
shown once and knows all statements that stand on it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bilateral.model import Document, Evidence, Statement
from bilateral.record.indexing import Pair
from bilateral.record.removing import Withdrawn
from bilateral.web.views.parts import Paper, entry_href, label, paper, sides, text

KINDS = ("status", "event", "figure", "commitment", "actor", "area")
"""The kinds in the order of the legend."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same statements.

    `kind` is that of the innermost statement, `outer` of the outermost where it is another;
    `starts` are the statements whose first words these are; `hint` says kind and rule of all.
    """

    text: str
    statements: tuple[str, ...] = ()
    kind: str | None = None
    outer: str | None = None
    starts: tuple[str, ...] = ()
    hint: str = ""


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A statement in the list beside the text."""

    id: str
    kind: str
    href: str
    label: str
    text: str
    sides: str
    speaker: str | None
    rule: str
    field: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document: where it is from (`href` where that can be opened), title and
    paragraphs in marked pieces, and the statements."""

    paper: Paper
    url: str | None
    href: str | None
    file: str | None
    byline: str | None
    section: str | None
    pairs: tuple[Pair, ...]
    title: Pieces
    paragraphs: tuple[Pieces, ...]
    notes: tuple[Note, ...]
    counts: dict[str, int]
    copies: tuple[Paper, ...]
    removed: Withdrawn | None


def document(
    given: Document,
    statements: Sequence[Statement],
    entries: Mapping[str, str],
    pairs: Sequence[Pair],
    copies: Sequence[Document],
    removed: Withdrawn | None = None,
) -> DocumentView:
    """The page of a document; `entries` gives the entry of a statement where it has one."""
    seen: set[str] = set()
    title = pieces(given.title or given.name, statements, "title", seen)
    counts = {kind: sum(1 for s in statements if s.kind == kind) for kind in KINDS}
    return DocumentView(
        paper=paper(given),
        url=given.url,
        href=given.url if (given.url or "").startswith(("http://", "https://")) else None,
        file=given.name if given.file else None,
        byline=given.byline,
        section=given.section,
        pairs=tuple(pairs),
        title=tuple(title) if given.title else (Piece(given.name),),
        paragraphs=tuple(_paragraphs(given.text, statements, seen)),
        notes=tuple(_note(s, entries) for s in statements),
        counts={kind: n for kind, n in counts.items() if n},
        copies=tuple(paper(d) for d in copies),
        removed=removed,
    )


def _note(statement: Statement, entries: Mapping[str, str]) -> Note:
    return Note(
        id=statement.id,
        kind=statement.kind,
        href=entry_href(entries.get(statement.id, statement.id)),
        label=label(statement),
        text=text(statement),
        sides=sides(statement),
        speaker=statement.speaker,
        rule=statement.rule,
        field=statement.evidence[0].field if statement.evidence else "text",
    )


Span = tuple[Evidence, Statement]


def pieces(
    words: str, statements: Sequence[Statement], field: str, seen: set[str], start: int = 0
) -> list[Piece]:
    """`words`, which begin at `start` of the field, cut where marks begin and end; `seen` are
    the statements already begun."""
    end = start + len(words)
    spans = [
        (e, s)
        for s in statements
        for e in s.evidence
        if e.field == field and e.start < end and e.end > start
    ]
    edges = {start, end}.union(*({max(start, e.start), min(end, e.end)} for e, _ in spans))
    opening: dict[int, list[Span]] = {}
    for span in spans:
        opening.setdefault(max(start, span[0].start), []).append(span)
    open_now: list[Span] = []
    made = []
    for first, last in pairwise(sorted(edges)):
        open_now = [span for span in open_now if span[0].end > first] + opening.get(first, [])
        made.append(_piece(words[first - start : last - start], open_now, seen))
    return made


def _piece(words: str, spans: Sequence[Span], seen: set[str]) -> Piece:
    if not spans:
        return Piece(words)
    ordered = sorted(spans, key=lambda span: span[0].end - span[0].start)
    found = {s.id: s for _, s in ordered}
    begun = tuple(name for name in found if name not in seen)
    seen.update(begun)
    inner, outer = ordered[0][1].kind, ordered[-1][1].kind
    return Piece(
        text=words,
        statements=tuple(found),
        kind=inner,
        outer=outer if outer != inner else None,
        starts=begun,
        hint="; ".join(f"{s.kind}: {label(s)} (rule {s.rule})" for s in found.values()),
    )


_PARAGRAPH = re.compile(r"\S(?:(?!\n\n).)*", re.DOTALL)


def _paragraphs(words: str, statements: Sequence[Statement], seen: set[str]) -> list[Pieces]:
    """The paragraphs of a text; an empty line ends one, within a mark too."""
    return [
        tuple(pieces(match[0], statements, "text", seen, match.start()))
        for match in _PARAGRAPH.finditer(words)
    ]
