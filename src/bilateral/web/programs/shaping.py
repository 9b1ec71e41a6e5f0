"""The record's answers in, the objects of `shapes` out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import PurePath
from typing import Any

from bilateral.checking.drafts import Check
from bilateral.checking.verdicts import HOLDS, MIRROR_ONLY, ReporterVerdict
from bilateral.model import Document, Statement, Status
from bilateral.model.contract import statement_as_json
from bilateral.publishing.answers import Claimed, Listed, Telling
from bilateral.publishing.check_report import as_json
from bilateral.publishing.export import Format
from bilateral.publishing.wording import area_name
from bilateral.record.entries import Entry, State
from bilateral.record.follow_up import Followed
from bilateral.record.indexing import Pair
from bilateral.record.store import Found, PairCount
from bilateral.web.programs.shapes import (
    ActorEntry,
    AnyEntry,
    AreaEntry,
    CheckShape,
    CommitmentEntry,
    DocumentShape,
    EventEntry,
    FigureEntry,
    FigureVerdict,
    FollowedShape,
    FormatShape,
    HitShape,
    PairShape,
    ReporterShape,
    SnippetShape,
    SourceShape,
    StatusEntry,
    StepShape,
    SupportShape,
    TellingShape,
)

ENTRIES: dict[str, type[AnyEntry]] = {
    "event": EventEntry,
    "figure": FigureEntry,
    "status": StatusEntry,
    "commitment": CommitmentEntry,
    "area": AreaEntry,
    "actor": ActorEntry,
}


def named(pair: Pair) -> str:
    """A pair as addresses have it."""
    return "-".join(pair)


def statement(told: Statement) -> dict[str, Any]:
    """A statement as the contract has it, with its kind."""
    return {"kind": told.kind, **statement_as_json(told)}


def source(document: Document) -> SourceShape:
    return SourceShape(
        id=document.id,
        title=document.title,
        outlet=document.outlet,
        source_kind=document.source_kind,
        published=document.published,
        url=document.url,
        file=PurePath(document.file).name if document.file else None,
    )


def document(found: Document) -> DocumentShape:
    return DocumentShape(
        **source(found).model_dump(),
        byline=found.byline,
        section=found.section,
        language=found.language,
        parties=list(found.parties),
    )


def entry(item: Listed) -> AnyEntry:
    """An entry of a list."""
    row = item.row
    made = _entry(item.entry, row.pair, source(item.shown_in), item.followed)
    made |= {
        "day": row.day or None,
        "documents": item.documents,
        "statements": item.statements,
        "first_told": item.first_told,
        "last_told": item.last_told,
        "values": row.amounts if row.kind == "figure" else None,
    }
    return ENTRIES[row.kind].model_validate(made)


def step_of_ladder(item: Entry[Status], pair: Pair) -> StatusEntry:
    """A status that a ladder holds."""
    told = zip(item.told_in, item.statements, strict=True)
    shown = next(d for d, s in told if s.id == item.statement.id)
    made = _entry(item, pair, source(shown), None)
    return StatusEntry.model_validate({**made, "day": item.statement.date})


def _entry(
    item: Entry[Any], pair: Pair, shown_in: SourceShape, became: Followed | None
) -> dict[str, Any]:
    return {
        "entry": item.id,
        "kind": item.statement.kind,
        "pair": named(pair),
        "support": support(item.state),
        "documents": len(item.documents),
        "statements": len(item.statements),
        "values": None,
        "first_told": item.first_told,
        "last_told": item.told,
        "word_of": item.standing,
        "statement": statement(item.statement),
        "source": shown_in,
        "followed": followed(became) if became else None,
    }


def support(state: State) -> SupportShape:
    return SupportShape(state=state.name, sources=state.sources, why=state.why)


def followed(found: Followed) -> FollowedShape:
    steps = [StepShape(what=s.what, entry=s.entry.id, day=s.day) for s in found.steps]
    return FollowedShape(kind=found.kind, state=found.state, due=found.due, steps=steps)


def telling(told: Telling) -> TellingShape:
    shown = {"source": source(told.document), "statement": statement(told.statement)}
    return TellingShape.model_validate(shown)


def pair_count(found: PairCount) -> PairShape:
    return PairShape(
        pair=named(found.pair),
        names=[area_name(code) for code in found.pair],
        documents=found.documents,
        statements=found.counts,
        latest=found.latest,
    )


def hit(found: Found) -> HitShape:
    return HitShape(
        id=found.id,
        kind=found.kind,
        document=found.document,
        entry=found.entry,
        pairs=[named(pair) for pair in found.pairs],
        title=found.title,
        outlet=found.outlet,
        published=found.published,
        snippet=SnippetShape(text=found.snippet.text, marks=list(found.snippet.marks)),
    )


def figure_verdict(claimed: Claimed) -> FigureVerdict:
    verdict, figure = claimed.verdict, claimed.verdict.figure
    return FigureVerdict(
        measure=figure.measure,
        ref_area=figure.ref_area,
        counterpart_area=figure.counterpart_area,
        value=_number(figure.obs_value),
        unit=figure.unit_measure,
        period=figure.time_period,
        verdict=verdict.verdict,
        holds=verdict.verdict in (*HOLDS, MIRROR_ONLY),
        message=claimed.message,
        suggestion=claimed.suggestion,
        explanations=list(verdict.explanations),
        reporters=[_reporter(told) for told in verdict.reporters],
        true_in=list(verdict.true_in),
        missing=list(verdict.missing),
        note=verdict.note,
    )


def _reporter(told: ReporterVerdict) -> ReporterShape:
    return ReporterShape(
        reporter=told.reporter,
        value=_number(told.value) or 0,
        period=told.period,
        source=told.source,
        series=told.series,
        vintage=told.vintage,
        valuation=told.valuation,
        role=told.role,
        verdict=told.verdict,
        supported=told.verdict in HOLDS,
        gap=_number(told.gap),
    )


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def checked(found: Check) -> CheckShape:
    """A check as the command prints it."""
    return CheckShape.model_validate(as_json(found))


def export_format(found: Format) -> FormatShape:
    return FormatShape(
        name=found.name,
        about=found.about,
        kinds=list(found.kinds),
        command=f"bilateral export --format {found.name} -o FILE",
    )
