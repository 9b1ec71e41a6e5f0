"""One claimed number and the official values beside it in, the verdict out: pure functions.

What the words assert comes from the digits stated and the bound, never from a flat percentage.
Each reporter is tried, and the claim takes the best verdict; the others are explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from bilateral.checking.statistics.periods import Span, last_day_known, span
from bilateral.checking.statistics.ranks import Rank
from bilateral.checking.statistics.values import MIRROR, OfficialValue
from bilateral.checking.verdicts import (
    AS_BOUND,
    CIF,
    CONTRADICTED,
    HOLDS,
    MIRROR_ONLY,
    NO_DATA,
    NOT_COMPARABLE,
    ORIGIN,
    REVISION,
    ROUNDING,
    SCOPE,
    STALE,
    SUPPORTED,
    TIMING,
    VERDICTS,
    ReporterVerdict,
    Verdict,
)
from bilateral.model import Figure
from bilateral.record.intervals import last_digit

OPEN_STEPS = 2
"""How far below its number "nearly" reaches, and "about" either way, in steps."""
LEAST_DIGITS_OF_STALE = 2
"""A number of one digit fits too many periods for one of them to be the one that was meant."""
PUBLISHED_AFTER = 35
"""Days after a month until its figures of trade by partner are out, at the Census Bureau."""
CONCEPTS = ("registered", "disbursed")
"""What capital is counted as; it is compared with its own kind alone."""
_COMPARED_WITH = {"goods": ("goods",), "goods_and_services": ("goods_and_services",)}


# What the words allow


def fit(figure: Figure, value: Decimal) -> str:
    """How a claim stands to a true value: supported, rounding, supported_as_bound or
    contradicted."""
    claimed = figure.obs_value
    if claimed is None:
        return NO_DATA
    step = stated_step(claimed, figure.significant_digits)
    if figure.bound == "range":
        high = figure.obs_value_high or claimed
        within = claimed - step / 2 <= value <= high + step / 2
        return SUPPORTED if within else CONTRADICTED
    if _bound_holds(figure.bound, claimed, value, _open_step(claimed, step)):
        return AS_BOUND
    if figure.bound in ("exact", "about") and _rounded(value, step) == claimed:
        return SUPPORTED
    if abs(value - claimed) < last_digit(claimed, figure.significant_digits):
        return ROUNDING
    return CONTRADICTED


def _bound_holds(bound: str, claimed: Decimal, value: Decimal, open_step: Decimal) -> bool:
    reach = OPEN_STEPS * open_step
    match bound:
        case "over":
            return value > claimed
        case "at_least":
            return value >= claimed
        case "under":
            return value < claimed
        case "at_most":
            return value <= claimed
        case "nearly":
            return claimed - reach <= value < claimed
        case "about":
            # Equal at the digits stated is more than about: that is asked for first.
            return _rounded(value, open_step) != claimed and abs(value - claimed) <= reach
    return False


def stated_step(claimed: Decimal, significant_digits: int | None) -> Decimal:
    """What the last digit stated is worth. Zeros at the end may be digits or only places: "450
    million" is said of 451, so such zeros count as places, though never beyond a tenth of the
    number ("100 billion" is not said of 140)."""
    if not claimed:
        return Decimal(1)
    stated = last_digit(claimed, significant_digits)
    without_zeros = last_digit(claimed, len(claimed.normalize().as_tuple().digits))
    return max(stated, min(without_zeros, _tenth(claimed)))


def _tenth(claimed: Decimal) -> Decimal:
    """One step in the second digit."""
    return Decimal(1).scaleb(claimed.adjusted() - 1)


def _open_step(claimed: Decimal, step: Decimal) -> Decimal:
    """The step of a bound: never more than a tenth of the number, so that "nearly 100" is not
    said of 10."""
    return min(step, _tenth(claimed)) if claimed else step


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


# A level


def compare(
    figure: Figure,
    values: Sequence[OfficialValue],
    earlier: Sequence[OfficialValue] = (),
) -> Verdict:
    """The verdict on a level.

    `values` are all vintages of its period, of every reporter (`official_values`); `earlier`
    those of earlier periods of the same length, in which it may have been true.
    """
    obstacle = _obstacle(figure)
    if obstacle:
        return Verdict(figure=figure, verdict=NOT_COMPARABLE, note=obstacle)
    usable = [value for value in values if comparable(figure, value)]
    missing = _missing(figure, usable)
    if not usable:
        return _nothing_usable(figure, values, missing)
    reporters = sorted(_by_reporter(figure, usable), key=_goodness)
    verdict = _overall(figure, reporters)
    if verdict == CONTRADICTED and (before := _stale(figure, earlier)):
        return Verdict(
            figure=figure,
            verdict=STALE,
            reporters=(*before, *reporters),
            true_in=tuple(dict.fromkeys(r.period for r in before)),
            explanations=(TIMING,),
            missing=missing,
        )
    return Verdict(
        figure=figure,
        verdict=verdict,
        reporters=tuple(reporters),
        explanations=_explanations(reporters),
        missing=missing,
    )


def _obstacle(figure: Figure) -> str | None:
    if figure.nature != "observed":
        return f"A {figure.nature} number is no observation: no statistics speak of it."
    return None


def comparable(figure: Figure, value: OfficialValue) -> bool:
    """Whether a value is of the same concept: currency, products, and kind of capital."""
    if figure.unit_measure != value.unit:
        return False
    if figure.product_scope and value.product_scope:
        if value.product_scope not in _COMPARED_WITH.get(figure.product_scope, ()):
            return False
    elif figure.product_scope == "services":
        return False
    kind = figure.valuation if figure.valuation in CONCEPTS else None
    theirs = value.valuation if value.valuation in CONCEPTS else None
    if kind is None and figure.measure.startswith("fdi_"):
        return True
    return kind == theirs


def _nothing_usable(
    figure: Figure, values: Sequence[OfficialValue], missing: tuple[str, ...]
) -> Verdict:
    capital = figure.measure.startswith("fdi_") and figure.measure.endswith("_stock")
    verdict = NOT_COMPARABLE if values else NO_DATA
    explanations = (SCOPE,) if values else ()
    note = _why_not(figure, values[0]) if values else None
    if capital:
        note = _what_capital(figure.valuation)
    return Verdict(
        figure=figure, verdict=verdict, explanations=explanations, missing=missing, note=note
    )


def _what_capital(kind: str | None) -> str:
    """Why a sum of capital is not held against positions."""
    if kind in CONCEPTS:
        return (
            f"{str(kind).capitalize()} capital is no stock of direct investment: the balance of "
            "payments counts what is in place."
        )
    return (
        "Capital told by the host's investment office is mostly registered capital, which is no "
        "stock of direct investment: say which it is."
    )


def _why_not(figure: Figure, value: OfficialValue) -> str:
    if figure.unit_measure != value.unit:
        return (
            f"The official value is in {value.unit}, the claim in {figure.unit_measure}: "
            "state a rate and its day."
        )
    return f"The official value is of {value.product_scope}, the claim of {figure.product_scope}."


def _by_reporter(figure: Figure, values: Sequence[OfficialValue]) -> list[ReporterVerdict]:
    """One verdict a reporter and source: of the newest vintage, or of an older one that fits
    where the newest does not."""
    groups: dict[tuple[str, str, str], list[OfficialValue]] = {}
    for value in values:
        groups.setdefault((value.reporter, value.source, value.product_scope or ""), []).append(
            value
        )
    return [_of_reporter(figure, group) for group in groups.values()]


def _of_reporter(figure: Figure, vintages: list[OfficialValue]) -> ReporterVerdict:
    judged = [(value, fit(figure, value.value)) for value in vintages]
    current = [pair for pair in judged if pair[0].current] or judged
    fitting = [pair for pair in (*current, *judged) if pair[1] in HOLDS]
    # Of equal verdicts the newest vintage's; what was right when it was told stays right.
    value, verdict = min(fitting, key=lambda p: VERDICTS.index(p[1])) if fitting else current[0]
    return ReporterVerdict(
        reporter=value.reporter,
        source=value.source,
        series=value.series,
        vintage=value.vintage,
        value=value.value,
        period=value.period,
        verdict=verdict,
        role=value.role,
        valuation=value.valuation,
        gap=(figure.obs_value or Decimal(0)) - value.value,
        revised=not value.current,
    )


def _goodness(verdict: ReporterVerdict) -> tuple[int, int, Decimal]:
    """Order: the better verdict, own books, the nearer value."""
    mirrored = int(verdict.role == MIRROR)
    return VERDICTS.index(verdict.verdict), mirrored, abs(verdict.gap or Decimal(0))


def _overall(figure: Figure, reporters: Sequence[ReporterVerdict]) -> str:
    """The best that any reporter gives; the partner's books alone are a mirror."""
    own = [r.verdict for r in reporters if r.role != MIRROR]
    best = reporters[0].verdict
    if best in HOLDS and not any(v in HOLDS for v in own):
        return MIRROR_ONLY
    if not own or any(v in HOLDS for v in own):
        return min(own or [best], key=VERDICTS.index)
    if figure.measure.startswith("fdi_") and figure.valuation is None:
        return NOT_COMPARABLE
    return best


