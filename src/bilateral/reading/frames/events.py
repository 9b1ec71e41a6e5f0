"""A page in a language that is read by frames in, the acts between its parties out.

A verb's pattern says what its subject and object are; the small words before it whether the act
took place, is planned, or is denied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bilateral.knowledge.frames import EVENT, NOTHING, EventRule, event_rules, grammar
from bilateral.knowledge.matching import Match
from bilateral.language.dates import TimeSpan
from bilateral.model import Event
from bilateral.reading.frames.roles import Line, Side
from bilateral.reading.page import Page

FUTURE_IS_AGREE = ("CONSULT", "SUPPORT", "COOPERATE", "AID")
PLEDGES = ("COOPERATE", "AID")
MEETINGS = ("visit", "meeting", "call", "dialogue", "agreement_signed", "status_change")


@dataclass(frozen=True, slots=True)
class Found:
    """An act as it was found: its event and whether who visits whom is still to be settled."""

    event: Event
    open: bool = False


def read_events(page: Page, language: str) -> list[Event]:
    """The events of `page`, each once, in the order of the words; the title's only where the text
    does not tell them."""
    found: list[Found] = []
    for sentence in page.sentences:
        if sentence.of_kind(EVENT):
            found += _Reader(Line(page, sentence, language)).events()
    return _once(_settled(found))


def _settled(found: Sequence[Found]) -> list[Event]:
    """Talks whose host is not told: whoever visits on this page is the visitor."""
    visits = [f.event for f in found if f.event.activity == "visit" and f.event.recipient]
    out = []
    for item in found:
        event = item.event
        if item.open:
            for visit in visits:
                if set(visit.source) | set(visit.recipient) == set(event.source):
                    event = replace(event, source=visit.source, recipient=visit.recipient)
                    break
        out.append(event)
    return out


def _once(events: Sequence[Event]) -> list[Event]:
    kept: list[Event] = []
    for event in sorted(events, key=lambda e: e.evidence[0].field == "title"):
        if not any(_same(event, other) for other in kept):
            kept.append(event)
    return sorted(kept, key=lambda e: (e.evidence[0].field, e.evidence[0].start))


def _same(event: Event, other: Event) -> bool:
    if event.event_type != other.event_type or event.activity != other.activity:
        title = event.evidence[0].field == "title"
        return title and set(_sides(event)) == set(_sides(other)) and _kin(event, other)
    if event.activity in ("pledge", "proposal", "statement", "accusation"):
        same_words = event.evidence[0].start == other.evidence[0].start
        return event.evidence[0].field == "title" or same_words
    if event.date and other.date and event.date != other.date:
        return False
    if event.activity in MEETINGS or event.evidence[0].field == "title":
        return set(_sides(event)) == set(_sides(other)) and event.state == other.state
    return (event.source, event.recipient) == (other.source, other.recipient)


def _kin(event: Event, other: Event) -> bool:
    """Whether a title tells what the text does in other words."""
    return event.event_type == other.event_type or other.event_type == "AGREE"


def _sides(event: Event) -> tuple[str, ...]:
    return (*event.source, *event.recipient)


class _Reader:
    """Reads the acts of one sentence."""

    def __init__(self, line: Line) -> None:
        self.line, self.text = line, line.text
        self.rules = event_rules(line.language)
        names = [(m.start, m.end) for m in line.mentions if m.kind in ("person", "office")]
        self.matches = [
            m
            for m in line.sentence.of_kind(EVENT)
            if m.key != NOTHING and not any(s <= m.start and m.end <= e for s, e in names)
        ]

    def events(self) -> list[Found]:
        out: list[Found] = []
        governor: tuple[EventRule | None, Match] | None = None
        for match in self.matches:
            rule = self.rules.get(match.key)
            if rule is None:
                governor = (None, match)
                continue
            if governor and self._governed(governor, rule, match):
                continue
            found = self._event(rule, match)
            if rule.governs and found:
                governor = (rule, match)
            if found and rule.activity == "status_change":
                out = [f for f in out if not self._is_step(f, match)]
            if found:
                out.append(found)
        return out

    def _governed(
        self, governor: tuple[EventRule | None, Match], rule: EventRule, match: Match
    ) -> bool:
        """Whether an act is only what a verb before it is about ("đề nghị ... thăm")."""
        ruling, at = governor
        if ";" in self.text[at.end : match.start]:
            return False
        if rule.governs and self._resumes(at, match):
            return False
        agreed = ruling is not None and ruling.governs == "agrees"
        return not (agreed and rule.activity == "status_change")

    def _resumes(self, governor: Match, match: Match) -> bool:
        """Whether a second verb of speech has the same subject ("phủ nhận ... và kêu gọi")."""
        return self.line.words.before(self.text, match.start, "resumes") is not None or (
            self.text[governor.end : match.start].rstrip().endswith(",")
        )

    def _is_step(self, found: Found, change: Match) -> bool:
        """Whether a pledge is only the word before a change of status ("nhất trí nâng cấp")."""
        if found.event.activity != "pledge":
            return False
        start = found.event.evidence[0].start - self.line.sentence.start
        return change.start - start < 30

    def _event(self, rule: EventRule, match: Match) -> Found | None:
        if self._denied(match):
            return None
        future = self.line.is_after(match.start, "future")
        if rule.future_only and not future:
            return None
        _, end = self.line.clause(match.start)
        if rule.needs and not _has(self.text[match.start : end], rule.needs):
            return None
        sides = self._sides(rule, match)
        if sides is None:
            return None
        source, recipient, actors, open_talks = sides
        if not set(source) | set(recipient) <= set(self.line.page.parties):
            return None
        return Found(self._made(rule, match, source, recipient, actors, future), open_talks)

    def _denied(self, match: Match) -> bool:
        line = self.line
        return line.is_after(match.start, "negation") or line.is_after(match.start, "open")

    def _made(
        self,
        rule: EventRule,
        match: Match,
        source: tuple[str, ...],
        recipient: tuple[str, ...],
        actors: tuple[str, ...],
        future: bool,
    ) -> Event:
        kind, activity, state = rule.event_type, rule.activity, rule.state
        if future and kind in FUTURE_IS_AGREE:
            activity = "pledge" if kind in PLEDGES else activity
            state = "occurred" if kind in PLEDGES else "planned"
            kind = "AGREE"
        clause = self.line.clause(match.start)
        time = self.line.time_near(match.start, match.end, clause)
        begin, end = self._words(match, clause)
        return Event(
            evidence=(self.line.sentence.evidence(begin, end),),
            rule=rule.name,
            event_type=kind,
            mode=rule.mode if kind == rule.event_type else None,
            activity=activity,
            source=source,
            recipient=recipient,
            actors=actors,
            date=_edtf(time),
            date_text=time.text if time else None,
            place=self.line.place() if kind == "CONSULT" else None,
            state=state,
            historical=self._past(time),
        )

    def _words(self, match: Match, clause: tuple[int, int]) -> tuple[int, int]:
        """The words of an act: from its subject to its object."""
        subject = self.line.subject(match.start)
        other = self.line.object(match.end, subject)
        begin = subject.start if subject and subject.end <= match.start else match.start
        end = other.end if other else match.end
        return max(begin, 0), min(end, clause[1])

    def _past(self, time: TimeSpan | None) -> bool:
        """Whether an act is told as background: in a year before that of the page."""
        day = self.line.page.reference
        year = time.edtf[:4] if time and time.edtf else ""
        return bool(day and year.isdecimal() and int(year) < day.year)

    # Who

    def _sides(
        self, rule: EventRule, match: Match
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], bool] | None:
        if rule.noun:
            return self._of_noun(match)
        subject = self.line.subject(match.start)
        if subject is None or not subject.sides:
            return None
        target = self.line.object(match.end, subject)
        if target is None and not subject.both and len(subject.sides) == 1:
            target = self._other(subject)
        if rule.people and not (target and self._is_person(target)):
            return None
        actors = tuple(dict.fromkeys((*subject.actors, *(target.actors if target else ()))))
        own, other = subject.sides, target.sides if target else ()
        if subject.both or len(own) > 1:
            return own, (), subject.actors, rule.pattern in ("talks",)
        if not other:
            return None
        if rule.pattern == "mutual":
            return tuple(sorted({*own, *other})), (), actors, False
        if rule.pattern == "received":
            return other, own, actors, False
        if rule.pattern == "talks":
            return self._talks(own, other, match, actors)
        return own, other, actors, False

    def _is_person(self, side: Side) -> bool:
        """Whether a part falls to a person, and to no country or its people."""
        return any(
            m.kind in ("person", "office") and side.start <= m.start < side.end
            for m in self.line.mentions
        )

    def _other(self, subject: Side) -> Side | None:
        other = self.line.other(subject.sides)
        in_pair = set(subject.sides) <= set(self.line.page.parties)
        return Side(other, (), subject.end, subject.end) if in_pair and len(other) == 1 else None

    def _of_noun(
        self, match: Match
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], bool] | None:
        """ "chuyến thăm Pháp của Chủ tịch nước": the guest stands behind "của"."""
        after = [m for m in self.line.mentions if m.start >= match.end and m.sides][:3]
        of = grammar(self.line.language).of("of")
        guest = next((m for m in after if self.line.marker(m) in of), None)
        host = next((m for m in after if m is not guest and m.kind in ("country", "capital")), None)
        if guest is None or len(guest.sides) != 1:
            return None
        hosts = host.sides if host and host.sides != guest.sides else self.line.other(guest.sides)
        actors = (guest.actor,) if guest.actor else ()
        return (guest.sides, hosts, actors, False) if len(hosts) == 1 else None

    def _talks(
        self, own: tuple[str, ...], other: tuple[str, ...], match: Match, actors: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], bool]:
        """Talks at one side's home have the other as the visitor."""
        text, words = self.text, self.line.words
        if words.inside(text, "visiting", match.end) is not None:
            return other, own, actors, False
        start, _ = self.line.clause(match.start)
        if words.inside(text, "hosting", start, match.end) is not None:
            return other, own, actors, False
        host = self._place_of(match)
        if host == own[0]:
            return other, own, actors, False
        if host == other[0]:
            return own, other, actors, False
        if self._home_office(host):
            home = self.line.home
            guest = other if own[0] == home else own
            return guest, (home,), actors, False
        return tuple(sorted({*own, *other})), (), actors, host is None

    def _home_office(self, host: str | None) -> bool:
        """Whether talks are held in a place of the home country that is no capital."""
        if host is not None or self.line.home not in self.line.page.parties:
            return False
        place = self.line.place()
        return place is not None and place in grammar(self.line.language).of("home_place")

    def _place_of(self, match: Match) -> str | None:
        """The country in which the sentence says the talks were held."""
        for mention in self.line.mentions:
            if mention.kind in ("country", "capital") and self.line.words.before(
                self.text, mention.start, "place"
            ):
                return mention.sides[0]
        return None


def _has(text: str, words: tuple[str, ...]) -> bool:
    lowered = text.lower()
    return any(word.lower() in lowered for word in words)


def _edtf(time: TimeSpan | None) -> str | None:
    if time is None or time.edtf is None:
        return None
    return time.edtf.removesuffix("/..") if time.kind == "since" else time.edtf
