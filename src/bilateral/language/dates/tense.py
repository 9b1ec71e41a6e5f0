"""A place in a sentence in, whether the words around it look back, forward, or leave it open."""

from __future__ import annotations

from bilateral.language.dates.lexicon import TimeLexicon
from bilateral.language.tokens import Tokens

REACH = 9
_BREAKS = frozenset({"that", ";", ":", "—"})


def tense_at(words: Tokens, start: int, end: int, lex: TimeLexicon) -> str | None:
    """past, future, open, or None where no verb nearby tells.

    The nearest verb before the words decides; for words that open a clause, the first after.
    """
    for index in range(start - 1, max(-1, start - 1 - REACH), -1):
        found = _tense(words.forms[index], lex)
        if found:
            return found
        if words.forms[index] in _BREAKS:
            break
    for index in range(end, min(len(words), end + REACH)):
        found = _tense(words.forms[index], lex)
        if found:
            return found
        if words.forms[index] in _BREAKS:
            break
    return None


def _tense(form: str, lex: TimeLexicon) -> str | None:
    found = lex.tense.get(form)
    if found is None and len(form) > 4 and form.endswith("ed"):
        return "past"
    return found