def _missing(figure: Figure, values: Iterable[OfficialValue]) -> tuple[str, ...]:
    """The sides whose books say nothing of the period."""
    told = {value.reporter for value in values}
    sides = (figure.ref_area, figure.counterpart_area)
    return tuple(side for side in sides if side and side not in told)


def _explanations(reporters: Sequence[ReporterVerdict]) -> tuple[str, ...]:
    """Why reporters differ: from what they count, at what value, when, in which vintage."""
    found = []
    verdicts = {r.reporter: r for r in reversed(reporters)}
    agree = {r.verdict in HOLDS for r in verdicts.values()}
    if len(verdicts) > 1 and len(agree) > 1:
        found.append(ORIGIN)
        kinds = [set((r.valuation or "").split("+")) for r in verdicts.values()]
        if any("cif" in kind for kind in kinds) and not all("cif" in kind for kind in kinds):
            found.append(CIF)
        if "/" in reporters[0].period or len(reporters[0].period) > len("2024"):
            found.append(TIMING)
    if any(r.revised and r.verdict in HOLDS for r in reporters):
        found.append(REVISION)
    return tuple(found)


def _stale(figure: Figure, earlier: Sequence[OfficialValue]) -> list[ReporterVerdict]:
    """The reporters in whose books it was true of an earlier period, the latest period first."""
    claimed = figure.obs_value
    if claimed is None or figure.bound not in ("exact", "about", "nearly"):
        return []
    digits = figure.significant_digits or len(claimed.normalize().as_tuple().digits)
    if digits < LEAST_DIGITS_OF_STALE:
        return []
    usable = [v for v in earlier if v.current and v.role != MIRROR and comparable(figure, v)]
    fitting = [_of_reporter(figure, [value]) for value in usable]
    held = [r for r in fitting if r.verdict in HOLDS]
    return sorted(held, key=lambda r: r.period, reverse=True)


