"""An amount that no measure's own words claim in, what a general verb says was done with it out.

"Sent", "took", "gave" or "put" tell a measure only by what the amount is of: goods that are
bought and sold, money that is given, capital that is put into something.
"""

from __future__ import annotations

import re

from bilateral.knowledge.measures import (
    TRANSFER_KIND,
    VERB_KIND,
    MeasureRule,
    cue_words,
    measure_rules,
)
from bilateral.language.numbers import Amount
from bilateral.reading.figures.frame import Line
from bilateral.reading.figures.goods import owned_goods

BEFORE_REACH = 70
AFTER_REACH = 60
_GOODS_AFTER = re.compile(
    r"['’]?s?(?:\s+worth)?(?:\s+a year)?\s+(?:of|in)\s+(?:~+\s+)?([a-z][a-z-]{2,})\b"
)
_GOODS_FOR = re.compile(
    r"(?:\s+a year|\s+annually)?\s+(?:on|for)\s+(?:~+\s+)?"
    r"(?:\d[\d,]*\s+)?(?:[A-Z][\w-]+\s+)?([a-z][a-z-]{2,})\b"
)
_WORTH = re.compile(
    r"([a-z][a-z-]+),?\s+(?:(?:worth|valued at|totall?ing|to the value of|amounting to)\s+"
    r"(?:(?:an?|some|estimated|record|combined|total|of|nearly|more|than|over|about)\s+)*|for\s+)$"
)
_INTO = re.compile(r"\s+(?:(?:of|in)\s+\w+\s+|[a-z]+\s+){0,2}into\s")
_INVESTED = re.compile(r"\b(?:invest|capital\b|FDI\b|firms?\b|compan(?:y|ies)\b|businesses\b)")
_GRANT = re.compile(r"\b(?:grants?|aid|assistance|donations?|gift|relief|support)\b")
_DEBT = re.compile(r"\b(?:debts?|owe[sd]?|loans?|arrears|credits?)\b")
_LOAN = re.compile(r"\b(?:loans?|lend|credits?|borrow\w*|financing|swap|bailout)\b")
_HELPS = re.compile(
    r"\b(?:help\w*|aid|relief|assist\w*|support\w*|humanitarian|clear(?:ing|ance)|develop\w*"
    r"|recover\w*"
    r"|victims?|refugees?|drought|floods?|earthquake|cyclone|famine|hunger|health|vaccin\w*"
    r"|schools?"
    r"|water|sanitation|educat\w*|training|peacekeep\w*|counternarcotics|demining|malaria|HIV"
    r"|clinics?|hospitals?|rebuild\w*|reconstruct\w*|poverty|democracy|donat\w*|gift|grants?"
    r"|food)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"[\w\s~'’-]{0,40}?\b(?:was|were|is|are|be|been|being)\s+(?:also\s+|recently\s+|already\s+)?$"
)
_REDUCED = re.compile(r"\s+(?:which (?:it|they) )?$")
_BY = re.compile(r"\s+(?:\w+\s+){0,2}?(?:by|from|to)\b")
_TELLS = re.compile(r"\bannounc\w+\s+(?:\w+\s+)?that\b")
_MOVED = re.compile(r"[\w\s~'’,-]{0,60}$")


def transferred(line: Line, amount: Amount) -> tuple[str, tuple[int, int]] | None:
    """The rule whose verb says what was done with the amount, and the place of the verb."""
    return _before(line, amount) or _after(line, amount)


def _before(line: Line, amount: Amount) -> tuple[str, tuple[int, int]] | None:
    """ "Norway sent Malawi $3 million", "Egypt paid $2 billion for Ukrainian wheat"."""
    first = amount.start if amount.bound_start is None else amount.bound_start
    clause = line.clause(amount.start)[0]
    rules = measure_rules("en")
    for verb in reversed(line.sentence.of_kind(TRANSFER_KIND)):
        rule = rules[verb.key]
        near = clause <= verb.start and verb.end <= first <= verb.end + BEFORE_REACH
        if not near or rule.moves or line.broken(verb.end, first):
            continue
        if rule.about == "money" and _TELLS.search(line.text, verb.start, first):
            continue
        if _is_about(line, amount, rule, verb.end, verb.start):
            return verb.key, (verb.start, verb.end)
    return None


def _after(line: Line, amount: Amount) -> tuple[str, tuple[int, int]] | None:
    """ "$40 million was pledged by Japan", "$3 billion of fruit went to the Netherlands"."""
    end = max([amount.end, *(e.end for e in amount.equivalents)])
    rules = measure_rules("en")
    later = next((a.start for a in line.amounts if a.start > end and a.kind == "money"), None)
    stop = min(end + AFTER_REACH, later or len(line.text))
    for verb in line.sentence.of_kind(TRANSFER_KIND, VERB_KIND):
        rule = rules[verb.key]
        if not end <= verb.start < stop or line.broken(end, verb.start):
            continue
        gap = line.between(end, verb.start)
        if rule.moves:
            if _MOVED.match(gap) and _is_about(line, amount, rule, verb.end):
                return verb.key, (verb.start, verb.end)
            continue
        done = _AUXILIARY.fullmatch(gap) or (_REDUCED.fullmatch(gap) and _past(line, verb.end))
        if done and _is_about(line, amount, rule, verb.end):
            return verb.key, (verb.start, verb.end)
    return None


def _past(line: Line, end: int) -> bool:
    """Whether a verb right after the amount is a participle with its doer or receiver."""
    words = line.text[:end]
    return words.endswith(("ed", "ent", "en", "ld")) and bool(_BY.match(line.text, end))


def _is_about(line: Line, amount: Amount, rule: MeasureRule, end: int, start: int = 0) -> bool:
    """Whether the amount is what the verb needs to tell the measure of its rule."""
    if rule.about == "sales":
        return owned_goods(line, start) or of_goods(line, amount, spent=end <= amount.start)
    if rule.about == "goods":
        return of_goods(line, amount, spent=end <= amount.start)
    if rule.about == "help":
        return not of_goods(line, amount, spent=False) and bool(_HELPS.search(line.text))
    if rule.about == "money":
        return not of_goods(line, amount, spent=False)
    if rule.about == "grant":
        return bool(_GRANT.search(line.text))
    if rule.about == "debt":
        return bool(_DEBT.search(line.text))
    if rule.about == "loan":
        return bool(_LOAN.search(line.text))
    if rule.about == "capital":
        into = bool(_INTO.match(line.text, amount.end))
        return into or (rule.of is not None and bool(_INVESTED.search(line.text)))
    return True


def of_goods(line: Line, amount: Amount, *, spent: bool) -> bool:
    """Whether an amount is the worth of goods: "$3 billion of fruit", "steel worth $2 billion"."""
    after = line.unnamed(amount.end)
    if re.match(r"['’]?s?\s+worth,?\s+(?:to|from)\b", after):
        return True
    found = _GOODS_AFTER.match(after) or (_GOODS_FOR.match(after) if spent else None)
    if found is None:
        first = amount.start if amount.bound_start is None else amount.bound_start
        found = _WORTH.search(line.text, max(0, first - 60), first)
    return found is not None and found.group(1) not in cue_words("en", "no_goods")
