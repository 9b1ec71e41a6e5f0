"""A sentence in, the amounts and counts of a relation that it tells out, each with its measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bilateral.knowledge.measures import TRANSFER_KIND, VERB_KIND, measure_rules, measures
from bilateral.language.numbers import Amount
from bilateral.reading.figures.changes import Told
from bilateral.reading.figures.counts import WEAK_REACH, counted
from bilateral.reading.figures.frame import Level, Line, Trigger
from bilateral.reading.figures.transfers import transferred

RIGHT_REACH = 48
LEAST = 1000
WEAK = frozenset({"deal_value", "aid", "loan"})
# Words of these measures that are told with an amount in a hundred other senses.
_VAGUE = frozenset(
    [
        "support",
        "order",
        "orders",
        "agreement",
        "agreements",
        "sale",
        "sales",
        "credit",
        "credits",
        "purchase",
        "export",
        "import",
        "capital",
        "investment",
        "funding",
        "relief",
        "provided",
        "provide",
        "provides",
        "providing",
        "committed",
        "buy",
        "sell",
        "sold",
        "bought",
        "purchased",
        "financing",
        "debt",
        "debts",
        "acquisition",
        "surplus",
        "deficit",
        "commerce",
        "transactions",
    ]
)
_RIGHT_GAP = re.compile(
    r"[\s-]*(?:(?:worth|in|of|for|as|through|via)\s+)?(?:[\w'’.-]+\s+){0,4}?(?:and\s+[\w-]+\s+)?$"
)
_RIGHT_STOP = re.compile(
    r"[.,;:()]|\b(?:to|from|by|with|last|this|since|while|was|were|is|are|has|had|have|into|on"
    r"|at)\b"
)
_OF_RANK = {
    "export_market_rank": "exports",
    "import_source_rank": "imports",
    "trade_partner_rank": "trade",
    "fdi_investor_rank": "fdi_inward_stock",
    "fdi_recipient_rank": "fdi_outward_stock",
}
_FDI_RANKED = ("fdi_inward_stock", "fdi_outward_stock")
_WITH = re.compile(r"\b(with)\s+(?:a total of\s+|a combined\s+)?$")
_TO_INVEST = re.compile(r"\s+to (?:be )?(invest(?:ed)?)\s+(?:in|into)\b")
_CHANGE_BEFORE = re.compile(
    r"(?:increase|decrease|rise|drop|growth|percent|%)\s*(?:\(|,? or )(?:about |some |nearly )?$"
)
_DRAWN = re.compile(r"\s+(?:from|under|on)\s+(?:its|their|the|a)\s+(?:\w+\s+){0,2}")
_CLAIMS = re.compile(
    r"\s*(?:(?:reached|signed|announced|concluded)\s+)?"
    r"(?:(?:of|worth|valued at|totall?ing|at|was|were|is)\s*)?"
)
_OWN_ACCOUNTS = re.compile(
    r"\b(?:budget(?:ary)?|fiscal|current[- ]account|public|government|primary|federal|state|pension"
    r"|electricity|power|food|water|rainfall|labou?r|democratic)\s+$",
    re.IGNORECASE,
)
_TRADE_WORDS = re.compile(
    r"\b(?:trad\w+|exports?|imports?|exported|imported|goods|commerce|services|turnover|tariffs?"
    r"|(?:surplus|deficit|gap|imbalance|shortfall|balance|black|red)(?: of [^,;]{1,40})? (?:with"
    r"|against|to)"
    r"|with|sold|bought|sells|buys|favou?r)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\b(?:will|is to|are to|would|is set to|are set to|agreed to|plans to) $")
_UNIT_PRICE = re.compile(
    r"\s*/\s?[a-z]|\s+(?:per|a|an|for each|for every)\s+(?:metric\s+)?(?:tonne|ton\b|barrel"
    r"|bushel|kilo|kg\b"
    r"|pound|lit(?:re|er)|gallon|head\b|person|capita|inhabitant|day\b|hour|night|ticket|mega"
    r"|MWh|kWh|bottle"
    r"|unit\b|share\b|dose|ounce|gram|carat|piece|kilomet|mile|square|head\b|student|worker"
    r"|family|household"
    r"|million (?:British|BTU)|mmBTU|cubic)"
)
_FROM_FIRST = re.compile(r"(?:From|Up from|Down from|Starting (?:from|at))\s")
_PURPOSE = re.compile(r"\b(?:to|for)\b")
_EARNED_FROM = re.compile(
    r"\s+(?:a year\s+|annually\s+|yearly\s+|in \d{4}\s+|last year\s+)?from\s+(?:its\s+"
    r"|their\s+)?(?:[a-z]+\s+){0,2}"
)
_PRIVATE = re.compile(r"\bprivate\b|\bprivate[- ]sector\b")
_TOTAL = re.compile(r"\s*,?\s*(?:in all|in total|altogether|all told|together)\b")
_AGAIN = re.compile(
    r"(?:\b(?:to|from|against|versus|vs\.?|was|were|been|stood at|at|with|reached|another|and|total"
    r"|figure|further|is|just|mere|current|totalled|it)|,|\()\s*(?:(?:an?|the|only|mere|just"
    r"|some)\s+)*"
    r"(?:current\s+|further\s+|another\s+)?$"
)
_ASIDE = re.compile(r",|\band\b")
_HEADS = frozenset({"trade_balance", "loan", "aid"})
_KEPT = frozenset({"aid", "loan"})
_HANGS = re.compile(
    r"\s+(?:in|of|for|from)\s+(?:(?:its|their|the|bilateral|two-way|overall|total|goods"
    r"|services)\s+)*"
)
_OF_OTHERS = re.compile(r",\s+and\s+(?:the|a|its|on)\b")
_SHARE_OF = re.compile(r"\s+of\s+(?!duty|tariff)")
_OF_EVERYONE = re.compile(
    r"\b(?:from|on|against|of) (?:all|any|every|most) (?:other )?(?:foreign )?(?:countries|country"
    r"|nations?|trading partners?|economies)\b"
)
_RUN = re.compile(r"\s*(?:\([A-Z]+\)\s*)?(?:direct\s+)?")
_TWO_KINDS = re.compile(r"\s*(?:of |in )?(?:[a-z-]+ ){0,2}[a-z-]+ and [a-z-]+\s+")
_ACTS_AGAIN = re.compile(
    r"\b(?:and|which|that|who)\s+(?:also\s+)?(?:will|would|has|have|had|is|are|was|were|can"
    r"|could)\b"
)
_CAME_TO = re.compile(
    r"\b(?:were|was|came|rose|fell|climbed|grew|amounted|totall?ed|reached|hit|doubled|stood"
    r"|dropped"
    r"|jumped|declined|are|increased|decreased)\b"
)


def read_levels(
    line: Line, changes: list[Told], taken: list[tuple[int, int]], ranked: str | None
) -> list[Level]:
    """The amounts that fill a measure; those that tell a change or belong to a rank are left.

    `ranked` is the measure of the rank that the sentence tells, whose value may follow.
    """
    moved = {told.amount.start for told in changes}
    out: list[Level] = []
    for amount in line.amounts:
        if amount.start in moved or _is_taken(amount, taken):
            continue
        if _in_brackets(line, amount) or _of_victims(line, amount):
            continue
        if _UNIT_PRICE.match(line.text, amount.end):
            continue
        total = _in_all(line, amount, out)
        level = total or _level(line, amount, ranked)
        if total is None and (level is None or _hangs_on(line, level, out)):
            level = _again(line, amount, out) or level
        if level and not _told_in_other_money(line, level, out):
            level = _no_rank(level)
            if amount.kind != "money" or measures()[level.measure].unit == "currency":
                out.append(level)
    return [*_from_starts(line, out), *out]


def _from_starts(line: Line, told: list[Level]) -> Iterator[Level]:
    """ "From $45 million in 2010, Peru's exports have grown to $380 million": what it was first."""
    opening = _FROM_FIRST.match(line.text)
    if opening is None or not told:
        return
    first = next(a for a in line.amounts) if line.amounts else None
    last = told[0]
    alike = first and (first.kind, first.unit) == (last.amount.kind, last.amount.unit)
    if first and alike and first.end < last.anchor[0] and first.start - opening.end() < 12:
        yield replace(last, amount=first)


def _no_rank(level: Level) -> Level:
    """ "the largest investor, with a total of $40 billion": money is what is ranked, no rank."""
    measure = _OF_RANK.get(level.measure)
    return replace(level, rule=measure) if measure and level.amount.kind == "money" else level


def _is_taken(amount: Amount, taken: list[tuple[int, int]]) -> bool:
    """Whether a number belongs to a rank; money among a rank's words is a level of its own."""
    return amount.kind != "money" and any(s <= amount.start < e for s, e in taken)


