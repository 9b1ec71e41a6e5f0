"""The figures of a relationship with verdicts and official series in, one panel a quantity out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bilateral.checking.splices import spliced
from bilateral.checking.statistics.values import OfficialValue
from bilateral.checking.verdicts import STALE, Verdict
from bilateral.checking.wording import country, message
from bilateral.knowledge.statistics import sources as offices
from bilateral.language.edtf import bounds
from bilateral.model import Document, Figure
from bilateral.publishing.wording import area_name, level, number, words
from bilateral.record.entries import Entry
from bilateral.record.indexing import Pair
from bilateral.record.quoting import capital
from bilateral.record.series import FigureGroup, flow
from bilateral.record.sources import byname
from bilateral.web.seen import Seen
from bilateral.web.views.head import Head, head
from bilateral.web.views.parts import entry_href, quote
from bilateral.web.wording import titled

CHARTED = ("trade", "goods", "trade_balance", "fdi_stock", "fdi_flow", "fdi_projects")
"""Quantities that have one value a period, so that a line through time says something."""
RANKED = "_rank"

Judged = Callable[[Figure, str | None], Verdict]
Yearly = Callable[[str, str, str], Sequence[tuple[int, OfficialValue]]]


@dataclass(frozen=True, slots=True)
class Claim:
    """One value told: its bound, who told it first, how often, and what official figures say.

    `middle` is the middle day of its period (where a chart sets the mark), None without one;
    `spliced` says that it stands in a comparison that joins two countries' books.
    """

    id: str
    href: str
    words: str
    quote: str
    value: Decimal | None
    high: Decimal | None
    unit: str
    bound: str
    nature: str
    period: str | None
    middle: str | None
    told_by: str
    speaker: str | None
    documents: int
    sources: int
    shown: bool
    disputed: bool
    verdict: str
    verdict_words: str
    spliced: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The values told of one quantity and period; `told_year` where the text gives no period."""

    period: str | None
    told_year: str | None
    scope: str | None
    disputed: bool
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Official:
    """One official value: whose books, which office, of which year and vintage."""

    reporter: str
    reporter_name: str
    source: str
    source_name: str
    year: int
    middle: str
    value: Decimal
    unit: str
    words: str
    vintage: str
    role: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One quantity: its name, the values told and those of the official series."""

    code: str
    title: str
    about: str
    unit: str
    charted: bool
    groups: tuple[Group, ...]
    official: tuple[Official, ...]
    disputed: int
    told: int


@dataclass(frozen=True, slots=True)
class FindingLine:
    """What figures say against each other, with the entries it stands on."""

    kind: str
    message: str
    hrefs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FiguresView:
    """The figures of a dossier."""

    head: Head
    panels: tuple[Panel, ...]
    findings: tuple[FindingLine, ...]
    splices: tuple[FindingLine, ...]


def figures(
    view: Seen, judged: Judged, yearly: Yearly, sides: Pair, asked: str | None
) -> FiguresView:
    """The quantities told, those with a course through time first."""
    verdicts = _verdicts(view, judged)
    marked, joins = _splices(view, verdicts)
    groups: dict[tuple[str, str, str], list[FigureGroup]] = defaultdict(list)
    for group in view.figures:
        groups[_quantity(group.shown.statement)].append(group)
    maker = _Maker(verdicts, marked, yearly, asked)
    panels = [maker.panel(key, found) for key, found in groups.items()]
    panels.sort(key=lambda p: (not p.charted, _place(p.code), -len(p.groups), p.title))
    return FiguresView(
        head=head(view, sides, asked, "figures"),
        panels=tuple(panels),
        findings=findings(view, asked),
        splices=tuple(_line("spliced", text, of, asked) for text, of in joins),
    )


def findings(view: Seen, asked: str | None) -> tuple[FindingLine, ...]:
    """What the figures of a view say against each other."""
    return tuple(
        _line(f.kind, capital(f.message), [s for _, s in f.told], asked) for f in view.findings
    )


def _line(kind: str, text: str, of: Iterable[Figure], asked: str | None) -> FindingLine:
    hrefs = tuple(dict.fromkeys(entry_href(figure.id, asked) for figure in of))
    return FindingLine(words(kind), text, hrefs)


def _quantity(figure: Figure) -> tuple[str, str, str]:
    """Balances of both sides are one quantity; all else is told by its flow."""
    what, one, other = flow(figure)
    if what == "trade_balance":
        return what, min(one, other), max(one, other)
    return what, one, other


def _place(code: str) -> int:
    return CHARTED.index(code) if code in CHARTED else len(CHARTED)


def _verdicts(view: Seen, judged: Judged) -> dict[str, Verdict]:
    """The verdict on each value told; ranks, which need a whole table each, are left to their
    own pages."""
    return {
        item.statement.id: judged(item.statement, item.told)
        for group in view.figures
        if not group.measure.endswith(RANKED)
        for item in group.values
    }


def _splices(
    view: Seen, verdicts: dict[str, Verdict]
) -> tuple[set[str], list[tuple[str, tuple[Figure, ...]]]]:
    """The values in comparisons of one paragraph that join two countries' books."""
    together: dict[tuple[str, str, int], list[Verdict]] = defaultdict(list)
    for document, figure, verdict in _told(view, verdicts):
        if verdict.verdict != STALE and figure.evidence:
            where = figure.evidence[0]
            source = document.text if where.field == "text" else ""
            together[document.id, where.field, source.rfind("\n", 0, where.start)].append(verdict)
    marked: set[str] = set()
    found: list[tuple[str, tuple[Figure, ...]]] = []
    for group in together.values():
        for finding in spliced(group)[1]:
            marked.update(figure.id for figure in finding.figures)
            found.append((finding.message, finding.figures))
    return marked, found


