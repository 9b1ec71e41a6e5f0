"""What a check says of one number: the verdict, each reporter's, and why they differ."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bilateral.model import Figure

SUPPORTED = "supported"
ROUNDING = "rounding"
AS_BOUND = "supported_as_bound"
MIRROR_ONLY = "mirror_only"
STALE = "stale"
CONTRADICTED = "contradicted"
NOT_COMPARABLE = "not_comparable"
NO_DATA = "no_data"

VERDICTS = (
    SUPPORTED,
    ROUNDING,
    AS_BOUND,
    MIRROR_ONLY,
    STALE,
    CONTRADICTED,
    NOT_COMPARABLE,
    NO_DATA,
)
"""The best for a claim first: a claim takes the best that any reporter gives it."""

HOLDS = (SUPPORTED, ROUNDING, AS_BOUND)
"""The verdicts of a claim that can be quoted as it stands."""

ORIGIN, CIF, TIMING, REVISION, SPLICED, SCOPE = (
    "origin",
    "cif",
    "timing",
    "revision",
    "spliced",
    "scope",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReporterVerdict:
    """How a claim stands in one reporter's books.

    `gap` is the claim less the value; `role` own or mirror; `rank` the place where the claim is
    one. `period` is that of the value, which is an earlier one where the verdict is stale.
    """

    reporter: str
    source: str
    series: str
    vintage: str
    value: Decimal
    period: str
    verdict: str
    role: str = "own"
    valuation: str | None = None
    gap: Decimal | None = None
    revised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What official statistics say of one figure.

    `reporters` holds one verdict a reporter and source, the best first; `true_in` the periods in
    which the claim was true where it is stale; `missing` whose books are not there; `note` what
    a person must know beside it.
    """

    figure: Figure
    verdict: str
    explanations: tuple[str, ...] = ()
    reporters: tuple[ReporterVerdict, ...] = ()
    true_in: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    note: str | None = None

    @property
    def best(self) -> ReporterVerdict | None:
        """The reporter whose books the claim follows, or comes nearest to."""
        return self.reporters[0] if self.reporters else None

    @property
    def followed(self) -> frozenset[str]:
        """The reporters in whose books the claim holds."""
        return frozenset(r.reporter for r in self.reporters if r.verdict in HOLDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong between figures: `kind` is spliced, stale_rank, false_sum or
    contradiction; `figures` those it is about; `message` a sentence for a person."""

    kind: str
    figures: tuple[Figure, ...]
    message: str