def _in_all(line: Line, amount: Amount, before: list[Level]) -> Level | None:
    """ "its exports were $119 billion and its imports $15 billion, $134 billion in all"."""
    if amount.kind != "money" or not _TOTAL.match(line.text, amount.end):
        return None
    if {"exports", "imports"} - {level.measure for level in before}:
        return None
    return Level(amount, "trade", before[-1].anchor, carried=True)


def _told_in_other_money(line: Line, level: Level, before: list[Level]) -> bool:
    """ "its 35 billion yuan swap line, worth some $5 billion" is one figure."""
    if not before or level.anchor != before[-1].anchor:
        return False
    last = before[-1].amount
    first = level.amount.bound_start or level.amount.start
    worth = re.search(r"\bworth\s+$", line.text[last.end : first])
    return bool(worth) and last.unit != level.amount.unit


def _hangs_on(line: Line, level: Level, before: list[Level]) -> bool:
    """Whether the words of a level's measure stand before the level before it too."""
    return bool(before) and level.anchor[1] <= before[-1].amount.start


def _again(line: Line, amount: Amount, before: list[Level]) -> Level | None:
    """ "from 54,000 in 2022 to 185,000", "down from 1.5 billion": the measure told just before."""
    if not before:
        return None
    last = before[-1]
    kinds = {last.amount.kind, amount.kind}
    alike = kinds <= {"count", "number"} or (len(kinds) == 1 and last.amount.unit == amount.unit)
    first = amount.start if amount.bound_start is None else amount.bound_start
    if not alike or not _AGAIN.search(line.text[last.amount.end : first]):
        return None
    if amount.kind == "count" and amount.noun != last.amount.noun:
        return None
    if any(last.amount.end <= t.start < amount.start for t in line.triggers):
        return None
    return Level(amount, last.rule, last.anchor, carried=True)


