"""The verb groups of a sentence in, what each of them says is done out.

An act is named by a verb ("attacked"), by a verb with its object ("imposed a curfew") or by a
noun under another verb ("held talks"). Another verb may act on it ("refused to hold talks"),
and so do the future tense and negation; `knowledge/events` says what comes of that.
"""

from __future__ import annotations

from functools import cached_property

from bilateral.language.clauses import verb_groups
from bilateral.language.inflection import Form
from bilateral.language.verbs import FINITE, GERUND, INFINITIVE, PARTICIPLE, Group
from bilateral.language.words import ENDS_OBJECT, Class, Words
from bilateral.reading.events.lexicon import Frames, Lexicon, Noun, lexicon
from bilateral.reading.events.outcomes import Outcome, compose, outcome_of, with_tense
from bilateral.reading.events.urging import heads, urges, voices

OBJECT_REACH = 14
ANTECEDENT_REACH = 7
COMPLEMENT_REACH = 14
VOICE_REACH = 8
MAX_DEPTH = 4
CROWD = "crowd"
"""Class of nouns for people who act in a crowd."""
STOPPING = "stopping"
"""Class of nouns for the end of another act: "the suspension of aid"."""
STOPPED_REACH = 6
VEHICLE = "vehicle"
"""Class of nouns that stand for what their infinitive says: "an operation to free"."""


