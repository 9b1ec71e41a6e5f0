"""A sentence with its two sides in, the PLOVER code of what one does to the other out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bilateral.documents import from_text
from bilateral.knowledge.plover import quad_code
from bilateral.language.verbs import FINITE, GERUND
from bilateral.language.words import Class, Words
from bilateral.reading.annotate import annotate
from bilateral.reading.events.acts import Analysis
from bilateral.reading.events.outcomes import Outcome, outcome_of, state_of

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


NOTHING = Coding("", "", None, "", "", ())


def code_sentence(
    sentence: str, source: str, target: str, codebook: str = PLOVER, *, abstain: bool = False
) -> Coding:
    """What `source` does to `target` by `sentence`; both may be any phrase of it.

    `codebook` is `plover` (the 16 roots of PLOVER 2.0) or `plv` (the 15 older ones).

    With `abstain` a sentence whose verbs name no act gets no code; else a noun may name it.
    """
    coder = _Coder(sentence, source, target)
    found = coder.best() or (None if abstain else coder.guess())
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
        ends = {span[1] for span in (self.source, self.target) if span}
        self.analysis = Analysis(words, frozenset(ends))

    def best(self) -> tuple[Analysis, Outcome] | None:
        """The act with the best claim to be what the source does to the target."""
        for index in self._candidates():
            outcome = self.analysis.outcome(index)
            if outcome:
                return self.analysis, self.analysis.purpose(index) or outcome
        return None

    def guess(self) -> tuple[Analysis, Outcome] | None:
        """The act that the first noun for one names, where no verb does."""
        analysis = self.analysis
        for noun in analysis.nouns_in(0, len(analysis.words)):
            for name in noun.classes:
                rule = analysis.lexicon.acts.get(name)
                if rule:
                    return analysis, outcome_of(rule, (noun.end - 1,))
        return None

    def _candidates(self) -> list[int]:
        """Groups, the likeliest first."""
        groups = self.analysis.groups
        order: list[int] = []
        agent = self._by_agent()
        if agent is not None:
            order.append(agent)
        main = self._main_verb(self.source)
        if main is not None:
            chain = [main, *self._sharing(main)]
            reaching = [i for i in chain if self._reaches(i)]
            order.extend(reaching[:1] or chain[:1])
            order.extend(chain)
        passive = self._main_verb(self.target)
        if passive is not None and groups[passive].passive:
            order.append(passive)
        if main is not None:
            order.extend(range(main, len(groups)))
        order.extend(i for i in range(len(groups)) if groups[i].kind == FINITE)
        order.extend(range(len(groups)))
        return list(dict.fromkeys(order))

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
        for index, group in enumerate(self.analysis.groups):
            if group.first < span[1] or group.kind != FINITE:
                continue
            if group.relative and group.first > span[1]:
                continue
            return index
        return None

    def _sharing(self, main: int) -> list[int]:
        """The groups that share the subject of `main`, and those that depend on it."""
        groups = self.analysis.groups
        chain = {main}
        for index in range(main + 1, len(groups)):
            group = groups[index]
            if group.parent in chain or group.kind == GERUND:
                chain.add(index)
        return sorted(chain - {main})

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