def _level(line: Line, amount: Amount, ranked: str | None) -> Level | None:
    if (
        amount.value == 0
        and amount.kind == "number"
        and line.text.endswith(" to ", 0, amount.start)
    ):
        return _tariff(line, amount)  # "will cut its tariffs on wine to zero"
    if amount.kind in ("count", "number"):
        return counted(line, amount)
    if amount.kind == "percent":
        return _tariff(line, amount)
    if amount.kind == "money" and amount.unit and not _of_a_company(line, amount):
        return _money(line, amount, ranked)
    return None


def _tariff(line: Line, amount: Amount) -> Level | None:
    if _OF_EVERYONE.search(line.text):
        return None
    if _SHARE_OF.match(line.text, amount.end):
        return None  # "tariffs on over 99% of U.S. products"
    faced = [t for t in line.triggers if t.rule == "tariff_faced"]
    near = [t for t in line.triggers if t.measure == "tariff_rate"]
    near = [t for t in near if -50 < amount.start - t.end < 60 or 0 <= t.start - amount.end < 40]
    near = [t for t in near if not _OF_OTHERS.search(line.between(t.end, max(t.end, amount.start)))]
    near = [t for t in near if not line.broken(*_gap(t, amount))]
    near = [t for t in near if not _ASIDE.search(line.text, amount.end, max(t.start, amount.end))]
    if not near:
        return None
    trigger = min(near, key=lambda t: abs(t.start - amount.start))
    met = [t for t in faced if t.end <= max(trigger.start, amount.start)]
    return Level(amount, met[-1].rule if met else trigger.rule, (trigger.start, trigger.end))