class Analysis:
    """A sentence with its verb groups, read for acts."""

    def __init__(
        self,
        text: str | Words,
        actor_ends: frozenset[int] = frozenset(),
        known: Lexicon | None = None,
    ) -> None:
        self.words = text if isinstance(text, Words) else Words(text)
        self.lexicon = known or lexicon()
        self.by_text = known is None
        self.groups = verb_groups(self.words, self.lexicon.verbs, actor_ends)
        self.used: set[int] = set()
        self._known: dict[int, Outcome | None] = {}

    def outcome(self, index: int, depth: int = 0) -> Outcome | None:
        """What group `index` says is done; None when it names no act."""
        if index not in self._known:
            self._known[index] = None
            self._known[index] = self._interpret(index, depth)
        return self._known[index]

    def operators_of(self, group: Group) -> frozenset[str]:
        """What the verb of `group` does to other acts."""
        frames = self.lexicon.frames.get(group.lemma)
        return frames.operators if frames else frozenset()

    @cached_property
    def _nouns(self) -> list[tuple[int, list[Noun]]]:
        return self.lexicon.nouns_of(self.words)

    def nouns_in(self, start: int, end: int) -> list[Noun]:
        """The known nouns of words `start` to `end`: the longest where one begins, and of nouns
        that follow each other the last, which is the head ("aid agreement"), but not where one
        is sent home."""
        found: list[Noun] = []
        position = start
        for index, here in self._nouns:
            if index < position:
                continue
            if index >= end:
                break
            noun = next((noun for noun in here if noun.end <= end), None)
            if noun:
                if found and found[-1].end == index:
                    if self.words.low[index] == "home":
                        continue
                    found.pop()
                found.append(noun)
                position = noun.end
        return found

    def _interpret(self, index: int, depth: int) -> Outcome | None:
        group = self.groups[index]
        frames = self.lexicon.frames.get(group.lemma)
        if frames is None:
            return None
        found = self._by_complement(index, frames, depth) if depth < MAX_DEPTH else None
        if found is None:
            found = self._by_object(index, frames)
        if found is None and frames.default:
            found = outcome_of(frames.default, (group.head,))
        if found is None and frames.by_object and group.kind == FINITE:
            found = self._by_antecedent(group, frames)
        if found is None:
            found = _bare_operator(frames, group)
        if found:
            found = self._by_who(found, group)
        return with_tense(found._replace(group=group), group) if found else None

    def _by_who(self, found: Outcome, group: Group) -> Outcome:
        """What a crowd does by force is a riot; a protest by a government is a complaint."""
        forceful = found.root in _FORCEFUL or group.lemma.startswith("walk out")
        if forceful and self._by_crowd(group):
            return outcome_of(self.lexicon.crowd_rule, found.words)
        if group.lemma in _PROTESTS and found.rule == "events.protest":
            start = self.subject_start(group)
            people = any(word in _PEOPLE for word in self.words.low[start : group.first])
            if not people and not self._by_crowd(group):
                return outcome_of(self.lexicon.complaint_rule, found.words)
        if found.rule == _DRILL and self._alone(group):
            return outcome_of(self.lexicon.drill_rule, found.words)
        return found

    def _alone(self, group: Group) -> bool:
        """ "held a drill near Kuwait": a show of force, where a drill with Kuwait is not."""
        low = self.words.low
        if "and" in low[: group.first] or _TOGETHER.intersection(low):
            return False
        return not _FACING.isdisjoint(low[group.end :])

    def _by_crowd(self, group: Group) -> bool:
        """ "Protesters stormed the hall": what a crowd does by force is a riot."""
        if group.passive:
            return False
        start = self.subject_start(group)
        subject = self.nouns_in(start, group.first)
        return bool(subject) and any(CROWD in noun.classes for noun in subject[:2])

    # ------------------------------------------------------------ complements

    def _by_complement(self, index: int, frames: Frames, depth: int) -> Outcome | None:
        """ "agreed to sign", "said it would sign": the clause that an operator governs."""
        if not frames.operators:
            return None
        inner = self._infinitive_after(index)
        if inner is not None:
            return self._infinitive_outcome(index, inner, frames, depth)
        clause = "say" in frames.operators or "demand" in frames.operators
        stop = min(self.object_end(index), self.groups[index].end + VOICE_REACH)
        nouns = self.nouns_in(self.groups[index].end, stop) if self.by_text and clause else []
        if clause and not voices(self.words, self.groups[index], frames.by_object, nouns):
            return self._clause_outcome(index, frames, depth)
        return None

    def _infinitive_after(self, index: int) -> int | None:
        """The infinitive or gerund that depends on group `index`."""
        group = self.groups[index]
        if index + 1 >= len(self.groups):
            return None
        following = self.groups[index + 1]
        between = following.first - group.end
        if between > COMPLEMENT_REACH or self._clause_ends(group.end, following.first):
            return None
        if group.lemma == "agree to" or self.words.low[following.first - 1] == "order":
            return None
        if following.kind == INFINITIVE or urges(self.words, group, following):
            return index + 1
        near = between <= 2 or self._through_vehicle(group, following)
        return index + 1 if following.kind == GERUND and near else None

    def _through_vehicle(self, group: Group, following: Group) -> bool:
        """ "signed an order imposing": the noun stands for what follows."""
        nouns = self.nouns_in(group.end, following.first)
        return any(VEHICLE in noun.classes for noun in nouns)

    def _infinitive_outcome(
        self, index: int, inner_index: int, frames: Frames, depth: int
    ) -> Outcome | None:
        group, following = self.groups[index], self.groups[inner_index]
        if following.lemma == "leave" and self._object_before(group, following, frames):
            return None
        if "invite" in frames.operators:
            return self._invited(inner_index, depth)
        if "order" in frames.operators:
            return self._ordered(index, inner_index, depth)
        operator = _operator_for(frames, following.kind == INFINITIVE)
        asks = self._asks(group, following)
        if asks:
            operator = "demand"
        if operator is None or (frames.by_object and self._object_before(group, following, frames)):
            return None
        inner = self.outcome(inner_index, depth + 1)
        if operator == "do" and not self._leads_on(group, following, frames):
            return None
        protests = inner is None or inner.root == "PROTEST"
        if operator == "demand" and frames.default and protests and not asks:
            return None
        self.used.add(inner_index)
        if operator in ("do", "say"):
            return inner
        if inner and inner.root == "MOBILIZE" and group.lemma in _VOWS:
            operator = "will"
        return compose(operator, inner, group.head)

    def _asks(self, group: Group, following: Group) -> bool:
        """ "wants them to leave", "told them to leave": another is to do it."""
        if "say" in self.operators_of(group) and urges(self.words, group, following):
            return True
        if following.kind != INFINITIVE or group.lemma not in _ASKING or group.passive:
            return False
        return following.first > group.end and self.words.low[group.end] not in _REFLEXIVES

    def _leads_on(self, group: Group, following: Group, frames: Frames) -> bool:
        """ "continued to press", "launched an operation to free", but not "held talks to end"."""
        if following.first <= group.end + 1:
            return True
        return not frames.default and self._through_vehicle(group, following)

    def _ordered(self, index: int, inner_index: int, depth: int) -> Outcome | None:
        """ "ordered its army to attack" attacks, "ordered the state to free him" asks; else it is
        the order that coerces."""
        inner = self.outcome(inner_index, depth + 1)
        self.used.add(inner_index)
        if inner and inner.root in _YIELDING:
            return compose("demand", inner, self.groups[index].head)
        return inner if inner and inner.root in _HOSTILE else None

    def _invited(self, inner_index: int, depth: int) -> Outcome | None:
        """ "invited him to visit" is an invitation, "invited them to invest" a request."""
        inner = self.outcome(inner_index, depth + 1)
        self.used.add(inner_index)
        attends = inner is None or (inner.root == "CONSULT" and inner.mode not in _BY_OTHERS)
        if inner and not attends:
            return compose("demand", inner, self.groups[inner_index].first)
        return None

    def _object_before(self, group: Group, following: Group, frames: Frames) -> bool:
        """ "launched an attack to free": the object names the act, the infinitive its purpose."""
        nouns = self.nouns_in(group.end, following.first)
        return any(
            name in frames.by_object
            for noun in nouns
            if VEHICLE not in noun.classes
            for name in noun.classes
        )

    def _clause_outcome(self, index: int, frames: Frames, depth: int) -> Outcome | None:
        """ "said (that) it would withdraw", "demanded that he resign"."""
        group = self.groups[index]
        inner_index = self._clause_after(index)
        if inner_index is None or self._act_before(group, inner_index, frames):
            return None
        inner_group = self.groups[inner_index]
        inner = self.outcome(inner_index, depth + 1)
        if inner is None and self.words.low[group.end] == "that" and group.lemma == "demonstrate":
            return None
        asked = inner_group.form & Form.BASE and not inner_group.modal and group.lemma == "insist"
        if "demand" in frames.operators and ("say" not in frames.operators or asked):
            self.used.add(inner_index)
            return compose("demand", inner, group.head)
        own = self._same_subject(group, inner_group)
        told = group.lemma == "tell"
        if inner_group.duty and (told or not self._is_pronoun(inner_group.first - 1)):
            return compose("demand", inner, inner_group.head)
        if inner is None:
            return None
        if own:
            self.used.add(inner_index)
            return inner
        if frames.default and frames.default.root == "SUPPORT":
            if inner.root == "SUPPORT":
                self.used.add(inner_index)
            return None
        return compose("told", inner, group.head)

    def _act_before(self, group: Group, inner: int, frames: Frames) -> bool:
        """ "demanded the withdrawal of troops that": the noun names what is demanded."""
        if "say" in frames.operators:
            return False
        stop = self.groups[inner].first
        if self._clause_ends(group.end, stop):
            return True
        nouns = self.nouns_in(group.end, min(stop, group.end + 6))
        return any(name in self.lexicon.acts for noun in nouns for name in noun.classes)

    def _clause_after(self, index: int) -> int | None:
        group = self.groups[index]
        for later in range(index + 1, min(index + 3, len(self.groups))):
            following = self.groups[later]
            if following.kind == FINITE and not following.relative:
                near = following.first - group.end <= COMPLEMENT_REACH + 10
                return later if near and following.parent is None else None
        return None

    def _same_subject(self, group: Group, inner: Group) -> bool:
        """Whether the clause is about who speaks: "said it will", "said the government will"."""
        low = self.words.low[group.end : inner.first]
        subject = [word for word in low if word not in ("that", "the", ",", "also", '"')]
        if not subject:
            return True
        return subject[-1] in _OWN or (len(subject) <= 3 and subject[0] in ("his", "her", "its"))

    def _is_pronoun(self, position: int) -> bool:
        return bool(self.words.classes[position] & Class.PRONOUN)

    def _clause_ends(self, start: int, end: int) -> bool:
        low, classes = self.words.low, self.words.classes
        return any(low[i] in ENDS_OBJECT or classes[i] & Class.STOP for i in range(start, end))

    # ------------------------------------------------------------ objects

    def object_end(self, index: int) -> int:
        """Where the objects of group `index` end: at the next clause, or after some words."""
        group = self.groups[index]
        end = min(len(self.words), group.end + OBJECT_REACH)
        for later in self.groups[index + 1 :]:
            if later.first >= end:
                break
            if later.kind != PARTICIPLE:
                end = later.first
                break
        for position in range(group.end, end):
            word = self.words.low[position]
            if word == "as" and self._names(position + 1):
                continue
            ends = word in ENDS_OBJECT or word == "that"
            if ends or (self.words.classes[position] & Class.STOP and word not in "()"):
                return position
        return end

    def _names(self, position: int) -> bool:
        """ "as human shields", "as a sham": a noun right behind."""
        if self.words.low[position : position + 1] and self.words.low[position] in _ARTICLES:
            position += 1
        if position >= len(self.words):
            return False
        entries = self.lexicon.nouns.get(self.words.low[position], ())
        return any(classes != _PLAIN for _, classes in entries)

    def subject_start(self, group: Group) -> int:
        """Where the words before `group` begin that belong to its clause."""
        start = max(0, group.first - OBJECT_REACH)
        for position in range(group.first - 1, start - 1, -1):
            if self.words.classes[position] & (Class.SUBORDINATOR | Class.STOP):
                return position + 1
        return start

    def _objects(self, group: Group, end: int) -> list[Noun]:
        """The nouns that the act is done to: after the verb, for a passive before it."""
        found = self.nouns_in(group.end, end)
        after = heads(self.words, found) if self.by_text else found
        if not group.passive:
            return after
        before = self.nouns_in(self.subject_start(group), group.first)
        return before[::-1] + after

    def _by_object(self, index: int, frames: Frames) -> Outcome | None:
        """What the verb with its nearest object says: "imposed a curfew", "called for talks"."""
        group = self.groups[index]
        operator = _operator_for(frames, False)
        if not frames.by_object and operator is None:
            return None
        far = self._far_object(group, frames)
        if far:
            return far
        for noun in self._objects(group, self.object_end(index)):
            found = self._of_noun(group, frames, operator, noun)
            if found:
                return found
        return None if frames.default else self._by_subject(group, frames, operator)

    def _of_noun(
        self, group: Group, frames: Frames, operator: str | None, noun: Noun
    ) -> Outcome | None:
        words = (group.head, noun.end - 1)
        if STOPPING in noun.classes and operator:
            inner = self._stopped(noun)
            if inner:
                return inner if operator == "do" else compose(operator, inner, group.head)
        for name in noun.classes:
            rule = frames.by_object.get(name)
            if rule:
                return outcome_of(rule, words)
        acts = self.lexicon.acts
        rule = next((acts[name] for name in noun.classes if name in acts), None)
        if rule is None or operator is None:
            return None
        if operator == "do":
            return outcome_of(rule, words)
        return compose(operator, outcome_of(rule, words[1:]), group.head)

    def _stopped(self, noun: Noun) -> Outcome | None:
        """ "the suspension of aid": what comes of the act behind a noun for its end."""
        acts, hints = self.lexicon.acts, self.lexicon.hints
        for later in self.nouns_in(noun.end, noun.end + STOPPED_REACH):
            for name in later.classes:
                rule = acts.get(name) or hints.get(name)
                if rule:
                    return compose("stop", outcome_of(rule, (later.end - 1,)), noun.end - 1)
        return None

    def _by_antecedent(self, group: Group, frames: Frames) -> Outcome | None:
        """ "the treaty that the two sides signed": the object stands before "that"."""
        low = self.words.low
        start = max(0, group.first - OBJECT_REACH)
        links = (i for i in range(group.first - 1, start, -1) if low[i] in _LINKS)
        link = next(links, None)
        if link is None or group.passive or link == group.first - 1:
            return None
        before = self.nouns_in(max(0, link - ANTECEDENT_REACH), link)
        for noun in reversed(before):
            found = self._of_noun(group, frames, None, noun)
            if found and found.root == "SUPPORT":
                return found
        return None

    def _far_object(self, group: Group, frames: Frames) -> Outcome | None:
        """ "sent troops to a United Nations peacekeeping force": an object that always decides."""
        names = [name for name in frames.by_object if name in self.lexicon.far]
        if not names:
            return None
        for noun in self.nouns_in(group.end, len(self.words)):
            for name in names:
                if name in noun.classes:
                    return outcome_of(frames.by_object[name], (group.head, noun.end - 1))
        return None

    def _by_subject(self, group: Group, frames: Frames, operator: str | None) -> Outcome | None:
        """ "the offensive would end", "the truce began": the subject names the act."""
        if group.kind != FINITE or group.passive or "happen" not in frames.operators:
            return None
        found = self.nouns_in(self.subject_start(group), group.first)
        for noun in [n for n in found if self.words.low[n.start - 1] != "to"][:1]:
            return self._of_noun(group, frames, operator, noun)
        return None

    def purpose(self, index: int) -> Outcome | None:
        """ "phoned him to congratulate", "sent experts to investigate": what the act is for."""
        group = self.groups[index]
        frames = self.lexicon.frames.get(group.lemma)
        if frames is None or "purpose" not in frames.operators:
            return None
        for later in range(index + 1, min(index + 3, len(self.groups))):
            following = self.groups[later]
            if following.kind == FINITE or self._clause_ends(group.end, following.first):
                return None
            found = self.outcome(later)
            if found and found.root in _SPEECH and not _is_concession(found):
                return found
        return None


