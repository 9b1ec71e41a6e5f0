"""A statement in, what it is compared by out: its profile, and the blocks in which it is filed.

Statements that agree in all that matters share one profile, so a wire story told by a hundred
outlets is compared once. Two profiles are weighed only when they share a block: the same two
countries, the same kind of act, the same days.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from rensa import RMinHash

from bilateral.language.edtf import bounds
from bilateral.model import Actor, Commitment, Document, Event, Statement, Status
from bilateral.record.indexing import sides
from bilateral.record.merge.words import (
    amounts,
    area_words,
    content_words,
    folded,
    rung_words,
    without_amounts,
)

MANY_A_DAY = frozenset(
    [
        "statement",
        "proposal",
        "pledge",
        "agreement_signed",
        "trade_measure",
        "investment",
        "aid_given",
        "accusation",
        "rejection",
        "threat",
        "protest",
        "sanction",
        "mobilisation",
        "coercion",
        "attack",
        "withdrawal",
        "invitation",
        "condolence",
        "recognition",
        "other",
    ]
)
"""Activities of which two countries may see several in a day: their words must agree too."""

ONCE = frozenset({"status_change", "recognition"})
"""Activities of which two countries have one at a time."""
TALKS = frozenset({"call", "meeting"})
"""Activities that one article tells as the one and another as the other."""
FINE_DAYS = 6
"""The longest period that still counts as a day of its own."""
NEAR_DAYS = 3
"""How far apart two tellings may put the day of one visit."""
MANY_PARTIES = 6
"""More countries than this are filed under all of them at once, not under each pair."""
TOLD_DAYS = 10
"""How long after a thing an article without its day may tell it."""

_WORD_BANDS, _WORD_ROWS = 24, 3
_GROUPS = {
    "established": "up",
    "upgraded": "up",
    "restored": "up",
    "lowered": "down",
    "severed": "down",
    "planned": "to_come",
    "proposed": "to_come",
    "agreed": "binding",
    "pledged": "binding",
    "hoped": "wished",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a statement is compared by; what its kind does not have stays empty.

    `first` and `last` are the days it was so (ISO 8601), `told` the day of publication where
    the text gives no day, `group` what keeps it apart (planned from occurred), `code` what it is
    (a type and an activity, a level, a strength).
    """

    kind: str
    code: str
    group: str
    parties: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    told: str | None = None
    people: tuple[str, ...] = ()
    place: str | None = None
    type: str = ""
    words: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day, None when the text gives none or they are open."""
        if not self.first or not self.last:
            return None
        try:
            return date.fromisoformat(self.first), date.fromisoformat(self.last)
        except ValueError:
            return None

    @property
    def fine(self) -> bool:
        """Whether it has a day of its own, not only a month or a year."""
        days = self.days
        return days is not None and (days[1] - days[0]).days <= FINE_DAYS

    @property
    def told_day(self) -> date | None:
        return date.fromisoformat(self.told) if self.told else None

    def id(self, pin: str | None = None) -> str:
        """The name of this profile; a statement that people judged has one for itself (`pin`)."""
        text = json.dumps([asdict(self), pin], sort_keys=True, ensure_ascii=False)
        return f"{self.kind}~{hashlib.sha256(text.encode()).hexdigest()[:16]}"

    def as_json(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if value}


def profile_from_json(data: dict[str, Any]) -> Profile:
    """The profile that `Profile.as_json` gave."""
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
    return Profile(**{"code": "", "group": "", **values})


def profile(document: Document, statement: Statement) -> Profile | None:
    """What `statement` is compared by; None for kinds that are grouped by their code alone."""
    match statement:
        case Event():
            return _of_event(document, statement)
        case Status():
            return _of_status(statement)
        case Commitment():
            return _of_commitment(document, statement)
        case Actor() if statement.country:
            name = " ".join(folded(statement.name).replace("-", " ").split())
            return Profile(kind="actor", code=statement.country, group="", people=(name,))
    return None


def _of_event(document: Document, event: Event) -> Profile:
    first, last = bounds(event.date)
    said = " ".join(e.quote for e in event.evidence)
    many = event.activity in MANY_A_DAY
    return Profile(
        kind="event",
        code=event.activity if event.activity != "other" else f"other_{event.event_type}",
        group=_GROUPS.get(event.state, event.state),
        parties=tuple(sorted({*event.source, *event.recipient})),
        source=tuple(sorted(event.source)),
        recipient=tuple(sorted(event.recipient)),
        first=first,
        last=last,
        told=None if event.date else _told(document),
        people=tuple(sorted(folded(name) for name in event.actors)),
        place=folded(event.place) if event.place else None,
        type=event.event_type,
        words=_words(said, event.actors) if many else _rung(said, event.activity),
        amounts=amounts(said) if many else (),
    )


def _rung(text: str, activity: str) -> tuple[str, ...]:
    """The words by which a change of status names the rung."""
    if activity not in ONCE:
        return ()
    return tuple(sorted(content_words(text) & rung_words()))


def _of_status(status: Status) -> Profile:
    first, last = bounds(status.date) if status.change != "described" else (None, None)
    parties = tuple(sorted(status.parties))
    group = _GROUPS.get(status.change, status.change)
    return Profile(
        kind="status",
        code=status.level,
        group=group,
        parties=parties,
        first=first,
        last=last,
        type=status.change,
    )


def _of_commitment(document: Document, commitment: Commitment) -> Profile:
    first, last = bounds(commitment.due)
    group = _GROUPS.get(commitment.strength, "binding")
    return Profile(
        kind="commitment",
        code=commitment.strength,
        group="binding" if commitment.strength == "planned" else group,
        parties=tuple(sorted({*commitment.by, *commitment.to})),
        source=tuple(sorted(commitment.by)),
        recipient=tuple(sorted(commitment.to)),
        first=first,
        last=last,
        told=_told(document),
        words=_words(commitment.content),
        amounts=amounts(commitment.content),
    )


def _words(text: str, people: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The content words of a text, but for names, which are compared by themselves."""
    named = {word for name in people for word in content_words(name)}
    return tuple(sorted(content_words(without_amounts(text)) - area_words() - named))


