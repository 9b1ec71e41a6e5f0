"""The figures of a pair and their groups in, what they say against each other out.

Each finding is a sentence a person understands, with the statements it stands on: values that
contradict each other, revisions, roundings, ranks told long after they were true, sums and
changes that do not fit, one rank with two holders.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from bilateral.language.edtf import bounds
from bilateral.model import Document, Figure
from bilateral.record.arithmetic import implied_base, parts_of, total_of
from bilateral.record.entries import Entry
from bilateral.record.intervals import agree, interval, overlap
from bilateral.record.merge.words import content_words, shared
from bilateral.record.quoting import (
    amount,
    because,
    capital,
    is_told,
    period,
    source,
    subject,
)
from bilateral.record.series import MANY, FigureGroup, Told, flow

RANKS = frozenset(
    [
        "trade_partner_rank",
        "export_market_rank",
        "import_source_rank",
        "fdi_investor_rank",
        "fdi_recipient_rank",
    ]
)
STALE_AFTER = timedelta(days=270)
"""A rank told as of now so long after its period is told late."""
TOGETHER = timedelta(days=31)
"""Two articles so near each other may speak of one deal."""
SAME_THING = 0.6
"""Words in common that make two values of "deals" values of one deal."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What figures say against each other.

    `kind` is one of KINDS; `told` are the statements it stands on, each with its document, the
    one that is wrong first. Splices are found where statistics are (`checking.view`).
    """

    kind: str
    message: str
    told: Told

    @property
    def id(self) -> str:
        """Stable while the statements are: for what is new since a day."""
        return "|".join([self.kind, *sorted(figure.id for _, figure in self.told)])


def findings(groups: Sequence[FigureGroup], told: Told) -> tuple[Finding, ...]:
    """All findings, the most serious kinds first."""
    out = [
        *(found for group in groups for found in _of_group(group)),
        *_one_thing_twice(told),
        *_stale(told),
        *_two_ranks(told),
        *_sums(told),
        *_changes(told),
        *_two_holders(told),
    ]
    return in_order(out)


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, the most serious kinds first."""
    order = {kind: n for n, kind in enumerate(KINDS)}
    seen: dict[str, Finding] = {}
    for item in found:
        seen.setdefault(item.id, item)
    return tuple(sorted(seen.values(), key=lambda f: (order[f.kind], f.message)))


KINDS = (
    "spliced",
    "false_sum",
    "contradiction",
    "stale_rank",
    "false_change",
    "two_holders",
    "revision",
    "rounding",
)


NOT_ALL = "not all can be true"
"""What is said of values that contradict each other."""


def _first(given: Entry[Figure]) -> tuple[Document, Figure]:
    return given.told_in[0], given.statements[0]


def _tellings(given: Entry[Figure]) -> Iterator[tuple[Document, Figure]]:
    return zip(given.told_in, given.statements, strict=True)


# One quantity, two values


def _of_group(group: FigureGroup) -> Iterator[Finding]:
    """What the values of a group say against each other: camps that agree among themselves."""
    levels = [value for value in group.values if value.statement.obs_value is not None]
    if group.measure in MANY or group.told_year or len(levels) < 2:
        return
    camps = _camps(levels)
    told = tuple(told for camp in camps for value in camp for told in _tellings(value))
    first = levels[0].statement
    head = f"{capital(subject(first))}{period(first)}"
    if len(camps) == 1:
        if len({amount(value.statement) for value in levels}) > 1:
            values = _values(camps[0])
            yield Finding(
                "rounding", f"{head} {is_told(first)} told as {values}: the same as rounded.", told
            )
    elif len(camps) == 2 and _later(camps[0][0], camps[1][0]):
        earlier, later = sorted(camps, key=lambda camp: camp[0].first_told or "")
        was = f"{is_told(first, 'was')} told as {_values(earlier)}"
        yield Finding("revision", f"{head} {was}, later as {_values(later)}: revised.", told)
    else:
        one, *others = (_values(camp) for camp in camps)
        values = f"{one}, but as {' and as '.join(others)}"
        why = because(camps[0][0].statement, camps[1][0].statement)
        said = f"{head} {is_told(first)} told as {values}: {NOT_ALL}{why}."
        yield Finding("contradiction", said, told)


