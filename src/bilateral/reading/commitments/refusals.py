"""The words around a promise in, whether they promise nothing out: courtesies, opinions,
threats, trips, and what is denied.
"""

from __future__ import annotations

import re

from bilateral.knowledge.commitments import Rule
from bilateral.reading.commitments.subjects import Subject
from bilateral.reading.page import Sentence

_TRIP = re.compile(
    r"pay (?:a|an|his|her|its|their) (?:[\w-]+ ){0,3}(?:visit|tribute|respects|homage|call)\b"
    r"|pay (?:tribute|homage|attention)\b|let (?:you|us|me|him|her|them)\b|stand (?!by|with|up)"
    r"|release (?:a|an|the|its|their|his|her) (?:\w+ ){0,3}"
    r"(?:report|statement|text|album|film|data|figures|book|results|details)\b"
    r"|(?:now )?raise (?:a|my|our|his|her) (?:glass|toast)\b|add (?:\w+ ){0,2}(?:value|voice)\b"
    r"|make (?:a|an|his|her|its|their) (?:\w+ ){0,2}"
    r"(?:stop|visit|trip|speech|statement|call|appearance|remarks|announcement|debut)\b"
    r"|(?:also |then )?hold (?:[\w-]+ ){0,4}(?:meetings?|talks|calls?|conversations?|press"
    r"|receptions?|dinners?|lunch)\b|travel\b|return (?:to|home)\b"
    r"|join (?:a|an|the) (?:[\w-]+ ){0,4}(?:summit|meeting|conference|ceremony)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(r"\b(?:regards|greetings|best wishes|condolences|congratulations)\b")
_VISIT = re.compile(
    r"(?:[^,;]{3,60} )?to (?:visit|pay|attend|come|make a|tour|join him|join her)\b"
    r"|(?:his|her|a|an?|the) (?:[\w-]+ ){0,2}(?:visit|trip)\b"
)
_OPINION = re.compile(r"the (?:importance|significance|value|urgency|seriousness|principle)\b")
_HOSTILE = re.compile(
    r"(?:also |further |then |continue to )*(?:hold [^,;]{3,60}? (?:accountable|to account)\b"
    r"|impose (?:[\w-]+ ){0,4}(?:sanctions|restrictions|costs|consequences|penalties)\b|sanction\b"
    r"|deal (?:an?|another) [^.;]{0,20}blow|act,? (?:as needed,? )?in self-defen"
    r"|[^.;]{0,60}\bhold [^,;]{3,60}? (?:accountable|to account)\b|punish\b|retaliate\b"
    r"|deter\b|restrict\b|target\b|close off\b|expel\b|shoot\b|strike\b)"
)
_STATUS = re.compile(
    r"(?:form|establish|elevate|upgrade|raise|lift)\b[^.;,]{1,70}?"
    r"(?:[Pp]artnership|diplomatic (?:relations|ties))\b"
)
_DENIED = re.compile(
    r"\b(?:not|never|nothing|nobody|no one|neither)(?: (?:yet|ever|be|been|have|has|\w+ly))* $"
    r"|\b(?:den(?:y|ies|ied|ying)|dismiss\w*|refut\w*|reject\w*)\b[^.;:]{0,60}\b(?:that|reports|had)"
    r" [^.;:]{0,30}$"
)


def is_trip(text: str, start: int) -> bool:
    """Whether the verb at `start` only brings somebody somewhere ("pay a visit")."""
    return _TRIP.match(text, start) is not None


def is_courtesy(rule: Rule, content: str) -> bool:
    """Greetings, opinions and threats; new names of the relation, which are statuses, and
    invitations to a visit, which are events."""
    if _COURTESY.search(content) or _OPINION.match(content) or _HOSTILE.match(content):
        return True
    if rule.joint == "agreed" and _STATUS.match(content):
        return True
    return rule.strength == "proposed" and _VISIT.match(content) is not None


def is_denied(text: str, start: int) -> bool:
    """Whether there was no promise ("has not committed to", "denied that it had offered")."""
    return _DENIED.search(text, max(0, start - 90), start) is not None


def is_official(sentence: Sentence, subject: Subject) -> bool:
    """ "The Secretary shall report to Congress": what an order tells its own officials."""
    kinds = {m.kind for m in sentence.mentions if m.start == subject.start}
    return not subject.joint and not kinds.isdisjoint({"office", "person", "body"})
