"""The verdicts of figures that are set against each other in, what is wrong between them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from bilateral.checking.verdicts import (
    CONTRADICTED,
    SPLICED,
    STALE,
    Finding,
    ReporterVerdict,
    Verdict,
)
from bilateral.errors import UnknownCountryError
from bilateral.knowledge.countries import short_name

_WITH_ARTICLE = ("United ", "Netherlands", "Philippines", "Czech", "Dominican", "Central", "Demo")
"""How the short names begin that stand with "the" in a sentence."""
_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))


def spliced(verdicts: Sequence[Verdict]) -> tuple[list[Verdict], list[Finding]]:
    """The verdicts of one comparison ("from $450 million in 1995 to $123 billion in 2022"), those
    that join different books marked so, and a finding for each two of them.

    Two figures are spliced when the books that bear one out contradict the other.
    """
    marked: set[int] = set()
    found: list[Finding] = []
    for (n, one), (m, other) in combinations(enumerate(verdicts), 2):
        if _same_series(one, other) and _different_books(one, other):
            marked |= {n, m}
            found.append(_splice(one, other))
    return [
        replace(verdict, explanations=(*verdict.explanations, SPLICED)) if n in marked else verdict
        for n, verdict in enumerate(verdicts)
    ], found


def _same_series(one: Verdict, other: Verdict) -> bool:
    first, second = one.figure, other.figure
    return (
        first.measure == second.measure
        and {first.ref_area, first.counterpart_area} == {second.ref_area, second.counterpart_area}
        and first.time_period != second.time_period
    )


def _different_books(one: Verdict, other: Verdict) -> bool:
    if not one.followed or not other.followed or one.followed & other.followed:
        return False
    return bool(one.followed & _contradicting(other) or other.followed & _contradicting(one))


def _contradicting(verdict: Verdict) -> frozenset[str]:
    return frozenset(r.reporter for r in verdict.reporters if r.verdict == CONTRADICTED)


def _splice(one: Verdict, other: Verdict) -> Finding:
    return Finding(
        kind=SPLICED,
        figures=(one.figure, other.figure),
        message=(
            f"The comparison joins two books: {_whose(one)}, but {_whose(other)}. "
            f"{_instead(one, other)}"
        ).strip(),
    )


def _whose(verdict: Verdict) -> str:
    figure = verdict.figure
    books = " and ".join(_name(code) for code in sorted(verdict.followed))
    amount = _amount(figure.obs_value, figure.unit_measure)
    return f"{amount} in {figure.time_period} is what {books} counted"


def _instead(one: Verdict, other: Verdict) -> str:
    """What the books that bear one figure out say of the other."""
    for held, missed in ((one, other), (other, one)):
        told = [
            r for r in missed.reporters if r.reporter in held.followed and r.verdict == CONTRADICTED
        ]
        if told:
            said = _said(told[0], missed)
            return f"{said[0].upper()}{said[1:]}."
    return ""


def _said(told: ReporterVerdict, missed: Verdict) -> str:
    unit = missed.figure.unit_measure
    return f"{_name(told.reporter)} counted {_amount(told.value, unit)} in {told.period}"


def stale_ranks(verdicts: Sequence[Verdict]) -> list[Finding]:
    """A finding for each rank that was true of an earlier period only."""
    return [
        Finding(
            kind="stale_rank",
            figures=(verdict.figure,),
            message=_stale(verdict),
        )
        for verdict in verdicts
        if verdict.verdict == STALE and verdict.figure.unit_measure == "rank"
    ]


def _stale(verdict: Verdict) -> str:
    now = [f"{_ordinal(int(r.value))} in {r.period}" for r in verdict.reporters]
    figure = verdict.figure
    return (
        f"{_ordinal(int(figure.obs_value or 0))} was true of {', '.join(verdict.true_in)}; "
        f"{_name(figure.counterpart_area or '')} was {' and '.join(now)}."
    )


def _name(code: str) -> str:
    try:
        name = short_name(code)
    except UnknownCountryError:
        return code
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name


def _amount(value: Decimal | None, unit: str) -> str:
    """An amount to one decimal: 138.8 billion USD."""
    if value is None:
        return "the figure"
    for exponent, name in _SCALES:
        if abs(value) >= Decimal(10) ** exponent:
            scaled = value.scaleb(-exponent).quantize(Decimal("0.1")).normalize()
            return f"{scaled:,f} {name} {unit}"
    return f"{value:,f} {unit}"


def _ordinal(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"
