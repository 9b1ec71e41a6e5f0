"""Pairs, one pair, its status on a day, and its entries by kind."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Request, Response

from bilateral.publishing import answers
from bilateral.record import Record
from bilateral.record.store import PairCount
from bilateral.web.api.asking import (
    After,
    AsOf,
    Filters,
    Limit,
    TheFilters,
    ThePair,
    TheRecord,
    next_address,
)
from bilateral.web.programs import shaping
from bilateral.web.programs.shapes import (
    ActorEntry,
    AreaEntry,
    CommitmentEntry,
    EntryShape,
    EventEntry,
    FigureEntry,
    PageShape,
    PairShape,
    StatusEntry,
    StatusOnDay,
)

E = TypeVar("E", bound=EntryShape[Any])

router = APIRouter(tags=["pairs"])


@router.get("/pairs")
def list_pairs(
    request: Request, response: Response, record: TheRecord, limit: Limit = 50, after: After = None
) -> PageShape[PairShape]:
    """The pairs that the record knows, the best documented first."""
    page = answers.pairs(record, limit=limit, after=after)
    following = next_address(request, response, after=page.after)
    return PageShape(items=[shaping.pair_count(item) for item in page.items], next=following)


@router.get("/pairs/{pair}")
def get_pair(pair: ThePair) -> PairShape:
    """What the record holds of a pair."""
    return shaping.pair_count(pair)


@router.get("/pairs/{pair}/status")
def get_status(pair: ThePair, record: TheRecord, as_of: AsOf) -> StatusOnDay:
    """What the relationship is called on a day, and the changes until then."""
    found = answers.relation(record, pair.pair, as_of)
    current = found.status
    return StatusOnDay(
        pair=shaping.named(pair.pair),
        as_of=as_of,
        status=shaping.step_of_ladder(current, pair.pair) if current else None,
        ladder=[shaping.step_of_ladder(step, pair.pair) for step in found.ladder],
    )


class _Asked:
    """A page of the entries of a kind, as asked for."""

    def __init__(
        self,
        request: Request,
        response: Response,
        record: TheRecord,
        pair: ThePair,
        filters: TheFilters,
        limit: Limit = 50,
        after: After = None,
    ) -> None:
        self.request, self.response = request, response
        self.record: Record = record
        self.pair: PairCount = pair
        self.filters: Filters = filters
        self.limit, self.after = limit, after

    def page(self, kind: str, shape: type[E]) -> PageShape[E]:
        """The page of this kind."""
        wanted = self.filters.wanted(kind)
        found = answers.listed(
            self.record, self.pair.pair, wanted, limit=self.limit, after=self.after
        )
        following = next_address(self.request, self.response, after=found.after)
        items = [shaping.entry(item) for item in found.items]
        return PageShape[shape](items=items, next=following)  # type: ignore[valid-type]


Asked = Annotated[_Asked, Depends()]


@router.get("/pairs/{pair}/events")
def list_events(asked: Asked) -> PageShape[EventEntry]:
    """The events, latest first."""
    return asked.page("event", EventEntry)


@router.get("/pairs/{pair}/figures")
def list_figures(asked: Asked) -> PageShape[FigureEntry]:
    """The figures: one entry a quantity, with the value that is shown of it."""
    return asked.page("figure", FigureEntry)


@router.get("/pairs/{pair}/statuses")
def list_statuses(asked: Asked) -> PageShape[StatusEntry]:
    """What the relationship is and was called, latest first."""
    return asked.page("status", StatusEntry)


@router.get("/pairs/{pair}/commitments")
def list_commitments(asked: Asked) -> PageShape[CommitmentEntry]:
    """What was agreed, pledged, planned, proposed or hoped, and what became of it."""
    return asked.page("commitment", CommitmentEntry)


@router.get("/pairs/{pair}/areas")
def list_areas(asked: Asked) -> PageShape[AreaEntry]:
    """The fields of cooperation or contention."""
    return asked.page("area", AreaEntry)


@router.get("/pairs/{pair}/actors")
def list_actors(asked: Asked) -> PageShape[ActorEntry]:
    """People and bodies named."""
    return asked.page("actor", ActorEntry)