def _gap(trigger: Trigger, amount: Amount) -> tuple[int, int]:
    """The words between a trigger and an amount, whichever stands first."""
    after = trigger.start >= amount.end
    return (amount.end, trigger.start) if after else (trigger.end, amount.start)


def _in_brackets(line: Line, amount: Amount) -> bool:
    """ "a 25.9 percent increase ($11.4 billion)" says the change again."""
    back = line.text[max(0, amount.start - 24) : amount.start]
    return bool(_CHANGE_BEFORE.search(back))


def _of_victims(line: Line, amount: Amount) -> bool:
    """People killed, held or rescued measure no relation."""
    if amount.kind not in ("count", "number"):
        return False
    return any(abs(m.start - amount.start) < WEAK_REACH for m in line.cues("victims"))


def _of_a_company(line: Line, amount: Amount) -> bool:
    """Whether the nearest words say that the money is a company's or a country's own."""
    if line.cues("other_money"):
        return True
    cues = [m for m in line.cues("company") if abs(m.start - amount.start) < WEAK_REACH]
    cues = [m for m in cues if not _PURPOSE.search(line.text, amount.end, m.start)]
    if not cues:
        return False
    nearest = min(abs(m.start - amount.start) for m in cues)
    return all(abs(t.start - amount.start) > nearest for t in line.triggers)


def _money(line: Line, amount: Amount, ranked: str | None) -> Level | None:
    if amount.value < LEAST and not amount.equivalents:
        return None
    put = _TO_INVEST.match(line.text, amount.end)
    if put:
        return Level(amount, "fdi_inward_stock", (put.start(1), put.end(1)))
    trigger = _right(line, amount) or _left(line, amount)
    if trigger and trigger.verb and trigger.measure == "aid":
        done = transferred(line, amount)  # "committed itself to putting $3 billion into"
        if done and done[0] == "capital_put" and done[1][0] > trigger.start:
            return Level(amount, *done, strict=True)
    if trigger is None:
        done = transferred(line, amount)
        if done and done[0] == "goods_taken" and _TO_COME.search(line.text[: done[1][0]]):
            done = ("deal_value", done[1])  # "is to get 77 vehicles from Sweden for $1 billion"
        return Level(amount, *done, strict=True) if done else _valued(line, amount, ranked)
    flow = _flow_told(line, trigger) if trigger.measure == "trade" else None
    if flow:
        return Level(amount, flow[0], flow[1])
    rule = _turned_by_verb(line, amount, trigger)
    if rule == "deal_value" and not trigger.verb:
        trigger = _bought(line, amount) or trigger
    if rule == "deal_value" and _is_flow(line, amount, trigger):
        rule = "imports"
    return Level(amount, rule, (trigger.start, trigger.end))


def _flow_told(line: Line, trade: Trigger) -> tuple[str, tuple[int, int]] | None:
    """ "Botswana sends its diamonds to Belgium, a trade worth": the verb says which way."""
    if not line.text.endswith((", a ", ", a growing ", ", in a "), 0, trade.start):
        return None
    rules = measure_rules("en")
    verbs = [
        m
        for m in line.sentence.of_kind(VERB_KIND, TRANSFER_KIND)
        if m.end < trade.start and rules[m.key].measure in ("exports", "imports")
    ]
    return (verbs[-1].key, (verbs[-1].start, verbs[-1].end)) if verbs else None


