"""A number or a text in, what statistics and the record say of it out; and the exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bilateral.publishing import answers
from bilateral.publishing.answers.checks import BOUNDS, MEASURES, MOST_TEXT, PERIOD, VALUE
from bilateral.publishing.export import FORMATS
from bilateral.web.api.asking import AsOf, Day, TheRecord, printable
from bilateral.web.programs import shaping
from bilateral.web.programs.shapes import CheckShape, FigureVerdict, FormatShape

router = APIRouter(tags=["checks"])


def _one_of(known: Sequence[str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in known:
            raise ValueError(f"it is one of {', '.join(known)}")
        return value

    return check


def _day_of(text: str) -> dict[str, Any]:
    return {"format": "date", "description": text}


Measure = Annotated[
    str, AfterValidator(_one_of(MEASURES)), Query(json_schema_extra={"enum": [*MEASURES]})
]
Bound = Annotated[
    str, AfterValidator(_one_of(BOUNDS)), Query(json_schema_extra={"enum": [*BOUNDS]})
]
Country = Annotated[
    str,
    AfterValidator(printable),
    Query(max_length=80, description="A country by any name or code.", examples=["VNM"]),
]


@router.get("/checks/figure")
def check_figure(
    record: TheRecord,
    as_of: AsOf,
    measure: Measure,
    ref_area: Country,
    counterpart_area: Country,
    value: Annotated[
        str,
        Query(pattern=f"^{VALUE}$", description="As told: the digits given are those compared."),
    ],
    unit: Annotated[str, Query(pattern="^[A-Z]{3}$", description="ISO 4217")] = "USD",
    period: Annotated[
        str | None, Query(pattern=f"^{PERIOD}$", description="EDTF: 2022, 2024-08, 2024-01/2024-08")
    ] = None,
    bound: Bound = "exact",
    scope: Annotated[Country | None, Query(description="Of a rank: among whom, as ASEAN.")] = None,
) -> FigureVerdict:
    """Whether official statistics bear a number out, told on the day `as_of`."""
    claimed = answers.check_figure(
        record,
        measure,
        ref_area,
        counterpart_area,
        value,
        unit=unit,
        period=period,
        bound=bound,
        told=as_of,
        scope=scope,
    )
    return shaping.figure_verdict(claimed)


class Draft(BaseModel):
    """A text to check."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=MOST_TEXT)
    title: str | None = Field(default=None, max_length=1000)
    published: Day | None = Field(default=None, json_schema_extra=_day_of("When it is, or was."))
    as_of: Day | None = Field(default=None, json_schema_extra=_day_of("As of which day."))


@router.post("/checks/text")
def check_text(request: Request, record: TheRecord, draft: Draft) -> CheckShape:
    """What of a draft holds, as `bilateral check --format json` says it. Nothing is stored."""
    found = answers.check_text(
        record,
        draft.text,
        title=draft.title,
        published=draft.published,
        as_of=draft.as_of or draft.published or str(request.app.state.settings.today()),
    )
    return shaping.checked(found)


@router.get("/exports", tags=["exports"])
def list_exports() -> list[FormatShape]:
    """The formats of other tools that `bilateral export` writes."""
    return [shaping.export_format(found) for found in FORMATS.values()]
