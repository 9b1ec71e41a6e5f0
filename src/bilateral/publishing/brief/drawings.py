"""The figures and events of a pair in, the charts of a brief out, with what they show in words."""

from __future__ import annotations

from datetime import date

from bilateral.checking.statistics.values import OfficialValue
from bilateral.knowledge.statistics import sources as offices
from bilateral.language.edtf import bounds
from bilateral.publishing.brief.contents import Chart
from bilateral.publishing.brief.making import Making
from bilateral.publishing.brief.quantities import Ledger, key
from bilateral.publishing.charts import Mark, Point, Sums, course_chart, scale_of, series_chart
from bilateral.record.timeline import by_month

FEWEST, FEWEST_TOLD = 4, 6
"""Points of official series, or points and marks, that make a chart worth its place."""
MONTHS = 3


def trade_drawing(making: Making, ledger: Ledger) -> Chart | None:
    """Two-way trade by official series of both sides, with the values told as marks."""
    trade = key("trade", *making.sides)
    yearly = [(y, v) for y, v in ledger.yearly(trade) if making.within(f"{y}-12-31")]
    points = [Point(_books(making, v), f"{y}-07-01", v.value) for y, v in yearly]
    unit = yearly[0][1].unit if yearly else "USD"
    marks = _marks(making, ledger, unit)
    if len(points) < FEWEST and len(points) + len(marks) < FEWEST_TOLD:
        return None
    words = making.language.labels["axes"]
    _, scale = scale_of([*(p.value for p in points), *(m.value for m in marks)])
    named = making.language.labels["scales"].get(scale, scale)
    return Chart(
        name="trade",
        title=making.say("chart_trade", sides=making.both, scale=named, unit=unit),
        spec=series_chart(points, marks, words),
        alt=_alt(making, yearly, marks),
        source=making.say("chart_trade_marks") if marks else "",
    )


def _books(making: Making, value: OfficialValue) -> str:
    office = offices().get(value.source)
    name = office.name.split(",")[0] if office else value.source
    return f"{making.language.name(value.reporter)}: {name}"


def _marks(making: Making, ledger: Ledger, unit: str) -> list[Mark]:
    """The values told of periods of at most a year, each at the middle of its period."""
    found = []
    for group in ledger.groups(key("trade", *making.sides)):
        day = _middle(group.time_period)
        if day is None or not making.within(day):
            continue
        state = "disputed" if group.disputed else "told"
        for item in group.values:
            f = item.statement
            if f.obs_value is not None and f.unit_measure == unit:
                found.append(Mark(day, f.obs_value, f.obs_value_high, f.bound, state))
    return sorted(found, key=lambda m: (m.day, m.value, m.bound))


def _middle(period: str | None) -> str | None:
    """The middle day of a year; parts of years and longer spans are other quantities."""
    first, last = bounds(period)
    if not first or not last:
        return None
    one, two = date.fromisoformat(first), date.fromisoformat(last)
    return (one + (two - one) / 2).isoformat() if 360 <= (two - one).days <= 366 else None


def _alt(making: Making, yearly: list[tuple[int, OfficialValue]], marks: list[Mark]) -> str:
    years = [y for y, _ in yearly] + [int(m.day[:4]) for m in marks]
    lines = []
    for books in sorted({_books(making, v) for _, v in yearly}):
        own = [(y, v) for y, v in yearly if _books(making, v) == books]
        (first, one), (last, other) = own[0], own[-1]
        amount = making.language.amount
        lines.append(
            making.say(
                "chart_line",
                books=books,
                from_year=first,
                from_value=amount(one.value, one.unit),
                to_year=last,
                to_value=amount(other.value, other.unit),
            )
        )
    claims = making.say("chart_claims", n=len(marks)) if marks else ""
    return making.say(
        "chart_trade_alt",
        sides=making.both,
        first=min(years),
        last=max(years),
        lines=" ".join(lines),
        claims=claims,
    ).strip()


def course_drawing(making: Making) -> Chart | None:
    """Cooperation and tension by month."""
    months = [
        Sums(m.month, m.cooperation, m.tension)
        for m in by_month(making.view)
        if making.within(f"{m.month}-31") and m.month <= making.day[:7]
    ]
    months = [m for m in months if m.cooperation or m.tension]
    if len(months) < MONTHS:
        return None
    most = max(months, key=lambda m: (m.cooperation, m.month))
    least = min(months, key=lambda m: (m.tension, m.month))
    day = making.language.day
    alt = making.say(
        "chart_course_alt" if least.tension else "chart_course_calm",
        first=day(months[0].month),
        last=day(months[-1].month),
        most=day(most.month),
        least=day(least.month),
    )
    return Chart(
        name="course",
        title=making.say("chart_course"),
        spec=course_chart(months, making.language.labels["axes"]),
        alt=alt,
        source=making.say("chart_course_source"),
    )
