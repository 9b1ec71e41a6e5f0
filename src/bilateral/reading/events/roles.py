"""An act and who stands in its clause in, the event's source, recipient and actors out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from bilateral.knowledge.countries import countries as all_countries
from bilateral.language.verbs import INFINITIVE
from bilateral.language.words import Words
from bilateral.reading.events.outcomes import Outcome
from bilateral.reading.events.sides import (
    Clause,
    Placed,
    countries,
    is_place,
    is_topic,
    listed,
)

# Acts told of one side that are toward the other even when the clause does not name it.
_TOWARD = frozenset(
    [
        "condolence",
        "proposal",
        "statement",
        "pledge",
        "visit",
        "meeting",
        "call",
        "dialogue",
        "status_change",
        "agreement_signed",
        "commemoration",
        "accusation",
        "rejection",
        "invitation",
        "sanction",
        "threat",
        "trade_measure",
        "aid_given",
        "appointment",
        "recognition",
    ]
)
# Of these the other side need not be named in the sentence.
_ALWAYS = frozenset(["condolence", "pledge", "statement", "accusation", "proposal"])
_PAIR = 2
THIRD_REACH = 4
_HOST, _VISITOR, _MUTUAL, _RECIPROCAL = "host", "visitor", "mutual", "reciprocal"


@dataclass(frozen=True, slots=True)
class Parts:
    """Who does it, to whom, and the actors by name."""

    source: tuple[str, ...]
    recipient: tuple[str, ...]
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the page says of its sides: `parties`, the side that hosts by the page and by a place of
    the sentence (`venue`), the sides that the sentence names, and whether the act is to come."""

    parties: tuple[str, ...]
    host: str | None
    venue: str | None
    named: tuple[str, ...]
    planned: bool = False


def parts_of(outcome: Outcome, clause: Clause, words: Words, setting: Setting) -> Parts | None:
    """The parts of the event, or None when it is not between sides of the page."""
    roles = outcome.inner.roles if outcome.inner else ""
    subject = _within(countries(clause.subject), setting.parties)
    clause = _without_topics(outcome, clause, words)
    objects = [m for m in clause.objects if _within(m.sides, setting.parties)]
    if not subject:
        subject = _of_body(clause, objects, setting) or _made_between(outcome, objects, words)
    if not subject:
        return None
    if roles == _HOST:
        found = _other(clause.objects, subject, words, setting.parties)
        return _parts(found, subject, clause, objects) if found else None
    if len(subject) == 1 and len(setting.parties) == _PAIR and _is_shared(outcome, words):
        return _parts(setting.parties, (), clause, objects)
    if len(subject) > 1:
        return _many(roles, outcome, subject, objects, clause, words, setting)
    return _one(roles, outcome, subject, objects, clause, words, setting)


def _is_shared(outcome: Outcome, words: Words) -> bool:
    """ "met to reaffirm their shared commitment": both voice it."""
    group = outcome.group
    if group is None or group.kind != INFINITIVE:
        return False
    behind = words.low[group.end : group.end + 3]
    return behind[:1] == ["their"] and not _SHARED.isdisjoint(behind)


_SHARED = frozenset(("shared", "mutual", "joint", "common", "unwavering", "continued", "strong"))


def _without_topics(outcome: Outcome, clause: Clause, words: Words) -> Clause:
    """The clause of a talk without those who are only talked about."""
    group = outcome.group
    if outcome.activity not in _WITH_SOMEBODY or group is None:
        return clause
    kept = [m for m in clause.objects if not is_topic(words, group, m)]
    return replace(clause, objects=kept)


def _of_body(clause: Clause, objects: list[Placed], setting: Setting) -> tuple[str, ...]:
    """ "The Ministry of Health thanked Kenya": of two parties the one that is not named."""
    named = countries(objects)
    body = any(m.mention.kind in ("body", "office") and not m.sides for m in clause.subject)
    if not body or len(setting.parties) != _PAIR or len(named) != 1 or clause.subject[0].sides:
        return ()
    return tuple(side for side in setting.parties if side not in named)


def _made_between(outcome: Outcome, objects: list[Placed], words: Words) -> tuple[str, ...]:
    """ "an agreement between A and B was signed", "talks between A and B were held"."""
    group = outcome.group
    if group is None or not group.passive or outcome.activity not in _BETWEEN:
        return ()
    before = [m for m in objects if m.end <= group.first]
    if not before or "between" not in words.low[: before[0].start]:
        return ()
    sides = countries(before)
    return sides if len(sides) > 1 else ()


_BETWEEN = frozenset(("agreement_signed", "meeting", "dialogue", "call", "joint_activity"))


def _many(
    roles: str,
    outcome: Outcome,
    subject: tuple[str, ...],
    objects: list[Placed],
    clause: Clause,
    words: Words,
    setting: Setting,
) -> Parts | None:
    """Several sides do it together: all are source, unless one of them is host."""
    rest = tuple(side for side in countries(objects) if side not in subject)
    if rest and outcome.root != "CONSULT":
        return _parts(subject, _within(rest, setting.parties)[:1], clause, objects)
    host = _host(objects, words, setting, outcome) if roles in (_MUTUAL, _VISITOR) else None
    if host in subject:
        guests = tuple(side for side in subject if side != host)
        return _parts(guests, (host,), clause, [])
    return _parts(subject, (), clause, [])