def _camps(values: Sequence[Entry[Figure]]) -> list[list[Entry[Figure]]]:
    """The values in groups that agree, the most exact value of each first."""
    ordered = sorted(values, key=lambda v: (-_digits(v.statement), -v.sources, v.id))
    camps: list[list[Entry[Figure]]] = []
    for value in ordered:
        home = next((c for c in camps if agree(c[0].statement, value.statement)), None)
        if home is None:
            camps.append([value])
        else:
            home.append(value)
    return camps


def _digits(figure: Figure) -> int:
    exact = figure.bound == "exact"
    assert figure.obs_value is not None
    digits = figure.significant_digits or len(figure.obs_value.normalize().as_tuple().digits)
    return digits + 10 * exact


def _values(camp: Sequence[Entry[Figure]]) -> str:
    """The values of a camp, each with all who tell it."""
    told: dict[str, list[str]] = {}
    for value in camp:
        told.setdefault(amount(value.statement), []).append(_who(value))
    return _listed([f"{value} ({'; '.join(who)})" for value, who in told.items()])


def _listed(items: Sequence[str]) -> str:
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]


def _later(one: Entry[Figure], other: Entry[Figure]) -> bool:
    """Whether the same books were told to say another value later: a revision by whoever keeps
    them. Outlets that name no books revise nothing."""
    a, b = one.statement, other.statement
    same = (a.reporter or a.speaker) and (a.reporter, a.speaker) == (b.reporter, b.speaker)
    days = {(e.first_told or "")[:10] for e in (one, other)}
    return bool(same) and len(days) == 2


def _who(given: Entry[Figure]) -> str:
    document, figure = _first(given)
    more = f" and {len(given.documents) - 1} more" if len(given.documents) > 1 else ""
    return f"{source(document, figure)}{more}"


def _one_thing_twice(told: Told) -> Iterator[Finding]:
    """Two values of one deal, loan or tariff: told in nearly the same words."""
    groups: dict[tuple[object, ...], list[tuple[Document, Figure]]] = defaultdict(list)
    for document, f in told:
        if f.measure in MANY and f.obs_value is not None:
            groups[(*flow(f), f.unit_measure, f.nature, f.scope)].append((document, f))
    for group in groups.values():
        for one, other in _near_pairs(group):
            if _same_thing(one, other) and not agree(one[1], other[1]):
                yield Finding("contradiction", _twice_message(one, other), (one, other))


def _same_thing(one: tuple[Document, Figure], other: tuple[Document, Figure]) -> bool:
    if one[0].id == other[0].id and _quote(one[1]) == _quote(other[1]):
        return False
    first, second = (_named_words(f) for _, f in (one, other))
    return len(first & second) >= 3 and shared(first, second) >= SAME_THING


Telling = tuple[Document, Figure]