_PLAIN = ("plain",)
_VOWS = frozenset(("vow", "swear", "threaten"))
_ARTICLES = frozenset(("a", "an", "the"))
_LINKS = frozenset(("that", "which"))
_ASKING = frozenset(("want", "tell", "encourage", "expect", "need", "prompt", "signal to"))
_REFLEXIVES = frozenset(("itself", "himself", "herself", "themselves"))
_BY_OTHERS = frozenset(("multilateral", "third-party"))
_DRILL = "events.joint_exercise"
_TOGETHER = frozenset(("joint", "jointly", "with", "alongside", "together", "between", "bilateral"))
_FACING = frozenset(
    ("near", "off", "opposite", "against", "toward", "towards", "along", "facing", "close")
)
_SPEAKERS = """
    it they he she we i government country army military administration authorities officials
    there ministry party police group
"""
_OWN = frozenset(_SPEAKERS.split())


def _is_concession(found: Outcome) -> bool:
    """An apology is speech, a concession by deeds is none."""
    return found.root == "CONCEDE" and found.plv != "SUPPORT"


def _operator_for(frames: Frames, infinitive: bool) -> str | None:
    """Which operator of a verb is meant: most verbs have one."""
    order = _BEFORE_INFINITIVE if infinitive else _BEFORE_NOUN
    return next((name for name in order if name in frames.operators), None)


_YIELDING = frozenset(["CONCEDE", "RETREAT", "AID", "CONSULT", "SUPPORT", "COOPERATE"])
_HOSTILE = frozenset(["ASSAULT", "MOBILIZE", "SANCTION"])
_PROTESTS = frozenset({"protest", "protest against"})
_MANY = """
    people thousands hundreds dozens tens women men scores groups group nurses doctors employees
    parents teachers parties tribes families fans
"""
_PEOPLE = frozenset(_MANY.split())
_FORCEFUL = frozenset({"ASSAULT", "COERCE"})
_SPEECH = frozenset(["SUPPORT", "ACCUSE", "CONCEDE", "THREATEN"])
_BEFORE_INFINITIVE = ("threaten", "refuse", "agree", "demand", "allow", "do", "say")
_BEFORE_NOUN = ("threaten", "refuse", "demand", "agree", "stop", "allow", "do")


def _bare_operator(frames: Frames, group: Group) -> Outcome | None:
    """An operator with nothing named under it; "resolved" alone settles something."""
    if group.lemma == "resolve":
        return None
    for operator in ("threaten", "demand", "refuse", "agree", "allow"):
        if operator in frames.operators:
            return compose(operator, None, group.head)
    return None
