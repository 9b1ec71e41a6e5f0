"""What every operation may be asked: a pair, a day, a page of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Depends, Path, Query, Request, Response
from pydantic import AfterValidator

from bilateral.publishing.answers import Wanted, known_pair, pair_called
from bilateral.publishing.answers.wanted import FIRST_YEAR, LAST_YEAR
from bilateral.publishing.wording import area_name
from bilateral.record import Record
from bilateral.record.indexing import Pair
from bilateral.record.store import PairCount
from bilateral.web.api.problems import NotThereError

MOST_ITEMS = 200
MOST_WORDS = 300

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PART_OF_TIME = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


def _day(value: str) -> str:
    """A day within the years of a record: what lies beyond them is as their end."""
    if not _DAY.fullmatch(value):
        raise ValueError("write it as 2024-09-23")
    found = date.fromisoformat(value)
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    return min(max(found, first), last).isoformat()


def printable(value: str) -> str:
    """Words without signs of control, which no text of the record holds."""
    return _CONTROL.sub(" ", value)


Day = Annotated[str, AfterValidator(_day)]
OptionalDay = Annotated[
    Day | None,
    Query(
        description="As known on this day (ISO 8601); today if not given.",
        json_schema_extra={"format": "date"},
    ),
]
PartOfTime = Annotated[str, Query(pattern=_PART_OF_TIME, description="A year, month or day.")]
Words = Annotated[str, AfterValidator(printable), Query(max_length=MOST_WORDS)]
Code = Annotated[str, AfterValidator(printable), Query(max_length=80)]
Limit = Annotated[int, Query(ge=1, le=MOST_ITEMS, description="Most items of a page.")]
After = Annotated[
    str | None,
    Query(max_length=500, description="Where the page begins: as `next` of the one before has it."),
]


def _record(request: Request) -> Record:
    record = request.app.state.record
    assert isinstance(record, Record)
    return record


TheRecord = Annotated[Record, Depends(_record)]


def _as_of(request: Request, as_of: OptionalDay = None) -> str:
    return as_of or str(request.app.state.settings.today())


AsOf = Annotated[str, Depends(_as_of)]


def _pair(
    record: TheRecord,
    pair: Annotated[
        str, Path(max_length=120, description="Two countries: `VNM-USA`.", examples=["VNM-USA"])
    ],
) -> PairCount:
    found = pair_called(printable(pair))
    known = known_pair(record, found)
    if known is None:
        one, other = map(area_name, found)
        raise NotThereError(
            f"The record holds nothing on {one} and {other}.", "See what it holds: /api/v1/pairs"
        )
    return known


ThePair = Annotated[PairCount, Depends(_pair)]


def optional_pair(pair: Annotated[str | None, Query(max_length=120)] = None) -> Pair | None:
    """The pair that a search or a list is narrowed to."""
    return pair_called(printable(pair)) if pair else None


OptionalPair = Annotated[Pair | None, Depends(optional_pair)]


class Filters:
    """What of a list of entries is wanted."""

    def __init__(
        self,
        as_of: AsOf,
        code: Annotated[
            Code | None, Query(description="Event type, measure, level, strength, field, country.")
        ] = None,
        state: Annotated[
            Code | None, Query(description="State of an event, strength, change of a status.")
        ] = None,
        support: Literal["supported", "single source", "disputed"] | None = None,
        since: PartOfTime | None = None,
        until: PartOfTime | None = None,
        q: Annotated[Words | None, Query(description="Words that it must hold.")] = None,
    ) -> None:
        self._given: dict[str, Any] = {
            "as_of": as_of,
            "code": code or None,
            "state": state or None,
            "support": support,
            "since": since,
            "until": until,
            "words": q,
        }

    def wanted(self, kind: str) -> Wanted:
        return Wanted(kind=kind, **self._given)


TheFilters = Annotated[Filters, Depends()]


def next_address(request: Request, response: Response, **place: str | int | None) -> str | None:
    """The address of the next page, also as a Link header; None where `place` names none."""
    if all(value is None for value in place.values()):
        return None
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in place]
    added: Iterable[tuple[str, str]] = ((k, str(v)) for k, v in place.items())
    address = f"{request.url.path}?{urlencode([*kept, *added])}"
    response.headers["Link"] = f'<{address}>; rel="next"'
    return address
