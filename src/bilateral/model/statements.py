"""The six kinds of statement that a reading holds, each tied to the words it came from.

Dates are EDTF strings (ISO 8601-2); countries ISO 3166-1 alpha-3 (or IGO, NGO, EUE, a bloc's
acronym); numbers `decimal.Decimal`, never floats. `None` means that the text does not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The words a statement came from.

    `field` is `text` or `title`; `start` and `end` count Unicode code points of that field,
    and `quote` is exactly that slice.
    """

    field: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What every kind has in common.

    `speaker` says so in the text (a person, an office, "official data"), None being the outlet
    itself. `rule` names what read the statement. `id` is stable: the same document gives the
    same ids; the reading assigns it.
    """

    kind: ClassVar[str]

    evidence: tuple[Evidence, ...]
    rule: str
    speaker: str | None = None
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Statement):
    """A person or body that acts in the document, named once however often it is mentioned."""

    kind: ClassVar[str] = "actor"

    name: str
    country: str | None = None
    roles: tuple[str, ...] = ()
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """How a value moved: `unit` is percent, percentage_points, times or a currency code;
    `direction` is up, down or flat; `base_period` EDTF."""

    value: Decimal | None
    unit: str
    direction: str
    base_period: str | None = None


@dataclass(frozen=True, slots=True)
class Equivalent:
    """The same amount told in a second currency."""

    obs_value: Decimal
    unit_measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Statement):
    """A number that measures the relation, as a typed observation."""

    kind: ClassVar[str] = "figure"

    measure: str
    ref_area: str | None
    counterpart_area: str | None
    obs_value: Decimal | None
    unit_measure: str
    obs_value_high: Decimal | None = None
    bound: str = "exact"
    significant_digits: int | None = None
    time_period: str | None = None
    time_period_text: str | None = None
    as_of: str | None = None
    as_of_text: str | None = None
    change: Change | None = None
    out_of: int | None = None
    scope: str | None = None
    nature: str = "observed"
    product_scope: str | None = None
    valuation: str | None = None
    reporter: str | None = None
    caveat: str | None = None
    equivalents: tuple[Equivalent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Status(Statement):
    """What the relationship is called, or what it became."""

    kind: ClassVar[str] = "status"

    level: str
    label: str
    parties: tuple[str, ...]
    date: str | None = None
    date_text: str | None = None
    change: str = "described"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Statement):
    """An act of governments or bodies of one side toward the other, coded by PLOVER 2.0."""

    kind: ClassVar[str] = "event"

    event_type: str
    source: tuple[str, ...]
    recipient: tuple[str, ...] = ()
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    activity: str = "other"
    actors: tuple[str, ...] = ()
    date: str | None = None
    date_text: str | None = None
    place: str | None = None
    state: str = "occurred"
    historical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Statement):
    """What one side said it would do, or wants done: agreed, pledged, planned, proposed, hoped."""

    kind: ClassVar[str] = "commitment"

    strength: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    content: str
    areas: tuple[str, ...] = ()
    due: str | None = None
    due_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Statement):
    """A field of cooperation or contention; `stance` is priority, ongoing, planned, mentioned."""

    kind: ClassVar[str] = "area"

    code: str
    stance: str = "mentioned"


KINDS: dict[str, type[Statement]] = {
    "actor": Actor,
    "figure": Figure,
    "status": Status,
    "event": Event,
    "commitment": Commitment,
    "area": Area,
}
"""Kind of statement by its name, in the order in which the contract prints them."""