def _one(
    roles: str,
    outcome: Outcome,
    subject: tuple[str, ...],
    objects: list[Placed],
    clause: Clause,
    words: Words,
    setting: Setting,
) -> Parts | None:
    """One side does it: to the one named, else to the other party."""
    other = _other(clause.objects, subject, words, setting.parties)
    if not other:
        elsewhere = (
            _with_others(outcome, clause, words)
            or _to_a_third(outcome, clause, setting)
            or _travels_elsewhere(outcome, clause, words, setting)
        )
        other = () if elsewhere else _implied(outcome, subject, setting)
    if not other:
        return None
    if outcome.root == "AGREE" and not setting.planned:
        roles = ""
    if roles == _RECIPROCAL or (roles == _MUTUAL and outcome.root in ("CONSULT", "AGREE")):
        everyone = tuple(sorted({*subject, *other}))
        host = _host(objects, words, setting, outcome) if roles == _MUTUAL else None
        if host in everyone:
            guests = tuple(side for side in everyone if side != host)
            return _parts(guests, (host,), clause, objects)
        if roles == _RECIPROCAL and not objects:
            return _parts(subject, other, clause, [])
        return _parts(everyone, (), clause, objects)
    return _parts(subject, other, clause, objects)


def _other(
    objects: Sequence[Placed], subject: tuple[str, ...], words: Words, parties: Sequence[str]
) -> tuple[str, ...]:
    """The side of the first object that is a party and not the subject's own, with those listed
    beside it ("traveled to Gabon and Nigeria", "aid for Ghana, Benin and Togo")."""
    run: list[Placed] = []
    for mention in objects:
        if run and not listed(words, run[-1], mention):
            if _outside(run, subject, parties):
                break
            run = []
        run.append(mention)
    found = _outside(run, subject, parties)
    return tuple(sorted(set(found)))


def _outside(run: Sequence[Placed], subject: tuple[str, ...], parties: Sequence[str]) -> list[str]:
    """The sides of a list of objects other than the subject's, where a party is among them."""
    sides = [s for m in run for s in m.sides if s not in subject]
    if not any(side in parties for side in sides):
        return []
    return [side for side in sides if side in parties or side in _states()]


@cache
def _states() -> frozenset[str]:
    return frozenset(row.iso3 for row in all_countries())


def _implied(outcome: Outcome, subject: tuple[str, ...], setting: Setting) -> tuple[str, ...]:
    """The other of two parties, for acts that are toward it by their nature."""
    others = tuple(side for side in setting.parties if side not in subject)
    if len(others) != 1 or outcome.activity not in _TOWARD:
        return ()
    if outcome.activity in _ALWAYS or others[0] in setting.named:
        return others
    if outcome.activity == "visit" and others[0] in (setting.host, setting.venue):
        return others
    return ()


def _with_others(outcome: Outcome, clause: Clause, words: Words) -> bool:
    """ "had conversations with Arab leaders": somebody else is told right behind."""
    if outcome.activity not in _WITH_SOMEBODY or outcome.group is None:
        return False
    last = max(outcome.words) + 1
    behind = words.low[last : last + 2]
    if behind[:1] == ["with"]:
        return behind[1:] not in (["him"], ["her"], ["them"], ["it"], ["his"], ["its"], ["their"])
    return words.low[last - 1 : last] == ["with"] and bool(clause.objects)


def _to_a_third(outcome: Outcome, clause: Clause, setting: Setting) -> bool:
    """ "intends to supply Ukraine with": what goes to a third state is not for the other side."""
    if outcome.activity not in _GIVING or outcome.group is None:
        return False
    last = max(outcome.words)
    first = next((m for m in clause.objects if m.start > last and m.sides), None)
    if first is None or first.start - last > THIRD_REACH or first.mention.kind != "country":
        return False
    return not set(first.sides) & set(setting.parties)


def _travels_elsewhere(outcome: Outcome, clause: Clause, words: Words, setting: Setting) -> bool:
    """ "his trip to Poland and Ukraine": a visit to a third country is not to the other side."""
    last = max(outcome.words)
    first = next((m for m in clause.objects if m.start > last), None)
    if outcome.activity == "call" and first and clause.subject:
        return bool(first.sides) and first.sides == clause.subject[0].sides
    if outcome.activity != "visit":
        return False
    if first is None or not first.sides or set(first.sides) & set(setting.parties):
        return False
    return not _TOWARDS.isdisjoint(words.low[last : first.start])


_TOWARDS = frozenset(("to", "in", "visit", "visiting", "through", "across"))
_GIVING = frozenset({"pledge", "aid_given"})
_WITH_SOMEBODY = frozenset({"meeting", "call", "dialogue"})


def _host(
    objects: Sequence[Placed], words: Words, setting: Setting, outcome: Outcome
) -> str | None:
    """The side where it takes place: a place in the clause, else what the page says; a call has
    none."""
    if outcome.activity == "call":
        return None
    for mention in objects:
        if len(mention.sides) == 1 and is_place(words, mention):
            return mention.sides[0]
    return setting.venue or setting.host


def _parts(
    source: tuple[str, ...], recipient: tuple[str, ...], clause: Clause, objects: list[Placed]
) -> Parts:
    named = [m.mention.actor for m in (*clause.subject, *objects[:4]) if m.mention.actor]
    return Parts(source, recipient, tuple(dict.fromkeys(named)))


def _within(sides: Sequence[str], parties: Sequence[str]) -> tuple[str, ...]:
    return tuple(side for side in sides if side in parties)
