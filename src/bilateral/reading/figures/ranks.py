"""A rank in its sentence in, who is ranked by whom out: "Vietnam is its 8th largest partner"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bilateral.knowledge.matching import Match
from bilateral.knowledge.measures import RANK_KIND, measure_rules
from bilateral.language.numbers import Amount
from bilateral.model import Figure
from bilateral.reading.figures.comparisons import Compared, compared
from bilateral.reading.figures.details import speaker
from bilateral.reading.figures.frame import Line
from bilateral.reading.figures.goods import ranked_product
from bilateral.reading.figures.sides import other_party, says_its
from bilateral.reading.figures.standing import POSSESSOR, Placed, placed
from bilateral.reading.figures.when import NO_TIME, Timing, timing

NOUN_REACH = 45
ADJACENT = 12
SCOPE_REACH = 70
_WORLD = re.compile(r"\b(?:globally|worldwide|in the (?:whole )?world)\b", re.IGNORECASE)
_AMONG = re.compile(
    r"\b(?:among|out of|of|amongst)\s+(?:(?:the|all|some|about|nearly|over|more than"
    r"|a total of)\s+){0,3}$"
)
_RANKED = re.compile(
    r"\b(?:rank(?:s|ed|ing)?|stands?|stood|placed|comes?|came|finished)\b[^.;]{0,30}$"
)
_REGION = re.compile(
    r"\b(?:in|within|across) (?:the )?(ASEAN|Southeast Asia|South-East Asia|Asia|Africa|Europe"
    r"|East Africa|West Africa|North Africa|Southern Africa"
    r"|Latin America|region|South Asia|Central Asia|Middle East|North America|South America"
    r"|Oceania|Pacific|Caribbean|bloc|Central America|East Asia|Asia-Pacific|European Union|EU"
    r"|Americas|Western Hemisphere|sub-Saharan Africa)\b"
)
_INSIDE = re.compile(r"\b(?:in|within|among)\s+(?:the\s+)?$")
_OF_THE_WORLD = re.compile(
    r"\b(?:world|globe|planet|Europe|Asia|Africa)['’]s\s+(?:[\w-]+\s+){0,3}$"
)
_OF_GOODS = frozenset({"import_source_rank", "export_market_rank"})
_MOVED_TO = re.compile(
    r"\b(?:climbed|rose|risen|slipped|fell|fallen|dropped|moved(?: up| down)?|jumped|advanced|up"
    r"|down"
    r"|slid|improved) (?:to|from) (?:the )?$"
)
_AMONG_NOUN = re.compile(r"\b(?:among|amongst|of)\b[^.;]{0,50}$", re.IGNORECASE)
_PLACE = re.compile(r"\s*(?:place|position|spot)\b")
_NOT_TRADED = frozenset(
    ["tourists", "visitors", "students", "workers", "migrants", "refugees", "remittances"]
)
_BEHIND = re.compile(r"(?:After|Behind|Next to)\s+(?:the\s+)?")
_PEERS = frozenset(
    {"countries", "territories", "partners", "investors", "economies", "nations", "markets"}
)
_NO_GAP = re.compile(r"[,.;:]|\b(?:is|was|and|economy|city|for|to|with|any)\b")
_COMMA = re.compile(r",\s+(?:the\s+)?")
_THE_NATION = re.compile(r"\bthe (?:nation|country|island|kingdom)['’]s\s+$")
_GLUED = re.compile(r"-\w")
_OWNED = re.compile(
    r"(?:\bits|\btheir|(?<!Africa)(?<!Asia)(?<!Europe)(?<!world)['’]s?)\s+(?:[\w-]+\s+){0,3}[\w-]*\s*$"
)
_OF_TRADE = re.compile(
    r"\b(?:trad(?:e|ing)|export|import|commerc|econom|goods|largest|biggest)", re.I
)
_NEGATED = re.compile(r"\b(?:not|no longer|one of)\s+(?:[\w.'’]+\s+){0,4}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A rank read: the figure, and the span of its words."""

    figure: Figure
    start: int
    end: int


def read_ranks(line: Line) -> list[Ranked]:
    """The ranks of one party among the partners of another, in the order of their words."""
    out: list[Ranked] = []
    for amount in line.amounts:
        noun = _rank_noun(line, amount) or _noun_again(line, amount, out)
        if noun is None or _NEGATED.search(line.text[: amount.start]):
            continue
        if _is_vague(line, noun) or _GLUED.match(line.text, amount.start - 1):
            continue
        found = _read(line, amount, noun, out)
        if found:
            out.append(found)
    first = compared(line) if not out else None
    return [_of_comparison(line, first)] if first else out