def _told(view: Seen, verdicts: dict[str, Verdict]) -> Iterable[tuple[Document, Figure, Verdict]]:
    for group in view.figures:
        for item in group.values:
            if verdict := verdicts.get(item.statement.id):
                shown = next(
                    d
                    for d, s in zip(item.told_in, item.statements, strict=True)
                    if s is item.statement
                )
                yield shown, item.statement, verdict


@dataclass(frozen=True, slots=True)
class _Maker:
    """What panels are made with."""

    verdicts: dict[str, Verdict]
    marked: set[str]
    yearly: Yearly
    asked: str | None

    def panel(self, key: tuple[str, str, str], groups: list[FigureGroup]) -> Panel:
        what, one, other = key
        groups = [g for g in groups if g.values]
        made = tuple(self._group(g, one) for g in sorted(groups, key=_when, reverse=True))
        charted = what in CHARTED and any(c.middle for g in made for c in g.claims)
        unit = groups[0].shown.statement.unit_measure
        return Panel(
            code=what,
            title=_title(what, one, other),
            about=_about(what, one, other),
            unit=unit,
            charted=charted,
            groups=made,
            official=self._official(what, one, other) if charted else (),
            disputed=sum(g.disputed for g in made),
            told=sum(len(g.claims) for g in made),
        )

    def _group(self, group: FigureGroup, side: str) -> Group:
        claims = tuple(self._claim(group, item, side) for item in group.values)
        return Group(group.time_period, group.told_year, group.scope, group.disputed, claims)

    def _claim(self, group: FigureGroup, item: Entry[Figure], side: str) -> Claim:
        figure = item.statement
        verdict = self.verdicts.get(figure.id)
        turned = figure.measure == "trade_balance" and figure.ref_area != side
        value = -figure.obs_value if turned and figure.obs_value else figure.obs_value
        return Claim(
            id=figure.id,
            href=entry_href(figure.id, self.asked),
            words=level(figure),
            quote=quote(figure),
            value=value,
            high=figure.obs_value_high,
            unit=figure.unit_measure,
            bound=figure.bound,
            nature=figure.nature,
            period=figure.time_period or figure.as_of,
            middle=middle(figure.time_period or figure.as_of),
            told_by=byname(item.documents[0]),
            speaker=figure.speaker,
            documents=len(item.documents),
            sources=item.sources,
            shown=item is group.shown,
            disputed=group.disputed,
            verdict=words(verdict.verdict) if verdict else "",
            verdict_words=message(verdict) if verdict else "",
            spliced=figure.id in self.marked,
        )

    def _official(self, what: str, one: str, other: str) -> tuple[Official, ...]:
        measure, ref, partner = _asked_of(what, one, other)
        return tuple(_as_official(y, v) for y, v in self.yearly(measure, ref, partner))


def _as_official(year: int, found: OfficialValue) -> Official:
    office = offices().get(found.source)
    return Official(
        reporter=found.reporter,
        reporter_name=area_name(found.reporter),
        source=found.source,
        source_name=office.name.split(",")[0] if office else words(found.source),
        year=year,
        middle=f"{year}-07-01",
        value=found.value,
        unit=found.unit,
        words=number(round(found.value, -7), found.unit),
        vintage=found.vintage,
        role=found.role,
    )


def _asked_of(what: str, one: str, other: str) -> tuple[str, str, str]:
    """The measure and sides by which official values of a quantity are found."""
    match what:
        case "goods":
            return "exports", one, other
        case "fdi_stock" | "fdi_flow" | "fdi_projects":
            return what.replace("fdi_", "fdi_outward_"), one, other
    return what, one, other


def _title(what: str, one: str, other: str) -> str:
    here, there = _name(one), _name(other)
    match what:
        case "trade":
            return "Two-way trade"
        case "goods":
            return f"Goods from {here} to {there}"
        case "trade_balance":
            return f"Trade balance of {here}"
        case "fdi_stock":
            return f"Investment of {here} in {there}"
        case "fdi_flow":
            return f"New investment of {here} in {there}"
        case "fdi_projects":
            return f"Investment projects of {here} in {there}"
    name = titled(what)
    return f"{name}: {there} for {here}" if what.endswith(RANKED) else f"{name}: {here} – {there}"


def _about(what: str, one: str, other: str) -> str:
    here, there = _name(one), _name(other)
    match what:
        case "goods":
            return f"Exports of {here}, or imports of {there}, whichever side tells them."
        case "trade_balance":
            return f"A surplus of {here} stands above the line, a deficit below."
        case "trade":
            return f"What {here} and {there} sell each other."
    return ""


def _name(code: str) -> str:
    return country(code or None)


def _when(group: FigureGroup) -> str:
    return bounds(group.time_period)[0] or group.told_year or ""


def middle(edtf: str | None) -> str | None:
    """The middle day of a period, None where it has no two ends."""
    first, last = bounds(edtf)
    if not first or not last:
        return None
    one, two = date.fromisoformat(first), date.fromisoformat(last)
    return (one + (two - one) / 2).isoformat()
