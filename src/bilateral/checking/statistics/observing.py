"""One value as a source gives it in, the observation that the record keeps out."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from bilateral.checking.statistics.periods import kept_form
from bilateral.knowledge.statistics import Series, source
from bilateral.record.official import Observation, SeriesKey

_MISSING = {"", "nan", "null", "none", "-", "..", ":", "(d)", "(x)", "n/a", "na"}


def decimal(text: object) -> Decimal | None:
    """An exact value, None where the source has none. Raises ValueError for what is no number."""
    plain = str(text if text is not None else "").strip()
    if plain.lower() in _MISSING:
        return None
    try:
        value = Decimal(plain.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(f"{plain!r} is not a number") from error
    if not value.is_finite():
        return None
    return value


def series_key(what: Series, key: str, reporter: str, partner: str) -> SeriesKey:
    """The series `key` of a source, which measures `what`, between reporter and partner."""
    return SeriesKey(
        source=what.source,
        key=key,
        reporter=reporter,
        partner=partner,
        flow=what.flow,
        measure=what.measure,
        unit=what.unit,
        licence=source(what.source).licence,
        product_scope=what.product_scope,
        valuation=what.valuation,
    )


def observation(
    series: SeriesKey,
    period: str,
    value: Decimal,
    vintage: str,
    retrieved: str,
    status: str | None = None,
) -> Observation:
    """An observation with its period in the form in which it is kept. Raises ValueError."""
    kept = kept_form(period)
    if kept is None:
        raise ValueError(f"{period!r} is no year, month, quarter or run of months")
    return Observation(series, kept, value, vintage, retrieved[:10], status)