def _of_comparison(line: Line, first: Compared) -> Ranked:
    """The rank that a comparison with all others tells."""
    figure = Figure(
        measure=first.measure,
        ref_area=first.ref,
        counterpart_area=first.counterpart,
        obs_value=Decimal(1),
        unit_measure="rank",
        bound="exact",
        significant_digits=None,
        scope=first.scope,
        speaker=speaker(line),
        evidence=(line.sentence.evidence(first.start, first.end),),
        rule=measure_rules("en")[first.measure].name,
    )
    return Ranked(figure, first.start, first.end)


def _rank_noun(line: Line, amount: Amount) -> Match | None:
    """The words after a rank that say what is ranked; the surest measure where several fit."""
    if amount.kind not in ("rank", "ordinal"):
        return None
    nouns = line.sentence.of_kind(RANK_KIND)
    ranked = amount.kind == "rank" or _is_rank(line, amount)
    after = [m for m in nouns if m.start >= amount.end]
    ranked = ranked or line.text.startswith(" among ", amount.end)
    near = [m for m in after if _near(line, amount, m, NOUN_REACH if ranked else ADJACENT)]
    if near:
        return _surest(line, near)
    if ranked or _PLACE.match(line.text, amount.end):
        among = [m for m in nouns if _AMONG_NOUN.search(line.text[: m.start])]
        return among[0] if among else None
    return None


def _is_vague(line: Line, noun: Match) -> bool:
    """ "The first partner to work with the Navy" is ranked by no trade."""
    words = line.text[noun.start : noun.end].lower()
    if _OF_THE_WORLD.search(line.text, 0, noun.start):
        return True
    if words in ("market", "markets"):
        return not _OWNED.search(line.text[: noun.start])
    bare = words in ("partner", "partners", "partner of")
    return bare and not _OF_TRADE.search(line.text)


def _noun_again(line: Line, amount: Amount, before: list[Ranked]) -> Match | None:
    """ "... and third in the EU", "India is the tenth largest of the US": the noun told before."""
    if not before or amount.kind not in ("rank", "ordinal"):
        return None
    moved = _MOVED_TO.search(line.text, 0, amount.start)
    if not moved and not re.match(r"\s+(?:of|in)\s", line.text[amount.end :]):
        return None
    return Match(amount.end, amount.end, RANK_KIND, before[-1].figure.measure)


def _is_rank(line: Line, amount: Amount) -> bool:
    return bool(_RANKED.search(line.text[: amount.start]))


def _near(line: Line, amount: Amount, noun: Match, reach: int) -> bool:
    gap = line.between(amount.end, noun.start)
    return len(gap) <= reach and not _NO_GAP.search(gap)


def _surest(line: Line, nouns: list[Match]) -> Match | None:
    """The first noun; of investment where the words after it say so ("destination for FDI")."""
    if not nouns:
        return None
    first = nouns[0]
    group = [n for n in nouns if n.start == first.start and n.end == first.end]
    if first.key == "fdi_recipient_rank":
        after = line.text[first.end : first.end + SCOPE_REACH]
        if not re.search(r"invest|FDI|capital", line.text[first.start : first.end] + after):
            return None
    longer = [n for n in nouns if n.start <= first.start + 12]
    return max(longer, key=lambda n: (n.end - n.start, -n.start)) if len(group) == 1 else group[0]


def _read(line: Line, amount: Amount, noun: Match, before: list[Ranked]) -> Ranked | None:
    rule = measure_rules("en")[noun.key]
    anchor = (amount.start, max(amount.end, noun.end))
    ref, counterpart = _sides(line, amount, anchor, rule.ref, before, (noun.start, noun.end))
    if ref is None or counterpart is None or ref == counterpart:
        return None
    time = _time(line, amount, noun)
    out_of, out_end = _population(line, min(amount.end, noun.end))
    scope, scope_end = _scope(line, noun.end)
    if scope is None and noun.key in _OF_GOODS:
        scope = ranked_product(line, noun.end)
    start = _start(line, amount, before)
    end = max(noun.end, out_end, scope_end, _owner_end(line, noun.end, ref), time.end)
    if time.start is not None:
        start = min(start, time.start)
    if start >= end:
        start, end = amount.start, max(end, amount.end)
    if scope in _NOT_TRADED:
        return None
    figure = Figure(
        measure=noun.key,
        ref_area=ref,
        counterpart_area=counterpart,
        obs_value=Decimal(amount.value) + _after_whom(line, amount),
        unit_measure="rank",
        bound=amount.bound,
        significant_digits=None,
        time_period=time.period,
        time_period_text=time.period_text,
        as_of=time.as_of,
        as_of_text=time.as_of_text,
        out_of=out_of,
        scope=scope,
        speaker=speaker(line),
        evidence=(line.sentence.evidence(start, end),),
        rule=rule.name,
    )
    return Ranked(figure, start, end)