def _bought(line: Line, amount: Amount) -> Trigger | None:
    """The verb of buying before a deal's words: who buys is told by it ("the Czech decision to
    purchase 24 jets, a $4.5 billion deal that helps U.S. jobs")."""
    clause = line.clause(amount.start)[0]
    verbs = [t for t in line.triggers if t.verb and t.rule == "deal_value"]
    return next((t for t in verbs if clause <= t.start < amount.start), None)


def _is_flow(line: Line, amount: Amount, trigger: Trigger) -> bool:
    """ "Estonia's purchases of Latvian electricity came to 96 million euros" are imports."""
    words = line.text[trigger.start : trigger.end].lower()
    gap = line.between(trigger.end, max(trigger.end, amount.start))
    return words.startswith("purchases") and bool(_CAME_TO.search(gap))


def _turned_by_verb(line: Line, amount: Amount, trigger: Trigger) -> str:
    """The rule that tells the same measure from the other end, where a verb of it governs the
    words ("received $5 billion in loans", "will sell ... in a deal worth")."""
    rules = measure_rules("en")
    start = line.clause(amount.start)[0]
    for verb in line.triggers:
        other = rules[verb.rule]
        if verb.verb and other.of == trigger.measure and start <= verb.start < amount.start:
            return verb.rule
    for match in line.sentence.of_kind(VERB_KIND, TRANSFER_KIND):
        other = rules[match.key]
        if other.about not in (None, "loan", "grant", "debt"):
            continue
        if other.of == trigger.measure and start <= match.start < amount.start:
            return match.key
    return trigger.rule


def _valued(line: Line, amount: Amount, ranked: str | None) -> Level | None:
    """ "with value exceeding $100 billion" is of what the sentence ranks."""
    measure = _OF_RANK.get(ranked or "")
    first = amount.start if amount.bound_start is None else amount.bound_start
    cues = [m for m in line.cues("generic") if m.end <= first <= m.end + RIGHT_REACH]
    put = _WITH.search(line.text, max(0, first - 30), first) if measure in _FDI_RANKED else None
    if measure and put and not cues:
        return Level(amount, measure, (put.start(1), put.end(1)), carried=True)
    if measure is None or not cues:
        return None
    return Level(amount, measure, (cues[-1].start, cues[-1].end), carried=True)


def _right(line: Line, amount: Amount) -> Trigger | None:
    """ "$5 billion in aid", "a $3 billion loan", "$10 billion worth of contracts"."""
    end = max([amount.end, *(e.end for e in amount.equivalents)])
    end += line.text.startswith(")", end)
    for trigger in line.triggers:
        if not end <= trigger.start <= end + RIGHT_REACH or trigger.verb:
            continue
        if trigger.measure == "trade_balance" and not _of_trade(line, trigger):
            return None
        if trigger.measure == "tariff_rate" or _owned_by_left(line, amount, trigger):
            return None
        gap = line.between(end, trigger.start)
        if trigger.measure == "loan" and _DRAWN.fullmatch(gap):
            return trigger
        if trigger.measure == "exports" and _EARNED_FROM.fullmatch(gap):
            return trigger
        if trigger.rule == "aid" and _is_item_for(line, amount, trigger):
            return trigger
        if _RIGHT_STOP.search(gap) or not _RIGHT_GAP.match(gap):
            return None
        if trigger.measure == "aid" and _PRIVATE.search(gap):
            return None  # "leveraged $7 million in private funding"
        return _head(line, trigger)
    return None


_FOR_HELP = re.compile(r"\s+(?:in\s+\w+\s+)?(?:to|for)\s+(?:(?:help|further|directly|fully)\s+)?")
_ITEM = re.compile(
    r"[^a-z]*(?:[A-Z][^:]{0,80}:\s*)?(?:(?:[Aa]n additional|[Oo]ver|[Uu]p to|[Nn]early"
    r"|[Mm]ore than|[Aa]bout|[Aa]pproximately|[Aa]lmost|[Aa]t least|[Rr]oughly|[Aa]nother)\s+)?"
)