def _near_pairs(told: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Every two tellings of one article, or of articles published within a month."""
    undated = [item for item in told if not _published(item[0])]
    yield from (two for two in combinations(undated, 2) if two[0][0].id == two[1][0].id)
    dated = sorted(
        ((day, document, f) for document, f in told if (day := _published(document))),
        key=lambda item: (item[0], item[1].id, item[2].id),
    )
    for n, (day, document, f) in enumerate(dated):
        for later, other, g in dated[n + 1 :]:
            if later - day > TOGETHER:
                break
            yield (document, f), (other, g)


def _published(document: Document) -> date | None:
    return _day((document.published or "")[:10])


def _named_words(figure: Figure) -> frozenset[str]:
    return frozenset(w for w in content_words(_quote(figure)) if not w[0].isdecimal())


def _quote(figure: Figure) -> str:
    return " ".join(e.quote for e in figure.evidence)


def _twice_message(one: tuple[Document, Figure], other: tuple[Document, Figure]) -> str:
    mine, theirs = (f"{amount(f)} ({source(d, f)})" for d, f in (one, other))
    head = f"{capital(subject(one[1]))} {is_told(one[1])} told"
    return f"{head} as {mine} and as {theirs}, in nearly the same words."


# Ranks


@dataclass(frozen=True, slots=True)
class _Place:
    """A rank and the day of which it is true: the end of its period, else when it was told."""

    document: Document
    figure: Figure
    day: date
    dated: bool

    @property
    def told(self) -> tuple[Document, Figure]:
        return self.document, self.figure

    def of_when(self) -> str:
        """The period, or when it was told."""
        told = (self.document.published or "")[:10]
        return period(self.figure) if self.dated else f", told on {told}"


def _stale(told: Told) -> Iterator[Finding]:
    """Ranks told as of now: what was true before, and is told otherwise since."""
    series: dict[tuple[object, ...], list[_Place]] = defaultdict(list)
    for document, f in told:
        place = _place(document, f) if f.measure in RANKS and f.obs_value is not None else None
        if place:
            series[(*flow(f), f.scope)].append(place)
    for places in series.values():
        places.sort(key=lambda p: (p.day, p.figure.id))
        outdated: set[str] = set()
        for now in places:
            before = [p for p in places if p.day < now.day and p.figure.id not in outdated]
            for found in _stale_rank(now, before) if not now.dated else ():
                outdated.add(now.figure.id)
                yield found


def _place(document: Document, f: Figure) -> _Place | None:
    of = f.time_period or f.as_of
    day = _day(bounds(of)[1] if of else (document.published or "")[:10])
    return _Place(document, f, day, bool(of)) if day else None


def _stale_rank(now: _Place, before: Sequence[_Place]) -> Iterator[Finding]:
    """One rank told as of now, against what was told of earlier days and was not stale itself.

    Another rank since, and this one before it: stale. The same as long ago, and nothing since:
    told late. Another rank and never this one is news, or for official statistics to judge.
    """
    if not before:
        return
    value, (_, f) = now.figure.obs_value, now.told
    latest = before[-1]
    true_of = [p for p in before if p.figure.obs_value == value]
    head = f"{source(*now.told)} tells {subject(f)} as {amount(f)} now"
    if latest.figure.obs_value != value and true_of:
        was = true_of[-1]
        yield Finding(
            "stale_rank",
            f"{head}; so it was{was.of_when()} ({source(*was.told)}), but it was "
            f"{amount(latest.figure)}{latest.of_when()} ({source(*latest.told)}).",
            (now.told, was.told, latest.told),
        )
    elif latest.dated and latest.figure.obs_value == value and now.day - latest.day > STALE_AFTER:
        yield Finding(
            "stale_rank",
            f"{head}; the last period for which it is told is"
            f"{latest.of_when().removeprefix(' in')} ({source(*latest.told)}).",
            (now.told, latest.told),
        )


def _two_ranks(told: Told) -> Iterator[Finding]:
    """Two places of one partner, both told as of now within a month."""
    series: dict[tuple[object, ...], list[Telling]] = defaultdict(list)
    for document, f in told:
        if f.measure in RANKS and not (f.time_period or f.as_of):
            series[(*flow(f), f.scope)].append((document, f))
    for one, other in (two for ranks in series.values() for two in _near_pairs(ranks)):
        if not agree(one[1], other[1]):
            mine, theirs = (f"{amount(f)} ({source(d, f)})" for d, f in (one, other))
            message = (
                f"{capital(subject(one[1]))} is told as {mine} and, in the same weeks, as {theirs}."
            )
            yield Finding("contradiction", message, (one, other))


def _two_holders(told: Told) -> Iterator[Finding]:
    places: dict[tuple[object, ...], list[tuple[Document, Figure]]] = defaultdict(list)
    for document, f in told:
        if f.measure in RANKS and f.obs_value is not None and f.time_period:
            places[f.measure, f.ref_area, f.time_period, f.scope, f.obs_value].append((document, f))
    for group in places.values():
        for one, other in combinations(group, 2):
            if one[1].counterpart_area != other[1].counterpart_area:
                yield Finding(
                    "two_holders",
                    f"{capital(subject(one[1]))} and {subject(other[1])} are both told as "
                    f"{amount(one[1])}{period(one[1])} ({source(*one)}; {source(*other)}): "
                    "one place holds one partner.",
                    (one, other),
                )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


# Arithmetic


def _by_document(told: Told) -> Mapping[str, list[tuple[Document, Figure]]]:
    out: dict[str, list[tuple[Document, Figure]]] = defaultdict(list)
    for document, f in told:
        out[document.id].append((document, f))
    return out


def _sums(told: Told) -> Iterator[Finding]:
    """Sums within one article: exports and imports make trade, parts make their total."""
    for items in _by_document(told).values():
        document, figures = items[0][0], [f for _, f in items]
        for total, parts in [*total_of(document, figures), *parts_of(document, figures)]:
            if not _of_another_total(total, parts, figures):
                yield from _false_sum(document, total, parts)


def _of_another_total(total: Figure, parts: Sequence[Figure], figures: Sequence[Figure]) -> bool:
    """Whether the parts make another total of the article: "$9.7 billion last year from $7.8
    billion in 2005. Imports were $8.6 billion and exports $1.1 billion."."""
    pieces = [piece for part in parts if (piece := interval(part))]
    low = sum((piece[0] for piece in pieces), Decimal(0))
    high = sum((piece[1] for piece in pieces), Decimal(0))
    others = (f for f in figures if f.measure == total.measure and f.id != total.id)
    return any((whole := interval(f)) and overlap((low, high), whole) for f in others)


def _false_sum(document: Document, total: Figure, parts: Sequence[Figure]) -> Iterator[Finding]:
    whole, pieces = interval(total), [interval(part) for part in parts]
    if whole is None or any(piece is None for piece in pieces):
        return
    low = sum(piece[0] for piece in pieces if piece)
    high = sum(piece[1] for piece in pieces if piece)
    if low <= whole[1] and whole[0] <= high:
        return
    value = sum(part.obs_value for part in parts if part.obs_value is not None)
    added = " + ".join(amount(part) for part in parts)
    yield Finding(
        "false_sum",
        f"{source(document, total)} gives {subject(total)}{period(total)} as {amount(total)}, "
        f"but its parts {added} make {amount(total, value)}.",
        tuple((document, f) for f in (total, *parts)),
    )


def _changes(told: Told) -> Iterator[Finding]:
    """A value and its change imply the value before: does anybody tell one that fits?"""
    levels: dict[tuple[object, ...], list[tuple[Document, Figure]]] = defaultdict(list)
    for document, f in told:
        if f.obs_value is not None and f.time_period and f.nature == "observed":
            levels[(*flow(f), f.scope, f.unit_measure, f.time_period)].append((document, f))
    for document, f in told:
        implied = implied_base(f)
        if implied is None or f.change is None or f.measure in MANY:
            continue
        base = levels.get((*flow(f), f.scope, f.unit_measure, f.change.base_period), [])
        spans = [(d, g, span) for d, g in base if (span := interval(g))]
        if spans and not any(overlap(implied, span) for _, _, span in spans):
            yield _false_change(document, f, spans[0][:2], implied)


def _false_change(
    document: Document,
    f: Figure,
    base: tuple[Document, Figure],
    implied: tuple[object, object],
) -> Finding:
    low, high = implied
    told = f"{amount(base[1])}{period(base[1])} ({source(*base)})"
    return Finding(
        "false_change",
        f"{source(document, f)} gives {subject(f)}{period(f)} as {amount(f)} with a change that "
        f"implies {amount(f, low)} to {amount(f, high)} before; told is {told}.",
        ((document, f), base),
    )


def at_statements(found: Iterable[Finding], statement: str) -> list[Finding]:
    """The findings that stand on a statement."""
    return [f for f in found if any(figure.id == statement for _, figure in f.told)]