def _sides(
    line: Line,
    amount: Amount,
    anchor: tuple[int, int],
    cues: tuple[str, ...],
    before: list[Ranked],
    noun: tuple[int, int],
) -> tuple[str | None, str | None]:
    """Whose partners are ranked, and which partner it is."""
    noun_start, noun_end = noun
    clause = line.clause(amount.start)
    people = placed(line, clause, anchor)
    owner = _owner(line, people, amount, amount.end, cues)
    ref = owner.side if owner else None
    if ref is None and before and noun_start == noun_end == amount.end:
        ref = before[-1].figure.ref_area
    if ref is None and says_its(line, amount.start):
        ref = _its(line, people, amount, before)
    partner = _partner(people, amount, anchor[1], owner, ref)
    told = before[-1].end if before else 0
    fresh = [p for p in people if told < p.mention.start and p.mention.end <= amount.start]
    if fresh and before and fresh[-1].side not in (ref, before[-1].figure.ref_area):
        partner = fresh[-1].side
    beside = _beside(people, line, anchor[1])
    if noun_end < amount.start:
        ref = _around_noun(people, noun_start, noun_end) or ref
        after = [p for p in people if noun_end < p.mention.start and p.side != ref]
        partner = after[0].side if after else partner
    if beside and _THE_NATION.search(line.text[: amount.start]):
        partner, ref = beside, other_party(line, beside) or ref
    if partner is None and before:
        partner = before[-1].figure.counterpart_area
    if ref is None and partner in line.page.parties and len(line.page.parties) == 2:
        ref = (
            next(p for p in line.page.parties if p != partner)
            if _has_no_owner(line, anchor)
            else None
        )
    return ref, partner


def _around_noun(people: list[Placed], start: int, end: int) -> str | None:
    """Whose partners stand before the rank: "among the investors in Laos, Vietnam comes third"."""
    near = [p for p in people if 0 <= p.mention.start - end < ADJACENT and p.cue in ("in", "of")]
    near += [p for p in people if 0 <= start - p.mention.end < ADJACENT]
    return near[0].side if near else None


def _beside(people: list[Placed], line: Line, end: int) -> str | None:
    """Who is named right after the rank, behind a comma: "its largest investor, China"."""
    near = (p for p in people if _COMMA.fullmatch(line.text, end, max(end, p.mention.start)))
    return next((p.side for p in near), None)


def _owner(
    line: Line, people: list[Placed], amount: Amount, end: int, cues: tuple[str, ...]
) -> Placed | None:
    """The one whose partners are ranked: right before the rank, or after the noun."""
    close = [
        p
        for p in people
        if p.cue in ("owner", POSSESSOR)
        and p.mention.end <= amount.start
        and amount.start - p.mention.end < 6
    ]
    if close:
        return close[-1]
    after = [p for p in people if end <= p.mention.start < end + SCOPE_REACH]
    for cue in (*cues, "owner", POSSESSOR):
        fits = [p for p in after if p.cue == cue and not _region_only(line, p)]
        if fits:
            return fits[0]
    return None


def _region_only(line: Line, person: Placed) -> bool:
    return person.mention.kind == "bloc" and person.cue in ("in", "within", "across")


def _its(line: Line, people: list[Placed], amount: Amount, before: list[Ranked]) -> str | None:
    """Whom "its" means: the owner of the rank before, else the one before the last named."""
    if before:
        return before[-1].figure.ref_area
    earlier = [p for p in people if p.mention.end <= amount.start]
    sides = list(dict.fromkeys(p.side for p in earlier))
    if len(sides) == 2:
        return sides[0]
    parties = line.page.parties
    if len(sides) == 1 and len(parties) == 2 and sides[0] in parties:
        return parties[0] if sides[0] == parties[1] else parties[1]
    return None