def _told(document: Document) -> str | None:
    day = (document.published or "")[:10]
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return None


# Blocks


def blocks(given: Profile) -> tuple[frozenset[str], frozenset[str]]:
    """The keys under which a profile is filed, and those under which its like are looked for."""
    filed: set[str] = set()
    sought: set[str] = set()
    for head in _heads(given):
        for tail, seek in _tails(given):
            (sought if seek else filed).add(f"{head}|{tail}")
    return frozenset(filed), frozenset(sought)


def _heads(given: Profile) -> list[str]:
    if given.kind == "actor":
        return [f"actor|{given.code}"]
    code = "talks" if given.code in TALKS else given.code
    what = given.group if given.kind == "commitment" else f"{code}|{given.group}"
    if len(given.parties) > MANY_PARTIES:
        return [f"{given.kind}|{'+'.join(given.parties)}|{what}"]
    pairs = sides(given.source, given.recipient) or sides(given.parties)
    return [f"{given.kind}|{a}-{b}|{what}" for a, b in pairs]


def _tails(given: Profile) -> Iterator[tuple[str, bool]]:
    """What to add to a head: (key, whether it is one to look under)."""
    match given.kind:
        case "actor":
            keys: list[str] = given.people[0].split() or [given.people[0]]
        case "status":
            keys = [""]
        case "commitment":
            yield from _of_content(given)
            return
        case _:
            yield from _of_days(given)
            yield from _of_rung(given)
            return
    for key in keys:
        yield key, False
        yield key, True


def _of_days(given: Profile) -> Iterator[tuple[str, bool]]:
    """A day is filed under itself, its month and year; it looks beside itself and under those
    who know no more than the month or the year, which look under all of theirs."""
    days = given.days
    if days is None:
        yield from _of_telling(given)
        return
    first, last = days
    if given.fine:
        for day in _each(first, last):
            yield f"d{day}", False
        for day in _each(first - timedelta(NEAR_DAYS), last + timedelta(NEAR_DAYS)):
            yield f"d{day}", True
            yield f"coarse{day:%Y-%m}", True
            yield f"coarse{day:%Y}", True
        for day in _each(first - timedelta(2), last + timedelta(TOLD_DAYS)):
            yield f"told{day}", True
        for day in {first, last}:
            yield f"m{day:%Y-%m}", False
            yield f"y{day:%Y}", False
        return
    in_month = (first.year, first.month) == (last.year, last.month)
    shape = "%Y-%m" if in_month else "%Y"
    for year in range(first.year, min(last.year, first.year + 3) + 1):
        name = first.strftime(shape) if in_month else str(year)
        yield f"coarse{name}", False
        yield f"coarse{name}", True
        yield f"coarse{year}", True
        yield f"{'m' if in_month else 'y'}{name}", True
        if in_month:
            yield f"y{year}", False


def _of_telling(given: Profile) -> Iterator[tuple[str, bool]]:
    told = given.told_day
    if told is None:
        yield "undated", False
        yield "undated", True
        return
    yield f"told{told}", False
    for day in _each(told - timedelta(NEAR_DAYS), told + timedelta(NEAR_DAYS)):
        yield f"told{day}", True
    for day in _each(told - timedelta(TOLD_DAYS), told + timedelta(2)):
        yield f"d{day}", True


def _of_rung(given: Profile) -> Iterator[tuple[str, bool]]:
    """A change of status told long after it, without its day, looks for those that give one."""
    if given.code not in ONCE or not given.words:
        return
    name = " ".join(given.words)
    yield f"rung {name}|{'dated' if given.days else 'undated'}", False
    yield f"rung {name}|{'undated' if given.days else 'dated'}", True


def _of_content(given: Profile) -> Iterator[tuple[str, bool]]:
    """Half-years of telling, with bands over the words (locality-sensitive hashing)."""
    told = given.told_day
    half = told.year * 2 + (told.month > 6) if told else 0
    hashed = RMinHash(num_perm=_WORD_BANDS * _WORD_ROWS, seed=7)
    hashed.update(list(given.words) or [""])
    values = hashed.digest()
    for band in range(_WORD_BANDS):
        part = "-".join(str(v) for v in values[band * _WORD_ROWS : (band + 1) * _WORD_ROWS])
        key = hashlib.blake2b(f"{band}:{part}".encode(), digest_size=6).hexdigest()
        yield f"{half}:{key}", False
        for near in (half - 1, half, half + 1):
            yield f"{near}:{key}", True


def _each(first: date, last: date) -> Iterator[date]:
    for days in range((last - first).days + 1):
        yield first + timedelta(days)
