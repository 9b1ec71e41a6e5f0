"""A sentence with its two sides in, the PLOVER code of what one does to the other out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bilateral.documents import from_text
from bilateral.knowledge.plover import quad_code
from bilateral.language.verbs import FINITE, GERUND, INFINITIVE, Group
from bilateral.language.words import ENDS_OBJECT, Class, Words
from bilateral.reading.annotate import annotate
from bilateral.reading.coding_analysis import TableAnalysis
from bilateral.reading.coding_cues import pointed_at
from bilateral.reading.coding_meaning import Meaning
from bilateral.reading.events.acts import Analysis
from bilateral.reading.events.lexicon import table_lexicon
from bilateral.reading.events.outcomes import Outcome, compose, outcome_of, state_of, with_tense

PLOVER, PLV = "plover", "plv"


@dataclass(frozen=True, slots=True)
class Coding:
    """The code of a sentence: `event_type` a root of the codebook (empty when none is found),
    `words` those that decided, `rule` what read them."""

    event_type: str
    mode: str
    quad_code: int | None
    state: str
    rule: str
    words: tuple[str, ...]


_HOSTILE = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "REJECT", "PROTEST"))
_BREAK = int(Class.COMMA | Class.AND | Class.STOP)
_HOPING = frozenset(("hope", "wish", "expect", "want"))
_CLAIMING = frozenset(("claim", "allege", "charge", "suspect", "contend", "find", "conclude"))
_ACCORDING = ("according", "to")
_KINDLY = frozenset(("CONSULT", "AID", "SUPPORT", "AGREE"))
_MESSAGES = frozenset(("events.letter", "events.call", "events.call_held"))
_ASKED = frozenset(("REQUEST", "THREATEN"))
_SAID = frozenset(("REQUEST", "THREATEN", "ACCUSE", "SUPPORT", "REJECT"))
_HIGH_TIME = (("is", "time", "for"), ("is", "time", "that"), ("is", "up", "to"))
_LOSING = frozenset(("lose", "face", "suffer", "pay", "regret", "risk", "forfeit"))
_BRINGING_ABOUT = frozenset(
    (
        "raise",
        "spark",
        "prompt",
        "trigger",
        "fuel",
        "escalate",
        "deepen",
        "heighten",
        "draw",
        "cause",
    )
)
_NEEDING = frozenset(("need", "have"))
_OURS = frozenset(("we", "i"))
_JOURNEY, _DRILL = "events.visit", "events.joint_exercise"
OWN_REACH = 3
"""How many words may stand between the target and the verb whose subject it is."""
NOTHING = Coding("", "", None, "", "", ())


def code_sentence(
    sentence: str, source: str, target: str, codebook: str = PLOVER, *, abstain: bool = False
) -> Coding:
    """What `source` does to `target` by `sentence`; both may be any phrase of it.

    `codebook` is `plover` (the 16 roots of PLOVER 2.0) or `plv` (the 15 older ones).

    With `abstain` a sentence that does not name the source, or whose verbs name no act, gets no
    code; else a noun may name it.
    """
    coder = _Coder(sentence, source, target)
    if abstain and coder.source is None:
        return NOTHING
    found = coder.best(by_nouns=not abstain) or (None if abstain else coder.guess())
    return _coding(found[0], found[1], codebook) if found else NOTHING


def find_sides(sentence: str) -> tuple[str, str]:
    """The words for the first two sides that `sentence` names, empty where it names none."""
    mentions = [m for line in annotate(from_text(sentence)).sentences for m in line.mentions]
    source = next((m for m in mentions if m.sides), None)
    if source is None:
        return "", ""
    target = next((m for m in mentions if m.sides and m.sides != source.sides), None)
    return source.text, target.text if target else ""


def _coding(analysis: Analysis, outcome: Outcome, codebook: str) -> Coding:
    root = outcome.plv if codebook == PLV else outcome.root
    if codebook == PLV and root in ("CONCEDE", "RETREAT"):
        root = "YIELD"
    mode = outcome.mode if root == outcome.root else ""
    words = tuple(analysis.words.low[i] for i in sorted(set(outcome.words)))
    return Coding(root, mode, quad_code(root, codebook), state_of(outcome), outcome.rule, words)


class _Coder:
    """One sentence, and where its two sides stand."""

    def __init__(self, sentence: str, source: str, target: str) -> None:
        words = Words(sentence)
        self.source = _span(words, source)
        self.target = _span(words, target, avoid=self.source)
        spans = [span for span in (self.source, self.target) if span]
        ends = frozenset(end for _, end in spans)
        self.analysis = TableAnalysis(words, ends, table_lexicon())
        self.analysis.source, self.analysis.target = self.source, self.target
        _leave_out(self.analysis, spans + self.analysis.long_names())
        self.main = self._main_verb(self.source)
        self.meaning = Meaning(self.analysis, self.source, self.target)

    def best(self, *, by_nouns: bool) -> tuple[Analysis, Outcome] | None:
        """The act with the best claim to be what the source does to the target."""
        found = (
            self._told_by()
            or self._deed_of_agent()
            or self._before_speaker()
            or self._about_target()
            or self._to_come()
        )
        found = found or self._first(self._near())
        if found is None and by_nouns:
            found = self._by_nouns() or self._by_tense()
        return found or self._first(self._far())

    def guess(self) -> tuple[Analysis, Outcome] | None:
        """The act that the first noun for one names, where no verb does; else what most words
        behind the source point to."""
        words = self.analysis.words
        found = self._named(0, len(words))
        if found is None and self.source is not None:
            start = self.source[1] if self.source[1] < len(words) // 2 else 0
            pointed = pointed_at(words.low[start:])
            if pointed:
                rule = self.analysis.lexicon.by_name[pointed[0]]
                found = outcome_of(rule, tuple(start + index for index in pointed[1]))
        return (self.analysis, found) if found else None

    def _first(self, order: list[int]) -> tuple[Analysis, Outcome] | None:
        for index in order:
            outcome = self.analysis.outcome(index)
            if outcome:
                found = self.analysis.purpose(index) or self._errand(outcome, index) or outcome
                return self.analysis, self.meaning.of(found, self.analysis.groups[index])
        return None

    def _errand(self, found: Outcome, index: int) -> Outcome | None:
        """ "arrived in Lombardy to help": what a journey is for."""
        groups = self.analysis.groups
        if index + 1 >= len(groups) or found.operators:
            return None
        if found.rule in _MESSAGES and groups[index + 1].kind == GERUND:
            words = self.analysis.words
            parted = words.classes[groups[index + 1].first - 1] & Class.COMMA
            said = self.analysis.outcome(index + 1)
            told = said and said.root in _SAID and (not parted or said.root in _ASKED)
            return said if told else None
        if found.rule != _JOURNEY:
            return None
        following = self.analysis.outcome(index + 1)
        to = groups[index + 1].kind == INFINITIVE
        return following if to and following and following.root in ("AID", "ACCUSE") else None

    def _before_speaker(self) -> tuple[Analysis, Outcome] | None:
        """ "Mali must pay, Togo said": what the speaker asks of the other side."""
        groups, analysis = self.analysis.groups, self.analysis
        if self.main is None or self.source is None:
            return None
        says = "say" in analysis.operators_of(groups[self.main])
        first = next((i for i, g in enumerate(groups) if g.kind == FINITE), None)
        if not says or first is None or groups[first].first >= self.source[0]:
            return None
        high_time = tuple(analysis.words.low[groups[first].first :][:3]) in _HIGH_TIME
        if high_time:
            asked = compose("demand", None, groups[first].head)
            return (analysis, asked) if asked else None
        if self.target is not None and not self.target[1] <= groups[first].first:
            return None
        inner = analysis.outcome(first)
        if analysis.words.low[groups[first].first - 1] in _OURS:
            return (analysis, inner) if inner else None
        needs = groups[first].lemma in _NEEDING and groups[first + 1].kind == INFINITIVE
        if groups[first].duty or needs:
            found = compose("demand", inner, groups[first].head)
            return (analysis, found) if found else None
        if inner and inner.root in _HOSTILE:
            return analysis, outcome_of(analysis.lexicon.claim_rule, inner.words)
        return None

    def _told_by(self) -> tuple[Analysis, Outcome] | None:
        """ "according to Mali, soldiers of Togo have crossed the border" accuses."""
        if self.source is None or self.target is None or self.source[0] < len(_ACCORDING):
            return None
        start = self.source[0]
        before = self.analysis.words.low[start - len(_ACCORDING) : start]
        index = self._main_verb(self.target)
        if tuple(before) != _ACCORDING or index is None or self.target[0] < start:
            return None
        found = self.analysis.outcome(index)
        if found is None or found.root in _KINDLY:
            return None
        words = (start - len(_ACCORDING), *found.words)
        return self.analysis, outcome_of(self.analysis.lexicon.claim_rule, words)

    def _about_target(self) -> tuple[Analysis, Outcome] | None:
        """ "said Laos had armed rebels" accuses Laos, "hopes Laos will free him" asks it."""
        groups, analysis = self.analysis.groups, self.analysis
        if self.main is None or self.target is None or self.main + 1 >= len(groups):
            return None
        group, inner = groups[self.main], groups[self.main + 1]
        about = group.end <= self.target[0] and self.target[1] <= inner.first
        between = analysis.words.classes[self.target[1] : inner.first]
        if not about or inner.kind != FINITE or len(between) > OWN_REACH:
            return None
        if inner.parent is not None or any(bits & _BREAK for bits in between):
            return None
        if not ENDS_OBJECT.isdisjoint(analysis.words.low[group.end : self.target[0]]):
            return None
        found = analysis.outcome(self.main + 1)
        if group.lemma in _HOPING:
            asked = compose("demand", found, group.head)
            return (analysis, asked) if asked else None
        if found is None or inner.duty or group.negated:
            return None
        says = "say" in analysis.operators_of(group) and found.root in _HOSTILE
        if says and inner.future and (inner.passive or inner.lemma in _LOSING):
            return analysis, compose("threaten", found, inner.head) or found
        if says or group.lemma.removesuffix(" that") in _CLAIMING:
            words = (group.head, *found.words)
            return analysis, outcome_of(analysis.lexicon.claim_rule, words)
        return None

    def _to_come(self) -> tuple[Analysis, Outcome] | None:
        """ "is to meet": the infinitive behind "to be"."""
        groups = self.analysis.groups
        if self.main is None or self.main + 1 >= len(groups) or groups[self.main].lemma != "be":
            return None
        following = groups[self.main + 1]
        if following.kind != INFINITIVE or following.first != groups[self.main].end:
            return None
        found = self.analysis.outcome(self.main + 1)
        ahead = compose("will", found, groups[self.main].head) if found else None
        return (self.analysis, ahead) if ahead else None

    def _by_tense(self) -> tuple[Analysis, Outcome] | None:
        """What a main verb without a rule says by its tense: refused, threatened or promised; or
        the verb of the clause that a speaker says."""
        if self.main is None:
            return None
        groups = self.analysis.groups
        group = groups[self.main]
        says = "say" in self.analysis.operators_of(group)
        inner = groups[self.main + 1] if says and self.main + 1 < len(groups) else None
        if inner is not None and inner.kind == FINITE and not inner.relative:
            group = inner
        if group.possible and group.lemma in _LOSING:
            found = compose("threaten", None, group.head)
            return (self.analysis, found._replace(group=group)) if found else None
        if not group.future:
            return None
        low = self.analysis.words.low
        operator = "threaten" if "if" in low or "unless" in low else "agree"
        found = compose("refuse" if group.negated else operator, None, group.head)
        return (self.analysis, found._replace(group=group)) if found else None

    def _near(self) -> list[int]:
        """The groups that have source or target as subject, the likeliest first."""
        groups = self.analysis.groups
        order: list[int] = []
        agent = self._by_agent()
        if agent is not None:
            order.append(agent)
        if self.main is not None:
            chain = [self.main, *self._sharing(self.main)]
            reaching = [i for i in chain if self._reaches(i)]
            order.extend(reaching[:1] or chain[:1])
            order.extend(chain)
        passive = self._main_verb(self.target)
        if passive is not None and groups[passive].passive:
            order.append(passive)
        return list(dict.fromkeys(order))

    def _far(self) -> list[int]:
        """All other groups, those behind the main verb first."""
        groups = self.analysis.groups
        order = list(range(self.main, len(groups))) if self.main is not None else []
        order.extend(i for i in range(len(groups)) if groups[i].kind == FINITE)
        order.extend(range(len(groups)))
        return list(dict.fromkeys(order))

    def _by_nouns(self) -> tuple[Analysis, Outcome] | None:
        """What the objects of a main verb without a rule say, and its tense."""
        if self.main is None:
            return None
        group = self.analysis.groups[self.main]
        found = self._named(group.end, self.analysis.object_end(self.main))
        return (self.analysis, with_tense(found, group)) if found else None

    def _named(self, start: int, end: int) -> Outcome | None:
        """The act that a noun of words `start` to `end` names."""
        lexicon = self.analysis.lexicon
        for noun in self.analysis.nouns_in(start, end):
            for name in noun.classes:
                rule = lexicon.acts.get(name) or lexicon.hints.get(name)
                if rule:
                    found = outcome_of(rule, (noun.end - 1,))
                    if rule.name == _DRILL and not self.analysis.together():
                        found = outcome_of(lexicon.drill_rule, found.words)
                    none = noun.start and self.analysis.words.low[noun.start - 1] == "no"
                    return compose("refuse", found, noun.start - 1) if none else found
        return None

    def _deed_of_agent(self) -> tuple[Analysis, Outcome] | None:
        """ "hit by a strike by its pilots": the deed that a noun right before "by" names."""
        if self.source is None:
            return None
        by = self.source[0] - 1
        low = self.analysis.words.low
        if by > 0 and low[by] in ("its", "the", "their", "his", "her"):
            by -= 1
        if by < 1 or low[by] != "by":
            return None
        nouns = self.analysis.nouns_in(max(0, by - 2), by)
        found = self._named(nouns[-1].start, by) if nouns and nouns[-1].end == by else None
        return (self.analysis, found) if found else None

    def _by_agent(self) -> int | None:
        """ "arrested by the police": the passive right before "by" and the source."""
        if self.source is None:
            return None
        start = self.source[0]
        low = self.analysis.words.low
        for back in range(1, 4):
            position = start - back
            if position < 0:
                return None
            if low[position] == "by":
                return next(
                    (
                        i
                        for i in range(len(self.analysis.groups) - 1, -1, -1)
                        if self.analysis.groups[i].passive
                        and position - 6 <= self.analysis.groups[i].head < position
                    ),
                    None,
                )
        return None

    def _main_verb(self, span: tuple[int, int] | None) -> int | None:
        """The first finite verb after `span` that has it as subject."""
        if span is None:
            return None
        classes, passed = self.analysis.words.classes, False
        for index, group in enumerate(self.analysis.groups):
            if group.first < span[1] or group.kind != FINITE:
                continue
            closed = passed and classes[group.first - 1] & Class.COMMA
            if group.relative and group.first > span[1] and not closed:
                passed = True
                continue
            return index
        return None

    def _sharing(self, main: int) -> list[int]:
        """The groups that share the subject of `main`, and those that depend on it."""
        groups = self.analysis.groups
        chain = {main}
        for index in range(main + 1, len(groups)):
            group = groups[index]
            if group.parent in chain or (group.kind == GERUND and self._is_aside(group)):
                chain.add(index)
        return sorted(chain - {main})

    def _is_aside(self, group: Group) -> bool:
        """ ", accusing it of", "by shelling", but not "while calling for", "people fleeing"."""
        words = self.analysis.words
        before = group.first - 1
        while before > 0 and words.classes[before] & (Class.ADVERB | Class.NOT):
            before -= 1
        return bool(words.classes[before] & (Class.COMMA | Class.AND)) or words.low[before] == "by"

    def _reaches(self, index: int) -> bool:
        """Whether the target stands behind group `index` and before the next that shares."""
        if self.target is None:
            return False
        groups = self.analysis.groups
        later = next(
            (g.first for g in groups[index + 1 :] if g.kind == FINITE and g.parent is not None),
            len(self.analysis.words),
        )
        return groups[index].end <= self.target[0] < later


def _leave_out(analysis: Analysis, spans: list[tuple[int, int]]) -> None:
    """Leave out the verbs inside a name ("Ruling party leaders", "a man accused of spying") and in
    what somebody calls something ("in what it called a gesture") or what comes of an act (",
    raising fears")."""

    def inside(group: Group) -> bool:
        plain = group.kind == FINITE and not group.relative
        return not plain and any(start <= group.head < end for start, end in spans)

    low = analysis.words.low

    def named_so(group: Group) -> bool:
        return group.kind == FINITE and "what" in low[max(0, group.first - 4) : group.first]

    def brought_about(group: Group) -> bool:
        comma = group.first > 0 and analysis.words.classes[group.first - 1] & Class.COMMA
        return bool(comma) and group.kind == GERUND and group.lemma.split()[0] in _BRINGING_ABOUT

    left_out = (inside, named_so, brought_about)
    kept = [i for i, g in enumerate(analysis.groups) if not any(out(g) for out in left_out)]
    if len(kept) == len(analysis.groups):
        return
    place = {old: new for new, old in enumerate(kept)}
    analysis.groups = [analysis.groups[index] for index in kept]
    for group in analysis.groups:
        group.parent = place.get(group.parent) if group.parent is not None else None


def _span(
    words: Words, phrase: str, avoid: tuple[int, int] | None = None
) -> tuple[int, int] | None:
    """Where `phrase` stands in `words`: as it is, else by its longest run of words."""
    wanted = _phrase(phrase)
    size = len(wanted)
    if not size:
        return None
    low = words.low
    first = wanted[0]
    for start in range(len(low) - size + 1):
        if low[start] != first or tuple(low[start : start + size]) != wanted:
            continue
        if avoid is None or start >= avoid[1] or start + size <= avoid[0]:
            return start, start + size
    return _partial(words, wanted)


def _partial(words: Words, wanted: tuple[str, ...]) -> tuple[int, int] | None:
    """The span of the words of `wanted` that mean something, where any of them stands."""
    plain = int(Class.DETERMINER | Class.PREPOSITION | Class.AND | Class.TO | Class.COMMA)
    keys = {word for word in wanted if len(word) > 2}
    for start, word in enumerate(words.low):
        if word in keys and not words.classes[start] & plain:
            end = start + 1
            while end < len(words) and words.low[end] in wanted:
                end += 1
            return start, end
    return None


@cache
def _phrase(phrase: str) -> tuple[str, ...]:
    return tuple(Words(phrase).low)
