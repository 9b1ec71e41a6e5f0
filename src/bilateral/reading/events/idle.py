"""A clause and its verb in, whether its subject does nothing by it out: a heading, a case only
thought of, a thing that stands where a side would act."""

from __future__ import annotations

from collections.abc import Sequence

from bilateral.language.verbs import GERUND, Group
from bilateral.language.words import Class
from bilateral.reading.events.acts import Analysis
from bilateral.reading.events.lexicon import Lexicon
from bilateral.reading.events.sides import Clause, Placed

HEAD_REACH = 5
_ABSTRACT = ("tion", "sion", "ship", "ance", "ence", "ness", "ity", "ism", "ic")
_OWNING = frozenset(("'s", "’s", "'", "’"))
_PLAIN = int(Class.CAPITAL | Class.NUMBER | Class.ADJECTIVE)
_BODIES = """
    administration delegation delegations commission mission missions federation coalition team
    corporation association organization organisation foundation alliance intelligence warship
    warships leadership community authority university agency presidency security institution
    legislation opposition representative representatives negotiator negotiators
"""
_ACTING = frozenset(_BODIES.split())
# "The Secretary shall report": what an order tells its own officials.
_OFFICIALS = frozenset(("office", "person", "body"))
CONDITION = frozenset(("if", "unless"))
BEING_REACH = 3
_BEING_WORDS = "pose poses posed posing constitute constitutes constituted constituting"
_BEING = frozenset(_BEING_WORDS.split())
_OFFERED_WORDS = """
    toast toasts prayer prayers glimpse chance chances opportunity opportunities insight insights
    example examples lesson lessons view views look blessing seat food drink drinks
"""
_OFFERED = frozenset(_OFFERED_WORDS.split())
_WHILE = frozenset(("in", "by", "while", "when", "after", "before", "for"))


_NOUNS_OF_TRADE = """
    deficit deficits surplus surpluses gap balance imbalance imbalances volume volumes turnover
    value figures data deal deals talks ties relations relationship war wars agreement agreements
"""
_OF_TRADE = frozenset(_NOUNS_OF_TRADE.split())
"""Nouns before which "trade" is no verb."""


def is_idle(analysis: Analysis, clause: Clause, group: Group) -> bool:
    """Whether the clause tells no act of its subject: a heading ("Supporting small firms in
    Peru"), a case only thought of ("if Oman were to default"), a thing that does it."""
    low = analysis.words.low
    if low[group.end - 1] == "trade" and not _OF_TRADE.isdisjoint(low[group.end : group.end + 1]):
        return True
    if group.kind == GERUND and (group.first == 0 or (group.first == 1 and low[0] in _WHILE)):
        return True
    if any(low[i] == "if" for i in range(max(0, clause.start - 1), group.first)):
        return True
    if _is_being(low, group):
        return True
    official = bool(clause.subject) and clause.subject[0].mention.kind in _OFFICIALS
    if group.modal == "shall" and official:
        return True
    if group.modal == "would" and not CONDITION.isdisjoint(low[group.end :]):
        return True
    first = clause.subject[0] if clause.subject else None
    before = first is not None and first.end <= group.first and not group.passive
    return first is not None and before and _owns_a_thing(analysis, first, group)


def _is_being(low: Sequence[str], group: Group) -> bool:
    """ "continues to pose a threat", "offers a toast": what something is to somebody, or table
    manners, is done to nobody."""
    near = low[group.first : group.end + BEING_REACH]
    return not _BEING.isdisjoint(near) or (group.lemma == "offer" and not _OFFERED.isdisjoint(near))


def _owns_a_thing(analysis: Analysis, mention: Placed, group: Group) -> bool:
    """ "Japan's commitment", "U.S. recognition of the islands": the thing is the subject, not the
    side whose it is; in "Kenya's government" or "U.S. officials" the side acts by its people."""
    words = analysis.words
    stop = next((g.first for g in analysis.groups if g.first >= mention.end), group.first)
    head = ""
    for index in range(mention.end, min(stop, mention.end + HEAD_REACH)):
        word, bits = words.low[index], words.classes[index]
        if word in _OWNING or bits & Class.ADVERB:
            continue
        if bits & ~_PLAIN:
            break
        head = word
    return bool(head) and _is_thing(analysis.lexicon, head)


def _is_thing(lexicon: Lexicon, word: str) -> bool:
    if word in _ACTING:
        return False
    if word.removesuffix("s").endswith(_ABSTRACT):
        return True
    entries = lexicon.nouns.get(word, ())
    return any(not rest and any(c in lexicon.acts for c in names) for rest, names in entries)
