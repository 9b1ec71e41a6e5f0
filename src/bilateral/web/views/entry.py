"""An entry with its judgements, corrections and verdict in, the page that answers for it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bilateral.checking.verdicts import Verdict
from bilateral.checking.wording import books, message, suggestion
from bilateral.model import Commitment, Document, Event, Figure, Statement, Status
from bilateral.publishing.wording import area_name, level, names, number, words
from bilateral.record.entries import Entry
from bilateral.record.indexing import Pair
from bilateral.record.merge.features import FEATURES
from bilateral.record.review import REJECT, Explanation, Judgement
from bilateral.web.candidates import MERGED
from bilateral.web.queries import Correction, FoundEntry
from bilateral.web.views.commitments import Pledge, pledge
from bilateral.web.views.parts import Line, Paper, entry_href, line, paper, query, quote
from bilateral.web.wording import titled, when


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of a statement in words."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """One statement of the entry: its words, where they stand, and what read them."""

    id: str
    quotes: tuple[str, ...]
    href: str
    paper: Paper
    speaker: str | None
    rule: str
    shown: bool
    facts: tuple[Fact, ...]
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class Point:
    """A feature that spoke for or against: its name, in words, and its points (None: forbids)."""

    name: str
    words: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Telling:
    """One of two tellings that were compared: its words and outlet, or another entry's address."""

    words: str
    outlet: str
    href: str


@dataclass(frozen=True, slots=True)
class Weighing:
    """Two tellings set against each other, by the machine or by a person."""

    verdict: str
    one: Telling
    other: Telling
    by: str
    made: str | None
    why: str | None
    score: Decimal | None
    points: tuple[Point, ...]
    act: str | None


