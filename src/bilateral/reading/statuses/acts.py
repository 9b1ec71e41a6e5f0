"""A label in its sentence in, the act that changed the relation out, or that there is none.

Plans, hopes, denials, anniversaries and "since the normalisation" change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bilateral.knowledge.matching import Match
from bilateral.knowledge.statuses import ACT, RELATIONS
from bilateral.reading.page import Sentence
from bilateral.reading.statuses.labels import LabelSpan

_REACH = 140
# What may stand between "upgraded" and the label: the relation, then "to (the level of) a".
_LEVEL_OF = r"(?:(?:level|status|rank|height|standard|stage|new level) of )?(?:that of )?"
_TO_LABEL = re.compile(
    rf"(?:(?:[^.;:]|\.(?! [A-Z])){{0,130}}?) (?:in)?to (?:the )?{_LEVEL_OF}"
    r"(?:a |an |the |our |their )?(?:(?:new|higher|historic|full) )?[“\"'‘]?$"
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss\w*|refut\w*|reject\w*|fals\w+|untrue|rumou?rs?|never)\b"
    r"[^.;,]{0,60}$",
    re.IGNORECASE,
)
_NO_OTHER_CLAUSE = re.compile(r"\b(?:said|says|told|which|who|when|because|while|although)\b")
# Between "established" and the label: an article, or the sides.
_TAKES_LABEL = re.compile(
    r"(?:,? (?:with|between) [A-Z][\w’'., -]{1,50}?)?"
    r"(?: (?:a|an|the|their|its|our|on|of|as|in|into|new|first|historic|formal|official|full|joint"
    r"|declaration|statement|agreement|treaty|pact|memorandum|document|so-called|what they called"
    r"|strong|real|true|establishment|establishing|both|all|themselves|each other|friendship|and"
    r"|cooperation|mutual|formal|bilateral|military"
    r"|(?:[A-Z]\w+ )?(?:Joint )?(?:Declaration|Statement|Agreement|Treaty|Pact|Memorandum|Accord"
    r"|Charter)|one another[’']s|each other[’']s"
    r"|(?:[A-Z][\w.-]*(?: of)? ){0,2}[A-Z][\w.-]*[’']s?(?: \w+(?:st|nd|rd|th|first))?"
    r"|[A-Z][\w.]*(?: [A-Z]\w+)?[-–][A-Z][\w.]*(?: [A-Z]\w+)?))* ?[“\"'‘]?$"
)
# "designated Qatar (as) a major non-NATO ally".
_AS_LABEL = re.compile(
    r" (?:of )?(?:(?:the )?(?:[A-Z][\w.-]+ (?:of |and |the )*){1,5}|it |them )?"
    r"(?:formally |officially )?(?:(?:as|to be) )?(?:(?:a|an|its|the) )?(?:[a-z]+ )?[“\"'‘]?$"
)
_TAKES_RELATIONS = re.compile(
    r"(?: (?:all|its|their|full|formal|official|both|the|of|off|ambassadorial-level|ambassadorial"
    r"|bilateral|consular|consular and|with [A-Z][\w ]{1,30}))* ?$"
)
_PLAIN_RELATIONS = re.compile(
    r" (?:(?:all|its|their|full|formal|official|bilateral|the|of|decades?-(?:old|long)"
    r"|long-?standing|remaining|once-close) )*(?:relations|ties|relationship)"
    r"(?= (?:with|between|to|in|on|after|over|at|last|this|and|following|for|by|earlier|later"
    r"|today)\b|[.,;]|$)"
)
_PASSIVE = re.compile(
    r"(?: (?:between|with) [\w’'., -]{1,60}?)?,? (?:which )?"
    r"(?:was|were|have been|has been|had been|been)"
    r"(?: (?:formally|officially|first|re-?|fully|later|recently))? $"
)
_UNREAL = re.compile(
    r"\b(?:will|would|could|should|may|might|can|must|to|hop\w+|plan\w*|aim\w*|intend\w*|seek\w*"
    r"|want\w*|propos\w+|consider\w*|discuss\w*|possib\w+|potential\w*|if|whether|towards?|not"
    r"|never|without|cannot|negotiat\w+|call\w* for|call\w* on|urg\w+|ready|expected|set"
    r"|threat\w+|prospects?|before|importance of|look\w* forward|work\w* on|interest in"
    r"|talks on|possibility of|willing\w*|ahead of|for|prepar\w+|push\w*|n't|n’t)"
    r" (?:[\w’'-]+ ){0,5}$",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(?:(?:agree|decid|resolv|commit|pledg|undertak|undertook|determin|cho[os]s|vow)\w*"
    r"|announced (?:the |their |a )?(?:decision|agreement)|decision)"
    r" (?:[\w’'-]+ ){0,4}?to (?:[\w’'-]+ ){0,2}$"
    r"|\b(?:announced|declared) (?:today |that )*(?:they|we|the (?:two )?(?:countries|sides"
    r"|nations)) (?:will|would) (?:\w+ly )?$",
    re.IGNORECASE,
)
_LOOKING_BACK = re.compile(
    r"\banniversar(?:y|ies)\b|\b(?:years?|decades?|centur(?:y|ies)|months) (?:of|since)\b"
    r"|\b(?:mark|celebrat)\w+ [^.;,]{0,30}\byears (?:from|after)\b"
    r"|\bsince (?:the |their )?(?:normali[sz]ation|establishment|restoration|upgrade|elevation"
    r"|re-?establishment|upgrading|establishing|normali[sz]ing)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Change:
    """An act: from where its words begin to where they end, and what it did."""

    start: int
    end: int
    change: str


def is_wanted(sentence: Sentence, label: LabelSpan) -> bool:
    """Whether an act that is only planned or wished would make the relation what `label` says, so
    that it is not that yet ("are expected to sign a strategic partnership")."""
    if not _A_NEW.search(sentence.text, 0, label.start):
        return False
    return any(
        0 <= label.start - match.end <= _REACH
        and _reaches(sentence.text, match, label, match.key.partition(":")[2])
        and _unreal(sentence.text, match)
        for match in sentence.of_kind(ACT)
        if not match.key.endswith(":relations")
    )


_A_NEW = re.compile(r"\b(?:an?|an? new|new) $")


def looks_back(text: str) -> bool:
    """Whether the sentence marks an anniversary or counts the years since."""
    return _LOOKING_BACK.search(text) is not None


def change_of(sentence: Sentence, label: LabelSpan) -> Change | None:
    """The act that made the relation what `label` says, None when nothing tells of one."""
    takes = ("relations",) if label.level == "relations" else ("to_label", "label", "as_label")
    takes = ("to_label",) if label.bare else takes
    for match in reversed(sentence.of_kind(ACT)):
        change, _, sort = match.key.partition(":")
        if sort not in takes:
            continue
        if _is_active(sentence.text, match, label, sort):
            return Change(match.start, label.end, change)
        if sort != "to_label" and (
            _is_passive(sentence.text, match, label) or _is_dated(sentence.text, match, label)
        ):
            return Change(label.start, match.end, change)
        if sort != "to_label" and _opens(sentence.text, match, label):
            return Change(match.start, label.end, change)
    return None


def _is_active(text: str, act: Match, label: LabelSpan, sort: str) -> bool:
    """Whether the act stands before the label, takes it, and is told as done."""
    if not 0 <= label.start - act.end <= _REACH:
        return False
    return _reaches(text, act, label, sort) and not _unreal(text, act)


def _is_passive(text: str, act: Match, label: LabelSpan) -> bool:
    """ "diplomatic relations between A and B were restored", but not "was forged in sacrifice"."""
    if text[act.start : act.end] == "forged" and _FIGURATIVE.match(text, act.end):
        return False
    return act.start >= label.end and bool(_PASSIVE.fullmatch(text, label.end, act.start))


_FIGURATIVE = re.compile(r" (?:in|by|from|through|on) (?:the )?[a-z]")


def _is_dated(text: str, act: Match, label: LabelSpan) -> bool:
    """ "the partnership established in 2013", "diplomatic relations, formed on May 3"."""
    if act.start < label.end or not _WHICH.fullmatch(text, label.end, act.start):
        return False
    return _DATED.match(text, act.end) is not None


def _opens(text: str, act: Match, label: LabelSpan) -> bool:
    """ "Launched in 2010, the A-B comprehensive partnership ..."."""
    return act.start == 0 and _OPENING.fullmatch(text, act.end, label.start) is not None


_OPENING = re.compile(r" (?:in|on) [\w ]{3,20}(?:, \d{4})?, (?:the|their|its) (?:[\w.-]+ ){0,3}")
# "the partnership (that) we launched in 2018", "which the two leaders established last year".
_WHICH = re.compile(
    r",? (?:\((?:[A-Z]{2,6})\),? )?(?:(?:which|that|as) )?"
    r"(?:(?:was|were|is|has|have|had|been|we|they|our|the|its|two|both|and|his|her"
    r"|first|formally|officially|jointly|newly|just|recently|leaders|presidents|countries|nations"
    r"|governments|sides|President|Prime|Minister|Premier|[A-Z][\w.-]+) ){0,9}"
)
_DATED = re.compile(
    r"(?: (?:by|during|at|under|between|with) [^,.;]{3,60}?)?"
    r"(?: (?:in|on|since) (?:\w+ )?(?:[A-Z][a-z]+ )?(?:\d{1,2},? )?(?:of )?\d{1,4}\b"
    r"| (?:last|earlier this|this) [\w ]+| (?:yesterday|today)\b| \w+ years? (?:ago|later)"
    r"| in (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b| (?:in|at|during) (?:the |his |her |their )?(?:[A-Z]\w+|\w+ visit\b))"
)


def plain_relations(sentence: Sentence) -> list[tuple[LabelSpan, Change]]:
    """Acts on "ties" or "relations" without "diplomatic": severed, normalised, restored ..."""
    out = []
    for match in sentence.of_kind(ACT):
        change, _, sort = match.key.partition(":")
        if sort != "relations" or change == "established" or _unreal(sentence.text, match):
            continue
        found = _PLAIN_RELATIONS.match(sentence.text, match.end, match.end + 80)
        before = _RELATIONS_WERE.search(sentence.text, max(0, match.start - 90), match.start)
        if found and not _is_loose(sentence, match, change, found[0]):
            begin = found.end() - len(found[0].rsplit(" ", 1)[-1])
            span = LabelSpan(begin, found.end(), RELATIONS, fixed=True)
            out.append((span, Change(match.start, found.end(), change)))
        elif out and _THEM.match(sentence.text, match.end):
            span = LabelSpan(match.end, match.end + 5, RELATIONS, fixed=True)
            out.append((span, Change(match.start, match.end + 5, change)))
        elif before:
            span = LabelSpan(before.start(1), before.end(1), RELATIONS, fixed=True)
            out.append((span, Change(before.start(), match.end, change)))
    return out


_THEM = re.compile(r" them\b")


def taken_up(
    sentence: Sentence, label: LabelSpan, made: Change
) -> Iterator[tuple[LabelSpan, Change]]:
    """ "broke off diplomatic relations with A and established them with B"."""
    if label.level != RELATIONS:
        return
    for match in sentence.of_kind(ACT):
        change, _, sort = match.key.partition(":")
        found = _THEM_WITH.match(sentence.text, match.end) if match.start > made.end else None
        other = sort == "relations" and change != made.change
        if found and other and not _unreal(sentence.text, match):
            span = LabelSpan(match.end + 1, match.end + 5, RELATIONS, fixed=True)
            yield span, Change(match.start, found.end(), change)


_THEM_WITH = re.compile(r" (?:them|those|relations|ties) with\b")


def _is_loose(sentence: Sentence, act: Match, change: str, behind: str) -> bool:
    """ "restored ties" may be of any sort; "full ties", "normalised ties" and those that states
    themselves restore are those of states."""
    if change != "restored" or sentence.text[act.start :].lower().startswith("normali"):
        return False
    if _by_states(sentence, act.start):
        return False
    return _LOOSE.fullmatch(behind) is not None


def _by_states(sentence: Sentence, act: int) -> bool:
    """Whether two sides named as such stand right before the act ("A and B restored ties")."""
    near = [m for m in sentence.mentions if m.end <= act and m.sides]
    if not near or not _AUXILIARY.fullmatch(sentence.text, near[-1].end, act):
        return False
    both = near[-1].kind == "both"
    return near[-1].kind in _STATES and (both or len({s for m in near[-2:] for s in m.sides}) > 1)


_STATES = ("country", "capital", "seat", "both")
_AUXILIARY = re.compile(r"(?: (?:has|have|had|also|then|formally|finally|recently|agreed to))* ")


_LOOSE = re.compile(r"(?: (?:its|their|the))* ties")
_RELATIONS_WERE = re.compile(
    r"(?<!diplomatic )\b([Rr]elations|[Tt]ies) (?:between|with) [\w’'., -]{3,60}? "
    r"(?:was|were|have been|has been|had been)(?: \w+ly)? $"
)


def _reaches(text: str, act: Match, label: LabelSpan, sort: str) -> bool:
    pattern = _TAKING[sort]
    between = text[act.end : label.start]
    if _NO_OTHER_CLAUSE.search(between):
        return False
    return pattern.fullmatch(between) is not None


_TAKING = {
    "to_label": _TO_LABEL,
    "label": _TAKES_LABEL,
    "relations": _TAKES_RELATIONS,
    "as_label": _AS_LABEL,
}


def _unreal(text: str, act: Match) -> bool:
    """Whether the act is only planned, wished, denied or talked about."""
    before = text[max(0, act.start - 80) : act.start]
    if _DENIED.search(before):
        return True
    if _DECIDED.search(before):
        return False
    if _IS_TOPIC.match(text, act.start) and _GOAL.search(text, act.end):
        return True
    topic = act.start == 0 and _IS_TOPIC.match(text)
    if topic or _NOMINAL.match(text, act.start):
        behind = _TO_COME.search(text, act.end)
        if behind and "," not in text[act.end : behind.start()]:
            return True
    found = _UNREAL.search(before.rsplit(", ", 1)[-1])
    if found is None:
        return False
    if _PAST.match(text, act.start) and not _PASSIVE_WISH.search(found[0]):
        return _BEFORE_A_BASE.match(found[0]) is None
    return not (found[0].lower().startswith("will ") and _ON_THE_DAY.search(text))


# "Cutting ties would be a mistake", "the elevation of ties is being prepared".
_IS_TOPIC = re.compile(r"\w+ing\b")
_GOAL = re.compile(r"\b(?:is|are|remains?) [^.;,]{0,40}\b(?:goal|aim|priority|objective|dream)\b")
_NOMINAL = re.compile(
    r"(?:the |an? )?(?:upgrade|elevation|raising|upgrading|step-up|severance)\b", re.I
)
_TO_COME = re.compile(
    r"\b(?:would|could|may|might|should|must|can|will|is being|are being|was being"
    r"|is expected|is due|is planned|was planned|is under|remains?|is set|is likely|is possible"
    r"|has been proposed|was proposed|was discussed|is not|was not)\b"
)
# A finite past form cannot be what "to", "will" or "for" leads to ("switched to X and resumed").
_PAST = re.compile(r"(?:\w+ed|broke|took|brought|became|froze|forged|grew|rose)\b", re.IGNORECASE)
_PASSIVE_WISH = re.compile(r"\b(?:be|been|being|have|get)\b", re.IGNORECASE)
_BEFORE_A_BASE = re.compile(
    r"(?:to|for|will|would|could|should|may|might|can|must|towards?|ready|expected|set|before"
    r"|ahead of|prepar\w+|push\w*) ",
    re.IGNORECASE,
)
_ON_THE_DAY = re.compile(
    r"\b[Tt]oday\b|\bfrom (?:today|the same day|that day|this day)\b|\bwith immediate effect\b"
)