def _partner(
    people: list[Placed], amount: Amount, end: int, owner: Placed | None, ref: str | None
) -> str | None:
    """The one that is ranked: the subject before the rank, else one named after it."""
    free = [p for p in people if p is not owner and p.side != ref]
    before = [p for p in free if p.mention.end <= amount.start]
    for cue in ("subject", "object"):
        fits = [p for p in before if p.cue == cue]
        if fits:
            return fits[-1].side
    others = [p for p in before if p.cue not in ("in", "from", "to")] or before
    if others:
        return others[-1].side
    after = [p for p in free if p.mention.start >= end and p.cue in ("subject", "object")]
    return after[0].side if after else None


def _has_no_owner(line: Line, anchor: tuple[int, int]) -> bool:
    """ "Vietnam is the 8th largest trading partner": the other party's, if nothing else follows."""
    return not re.match(r"\s*(?:of|for|in|to|after|behind)\b", line.text[anchor[1] :])


def _time(line: Line, amount: Amount, noun: Match) -> Timing:
    """A time right after the rank's words, or one that opens the clause before it."""
    clause = line.clause(amount.start)
    inside = [a for a in line.amounts if a.kind in ("money", "count", "rank") and a is not amount]
    found = timing(line, amount, "rank", [a for a in inside if a.start > clause[0]], "observed")
    if found.start is None:
        return NO_TIME
    gap = line.between(noun.end, found.start) if found.start > noun.end else ""
    crossing = any(a.start > noun.end and a.end < found.start for a in line.amounts)
    return NO_TIME if crossing or len(gap) > SCOPE_REACH or "with" in gap.split() else found


def _population(line: Line, end: int) -> tuple[int | None, int]:
    """Among how many: "among 80 countries and territories"."""
    for amount in line.amounts:
        if amount.start < end or amount.kind != "count" or amount.start > end + 90:
            continue
        if _AMONG.search(line.text[end : amount.start]) and amount.noun in _PEERS:
            tail = re.match(r"[\w\s]*?\b(?:and territories|and regions)\b", line.text[amount.end :])
            stop = amount.end + tail.end() if tail else (amount.noun_end or amount.end)
            return int(amount.value), stop
    return None, end


def _scope(line: Line, end: int) -> tuple[str | None, int]:
    """In the world, in a bloc or a region."""
    stretch = line.text[end : end + SCOPE_REACH]
    stretch = re.split(r"[,;]|\band (?:its|the|\w+'s)\b", stretch)[0]
    world = _WORLD.search(stretch)
    if world:
        return "world", end + world.end()
    region = _REGION.search(stretch)
    if region:
        return region.group(1), end + region.end()
    blocs = [m for m in line.mentions if m.kind == "bloc" and end <= m.start < end + len(stretch)]
    inside = [m for m in blocs if _INSIDE.search(line.text[end : m.start])]
    return (inside[0].sides[0], inside[0].end) if inside and inside[0].sides else (None, end)


def _after_whom(line: Line, amount: Amount) -> int:
    """How many stand before the first: "After China, Australia is the biggest customer"."""
    opening = _BEHIND.match(line.text)
    if opening is None or amount.value != 1:
        return 0
    people = [m for m in line.mentions if m.end <= amount.start and len(m.sides) == 1]
    run = [m for m in people if m.start >= opening.end() and "," not in line.text[: m.start]]
    return len(run) if run and run[0].start == opening.end() else 0


def _start(line: Line, amount: Amount, before: list[Ranked]) -> int:
    """Where the words about the rank begin: its clause, after an earlier rank's words."""
    clause = line.clause(amount.start)[0]
    floor = max([clause, *(r.end for r in before)])
    stretch = line.text[floor : amount.start]
    lead = re.match(r"[\s,;]*(?:(?:while|whereas|but|and)\s+)?", stretch)
    start = floor + (lead.end() if lead else 0)
    making = stretch.rfind("making ")
    if making >= 0:
        return floor + making
    return start


def _owner_end(line: Line, end: int, ref: str) -> int:
    """The end of the words that name whose rank it is, when they come after."""
    for mention in line.mentions:
        if end <= mention.start < end + 30 and ref in mention.sides:
            stretch = line.between(end, mention.start)
            if re.fullmatch(r"\s*(?:of|for|in|to|into)\s+(?:the\s+)?", stretch):
                return mention.end
    return end
