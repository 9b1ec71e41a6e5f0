"""An act as its words name it in, the act as an article tells it out, or None where it is none.

A table of sentences gives both sides beforehand; in an article a sentence may name an act that no
side does to the other. What is promised about a measure is a pledge, and what two sides do
together is not turned against either of them.
"""

from __future__ import annotations

from bilateral.language.verbs import GERUND, Group
from bilateral.language.words import Class, Words
from bilateral.reading.events.lexicon import Lexicon
from bilateral.reading.events.outcomes import Outcome
from bilateral.reading.events.roles import Parts
from bilateral.reading.events.sides import Clause, Placed

DIRECT_REACH = 5
HEAD_REACH = 5
AGAINST = frozenset(
    ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
)
_PLEDGE = "events.pledge"
_PROMISED = frozenset(("events.concession_promised", "events.threat_implied"))
_ANNOUNCING = frozenset(("announce", "commit", "unveil", "pledge", "offer", "earmark"))
# Verbs that tell a prospect or a state of mind, not an undertaking, when nothing is named by them.
_OUTLOOK = frozenset(
    "be likely;be slated;be due;be bound;be to;be expected;expect;look set;be going;be set;be able"
    ";be committed;be on track;be on course;consider;want;wish;hope;look to;aim;be about to".split(
        ";"
    )
)
_WEAK_REQUESTS = frozenset(("need", "require", "want", "expect", "push", "press", "seek", "crave"))
_SELF_DIRECTED = frozenset(("proposal", "condolence", "statement", "accusation"))
_ABSTRACT = ("tion", "sion", "ship", "ance", "ence", "ness", "ity", "ism", "ics")


def as_told(outcome: Outcome, parts: Parts, clause: Clause, words: Words) -> Outcome | None:
    """What an article that says so tells as done."""
    group = outcome.group
    jointly = not parts.recipient
    if outcome.rule in _PROMISED and (jointly or outcome.root == "CONCEDE"):
        return _pledged(outcome)
    if jointly and (outcome.root in AGAINST or outcome.rule == "events.troops_withdrawn"):
        return None
    if group is None:
        return outcome
    if outcome.root == "AID" and group.lemma in _ANNOUNCING:
        return _pledged(outcome)
    if outcome.rule == _PLEDGE and group.lemma in _OUTLOOK and outcome.inner is None:
        return None
    if outcome.activity in _SELF_DIRECTED and _is_elsewhere(outcome, parts, clause, words):
        return None
    return outcome


def _pledged(outcome: Outcome) -> Outcome:
    return outcome._replace(rule=_PLEDGE, root="AGREE", mode="", activity="pledge")


def _is_elsewhere(outcome: Outcome, parts: Parts, clause: Clause, words: Words) -> bool:
    """ "called on Congress", "urged Russia", "pushed African states": said to someone else.

    The other side is then not named in the clause, and another stands right behind the verb."""
    group = outcome.group
    if group is None or any(set(m.sides) & set(parts.recipient) for m in clause.objects):
        return False
    if outcome.rule == "events.request" and group.lemma in _WEAK_REQUESTS:
        return True
    direct = next((m for m in clause.objects if m.start >= group.end), None)
    return (
        direct is not None
        and direct.start - group.end <= DIRECT_REACH
        and direct.mention.kind != "pronoun"
        and not direct.mention.possessive
        and not any(words.classes[i] & Class.PREPOSITION for i in range(group.end, direct.start))
    )


def is_conditional(words: Words, clause_start: int, group: Group) -> bool:
    """ "if Oman were to default": a case that is only thought of."""
    return any(words.low[i] == "if" for i in range(max(0, clause_start - 1), group.first))


def is_heading(words: Words, group: Group) -> bool:
    """ "Supporting small firms in Peru": a line that begins with a gerund."""
    return group.kind == GERUND and group.first == 0


def owns_a_thing(lexicon: Lexicon, words: Words, mention: Placed, stop: int) -> bool:
    """ "Japan's commitment", "U.S. recognition of the islands": the thing is the subject, not the
    side whose it is; in "Kenya's government" or "U.S. officials" the side acts by its people."""
    head = -1
    for index in range(mention.end, min(stop, mention.end + HEAD_REACH)):
        bits = words.classes[index]
        if words.low[index] in ("'s", "’s", "'", "’") or bits & Class.ADVERB:
            continue
        if bits & ~int(Class.CAPITAL | Class.NUMBER):
            break
        head = index
    return head >= 0 and _is_thing(lexicon, words.low[head])


def _is_thing(lexicon: Lexicon, word: str) -> bool:
    if word.endswith(_ABSTRACT) and word not in _BODIES:
        return True
    entries = lexicon.nouns.get(word, ())
    return any(not rest and any(c in lexicon.acts for c in names) for rest, names in entries)


_BODIES = frozenset(("administration", "delegation", "commission", "mission", "federation"))
