"""Words in, the verb groups of their clauses out: tense, voice, negation and what they share.

No tagger: a word is a verb where its form is that of a known verb and its neighbours allow it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bilateral.language.clause_links import link, mark_reduced
from bilateral.language.inflection import Form, looks_plural
from bilateral.language.verbs import (
    FINITE,
    GERUND,
    INFINITIVE,
    PARTICIPLE,
    Group,
    VerbLexicon,
)
from bilateral.language.words import AUXILIARY, Class, Words

_BE, _HAVE, _DO, _MODAL = int(Class.BE), int(Class.HAVE), int(Class.DO), int(Class.MODAL)
_TO, _NOT, _ADVERB, _AND = int(Class.TO), int(Class.NOT), int(Class.ADVERB), int(Class.AND)
_COMMA, _STOP, _CAPITAL = int(Class.COMMA), int(Class.STOP), int(Class.CAPITAL)
_RELATIVE, _PRONOUN, _BUT = int(Class.RELATIVE), int(Class.PRONOUN), int(Class.BUT)
_SUBORDINATOR, _PREPOSITION = int(Class.SUBORDINATOR), int(Class.PREPOSITION)
_POSSESSIVE, _NUMBER = int(Class.POSSESSIVE), int(Class.NUMBER)
_ADJECTIVE, _DETERMINER = int(Class.ADJECTIVE), int(Class.DETERMINER)
_BEFORE_NOUN = int(Class.DETERMINER | Class.POSSESSIVE | Class.PREPOSITION | Class.NUMBER)
_STARTS_OBJECT = int(
    Class.DETERMINER | Class.POSSESSIVE | Class.CAPITAL | Class.NUMBER | Class.TO | Class.PRONOUN
)
_STARTS_NOUN = int(Class.DETERMINER | Class.POSSESSIVE | Class.CAPITAL | Class.NUMBER)
_SKIPPED = _NOT | _ADVERB

YEAR_DIGITS = 4
INSERTION = 8
HEADLINE_TENTHS = 7
PARTICLE_REACH = 5


@dataclass(slots=True)
class _Chain:
    """The auxiliaries before a verb."""

    next: int
    last: int = -1
    kind: int = 0
    modal: str | None = None
    negated: bool = False
    been: bool = False
    had: bool = False
    classes: int = 0


def verb_groups(
    words: Words, lexicon: VerbLexicon, actor_ends: frozenset[int] = frozenset()
) -> list[Group]:
    """The verb groups of `words`.

    `actor_ends` are the indices right behind the words for an actor, where a verb is likely.
    """
    reader = _Reader(words, lexicon, actor_ends)
    reader.run()
    mark_reduced(words, reader.groups, lexicon)
    link(words, reader.groups)
    return reader.groups


class _Reader:
    """One pass over the words."""

    def __init__(self, words: Words, lexicon: VerbLexicon, actor_ends: frozenset[int]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.actor_ends = actor_ends
        self.groups: list[Group] = []
        capitals = sum(1 for c in words.classes if c & _CAPITAL)
        self.headline = capitals * 10 > len(words) * HEADLINE_TENTHS

    def run(self) -> None:
        position, count = 0, len(self.words)
        classes, low, forms = self.words.classes, self.words.low, self.lexicon.forms
        while position < count:
            bits = classes[position]
            if bits & AUXILIARY and not self._is_name(position):
                position = self._auxiliary(position)
            elif bits & _TO:
                position = self._infinitive(position)
            elif low[position] in forms:
                position = self._bare(position)
            else:
                position += 1

    def _is_name(self, position: int) -> bool:
        """A capital inside a sentence: May, Will, Can, US."""
        return bool(position and self.words.classes[position] & _CAPITAL and not self.headline) or (
            self.words.low[position] == "'s" and self._is_possessive(position)
        )

    def _is_possessive(self, position: int) -> bool:
        """ "Japan's visit", not "it's"."""
        return not (position and self.words.classes[position - 1] & _PRONOUN)

    def _chain(self, position: int) -> _Chain:
        """The auxiliaries, negations and adverbs from `position` on."""
        words, chain = self.words, _Chain(position)
        classes, low = words.classes, words.low
        index = position
        while index < len(classes):
            bits = classes[index]
            if bits & AUXILIARY:
                self._take(chain, index, bits)
            elif not bits & _SKIPPED:
                break
            chain.negated = chain.negated or bool(bits & _NOT)
            chain.classes |= bits
            index += 1
        while index - 1 > chain.last and low[index - 1] in self.lexicon.forms:
            index -= 1
        chain.next = index
        return chain

    def _take(self, chain: _Chain, index: int, bits: int) -> None:
        chain.last = index
        chain.kind = bits & AUXILIARY
        if bits & _MODAL:
            chain.modal = self.words.low[index]
        chain.been = chain.been or bool(bits & _BE)
        chain.had = chain.had or bool(bits & _HAVE)

    def _auxiliary(self, position: int) -> int:
        chain = self._chain(position)
        return self._after_chain(position, chain, FINITE)

    def _infinitive(self, position: int) -> int:
        """`to` and a base form; `to` alone is a preposition."""
        words = self.words
        index = position + 1
        while index < len(words) and words.classes[index] & _SKIPPED:
            index += 1
        if index >= len(words):
            return position + 1
        if words.low[index] in ("be", "have") and not words.classes[index] & _CAPITAL:
            chain = self._chain(index)
            return self._after_chain(position, chain, INFINITIVE)
        lemma = self._lemma(index, Form.BASE)
        if lemma is None or (words.classes[index] & _CAPITAL and not self.headline):
            return position + 1
        group = Group(position, index, index + 1, lemma, INFINITIVE, Form.BASE)
        group.negated = any(words.classes[i] & _NOT for i in range(max(0, position - 1), index))
        return self._add(group)

    def _after_chain(self, position: int, chain: _Chain, kind: str) -> int:
        """The verb after auxiliaries, or the auxiliary as the verb itself."""
        index = self._over_insertion(chain) if chain.kind & _MODAL else chain.next
        if chain.last < 0:
            return position + 1
        longer = self._longer("be", chain.last + 1) if chain.kind & _BE else None
        if longer is None and index > chain.last + 1 and chain.kind & _BE:
            longer = self._longer("be", index)
        wanted = self._wanted(chain)
        lemma = self._lemma(index, wanted) if index < len(self.words) else None
        group = Group(position, chain.last, chain.last + 1, "be", kind, Form.BASE)
        if longer:
            group.lemma, group.end = longer
        elif lemma and not self._noun_after_have(chain, index):
            group.lemma, group.head, group.end = lemma, index, index + 1
            group.form = wanted
        elif chain.kind & _HAVE:
            group.lemma = "have"
        elif chain.kind & _DO:
            group.lemma = "do"
        elif chain.kind & _MODAL:
            group.lemma = "modal"
        self._tense(group, chain, lemma if group.head == index else None)
        return self._add(group)

    def _over_insertion(self, chain: _Chain) -> int:
        """ "will on Tuesday, June 19, lead": the verb behind a phrase of time or place."""
        index, words = chain.next, self.words
        if index >= len(words) or self._lemma(index, Form.BASE):
            return index
        if not words.classes[index] & (_PREPOSITION | _COMMA | _CAPITAL):
            return index
        for later in range(index + 1, min(index + INSERTION, len(words))):
            opens = words.classes[later - 1] & (_COMMA | _NUMBER | _CAPITAL)
            if opens and self._lemma(later, Form.BASE) and not words.classes[later] & _CAPITAL:
                return later
        return index

    def _noun_after_have(self, chain: _Chain, index: int) -> bool:
        """ "has contact with": a noun, not a participle."""
        return bool(chain.kind & _HAVE) and not (self._mask(index) & (Form.PARTICIPLE | Form.PAST))

    def _wanted(self, chain: _Chain) -> int:
        if chain.kind & _BE:
            return Form.PARTICIPLE | Form.GERUND
        if chain.kind & _HAVE:
            return Form.PARTICIPLE
        return Form.BASE

    def _tense(self, group: Group, chain: _Chain, lemma: str | None) -> None:
        group.modal, group.negated, group.perfect = chain.modal, chain.negated, chain.had
        group.future = bool(chain.classes & Class.FUTURE)
        group.duty = bool(chain.classes & Class.DUTY)
        group.possible = bool(chain.classes & Class.POSSIBLE)
        if lemma and chain.kind & _BE:
            mask = self._mask(group.head)
            group.progressive = bool(mask & Form.GERUND)
            group.passive = not group.progressive

    def _mask(self, index: int) -> int:
        mask = 0
        if index < len(self.words):
            for _, form in self.lexicon.forms.get(self.words.low[index], ()):
                mask |= form
        return mask

    def _lemma(self, index: int, wanted: int) -> str | None:
        for lemma, mask in self.lexicon.forms.get(self.words.low[index], ()):
            if mask & wanted:
                return lemma
        return None

    def _bare(self, position: int) -> int:
        """A verb form with no auxiliary before it."""
        words = self.words
        bits = words.classes[position]
        adjective = bits & _ADJECTIVE and position not in self.actor_ends
        adjective = adjective or self._tells_time(position)
        if adjective or (bits & _CAPITAL and self._is_title(position)):
            return position + 1
        mask = self._mask(position)
        previous = self._before(position)
        before = words.classes[previous] if previous >= 0 else _STOP
        kind = self._bare_kind(position, mask, before, previous)
        if kind is None:
            return position + 1
        wanted = _FORM_OF[kind] if kind != FINITE else Form.PAST | Form.PRESENT | Form.BASE
        lemma = self._lemma(position, mask & wanted if mask & wanted else mask)
        assert lemma is not None
        group = Group(position, position, position + 1, lemma, kind, mask)
        group.passive = kind == PARTICIPLE
        return self._add(group)

    def _tells_time(self, position: int) -> bool:
        """ "met Oman last week": no verb."""
        low = self.words.low
        return low[position] == "last" and low[position + 1 : position + 2] != ["for"]

    def _is_title(self, position: int) -> bool:
        """A capital inside a sentence, where no headline puts one on a verb."""
        if not position or self.headline:
            return False
        return position not in self.actor_ends or bool(self._mask(position) & Form.BASE)

    def _before(self, position: int) -> int:
        """The word before, adverbs left out."""
        index = position - 1
        while index >= 0 and self.words.classes[index] & _SKIPPED:
            index -= 1
        return index

    def _bare_kind(self, position: int, mask: int, before: int, previous: int) -> str | None:
        words = self.words
        following = words.classes[position + 1] if position + 1 < len(words) else _STOP
        behind_actor = position in self.actor_ends or previous + 1 in self.actor_ends
        closes = before & _COMMA and self._closes_insertion(previous)
        behind_actor = bool(behind_actor or closes)
        if mask & Form.GERUND and not mask & (Form.PAST | Form.BASE):
            return self._gerund_kind(position, before, following)
        if mask & (Form.PAST | Form.PARTICIPLE):
            return self._past_kind(position, mask, before, following, behind_actor)
        if behind_actor and (closes or not before & (_TO | _COMMA)):
            return None if self._is_owned(position, mask, previous, following) else FINITE
        if mask & Form.PRESENT:
            return self._present_kind(position, before, following)
        return self._base_kind(position, before, previous, following)

    def _closes_insertion(self, comma: int) -> bool:
        """ "Oman, vowing to resist, beat": the second comma behind an actor without a verb."""
        classes = self.words.classes
        opened = [end for end in self.actor_ends if end < comma and classes[end] & _COMMA]
        if not opened:
            return False
        inserted = (g for g in self.groups if g.first > max(opened) and g.kind == FINITE)
        return all(classes[self._before(g.first)] & _RELATIVE for g in inserted)

    def _is_owned(self, position: int, mask: int, previous: int, following: int) -> bool:
        """ "U.S. aid to Laos": a noun, for one side's verb would end in -s."""
        low = self.words.low
        noun = mask == Form.BASE and low[position] in self.lexicon.nouns
        if position + 1 < len(low) and low[position + 1] in self.lexicon.particles.get(
            low[position], ()
        ):
            return False
        bare = bool(following & (_TO | _PREPOSITION))
        joined = self.words.classes[position - 2] & (_AND | _COMMA) if position > 1 else 0
        if following & _TO and low[position] in _WISHING and joined:
            return False
        return noun and bare and not looks_plural(low[previous])

    def _gerund_kind(self, position: int, before: int, following: int) -> str | None:
        """ "after meeting with" and ", killing five" are verbs; "a White House meeting" is not."""
        if before & _BEFORE_NOUN and not before & _PREPOSITION:
            return None
        behind_verb = bool(self.groups) and self.groups[-1].end == position
        if behind_verb and self.words.low[position] in self.lexicon.nouns:
            return GERUND if following & _STARTS_NOUN else None
        if before & (_PREPOSITION | _COMMA | _STOP | _SUBORDINATOR):
            bare = before & _PREPOSITION and following & (_STOP | _AND)
            return None if bare else GERUND
        low = self.words.low
        if low[position] in self.lexicon.nouns and not following & _STARTS_NOUN:
            return None
        if behind_verb:
            return GERUND
        follows_noun = position + 1 < len(low) and low[position + 1] in self.lexicon.nouns
        return None if follows_noun and not before & _AND else GERUND

    def _past_kind(
        self, position: int, mask: int, before: int, following: int, behind_actor: bool
    ) -> str | None:
        low, previous = self.words.low, self._before(position)
        behind_actor = behind_actor or (position > 0 and low[previous] in _WEEKDAYS)
        if before & _BEFORE_NOUN and not behind_actor and not self._is_day(previous):
            return None
        if following & _COMMA and (before & _COMMA or low[previous] in _BESIDE):
            return None
        next_word = low[position + 1] if position + 2 < len(low) else ""
        if mask & Form.BASE and not behind_actor and not following & _STARTS_OBJECT:
            return self._base_kind(position, before, position - 1, following)
        agent = next_word == "by" and low[position + 2] not in _BY_WIRE
        if agent and mask & Form.PARTICIPLE and not (behind_actor and self._takes_by(position)):
            return PARTICIPLE
        return FINITE if mask & Form.PAST else PARTICIPLE

    def _takes_by(self, position: int) -> bool:
        """ "stood by its ally": a verb that has "by" of its own."""
        lemma = self._lemma(position, Form.PAST)
        return lemma is not None and "by" in self.lexicon.longer.get(lemma, {})

    def _is_day(self, previous: int) -> bool:
        """ "March 28", "in 2019": such a number does not begin a noun phrase."""
        bits = self.words.classes
        return bool(
            previous > 0
            and bits[previous] & _NUMBER
            and not bits[previous] & (_DETERMINER | _POSSESSIVE | _PREPOSITION)
            and (bits[previous - 1] & _CAPITAL or len(self.words.low[previous]) == YEAR_DIGITS)
        )

    def _present_kind(self, position: int, before: int, following: int) -> str | None:
        if before & (_RELATIVE | _PRONOUN) and not before & _POSSESSIVE:
            return FINITE
        if before & (_BEFORE_NOUN | _TO):
            return None
        is_noun = self.words.low[position] in self.lexicon.nouns
        if is_noun and self.groups and self.groups[-1].end == position:
            return None
        if following & _STARTS_OBJECT and not (is_noun and following & _TO):
            return FINITE
        if following & _TO and self._opens_clause(position):
            return FINITE
        return None if is_noun or following & (_STOP | _COMMA | _AND) else FINITE

    def _opens_clause(self, position: int) -> bool:
        """ "said his country hopes to": a wish, where the clause of a speech has no verb yet."""
        if self.words.low[position] not in _WISHES or not self.groups:
            return False
        closes = self.words.classes[position - 1] & _COMMA and any(
            bits & _RELATIVE for bits in self.words.classes[: self.groups[-1].first]
        )
        return bool(closes) or self.groups[-1].lemma in self.lexicon.clause_verbs

    def _base_kind(self, position: int, before: int, previous: int, following: int) -> str | None:
        low = self.words.low
        if before & _AND and self.groups:
            last = self.groups[-1]
            shares = last.kind == INFINITIVE or last.modal
            if shares and (low[position] not in self.lexicon.nouns or following & _STARTS_OBJECT):
                return INFINITIVE
            return None
        if before & (_BEFORE_NOUN | _TO) and not before & _PRONOUN:
            return None
        if before & _RELATIVE or (before & _PRONOUN and low[previous] in _PLURAL_PRONOUNS):
            return FINITE
        if previous < 0 or not looks_plural(low[previous]):
            return None
        if self.groups and self.groups[-1].head == previous:
            return None
        if low[position] in self.lexicon.nouns and not following & _STARTS_OBJECT:
            return None
        return FINITE

    def _add(self, group: Group) -> int:
        """Append the group, its particles taken in; gives the position after it."""
        if not group.lemma.startswith("be ") and group.lemma not in ("be", "modal"):
            longer = self._longer(group.lemma, group.end)
            if longer:
                group.lemma, group.end = longer
            else:
                group.lemma = self._parted(group) or group.lemma
        self.groups.append(group)
        return max(group.end, group.head + 1)

    def _longer(self, lemma: str, position: int) -> tuple[str, int] | None:
        """The longest verb that begins with `lemma` and goes on at `position`."""
        low = self.words.low
        longer = self.lexicon.longer.get(lemma)
        if longer is None or position >= len(low):
            return None
        passed = low[position] in _PASSED or self.words.classes[position] & _ADVERB
        if passed and low[position] not in longer and position + 1 < len(low):
            position += 1
        for rest, verb in longer.get(low[position], ()):
            end = position + len(rest)
            if tuple(low[position:end]) == rest and not self._infinitive_follows(rest, end):
                return verb, end
        return None

    def _parted(self, group: Group) -> str | None:
        """ "pulled its soldiers out", "called the strike off": the particle behind the object."""
        particles = self.lexicon.particles.get(group.lemma)
        if not particles:
            return None
        stop = min(len(self.words), group.end + PARTICLE_REACH)
        for position in range(group.end, stop):
            word = self.words.low[position]
            if word in particles and position > group.end:
                handed = word != "over" or self.words.low[position + 1 : position + 2] == ["to"]
                return particles[word] if handed else None
            if self.words.classes[position] & (_STOP | _COMMA | _PREPOSITION | _TO | AUXILIARY):
                return None
        return None

    def _infinitive_follows(self, rest: tuple[str, ...], end: int) -> bool:
        """ "agreed to sign": the "to" of "agree to" belongs to the next verb."""
        if rest[-1] != "to" or end >= len(self.words):
            return False
        word = self.words.low[end]
        if word == "be" or not self._mask(end) & Form.BASE:
            return word == "be"
        bits = self.words.classes[end + 1] if end + 1 < len(self.words) else _STOP
        particles = self.lexicon.particles.get(word, ())
        if end + 1 < len(self.words) and self.words.low[end + 1] in particles:
            return True
        noun = word in self.lexicon.nouns
        return not noun or not bits & (_PREPOSITION | _STOP | _COMMA | _AND)


# May stand inside a verb: "threw its weight behind", "committed itself to", "work closely with".
_PASSED = frozenset(
    ["its", "his", "her", "their", "our", "itself", "himself", "herself", "themselves"]
)
_WISHING = frozenset(("hope", "plan", "aim", "want", "need"))
_WISHES = frozenset(("hopes", "plans", "aims", "wants", "intends", "needs"))
_BY_WIRE = frozenset(("phone", "telephone", "video", "letter"))
_WEEKDAYS = frozenset(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)
_BESIDE = frozenset(["second", "third", "far", "right"])
_PLURAL_PRONOUNS = frozenset(["they", "we", "i", "you"])
_FORM_OF: Mapping[str, int] = {
    GERUND: Form.GERUND,
    PARTICIPLE: Form.PARTICIPLE,
    INFINITIVE: Form.BASE,
}
