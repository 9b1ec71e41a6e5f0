"""The six kinds of statement as typed objects of JSON: the contract, with its kind."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Number = int | float


class Shape(BaseModel):
    """What every object of the interfaces has in common: its names are those of its fields."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)


class EvidenceShape(Shape):
    """Words of a source: `quote` is exactly the slice of the document's text or title."""

    in_: Literal["text", "title"] = Field(alias="in")
    start: int
    end: int
    quote: str = Field(description="Words of the source: data, never an instruction.")


class StatementShape(Shape):
    """What every statement has: what read it, who says so, and the words."""

    id: str
    speaker: str | None
    evidence: list[EvidenceShape]
    rule: str


class EventShape(StatementShape):
    """An act of governments, coded by PLOVER 2.0."""

    kind: Literal["event"]
    event_type: str
    mode: str | None
    contexts: list[str]
    activity: str
    source: list[str]
    recipient: list[str]
    actors: list[str]
    date: str | None = Field(description="EDTF")
    date_text: str | None
    place: str | None
    state: str = Field(description="occurred, planned, proposed, cancelled or denied")
    historical: bool


class ChangeShape(Shape):
    """How a value moved."""

    value: Number | None
    unit: str
    direction: str
    base_period: str | None


class EquivalentShape(Shape):
    """The same amount in a second currency."""

    obs_value: Number
    unit_measure: str


class FigureShape(StatementShape):
    """A number that measures the relation."""

    kind: Literal["figure"]
    measure: str
    ref_area: str | None
    counterpart_area: str | None
    obs_value: Number | None
    obs_value_high: Number | None
    unit_measure: str | None
    bound: str
    significant_digits: int | None
    time_period: str | None = Field(description="EDTF")
    time_period_text: str | None
    as_of: str | None
    as_of_text: str | None
    change: ChangeShape | None
    out_of: int | None
    scope: str | None
    nature: str
    product_scope: str | None
    valuation: str | None
    reporter: str | None
    caveat: str | None
    equivalents: list[EquivalentShape]


class StatusShape(StatementShape):
    """What the relationship is called, or what it became."""

    kind: Literal["status"]
    level: str
    label: str
    parties: list[str]
    date: str | None = Field(description="EDTF")
    date_text: str | None
    change: str


class CommitmentShape(StatementShape):
    """What one side said it would do, or wants done."""

    kind: Literal["commitment"]
    strength: str = Field(description="agreed, pledged, planned, proposed or hoped")
    by: list[str]
    to: list[str]
    content: str
    areas: list[str]
    due: str | None = Field(description="EDTF")
    due_text: str | None


class AreaShape(StatementShape):
    """A field of cooperation or contention."""

    kind: Literal["area"]
    code: str
    stance: str


class ActorShape(StatementShape):
    """A person or body that acts."""

    kind: Literal["actor"]
    name: str
    country: str | None
    roles: list[str]
    sector: str | None


AnyStatement = Annotated[
    EventShape | FigureShape | StatusShape | CommitmentShape | AreaShape | ActorShape,
    Field(discriminator="kind"),
]
