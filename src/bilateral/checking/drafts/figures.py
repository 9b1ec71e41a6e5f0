"""A draft's figures in, each as a claim out: by official statistics, and by the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bilateral.checking import wording
from bilateral.checking.drafts.claims import FIGURE, Claim, Telling
from bilateral.checking.drafts.lookup import Lookup
from bilateral.checking.figures import Judge
from bilateral.checking.statistics.ranks import RANKS
from bilateral.checking.verdicts import (
    CONTRADICTED,
    HOLDS,
    NO_DATA,
    NOT_COMPARABLE,
    ORIGIN,
    SUPPORTED,
    ReporterVerdict,
    Verdict,
)
from bilateral.language.edtf import bounds
from bilateral.model import Document, Figure
from bilateral.record.intervals import agree
from bilateral.record.quoting import amount, subject
from bilateral.record.series import MANY, flow
from bilateral.record.sources import independent

RECORD = "record"
"""The explanation of a verdict that stands on articles alone."""
OBSERVED = "observed"
"""The nature of a figure that statistics can bear out; of pledges and targets there are many."""
Told = Sequence[tuple[Document, Figure]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure with what official statistics say of it and what the record tells beside it."""

    verdict: Verdict
    change: tuple[ReporterVerdict, ...]
    told: tuple[tuple[Document, Figure], ...]

    @property
    def figure(self) -> Figure:
        return self.verdict.figure


def judged(figure: Figure, judge: Judge, lookup: Lookup, day: str) -> Judged:
    """`figure` as told on `day`."""
    verdict = judge.judge(figure, day)
    change = tuple(judge.change(figure))
    if figure.obs_value is None and change:
        best = next((r.verdict for r in change if r.verdict in HOLDS), change[0].verdict)
        verdict = Verdict(figure=figure, verdict=best)
    return Judged(_in_own_books(verdict), change, tuple(beside(figure, lookup)))


def _in_own_books(verdict: Verdict) -> Verdict:
    """A figure told as one country's statistics is not contradicted by the other's alone."""
    if verdict.verdict != CONTRADICTED or verdict.figure.reporter not in verdict.missing:
        return verdict
    return replace(
        verdict,
        verdict=NO_DATA,
        explanations=tuple(dict.fromkeys((*verdict.explanations, ORIGIN))),
        note=f"It is told as the figure of {wording.country(verdict.figure.reporter)}, whose "
        "books are not at hand.",
    )


def beside(figure: Figure, lookup: Lookup) -> list[tuple[Document, Figure]]:
    """What the record tells of the same quantity."""
    if figure.obs_value is None or figure.measure in RANKS:
        return []
    if figure.measure in MANY or figure.nature != OBSERVED:
        return [(d, f) for d, f in lookup.of_any_time(figure) if _one_of_many(figure, f)]
    period = figure.time_period or figure.as_of
    if period is None:
        return []
    return [(d, f) for d, f in lookup.figures(figure, period) if _comparable(figure, f)]


def _comparable(one: Figure, other: Figure) -> bool:
    return other.obs_value is not None and _quantity(one) == _quantity(other)


def _one_of_many(one: Figure, other: Figure) -> bool:
    """Whether another telling of deals, loans or tariffs is of this one: the same amount, at a
    time and for a thing that do not speak against it."""
    if other.obs_value is None or one.unit_measure != other.unit_measure:
        return False
    if flow(one) != flow(other) or (one.scope and other.scope and one.scope != other.scope):
        return False
    mine, theirs = (bounds(f.time_period or f.as_of) for f in (one, other))
    apart = (mine[0] or "") > (theirs[1] or "9") or (theirs[0] or "") > (mine[1] or "9")
    return not apart and agree(one, other)


def _quantity(f: Figure) -> tuple[object, ...]:
    services = f.product_scope if f.product_scope not in (None, "goods") else None
    paid = f.valuation if f.valuation == "disbursed" else None
    return (*flow(f), f.scope, f.nature, f.unit_measure, services, paid)


def claim_of(given: Judged, lookup: Lookup) -> Claim:
    """The claim, with the record's word where no official series has one."""
    figure, verdict = given.figure, given.verdict
    told = tellings(figure, given.told, lookup)
    name, explanations = verdict.verdict, verdict.explanations
    message = wording.message(verdict, given.change)
    if figure.obs_value is None and given.change:
        message = wording.message(verdict, given.change).removeprefix("No books agree. ")
    silent = name == NO_DATA or (name == NOT_COMPARABLE and figure.nature != OBSERVED)
    if silent and (by_record := _by_record(figure, told)):
        name, explanations = by_record, (*explanations, RECORD)
    return Claim(
        kind=FIGURE,
        evidence=figure.evidence,
        quote=" … ".join(e.quote for e in figure.evidence),
        says=f"{subject(figure)}: {amount(figure)}",
        verdict=name,
        explanations=explanations,
        reporters=verdict.reporters,
        change=given.change,
        true_in=verdict.true_in,
        missing=verdict.missing,
        told=told,
        message=" ".join(filter(None, (message, _in_the_record(figure, told, given, lookup)))),
        suggestion=wording.suggestion(verdict, given.change) or _instead(name, told),
        statement=figure.id,
    )


def tellings(figure: Figure, told: Told, lookup: Lookup) -> tuple[Telling, ...]:
    """The articles that tell the same quantity, those that agree first."""
    stories = lookup.stories(d for d, _ in told)
    found = [
        Telling(
            document=d.id,
            name=d.name,
            says=amount(f),
            quote=f.evidence[0].quote if f.evidence else "",
            agrees=agree(figure, f),
            outlet=d.outlet,
            published=d.published,
            story=stories.get(d.id, d.id),
        )
        for d, f in told
    ]
    return tuple(sorted(found, key=lambda t: (not t.agrees, t.published or "9", t.document)))


def _by_record(figure: Figure, told: Sequence[Telling]) -> str | None:
    """What articles say where no statistics do. Capital is left open: which capital is meant,
    articles do not tell; of deals and tariffs two countries have many at once."""
    capital = figure.measure.startswith("fdi_") and figure.nature == OBSERVED
    if capital or not told:
        return None
    if any(t.agrees for t in told):
        return SUPPORTED
    many = figure.measure in MANY or figure.nature != OBSERVED
    return None if many else CONTRADICTED


def _in_the_record(
    figure: Figure, told: Sequence[Telling], given: Judged, lookup: Lookup
) -> str | None:
    if not told:
        return None
    same = [t for t in told if t.agrees]
    others = [t for t in told if not t.agrees]
    sentences = []
    if same:
        documents = {d.id: d for d, _ in given.told if d.id in {t.document for t in same}}
        count = independent(documents.values(), {t.document: t.story for t in same})
        sources = "one source tells" if count == 1 else f"{count} independent sources tell"
        sentences.append(f"In the record {sources} it so ({same[0].source}).")
    if others and figure.measure not in MANY:
        values = list(dict.fromkeys(f"{t.says} ({t.source})" for t in others))[:3]
        sentences.append(f"The record also tells {wording.listed(values)}.")
    return " ".join(sentences) or None


def _instead(verdict: str, told: Sequence[Telling]) -> str | None:
    if verdict != CONTRADICTED or not told:
        return None
    return f"Write {told[0].says}, as told by {told[0].source}, or say who counts it otherwise."