def _is_item_for(line: Line, amount: Amount, trigger: Trigger) -> bool:
    """ "$30 million to support Moldova's schools", a line of a government's list."""
    sides = {side for m in line.mentions if m.start >= amount.end for side in m.sides}
    if line.country is None or not sides or line.country in sides:
        return False  # "$5 billion to support power plants in the United States"
    own = _ITEM.fullmatch(line.text, 0, amount.start)
    return bool(own and _FOR_HELP.fullmatch(line.between(amount.end, trigger.start)))


def _of_trade(line: Line, trigger: Trigger) -> bool:
    """Whether a surplus or deficit is one of trade, and no budget's."""
    words = line.text[trigger.start : trigger.end].lower()
    if _OWN_ACCOUNTS.search(line.text, 0, trigger.start):
        return False
    if " " in words or words == "imbalance" or _TRADE_WORDS.search(line.text):
        return True
    at = line.sentence.index
    return at > 0 and bool(_TRADE_WORDS.search(line.page.sentences[at - 1].text))


def _owned_by_left(line: Line, amount: Amount, right: Trigger) -> bool:
    """Whether words right before the amount claim it ("exports of $2 billion and imports ...",
    "a deficit of $1.2 billion in its trade with")."""
    first = amount.start if amount.bound_start is None else amount.bound_start
    for trigger in line.triggers:
        if (
            not trigger.verb
            and trigger.end <= first
            and _CLAIMS.fullmatch(line.between(trigger.end, first))
        ):
            return trigger.measure != right.measure
    gap = line.between(amount.end, right.start)
    return bool(re.search(r"\band\b", gap)) and not _TWO_KINDS.fullmatch(gap)


def _head(line: Line, trigger: Trigger) -> Trigger:
    """The last word of a run of measure words ("in trade assistance" is aid)."""
    for other in line.triggers:
        if other.start > trigger.end and _RUN.fullmatch(line.between(trigger.end, other.start)):
            # "an assistance agreement" is assistance, "in trade assistance" too
            kept = trigger.measure in _KEPT and other.measure == "deal_value"
            return trigger if kept else other
    return trigger


def _left(line: Line, amount: Amount) -> Trigger | None:
    """The nearest words before the amount in its clause."""
    start = amount.start if amount.bound_start is None else amount.bound_start
    clause = line.clause(amount.start)[0]
    before = [t for t in line.triggers if clause <= t.start and t.end <= start]
    before = [t for t in before if t.measure != "trade_balance" or _of_trade(line, t)]
    strong = [t for t in before if not _too_far(line, t, start)]
    if not strong:
        return None
    nearest = _owner_of(line, strong)
    return None if nearest.measure == "tariff_rate" else nearest


def _owner_of(line: Line, triggers: list[Trigger]) -> Trigger:
    """The last of the words, or those that they hang on ("a surplus in goods trade")."""
    last = triggers[-1]
    if len(triggers) < 2 or triggers[-2].measure not in _HEADS:
        return last
    hangs = _HANGS.fullmatch(line.between(triggers[-2].end, last.start))
    return triggers[-2] if hangs else last


def _too_far(line: Line, trigger: Trigger, start: int) -> bool:
    word = line.text[trigger.start : trigger.end].lower()
    if word == "sales" and not re.search(r"\bto\b", line.text[trigger.end : trigger.end + 50]):
        return True
    if trigger.measure in WEAK or word in _VAGUE:
        if trigger.measure in WEAK and _ACTS_AGAIN.search(line.between(trigger.end, start)):
            return True
        worth = (
            line.text[max(0, start - 12) : start].rstrip().endswith(("worth", "valued at", "of"))
        )
        return start - trigger.end > (2 * WEAK_REACH if worth else WEAK_REACH)
    return False
