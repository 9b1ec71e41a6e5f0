"""The quantities of a pair in, what may be quoted, whose it is and what else is told out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from bilateral.checking.statistics.values import OfficialValue
from bilateral.checking.told import TOLD, keeper
from bilateral.checking.verdicts import (
    CONTRADICTED,
    HOLDS,
    MIRROR_ONLY,
    NO_DATA,
    STALE,
    ReporterVerdict,
    Verdict,
)
from bilateral.knowledge.statistics import sources as offices
from bilateral.model import Document, Figure
from bilateral.publishing.brief.contents import Note, Section, Table, Text, Words
from bilateral.publishing.brief.drawings import trade_drawing
from bilateral.publishing.brief.making import Making, paragraph, text
from bilateral.publishing.brief.notes import outlet
from bilateral.publishing.brief.quantities import BALANCE, RANKS, Claim, Ledger, Quantity, key

ROWS = 8
CLAIMS = 2
"""Values told beside the one that may be quoted."""
SPLICES = 1


def trade_section(making: Making, ledger: Ledger) -> Section:
    """The table of quantities, whose books there are, what not to compare, the chart."""
    every = ledger.all()
    found = every[: making.most(ROWS)]
    rows = tuple(_row(making, q) for q in found)
    head = making.language.heads("quantity", "quote")
    about = making.language.labels["tables"]["trade"]
    remarks = paragraph((*_whose(making, ledger, found), *_splices(making, ledger)), small=True)
    return making.section(
        "trade",
        Table(about, head, (36, 64), rows) if rows else None,
        making.more(len(every) - len(found)),
        remarks if rows else None,
        trade_drawing(making, ledger),
    )


def trade_sentence(making: Making, ledger: Ledger) -> Text:
    """Two-way trade in the latest period, by whose books."""
    found = ledger.quantities(key("trade", *making.sides))
    official = next((q for q in found if q.official), None)
    if official:
        value = official.official[0]
        said = making.say(
            "trade_now",
            period=making.language.day(official.period),
            amount=making.language.amount(value.value, value.unit),
            books=books(making, value),
        )
        return text(said, official_note(making, value))
    if not found or not found[0].claims:
        return ()
    first = found[0]
    period = making.language.day(first.period or first.told_year)
    if first.disputed:
        return text(making.say("trade_disputed", period=period))
    claim = first.claims[0]
    amount = making.language.figure(claim.figure)
    return text(making.say("trade_told", period=period, amount=amount), making.note(claim.item))


def _row(making: Making, quantity: Quantity) -> tuple[Text, ...]:
    beside = _beside(making, quantity)
    also = (Words(f" {making.say('also_told')} "), *beside) if beside else ()
    return _what(making, quantity), (*_quotable(making, quantity), *also)


def _what(making: Making, quantity: Quantity) -> Text:
    words = making.language
    name = words.labels["measures"][quantity.code].format(
        one=words.area(quantity.one), other=words.area(quantity.other)
    )
    period = words.day(quantity.period) or making.say("told_in", year=quantity.told_year or "")
    name = making.say("on_day", what=name, day=period)
    return text(name[:1].upper() + name[1:])


def _quotable(making: Making, quantity: Quantity) -> Text:
    """The official values; without any, the value told, unless the press contradicts itself."""
    parts: list[str | Words | Note] = []
    for value in quantity.official:
        parts += ["; "] if parts else []
        told = signed(making, quantity.code, value.value, value.unit)
        parts.append(Words(told, strong=True))
        parts += [f" ({books(making, value)})", official_note(making, value)]
    if parts:
        return text(*parts, *_own_as_told(making, quantity))
    if not quantity.claims:
        return ()
    if quantity.disputed:
        values = [plain_claim(making, c) for c in quantity.claims[:CLAIMS]]
        notes = [making.note(c.item) for c in quantity.claims[:CLAIMS]]
        said = making.say("disputed", values=making.language.joined(values))
        return text(said, *dict.fromkeys(notes))
    claim = quantity.claims[0]
    amount = Words(told_amount(making, claim), strong=True)
    told = f"{told_by(making, claim)}; {making.notes.standing(claim.item).lower()}"
    rest = making.say("told_as", told=told)
    return text(amount, f" ({rest})", *_verdict(making, claim), making.note(claim.item))


def _own_claims(making: Making, quantity: Quantity) -> list[Claim]:
    """Of each side without an official value the figure that the press tells as its own."""
    have = {value.reporter for value in quantity.official}
    out: dict[str, Claim] = {}
    for claim in quantity.claims:
        side = keeper(claim.figure)
        if side and side in making.sides and side not in have:
            out.setdefault(side, claim)
    return list(out.values())


def _own_as_told(making: Making, quantity: Quantity) -> Iterable[str | Words | Note]:
    for claim in _own_claims(making, quantity):
        country = making.language.area(keeper(claim.figure))
        told = making.say("books_told", country=country, outlet=outlet(claim.document))
        yield "; "
        yield Words(told_amount(making, claim), strong=True)
        yield f" ({told})"
        yield making.note(claim.item)


def _verdict(making: Making, claim: Claim) -> list[str]:
    """What a reader must know of a value told before quoting it: what official figures say, and
    what other figures of the record say against it."""
    told = [] if claim.verdict.verdict == NO_DATA else [verdict_words(making, claim.verdict)]
    words = making.language.labels["findings"]
    names = {figure.id for figure in claim.item.statements}
    against = [f.kind for f in making.view.findings if f.told[0][1].id in names]
    told += [words[kind] for kind in dict.fromkeys(against) if kind in words]
    return [f": {making.language.joined(told)}"] if told else []


def _beside(making: Making, quantity: Quantity) -> Text:
    """Other values told, each with its verdict: of official figures those that do not agree, else
    those that are not quoted already."""
    if quantity.official:
        own = _own_claims(making, quantity)
        claims = [c for c in quantity.claims if c.verdict.verdict not in HOLDS and c not in own]
    else:
        claims = list(quantity.claims[CLAIMS if quantity.disputed else 1 :])
    claims.sort(key=_against)
    parts: list[str | Words | Note] = []
    for claim in claims[:CLAIMS]:
        parts += ["; "] if parts else []
        parts += [plain_claim(making, claim)]
        parts += _verdict(making, claim)
        parts.append(making.note(claim.item))
    more = len(claims) - CLAIMS
    if more > 0:
        parts.append(f"; {making.say('more_claims', n=more)}")
    return text(*parts)


def _against(claim: Claim) -> bool:
    """What official figures contradict comes first: a reader must not quote it."""
    return claim.verdict.verdict != CONTRADICTED


def plain_claim(making: Making, claim: Claim) -> str:
    """$123.9 billion (Commerce Desk, 8 February 2023)."""
    amount = told_amount(making, claim)
    return making.say("plain_claim", amount=amount, source=told_by(making, claim))


def signed(making: Making, code: str, value: Decimal, unit: str) -> str:
    """An amount; of a balance whether it is a surplus or a deficit."""
    if code != BALANCE:
        return making.language.amount(value, unit)
    name = "surplus" if value >= 0 else "deficit"
    return making.say(name, amount=making.language.amount(abs(value), unit))


def told_amount(making: Making, claim: Claim) -> str:
    """A value told with its bound."""
    if claim.figure.measure != BALANCE or claim.value is None:
        return making.language.figure(claim.figure)
    name = "surplus" if claim.value >= 0 else "deficit"
    return making.say(name, amount=making.language.figure(claim.figure, abs(claim.value)))


def told_by(making: Making, claim: Claim) -> str:
    """The outlet, and whose statistics it names."""
    who = claim.figure.reporter
    named = outlet(claim.document)
    if who in making.sides:
        return f"{named}, {making.say('stated_by', who=making.language.area(who))}"
    return named


def verdict_words(making: Making, verdict: Verdict) -> str:
    """A verdict in a few words, with the books it stands on."""
    words = making.language.labels["verdicts"]
    if verdict.verdict == STALE:
        periods = making.language.listed(making.language.day(p) for p in verdict.true_in)
        return words[STALE].format(period=periods)
    if verdict.verdict in (*HOLDS, MIRROR_ONLY):
        held = [r for r in verdict.reporters if r.verdict in HOLDS]
        return words[verdict.verdict].format(books=_of(making, held))
    if verdict.verdict == CONTRADICTED:
        return words[CONTRADICTED].format(books=_of(making, verdict.reporters))
    return words.get(verdict.verdict, verdict.verdict)


def _of(making: Making, told: Sequence[ReporterVerdict]) -> str:
    return making.language.listed(_office(making, r.reporter, r.source, r.series) for r in told)


def books(making: Making, value: OfficialValue) -> str:
    """Whose books, what they count imports at, and as they were published when."""
    office = _office(making, value.reporter, value.source, value.series)
    valuation = making.language.labels["valuations"].get(value.valuation or "")
    name = "books_valued" if valuation else "books"
    return making.say(name, office=office, valuation=valuation, vintage=value.vintage)


def _office(making: Making, reporter: str, source: str, series: str) -> str:
    """The office; one that keeps many countries' books with the country."""
    country = making.language.area(reporter)
    if source == TOLD:
        return making.say("books_told", country=country, outlet=series)
    known = offices().get(source)
    name = known.name.split(",")[0] if known else source
    return name if known and known.reporter == reporter else f"{name}, {country}"


