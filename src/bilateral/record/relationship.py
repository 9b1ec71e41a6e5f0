"""Documents and statements of one pair in, the view of the relationship out.

Statements that judgements hold together stand together as one entry, with every document that
tells it; a disagreement is shown as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from bilateral.knowledge.policies import DEFAULT
from bilateral.knowledge.statuses import levels
from bilateral.language.edtf import bounds
from bilateral.model import Area, Commitment, Document, Event, Figure, Statement, Status
from bilateral.record.entries import DISPUTED, SUPERSEDED, UNKNOWN, Entry, entry
from bilateral.record.findings import Finding, findings
from bilateral.record.follow_up import Followed, follow_up
from bilateral.record.indexing import Pair
from bilateral.record.series import FigureGroup, figure_groups
from bilateral.record.sources import byname, independent
from bilateral.record.store import Record

__all__ = ["Entry", "FigureGroup", "Relationship", "relationship"]

S = TypeVar("S", bound=Statement)

OPEN_STRENGTHS = ("agreed", "pledged", "planned")
"""Commitments that bind or plan; what is proposed or hoped for is nobody's promise."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """What the record knows of a pair, each part in the order in which it is shown.

    `sources` counts the independent ones among the documents; `findings` are what the figures
    say against each other; `followed` what became of plans, promises and proposals.
    """

    pair: Pair
    as_of: str
    documents: tuple[Document, ...]
    ladder: tuple[Entry[Status], ...]
    events: tuple[Entry[Event], ...]
    figures: tuple[FigureGroup, ...]
    commitments: tuple[Entry[Commitment], ...]
    areas: tuple[Entry[Area], ...]
    sources: int = 0
    findings: tuple[Finding, ...] = ()
    followed: tuple[Followed, ...] = ()

    @property
    def status(self) -> Entry[Status] | None:
        """What the relationship is called on the day: the latest change of status."""
        return self.status_on(self.as_of)

    def status_on(self, day: str) -> Entry[Status] | None:
        """What the relationship was called on a day (ISO 8601): the last change until then.

        A change told without its day was made before it was told, and counts only where it leads
        higher: a lower rung told of later is background.
        """
        current: Entry[Status] | None = None
        changes = [e for e in self.ladder if e.statement.change != "described"]
        for item in sorted(changes, key=lambda e: (_when(e), e.id)):
            higher = current is None or _rung(item) > _rung(current)
            if _when(item) <= day and (item.statement.date or higher):
                current = item
        return current


@dataclass(frozen=True, slots=True)
class _Making:
    """What entries are made with."""

    names: Mapping[str, str]
    stories: Mapping[str, str]
    policy: str

    def entries(self, told: Told[S], key: Callable[[S], Hashable]) -> list[Entry[S]]:
        groups: dict[Hashable, list[tuple[Document, S]]] = defaultdict(list)
        for document, statement in told:
            groups[key(statement)].append((document, statement))
        return [
            entry(group, self.stories, self.name(group[0][1]), self.policy)
            for group in groups.values()
        ]

    def merged(self, told: Told[S]) -> list[Entry[S]]:
        return self.entries(told, self.name)

    def name(self, statement: Statement) -> str:
        return self.names.get(statement.id, statement.id)


Told = Sequence[tuple[Document, S]]


def relationship(
    record: Record,
    pair: Pair,
    as_of: str,
    *,
    policy: str = DEFAULT,
    added_before: str | None = None,
) -> Relationship:
    """The view of `pair` on the day `as_of` (ISO 8601), from documents published until then.

    `policy` names whose word is shown where sources differ; with `added_before` the record is
    seen as it was before that day.
    """
    documents = _documents(record, pair, as_of, added_before)
    told = [(documents[d], s) for d, s in record.statements(pair) if d in documents]
    stories = record.stories(list(documents))
    return assemble(pair, as_of, told, record.entries(pair), stories, policy, documents.values())


def assemble(
    pair: Pair,
    as_of: str,
    told: Iterable[tuple[Document, Statement]],
    names: Mapping[str, str],
    stories: Mapping[str, str],
    policy: str = DEFAULT,
    documents: Collection[Document] = (),
    only: Collection[str] | None = None,
) -> Relationship:
    """The view of what these statements tell; `names` are their entries, `stories` those of
    their documents. With `only`, what became of these entries alone is looked for."""
    of_kind: dict[str, list[tuple[Document, Statement]]] = defaultdict(list)
    for document, statement in told:
        of_kind[statement.kind].append((document, statement))
    making = _Making(names, stories, policy)
    figures = figure_groups(_of(of_kind, Figure), stories, policy)
    events = _events(making.merged(_of(of_kind, Event)))
    promises = making.merged(_of(of_kind, Commitment))
    followed = follow_up(events, promises, as_of, only)
    return Relationship(
        pair=pair,
        as_of=as_of,
        documents=tuple(documents),
        ladder=_ladder(making.merged(_of(of_kind, Status)), as_of),
        events=_superseded(events, followed),
        figures=figures,
        commitments=_commitments(promises, followed),
        areas=_areas(making.entries(_of(of_kind, Area), lambda a: a.code)),
        sources=independent(documents, stories),
        findings=findings(figures, _of(of_kind, Figure)),
        followed=followed,
    )


def _documents(
    record: Record, pair: Pair, as_of: str, added_before: str | None
) -> dict[str, Document]:
    found = {
        d.id: d for d in record.documents(pair) if not d.published or d.published[:10] <= as_of
    }
    if added_before is None:
        return found
    added = record.added(list(found))
    return {name: d for name, d in found.items() if added[name] < added_before}


def _of(told: dict[str, list[tuple[Document, Statement]]], kind: type[S]) -> Told[S]:
    return [(document, s) for document, s in told[kind.kind] if isinstance(s, kind)]


def _day(edtf: str | None) -> str:
    return bounds(edtf)[0] or ""


def _is_step(item: Entry[Status]) -> bool:
    return bool(item.statement.date) or item.statement.change != "described"


def _when(item: Entry[Status]) -> str:
    """The day of a change, else the day by which it had been made."""
    return _day(item.statement.date) or (item.first_told or "9")[:10]


def _rung(item: Entry[Status]) -> int:
    level = levels().get(item.statement.level)
    return level.rung if level else 0


def _ladder(entries: list[Entry[Status]], as_of: str) -> tuple[Entry[Status], ...]:
    """How it is described, latest first; then the changes of status up to the day, in time."""
    steps = [e for e in entries if _is_step(e) and _when(e) <= as_of]
    rest = [e for e in entries if not _is_step(e)]
    steps.sort(key=lambda e: (_when(e), e.id))
    rest.sort(key=lambda e: (e.told or "", e.id), reverse=True)
    changes = [e for e in steps if e.statement.date and e.statement.change != "described"]
    for earlier, later in pairwise(changes):
        why = f"{later.statement.label} since {later.statement.date}"
        steps[steps.index(earlier)] = earlier.in_state(SUPERSEDED, why)
    return (*rest, *steps)


def _events(entries: list[Entry[Event]]) -> tuple[Entry[Event], ...]:
    denials = [e for e in entries if e.statement.state == "denied"]
    shown = [_doubted(e, denials) for e in entries]
    key = lambda e: (_day(e.statement.date) or e.told or "", e.id)  # noqa: E731
    return tuple(sorted(shown, key=key, reverse=True))


def _doubted(given: Entry[Event], denials: Iterable[Entry[Event]]) -> Entry[Event]:
    """The entry as disputed where another of the same act and time denies it, as unknown where
    nothing says when it was."""
    event = given.statement
    for denial in denials:
        if denial is not given and _same_matter(event, denial.statement):
            return given.in_state(DISPUTED, f"denied in {byname(denial.documents[0])}")
    if event.state == "occurred" and not event.date and not given.told:
        return given.in_state(UNKNOWN, "nothing says when")
    return given


def _same_matter(one: Event, other: Event) -> bool:
    sides = {*one.source, *one.recipient} == {*other.source, *other.recipient}
    first, second = bounds(one.date), bounds(other.date)
    together = not (first[0] and second[0]) or (
        (first[0] or "") <= (second[1] or "9") and (second[0] or "") <= (first[1] or "9")
    )
    return sides and one.activity == other.activity != "other" and together


def _superseded(
    events: tuple[Entry[Event], ...], followed: Iterable[Followed]
) -> tuple[Entry[Event], ...]:
    """Plans that something came of, or that were called off, are no longer what holds."""
    ends = {
        item.entry.id: item.steps[-1].what
        for item in followed
        if item.state in ("kept", "superseded") and item.steps
    }
    return tuple(e.in_state(SUPERSEDED, ends[e.id]) if e.id in ends else e for e in events)


def _commitments(
    entries: list[Entry[Commitment]], followed: Iterable[Followed]
) -> tuple[Entry[Commitment], ...]:
    """What is promised or planned and still open."""
    closed = {item.entry.id for item in followed if item.state in ("kept", "superseded")}
    binding = [e for e in entries if e.statement.strength in OPEN_STRENGTHS and e.id not in closed]
    return tuple(sorted(binding, key=lambda e: (e.told or "", e.id), reverse=True))


def _areas(entries: list[Entry[Area]]) -> tuple[Entry[Area], ...]:
    return tuple(sorted(entries, key=lambda e: (-len(e.documents), e.statement.code)))