@dataclass(frozen=True, slots=True)
class Books:
    """What one reporter's books say of a figure."""

    whose: str
    value: str
    period: str
    verdict: str
    role: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict of official statistics, with its explanation and each reporter's."""

    verdict: str
    words: str
    instead: str | None
    reporters: tuple[Books, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A person's word on a statement."""

    act: str
    verdict: str
    statement: str
    who: str | None
    made: str
    why: str | None
    fields: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class OtherValue:
    """Another value told of the same quantity."""

    words: str
    href: str
    outlet: str
    documents: int
    current: bool


@dataclass(frozen=True, slots=True)
class EntryView:
    """The page of an entry. `statement` is the one shown, by which the entry is found again
    whatever it is merged with; `rejected` is who rejected all it stands on; `done` says what was
    done just now, by `acts`."""

    line: Line
    statement: str
    mergeable: bool
    rejected: str | None
    done: str | None
    acts: str
    pair: Pair | None
    pair_href: str | None
    as_of: str
    asked: str | None
    state: str
    whose: str
    differences: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    told: tuple[Quoted, ...]
    merged: tuple[Weighing, ...]
    apart: tuple[Weighing, ...]
    verdict: Judged | None
    others: tuple[OtherValue, ...]
    disputed: bool
    followed: Pledge | None
    history: tuple[Said, ...]
    judged: tuple[Weighing, ...]


def entry(
    found: FoundEntry,
    stories: Mapping[str, str],
    verdict: Verdict | None,
    said: Sequence[Correction],
    as_of: str,
    asked: str | None,
    done: str | None = None,
    acts: str = "",
) -> EntryView:
    """The page of an entry: what is said, on whose word, why it is one, and what people said."""
    item, why = found.entry, found.explanation
    pair = found.view.pair if found.view else None
    tail = query(as_of=asked)
    inside = _weighings(why, why.inside) if why else ()
    outside = _weighings(why, why.outside) if why else ()
    return EntryView(
        line=line(item, asked),
        statement=item.statement.id,
        mergeable=item.statement.kind in MERGED,
        rejected=_rejected(item, said),
        done=DONE.get(done or ""),
        acts=acts,
        pair=pair,
        pair_href=f"/r/{'-'.join(pair)}{tail}" if pair else None,
        as_of=as_of,
        asked=asked,
        state=str(found.group.state if found.group else item.state),
        whose=item.on_whose_word,
        differences=tuple(_differing(n, v) for n, v in item.differences().items()),
        facts=facts(item.statement),
        told=_told(found, stories),
        merged=tuple(w for w in inside if w.verdict == "same"),
        apart=(*(w for w in inside if w.verdict != "same"), *outside),
        verdict=_judged(verdict) if verdict else None,
        others=_others(found, asked),
        disputed=bool(found.group and found.group.disputed) or item.state.name == "disputed",
        followed=pledge(found.followed, asked) if found.followed else None,
        history=tuple(_said(s) for s in said),
        judged=tuple({w.act: w for w in (*inside, *outside) if w.act}.values()),
    )


DONE = {
    "accepted": "Accepted.",
    "rejected": "Rejected.",
    "corrected": "Corrected.",
    "merged": "Merged.",
    "split": "Split out: this is an entry of its own now.",
}
"""What was done just now, in words."""


def _rejected(item: Entry[Any], said: Sequence[Correction]) -> str | None:
    """Who rejected every statement of an entry, if somebody did."""
    last = {correction.statement: correction for correction in said}
    words = [last.get(s.id) for s in item.statements]
    by = [c.who or "a person" for c in words if c and c.verdict == REJECT]
    return by[-1] if len(by) == len(words) else None


def _differing(name: str, values: Sequence[str]) -> Fact:
    told = [when(v) for v in values] if name in ("date", "due") else values
    return Fact(titled(name), " or ".join(told))


def facts(statement: Statement) -> tuple[Fact, ...]:
    """The fields of a statement that say something, in words."""
    match statement:
        case Event():
            found = _event_facts(statement)
        case Figure():
            found = _figure_facts(statement)
        case Status():
            found = {"Level": words(statement.level), "Change": statement.change}
            found["Since"] = when(statement.date) or statement.date_text or ""
        case Commitment():
            found = _commitment_facts(statement)
        case _:
            found = _other_facts(statement)
    return tuple(Fact(name, value) for name, value in found.items() if value)


def _event_facts(event: Event) -> dict[str, str]:
    return {
        "Activity": words(event.activity),
        "PLOVER": " · ".join(filter(None, (event.event_type, event.mode))),
        "Acting": names(event.source),
        "Toward": names(event.recipient),
        "People": ", ".join(event.actors),
        "When": when(event.date) or event.date_text or "not told",
        "Where": event.place or "",
        "State": event.state,
        "Fields": ", ".join(words(c) for c in event.contexts),
        "Background": "told as history" if event.historical else "",
    }


def _figure_facts(figure: Figure) -> dict[str, str]:
    return {
        "Measure": words(figure.measure),
        "Of": area_name(figure.ref_area) if figure.ref_area else "not told",
        "With": area_name(figure.counterpart_area) if figure.counterpart_area else "not told",
        "Value": level(figure),
        "Exactly": f"{figure.obs_value:,f} {figure.unit_measure}" if figure.obs_value else "",
        "Bound": words(figure.bound),
        "Period": when(figure.time_period) or figure.time_period_text or "",
        "As of": when(figure.as_of) or figure.as_of_text or "",
        "Nature": "" if figure.nature == "observed" else figure.nature,
        "Scope": figure.scope or "",
        "Goods or services": words(figure.product_scope or ""),
        "Valuation": figure.valuation or "",
        "Whose statistics": area_name(figure.reporter) if figure.reporter else "",
        "Caveat": figure.caveat or "",
        "Also told as": ", ".join(number(e.obs_value, e.unit_measure) for e in figure.equivalents),
    }


def _commitment_facts(promise: Commitment) -> dict[str, str]:
    return {
        "Strength": promise.strength,
        "By": names(promise.by),
        "To": names(promise.to),
        "Fields": ", ".join(words(a) for a in promise.areas),
        "Due": when(promise.due) or promise.due_text or "",
    }


def _other_facts(statement: Statement) -> dict[str, str]:
    roles = ", ".join(getattr(statement, "roles", ()))
    country = getattr(statement, "country", None)
    return {
        "Name": getattr(statement, "name", ""),
        "Of": area_name(country) if country else "",
        "Roles": roles,
        "Field": words(getattr(statement, "code", "")),
        "Stance": getattr(statement, "stance", ""),
    }


def _told(found: FoundEntry, stories: Mapping[str, str]) -> tuple[Quoted, ...]:
    item = found.entry
    own = facts(item.statement)
    first: dict[str, Document] = {}
    out = []
    for document, statement in zip(item.told_in, item.statements, strict=True):
        story = stories.get(document.id, document.id)
        original = first.setdefault(story, document)
        told = paper(document)
        out.append(
            Quoted(
                id=statement.id,
                quotes=tuple(" ".join(e.quote.split()) for e in statement.evidence),
                href=f"{told.href}#s-{statement.id}",
                paper=told,
                speaker=statement.speaker,
                rule=statement.rule,
                shown=statement is item.statement,
                facts=tuple(f for f in facts(statement) if f not in own),
                copy_of=paper(original).outlet if original is not document else None,
            )
        )
    return tuple(out)


def _weighings(why: Explanation, judgements: Sequence[Judgement]) -> tuple[Weighing, ...]:
    """The judgements, each with the tellings it set against each other."""
    known: dict[str, Telling] = {}
    for told in why.told:
        shown = paper(told.document)
        address = f"{shown.href}#s-{told.statement.id}"
        known.setdefault(told.profile, Telling(quote(told.statement), shown.outlet, address))
    return tuple(_weighing(j, known) for j in judgements)


def _weighing(judgement: Judgement, known: Mapping[str, Telling]) -> Weighing:
    return Weighing(
        verdict=judgement.verdict,
        one=known.get(judgement.one) or _elsewhere(judgement.one),
        other=known.get(judgement.other) or _elsewhere(judgement.other),
        by=(judgement.who or "a person") if judgement.origin == "person" else "the machine",
        made=judgement.made,
        why=judgement.why,
        score=_points(judgement.score),
        points=tuple(
            Point(name, FEATURES[name][1], _points(FEATURES[name][0]))
            for name in judgement.features
        ),
        act=judgement.act,
    )


def _elsewhere(profile: str) -> Telling:
    return Telling("another entry", "", entry_href(profile))


def _points(score: float | None) -> Decimal | None:
    """A score as it is shown; what forbids has none."""
    return None if score is None or score == float("-inf") else Decimal(str(round(score, 1)))


def _judged(verdict: Verdict) -> Judged:
    unit = verdict.figure.unit_measure
    reporters = tuple(
        Books(books(r), number(r.value, unit), when(r.period), words(r.verdict), r.role)
        for r in verdict.reporters
    )
    return Judged(words(verdict.verdict), message(verdict), suggestion(verdict), reporters)


def _others(found: FoundEntry, asked: str | None) -> tuple[OtherValue, ...]:
    if not found.group or len(found.group.values) < 2:
        return ()
    return tuple(
        OtherValue(
            words=level(value.statement),
            href=entry_href(value.statement.id, asked),
            outlet=paper(value.documents[0]).outlet,
            documents=len(value.documents),
            current=value.id == found.entry.id,
        )
        for value in found.group.values
    )


def _said(correction: Correction) -> Said:
    changed = tuple(Fact(words(n), str(v)) for n, v in correction.fields.items())
    return Said(
        correction.act,
        correction.verdict,
        correction.statement,
        correction.who,
        correction.made,
        correction.why,
        changed,
    )