def official_note(making: Making, value: OfficialValue) -> Note:
    """The office, the period and the vintage of an official value."""
    office = offices().get(value.source)
    return Note(
        "",
        making.say(
            "official_note",
            office=office.name if office else value.source,
            period=making.language.day(value.period),
            vintage=value.vintage,
        ),
    )


# Remarks


def _whose(making: Making, ledger: Ledger, found: Iterable[Quantity]) -> Iterable[Text]:
    """Whose books there are, and how far both sides' differ."""
    quantities = [q for q in found if q.code not in RANKS]
    have = {v.reporter for q in quantities for v in q.official}
    missing = [side for side in making.sides if side not in have]
    areas = making.language.areas
    if not have and quantities:
        yield text(making.say("no_books"))
    elif missing and quantities:
        yield text(making.say("only_books", have=areas(sorted(have)), missing=areas(missing)))
    if met := _books_met(making, ledger):
        year, values = met
        told = [f"{books(making, v)}: {making.language.amount(v.value, v.unit)}" for v in values]
        said = making.say("both_books", period=year, values=making.language.joined(told))
        notes = [official_note(making, v) for v in values]
        yield (*text(said, *notes), Words(" "), *text(_apart(making, *values)))


def _books_met(
    making: Making, ledger: Ledger
) -> tuple[int, tuple[OfficialValue, OfficialValue]] | None:
    """The latest year of two-way trade of which both sides' own books are at hand."""
    by_year: dict[int, dict[str, OfficialValue]] = {}
    for year, value in ledger.yearly(key("trade", *making.sides)):
        by_year.setdefault(year, {}).setdefault(value.reporter, value)
    for year in sorted(by_year, reverse=True):
        if len(by_year[year]) > 1:
            one, other = (by_year[year][side] for side in making.sides)
            return year, (one, other)
    return None


