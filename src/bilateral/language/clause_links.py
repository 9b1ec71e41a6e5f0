"""The verb groups of a sentence in, which are participles, which stand in a relative clause and
which share a subject out: the second pass over the clauses."""

from __future__ import annotations

from bilateral.language.inflection import Form
from bilateral.language.verbs import FINITE, PARTICIPLE, Group, VerbLexicon
from bilateral.language.words import ENDS_OBJECT, Class, Words

_TO, _NOT, _ADVERB, _AND = int(Class.TO), int(Class.NOT), int(Class.ADVERB), int(Class.AND)
_COMMA, _STOP, _SUBORDINATOR = int(Class.COMMA), int(Class.STOP), int(Class.SUBORDINATOR)
_RELATIVE, _PRONOUN, _BUT = int(Class.RELATIVE), int(Class.PRONOUN), int(Class.BUT)
_PREPOSITION = int(Class.PREPOSITION)
_SKIPPED = _NOT | _ADVERB
_CLAUSE_END = _STOP | _SUBORDINATOR
_COMPLEMENTISER = "that"


def mark_reduced(words: Words, groups: list[Group], lexicon: VerbLexicon) -> None:
    """Bare past forms that are participles after all: "troops stationed in Niger left"."""
    for index, group in enumerate(groups):
        bare = group.kind == FINITE and group.first == group.head
        if not bare or not group.form & Form.PARTICIPLE or group.form & Form.PRESENT:
            continue
        if _before_finite(words, groups, index) or _behind_object(words, groups, index, lexicon):
            group.kind, group.passive = PARTICIPLE, True


def _before_finite(words: Words, groups: list[Group], index: int) -> bool:
    """The first of two finite forms with one subject is a participle."""
    group = groups[index]
    following = groups[index + 1] if index + 1 < len(groups) else None
    if following is None or following.kind != FINITE or following.first - group.end > 8:
        return False
    bits = words.classes[group.end] if group.end < len(words) else _STOP
    if not bits & (_PREPOSITION | _TO):
        return False
    return not _boundary(words, group.end, following.first)


def _behind_object(words: Words, groups: list[Group], index: int, lexicon: VerbLexicon) -> bool:
    """ "released a citizen held in Yemen": the object of one verb is not the next one's subject."""
    if not index:
        return False
    group, before = groups[index], groups[index - 1]
    if before.kind == PARTICIPLE or before.relative or before.lemma in lexicon.clause_verbs:
        return False
    if (
        before.kind == FINITE
        and before.first > 0
        and before.passive
        and group.first - before.end < 2
    ):
        return False
    return group.first > before.end and not _boundary(words, before.end, group.first)


def _boundary(words: Words, start: int, end: int) -> bool:
    """Whether a clause may begin between two words."""
    stops = _COMMA | _AND | _CLAUSE_END | _RELATIVE | _BUT | _PRONOUN
    return any(
        words.classes[i] & stops or words.low[i] in ENDS_OBJECT or words.low[i] == _COMPLEMENTISER
        for i in range(start, end)
    )


def link(words: Words, groups: list[Group]) -> None:
    """Which groups stand in a relative clause, and which share a subject."""
    last_finite: int | None = None
    for index, group in enumerate(groups):
        if group.kind == FINITE:
            before = _last_word(words, group.first)
            bits = words.classes[before] if before >= 0 else 0
            group.relative = bool(bits & _RELATIVE) or _is_relative_that(words, groups, before)
            if last_finite is not None and bits & (_AND | _COMMA | _BUT):
                group.parent = last_finite
                group.relative = groups[last_finite].relative
            last_finite = index


def _last_word(words: Words, position: int) -> int:
    index = position - 1
    while index >= 0 and words.classes[index] & _SKIPPED:
        index -= 1
    return index


def _is_relative_that(words: Words, groups: list[Group], index: int) -> bool:
    """ "that" right before a verb, unless it follows a verb of saying."""
    if index < 1 or words.low[index] != _COMPLEMENTISER:
        return False
    return not any(group.end == index for group in groups)