# A change


def compare_change(
    figure: Figure, values: Sequence[OfficialValue], base: Sequence[OfficialValue]
) -> list[ReporterVerdict]:
    """How a claimed change stands in each reporter's books, each against its own base; the
    values are the reporters' own changes in per cent. [] for a change that is no percentage."""
    change = figure.change
    if change is None or change.value is None or change.unit != "percent":
        return []
    signed = -change.value if change.direction == "down" else change.value
    claim = _percentage(signed)
    bases = {(v.reporter, v.source, v.valuation): v for v in base if v.current and v.value}
    found = []
    for value in values:
        before = bases.get((value.reporter, value.source, value.valuation))
        if before is None or not value.current:
            continue
        moved = (value.value / before.value - 1) * 100
        found.append(
            ReporterVerdict(
                reporter=value.reporter,
                source=value.source,
                series=value.series,
                vintage=value.vintage,
                value=moved.quantize(Decimal("0.01")),
                period=value.period,
                verdict=fit(claim, moved),
                role=value.role,
                valuation=value.valuation,
                gap=signed - moved,
            )
        )
    return sorted(found, key=_goodness)


def _percentage(value: Decimal) -> Figure:
    """A rate stated to its last digit: 22 is 22, not 20 to 30."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    digits = max(1, value.adjusted() + 1 + places) if value else 1
    return Figure(
        measure="other",
        ref_area=None,
        counterpart_area=None,
        obs_value=value,
        unit_measure="percent",
        significant_digits=digits,
        evidence=(),
        rule="",
    )


# A rank


def compare_rank(figure: Figure, places: Sequence[Rank], told: str | None = None) -> Verdict:
    """The verdict on a rank from every place the partner has had.

    Without a period the rank is told of the time of telling: the last whole year and the months
    of the year since, as they were past on the day `told` (ISO 8601; None: all that is known).
    """
    if not places or figure.obs_value is None:
        return Verdict(
            figure=figure,
            verdict=NO_DATA,
            note="A rank needs the whole table of all partners of one reporter.",
        )
    months = span(figure.time_period or "")
    known = [p for p in places if _is_past(p, _day(figure, told))]
    meant = _meant(places, months) if months else _latest(known)
    if not meant:
        return Verdict(figure=figure, verdict=NO_DATA)
    right = [p for p in meant if p.rank == figure.obs_value]
    was = _when(known if not months else _before(places, months), figure.obs_value)
    verdict = SUPPORTED if right else STALE if was else CONTRADICTED
    shown = right or meant
    return Verdict(
        figure=figure,
        verdict=verdict,
        reporters=tuple(_of_rank(figure, place, verdict) for place in shown),
        true_in=tuple(p.period for p in was) if verdict == STALE else (),
        explanations=(TIMING,) if verdict == STALE else (),
        note=f"Counted among {shown[0].partners}.",
    )


def _day(figure: Figure, told: str | None) -> str | None:
    """The day on which a rank was known: when its as-of was published, else that of telling."""
    as_of = span(figure.as_of or "")
    if as_of is None:
        return told
    published = date.fromisoformat(last_day_known(as_of)) + timedelta(days=PUBLISHED_AFTER)
    return published.isoformat()


def _is_past(place: Rank, day: str | None) -> bool:
    months = span(place.period)
    if months is None or day is None:
        return months is not None
    published = date.fromisoformat(last_day_known(months)) + timedelta(days=PUBLISHED_AFTER)
    return published.isoformat() <= day[:10]


def _meant(places: Sequence[Rank], months: Span) -> list[Rank]:
    return [place for place in places if span(place.period) == months]


def _latest(places: Sequence[Rank]) -> list[Rank]:
    """The last whole year, and January to the last month of a later year."""
    if not places:
        return []
    years = [p for p in places if len(p.period) == len("2024")]
    runs = [p for p in places if len(p.period) != len("2024")]
    found = years[-1:]
    if runs and (not found or runs[-1].period[:4] > found[0].period):
        found.append(runs[-1])
    return found


def _before(places: Sequence[Rank], months: Span) -> list[Rank]:
    return [p for p in places if (s := span(p.period)) and s[1] < months[0]]


def _when(places: Sequence[Rank], rank: Decimal) -> list[Rank]:
    """When it was true: of each year the whole, else its longest run from January; the latest
    year first."""
    by_year: dict[str, Rank] = {}
    for place in places:
        if place.rank == rank:
            by_year[place.period[:4]] = place
    return [by_year[year] for year in sorted(by_year, reverse=True)]


def _of_rank(figure: Figure, place: Rank, verdict: str) -> ReporterVerdict:
    right = place.rank == figure.obs_value
    return ReporterVerdict(
        reporter=place.reporter,
        source=place.source,
        series=f"{figure.measure} of {place.out_of} {place.partners}",
        vintage=place.vintage,
        value=Decimal(place.rank),
        period=place.period,
        verdict=SUPPORTED if right else verdict,
        gap=(figure.obs_value or Decimal(0)) - place.rank,
    )
