"""A figure's place in its sentence in, the goods that it is limited to out.

"Exports of rice", "duties on Australian beef", "paid Iran $2 billion for gas", "Swiss watches face
a levy": the words of the goods as the text has them, None where the figure is of all trade.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilateral.knowledge.measures import cue_words
from bilateral.language.numbers import Amount
from bilateral.reading.figures.frame import Line

_WITH_GOODS = frozenset({"exports", "imports", "tariff_rate", "trade", "deal_value"})
_STOP = (
    r"(?:to|from|into|in|at|by|for|with|was|were|is|are|will|would|came|rose|fell|worth|and|or"
    r"|of|on"
    r"|reached|exceed\w*|topped|total\w*|the|a|an|that|which|has|have|had|as|last|its|it|their|them"
    r"|entering|amount\w*|stood|between|during|since|those|these|imports|exports|bought|sold|sent"
    r"|paid|buys?|sells?|sends?|supplied|supplies|shipped|ships|exported|imported|purchased|took"
    r"|takes|got|received|earned|delivered|provided|spent|spends?|pays?|went|going|but|while|than"
    r"|per|this|year|expects?|wants?|hopes?|plans?|sees?|saw|aims?|hit|hits|said|says|also|alone"
    r"|set|until|under|over|about|nearly|almost|some|around|more|up|down|only|just|through|via"
    r"|be|been"
    r"|can|could|may|must|should|shall|might|now|then|so|if|when|where|after|before|because"
    r"|against)"
)
_NOUN = rf"(?!{_STOP}\b)[a-z][a-z-]+"
_NOUNS = rf"({_NOUN}(?:(?:,| and|) {_NOUN}){{0,3}})"
_AFTER = re.compile(
    r"\s+(?:of|on)\s+(?:(?:imports|exports|shipments|sales|purchases|supplies|deliveries)\s+of\s+)?"
    r"(?:(?:all|most|some|its|their|the|certain)\s+)?(?:~+(?:['’]s)?\s+)?" + _NOUNS
)
_WORTH = re.compile(
    r"\s+(?:~+\s+|its neighbour\s+)?([a-z][a-z-]+(?: and [a-z-]+)?)\s+(?:worth|for|valued at)\b"
)
_BEFORE = re.compile(
    r"(?P<owner>~+(?:['’]s)?|\b(?:its|their|whose|the country['’]s))\s+"
    r"(?:(?:average|applied|simple|additional|total|annual|own|main|overall|combined)\s+)*"
    rf"(?P<goods>{_NOUN}(?:(?: and)? {_NOUN}){{0,2}})\s$"
)
_BOUND = (
    r"(?:(?:an?|some|about|nearly|almost|over|around|roughly|more than|less than|at least|up to"
    r"|estimated|record|total|of|close to|approximately)\s+)*"
)
_WORTH_BEFORE = re.compile(
    rf"(?:^|[\s~,])({_NOUN}(?:(?: and)? {_NOUN}){{0,2}}),?\s+"
    rf"(?:worth|valued at|to the value of|to the tune of|totall?ing|amounting to|for)\s+{_BOUND}$"
)
_SENT = re.compile(rf"\s+({_NOUN}(?:(?: and|,)? {_NOUN}){{0,2}})\s+(?:to|into|from)\s")
_MAKES_UP = re.compile(
    rf"(?:^|[,;] )(?:~+\s+)?({_NOUN}(?:(?: and)? {_NOUN}){{0,2}}) (?:accounted"
    rf"|accounts?) for {_BOUND}$"
)
_TO_WHOM = re.compile(r"\s+(?:to|from|in|into|by)\b")
_RIGHT_BEFORE = re.compile(rf"(?:^|[\s~,])({_NOUN}(?:(?: and)? {_NOUN}){{0,1}})\s$")
_FOR_AFTER = re.compile(r"\s+(?:a year\s+|annually\s+)?(?:for|on)\s+(?:~+(?:['’]s)?\s+)?" + _NOUNS)
_PAID = re.compile(
    r"(?:paid|pays?|paying|spent|spends?|spending|earned|earns?|got|bill)", re.IGNORECASE
)
_LEVIED = re.compile(
    r"[^,;]{0,40}?\b(?:appl(?:y|ies|ied)|charge[sd]?|impose[sd]?|lev(?:y|ies|ied)|puts?|slap\w*"
    r"|set)\s+"
    r"(?:to|on|for)\s+(?:(?:all|most|some)\s+)?(?:~+\s+)?" + _NOUNS
)
_FACED = re.compile(
    rf"(?:^|~\s+|,\s+|\b(?:any|additional|the|for|all|and"
    rf"|[\d,]+)\s+)({_NOUN}(?: {_NOUN}){{0,2}})\s+"
    r"(?:(?:imported|entering|exported|sold|shipped|coming|that|from)\b[^,;]{0,70}?)?"
    r"(?:each year\s+)?(?:(?:are|is|will be|will|now|must|currently|have|has|which|be|to"
    r"|still)\s+){0,3}$"
)
_OF_AMOUNT = re.compile(
    r"\s+(?:worth\s+)?(?:of|in|on(?:\s+all)?(?:\s+the)?)\s+(?:~+(?:['’]s)?\s+)?" + _NOUNS
)
_TAIL = re.compile(
    r",?\s+(?:including|despite|such|and make|\w+creased|predominantly|focused|throughout|within"
    r"|totall?ing|alone|produced|made|worth|over|each|every)\b|^(?:including|despite|within|each"
    r"|every)\b"
)
_RANKED = re.compile(r"\s*(?:of\s+)?(?:(?:its|their)\s+)?(?:~+(?:['’]s)?\s+)?" + _NOUNS)
_DOING = re.compile(r"(?!cloth|ship|bed|pack|fish|min|print|build|engineer)\w+ing$")
_MAKERS = re.compile(
    r"\s*\b(?:makers?|producers?|growers?|farmers?|exporters?|importers?|firms?|compan(?:y|ies)"
    r"|suppliers?|manufacturers?|traders?|companies|businesses|sector|industry|buyers?|mills"
    r"|mines)$"
)
_GENERIC = frozenset({"products", "commodities", "items", "goods", "services"})
"""No goods of their own, and some with a word before them ("dairy products")."""
_SHORT = frozenset({"US", "U.S.", "UK", "U.K.", "EU"})


def product(line: Line, anchor: tuple[int, int], amount: Amount, measure: str) -> str | None:
    """What a trade flow or tariff is limited to: "exports of rice", "duties on Australian beef"."""
    if measure == "troops":
        return line.mission.key if line.mission else None
    if measure not in _WITH_GOODS:
        return None
    if measure == "deal_value":
        told = _of_a_deal(line, amount)
    elif measure == "tariff_rate":
        told = _under_a_tariff(line, anchor, amount)
    else:
        told = _traded(line, anchor, amount)
    return next((goods for goods in map(_trimmed, told) if goods), None)


def _of_a_deal(line: Line, amount: Amount) -> Iterator[str]:
    found = _OF_AMOUNT.match(line.unnamed(amount.end))
    if found:
        yield found.group(1)


def _under_a_tariff(line: Line, anchor: tuple[int, int], amount: Amount) -> Iterator[str]:
    """ "Swiss watches face", "duties on beef", "the tariff it applies to cars is", "8% on tea"."""
    ahead, after = line.unnamed(0, anchor[0]), line.unnamed(anchor[1])
    for verb in line.triggers:
        if verb.rule == "tariff_faced" and verb.end <= amount.start:
            yield from _group(_FACED.search(line.unnamed(0, verb.start)))
    yield from _common(line, anchor, after)
    yield from _group(_LEVIED.match(after))
    yield from _owned(line, ahead)
    yield from _group(_OF_AMOUNT.match(line.unnamed(amount.end)))


def _traded(line: Line, anchor: tuple[int, int], amount: Amount) -> Iterator[str]:
    """ "Exports of rice", "Japanese car exports", "$3 billion of fruit", "fruit worth $3 billion",
    "paid $2 billion for gas"."""
    yield from _common(line, anchor, line.unnamed(anchor[1]))
    if line.is_verb(anchor[0]) or line.text.endswith("exports", anchor[0], anchor[1]):
        yield from _group(_SENT.match(line.unnamed(anchor[1])))
    yield from _owned(line, line.unnamed(0, anchor[0]))
    if not line.text.startswith(" on ", amount.end):
        yield from _group(_OF_AMOUNT.match(line.unnamed(amount.end)))
    yield from _group(_MAKES_UP.search(line.unnamed(0, amount.start).lower()))
    if line.is_verb(anchor[0]) and _TO_WHOM.match(line.text, anchor[1]):
        yield from _group(_RIGHT_BEFORE.search(line.unnamed(max(0, anchor[0] - 50), anchor[0])))
    first = amount.start if amount.bound_start is None else amount.bound_start
    yield from _group(_WORTH_BEFORE.search(line.unnamed(max(0, first - 70), first)))
    if _PAID.match(line.text, anchor[0]):
        yield from _group(_FOR_AFTER.match(line.unnamed(amount.end)))


def _common(line: Line, anchor: tuple[int, int], after: str) -> Iterator[str]:
    """The words right after those of the measure."""
    if line.text.endswith((" on", " for", " of"), 0, anchor[1]):
        yield from _group(_RANKED.match(after))
    yield from _group(_WORTH.match(after))
    yield from _group(_AFTER.match(after))


def _group(found: re.Match[str] | None) -> Iterator[str]:
    if found:
        yield found.group(1)


def _owned(line: Line, ahead: str) -> Iterator[str]:
    """ "Japanese car exports", "its lithium exports"; the word after a bare name is a verb ("Peru
    expects exports")."""
    found = _BEFORE.search(ahead[-90:])
    if found is None:
        return
    at = len(ahead) - len(ahead[-90:]) + found.end("owner")
    bare = (
        m.kind == "country" and not m.possessive and m.text not in _SHORT
        for m in line.mentions
        if m.end == at
    )
    if not any(bare):
        yield found.group("goods")


def _trimmed(words: str) -> str:
    """The goods without what is no name of them: "energy, including gas" is energy, what "clothing
    makers" sell is clothing; empty where the words name none."""
    goods = _TAIL.split(words)[0].strip(" ,")
    goods = _MAKERS.sub("", goods)
    single = goods.replace(",", "").split(" ")
    named = single[:-1] if single[-1] in _GENERIC else single
    done = bool(named) and named[-1].endswith("ed")  # "exchanged goods worth"
    if not goods or not named or done or _DOING.match(single[0]):
        return ""
    return "" if cue_words("en", "not_goods").intersection(named) else goods


_OF_MORE = re.compile(r"\s*(?:of\s+(?:its|their)\s+)?(?:~+(?:['’]s)?\s+)?" + _NOUNS)


def owned_goods(line: Line, at: int) -> bool:
    """Whether goods with their owner stand right before a place: "Cambodia's garments fetch"."""
    return any(_trimmed(goods) for goods in _owned(line, line.unnamed(0, at)))


def named_goods(words: str) -> str | None:
    """The goods that words open with: "of its fuel from", "copper to"."""
    found = _OF_MORE.match(words)
    return (_trimmed(found.group(1)) or None) if found else None


def ranked_product(line: Line, end: int) -> str | None:
    """The goods that a rank is limited to, right after its words: "supplier of machinery"."""
    ends = any(line.text.endswith(word, 0, end) for word in (" of", " for"))
    if not (ends or line.text.startswith((" of ", " for "), end)):
        return None
    match = _RANKED.match(line.unnamed(end).removeprefix(" for"))
    return (_trimmed(match.group(1)) or None) if match else None