def _apart(making: Making, one: OfficialValue, other: OfficialValue) -> str:
    low, high = sorted((one.value, other.value))
    percent = making.language.amount((high - low) / low * 100, "percent")
    area = making.language.area
    return making.say(
        "two_books", one=area(one.reporter), other=area(other.reporter), percent=percent
    )


def _splices(making: Making, ledger: Ledger) -> Iterable[Text]:
    """Comparisons that join two countries' books."""
    spliced = [f for f in making.view.findings if f.kind == "spliced"]
    for finding in spliced[:SPLICES]:
        (document, one), (_, other) = finding.told[0], finding.told[1]
        first, second = (_followed(making, ledger, document, f) for f in (one, other))
        if first and second:
            said = making.say(
                "splice",
                one=_of_period(making, one),
                other=_of_period(making, other),
                first=first,
                second=second,
            )
            yield text(said, making.notes.told(document, one, ""))


def _of_period(making: Making, figure: Figure) -> str:
    amount, day = making.language.figure(figure), making.language.day(figure.time_period)
    return making.say("amount_of", amount=amount, day=day)


def _followed(making: Making, ledger: Ledger, document: Document, figure: Figure) -> str:
    """The countries in whose books a figure holds."""
    verdict = ledger.judge(figure, document.published)
    return making.language.areas(sorted(verdict.followed))
