"""An act found in a sentence and where the two sides stand in, what it means between them out."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from bilateral.errors import BilateralError
from bilateral.knowledge.countries.finding import find_country
from bilateral.language.verbs import FINITE, Group
from bilateral.reading.coding_analysis import TableAnalysis
from bilateral.reading.events.acts import CROWD
from bilateral.reading.events.outcomes import Outcome, compose, outcome_of

Span = tuple[int, int]

_FORCE = frozenset(("ASSAULT", "COERCE", "SANCTION", "PROTEST", "REJECT"))
_IN_PROTEST = frozenset(("REJECT", "CONSULT", "COERCE", "ASSAULT", "SANCTION"))
_IN_OR_TO = frozenset(("in", "to"))
_RINGING, _NAMING = "events.call", "coding.named_badly"
_PRAISE, _RECEPTION = "events.praise", "coding.guest_welcomed"
_SUMMONS, _SUMMONED = "events.ambassador_summoned", "coding.witness_summoned"
_ORDERED, _LED = "events.restriction", "events.opposition_rallied"
_CONCEDED = "events.concession"
_TESTIFYING = frozenset(("testify", "evidence", "give", "appear", "explain", "answer"))
_PERSONS = frozenset(("warm_person", "diplomat", "delegation"))
_AT = frozenset(("at", "to", "in", "on", "for"))
_GOVERNMENTS = ("government", "authorities", "ministry", "cabinet", "states", "countries", "sides")
_APPEASING = frozenset(("placate", "appease", "mollify", "pacify", "assuage"))
_PRESSED = ("bowing to", "caving in", "giving in", "yielding to", "under pressure from", "heeding")
_JOINT_ROOTS = frozenset(("COERCE", "SANCTION", "ACCUSE", "ASSAULT", "RETREAT"))
_JOINTLY = frozenset(("jointly", "together"))
_IN = frozenset(("in", "joint"))
_IN_WORK = frozenset(
    (
        "cooperation",
        "co-operation",
        "collaboration",
        "coordination",
        "conjunction",
        "partnership",
        "operation",
        "concert",
    )
)
_AGAINST = (["in", "defiance"], ["in", "violation"], ["in", "breach"])
_DEFIED, _URGED = "events.law_defied", "events.punishment_urged"
_BILLS = frozenset(("bill", "bills", "legislation", "law", "resolution", "measure", "amendment"))
_HARMS = frozenset(("THREATEN", "COERCE", "SANCTION", "ASSAULT", "REJECT"))
_LIFTED = frozenset(("dropped", "lifted", "withdrawn", "quashed", "ended", "overturned", "freed"))
_APPEARING = frozenset(("appear", "testify", "explain", "answer"))
_BACKED = "events.backing"
_BOYCOTTED = "coding.talks_boycotted"
_EXPELLED = "events.diplomats_expelled"
_GIVING = frozenset(("CONCEDE", "RETREAT", "AID", "COOPERATE", "CONSULT"))
_COOPERATED = "events.cooperation"
_GRIM = frozenset(("REJECT", "SANCTION", "CONCEDE", "ACCUSE"))
_YIELDED = frozenset(("COERCE", "REJECT", "SANCTION"))
_RALLYING = frozenset(
    ("rally", "mobilise", "mobilize", "galvanise", "galvanize", "incite", "unite")
)
_RALLYING_REACH = 9
_PROTESTS = (
    "of protests",
    "of demonstrations",
    "of unrest",
    "of riots",
    "of strikes",
    "of rallies",
    "as protests",
)
_DISMISSING = frozenset(("dissolve", "sack", "dismiss", "fire", "reshuffle", "replace", "remove"))


class Meaning:
    """What acts mean between the `source` and the `target` of an analysis."""

    def __init__(self, analysis: TableAnalysis, source: Span | None, target: Span | None) -> None:
        self.analysis, self.source, self.target = analysis, source, target

    def of(self, found: Outcome, group: Group) -> Outcome:
        """ "may use force" threatens, what a crowd refuses in protest is a protest."""
        lexicon = self.analysis.lexicon
        acting = self._acting(found, group)
        possible = acting.possible or group.possible
        if found.root in _FORCE and possible and not acting.negated:
            return compose("threaten", found, acting.head) or found
        if found.root in _GIVING and possible and not acting.negated:
            return compose("agree", found, acting.head) or found
        if acting.future and not acting.negated and self._conditional(found):
            return compose("threaten", found, acting.head) or found
        rule = self._by_target(found, group) or self._by_purpose(found, group)
        rule = rule or self._by_partner(found)
        if rule:
            return outcome_of(lexicon.by_name[rule], found.words)
        if found.rule == "events.request" and self._for_target(found):
            return outcome_of(lexicon.by_name[_BACKED], found.words)
        asked = found.rule == _ORDERED and group.lemma == "order" and self._at_state()
        asked = asked or (
            found.rule == _ORDERED
            and group.lemma == "order"
            and not _APPEARING.isdisjoint(self.analysis.words.low[group.end :])
        )
        if self._by_bill(found, group):
            return compose("threaten", None, group.head) or found
        relief = found.rule == _URGED and _LIFTED.intersection(self.analysis.words.low[group.end :])
        if asked or relief or (found.rule == _URGED and self._right_behind(group)):
            return compose("demand", None, group.head) or found
        if found.root in _IN_PROTEST and self._in_protest():
            return outcome_of(lexicon.crowd_rule, found.words)
        return found

    def _acting(self, found: Outcome, group: Group) -> Group:
        """The group whose words decided, which another may govern."""
        if not found.words or group.first <= found.words[0] < group.end:
            return group
        groups = self.analysis.groups
        return next((g for g in groups if g.first <= found.words[0] < g.end), group)

    def _by_target(self, found: Outcome, group: Group) -> str | None:
        """The rule for what is done to a person: "called him a liar" rings nobody up, "welcomed
        him at the palace" praises nothing, "summoned him" asks whom no country has sent."""
        if self.target is None or group.passive:
            return None
        analysis, (start, end) = self.analysis, self.target
        if found.rule == _RINGING and group.lemma == "call":
            if _TESTIFYING.intersection(analysis.words.low[end : end + 3]):
                return _SUMMONED
            return _NAMING if analysis.names_target(group, self.target) else None
        if found.rule == "coding.ultimatum" and "leave" in analysis.words.low[end:]:
            return _EXPELLED if self._classes(self.target) & _PERSONS else None
        if found.rule not in (_PRAISE, _SUMMONS) or not group.end <= start <= group.end + 1:
            return None
        classes = self._classes(self.target)
        if found.rule == _SUMMONS:
            return None if classes & _PERSONS else _SUMMONED
        at = analysis.words.low[end : end + 1]
        welcomed = group.lemma == "welcome" and classes & _PERSONS and at and at[0] in _AT
        return _RECEPTION if welcomed else None

    def _classes(self, span: Span) -> set[str]:
        return {name for noun in self.analysis.nouns_in(*span) for name in noun.classes}

    def _by_purpose(self, found: Outcome, group: Group) -> str | None:
        """ "sacked his minister to placate them" yields, "rallied people against him" accuses."""
        low = self.analysis.words.low
        if found.root in _YIELDED:
            behind = " ".join(low[group.end :])
            pressed = _PRESSED + _PROTESTS if group.lemma in _DISMISSING else _PRESSED
            if _APPEASING.intersection(low) or any(words in behind for words in pressed):
                return _CONCEDED
        rallied = found.rule == "events.protest" and group.lemma in _RALLYING
        if rallied and "against" in low[group.end + 1 : group.end + _RALLYING_REACH]:
            return _LED
        return None

    def _by_partner(self, found: Outcome) -> str | None:
        """ "arrested them in cooperation with" the target works with it."""
        if self.target is None:
            return None
        before = self.analysis.words.low[max(0, self.target[0] - 5) : self.target[0]]
        before = before[:-1] if before[-1:] == ["the"] else before
        if before[-1:] == ["of"] and before[-3:-1] in _AGAINST:
            return _DEFIED
        work = before[-2] if before[-1:] == ["with"] and len(before) > 1 else ""
        joint = work in _JOINTLY or (work in _IN_WORK and _IN.intersection(before))
        named = self.target[0] < (found.words[0] if found.words else 0)
        joint = joint or (named and "jointly" in self.analysis.words.low)
        return _COOPERATED if joint and found.root in _JOINT_ROOTS else None

    def _by_bill(self, found: Outcome, group: Group) -> bool:
        """ "is weighing a bill that would strip them": a harm that a draft would do."""
        groups = self.analysis.groups
        if found.root != "AGREE" or not _BILLS.intersection(self.analysis.words.low[group.end :]):
            return False
        index = groups.index(group) + 1
        following = groups[index] if index < len(groups) else None
        if following is None or following.kind != FINITE or not following.future:
            return False
        harm = self.analysis.outcome(index)
        return harm is not None and harm.root in _HARMS

    def _for_target(self, found: Outcome) -> bool:
        """ "urged them to vote for the target" supports it."""
        kind = found.inner is not None and found.inner.root == "SUPPORT"
        return kind and self.target is not None and self.target[0] > max(found.words)

    def _right_behind(self, group: Group) -> bool:
        """ "want the court to investigate" asks the court."""
        groups, target = self.analysis.groups, self.target
        near = target is not None and group.end <= target[0] <= group.end + 1
        if target is None or not near or group.lemma == "summon":
            return False
        following = next((g for g in groups if g.first >= target[1]), None)
        return following is not None and following.first <= target[1] + 1

    def _conditional(self, found: Outcome) -> bool:
        """ "will walk out unless": what is to come for a condition, where it is no gift."""
        low = self.analysis.words.low
        if found.inner is not None and found.inner.name == _BOYCOTTED:
            return True
        if found.root not in _GRIM or not {"if", "unless"}.intersection(low):
            return False
        return found.root != "CONCEDE" or "unless" in low

    def _at_state(self) -> bool:
        """Whether a state is the target, which nobody can order about."""
        if self.target is None:
            return False
        words = self.analysis.words.low[slice(*self.target)]
        return words[-1] in _GOVERNMENTS or is_state(" ".join(words))

    def _in_protest(self) -> bool:
        """Whether a crowd does what it does in protest."""
        low = self.analysis.words.low
        protesting = "protesting" in low or any(
            before in _IN_OR_TO and word == "protest" for before, word in pairwise(low)
        )
        if self.source is None or not protesting:
            return False
        nouns = self.analysis.nouns_in(*self.source)
        return any(CROWD in noun.classes for noun in nouns)


@cache
def is_state(phrase: str) -> bool:
    """Whether `phrase` is the name of a country."""
    try:
        find_country(phrase.removeprefix("the "))
    except BilateralError:
        return False
    return True
