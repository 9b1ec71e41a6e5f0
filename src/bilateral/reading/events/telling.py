"""A page in, its events out: the acts of each sentence with their sides, state, date and place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property, partial

from bilateral.language.verbs import FINITE, Group
from bilateral.language.words import Words
from bilateral.model import Event
from bilateral.reading.events.acts import Analysis
from bilateral.reading.events.ahead import DENIED, day_ahead, may_tell, told
from bilateral.reading.events.contexts import contexts_of
from bilateral.reading.events.idle import is_idle
from bilateral.reading.events.nominal import OWNERS, nominal_acts
from bilateral.reading.events.outcomes import Outcome, is_appointment
from bilateral.reading.events.places import place_of, venue
from bilateral.reading.events.remarks import has_turns, remarks
from bilateral.reading.events.repeats import is_made_of, is_within, state_told
from bilateral.reading.events.roles import Parts, Setting, parts_of
from bilateral.reading.events.sides import (
    Clause,
    Placed,
    Sides,
    countries,
    is_leaders,
    is_vocative,
    placed,
    split_dateline,
)
from bilateral.reading.events.sifting import (
    CODER,
    as_promise,
    as_reception,
    as_told,
    is_only_announced,
)
from bilateral.reading.events.speakers import Speaker, speaker_of
from bilateral.reading.events.standing import NEUTER, may_stand, standing
from bilateral.reading.events.timing import NEVER, Calendar, When, month_of
from bilateral.reading.events.voices import is_statement, spoken_for, voice_of
from bilateral.reading.page import Mention, Page, Sentence

# Acts that, still to come, are an agreement about a day of their own.
_SCHEDULED = frozenset(
    ["visit", "meeting", "call", "dialogue", "commemoration", "agreement_signed"]
)
_ONCE = frozenset(["visit", "meeting", "call", "dialogue", "commemoration"])
_SPOKEN = frozenset(
    [
        "statement",
        "proposal",
        "condolence",
        "pledge",
        "accusation",
        "rejection",
        "threat",
        "meeting",
        "call",
        "dialogue",
        "invitation",
        "agreement_signed",
        "commemoration",
        "visit",
        "status_change",
    ]
)
_TOWARD, _PERSON = "toward", "person"
_TERMS = (("will",), ("undertake",))
_VISITED, _CONDEMNED = "events.visit", "events.condemnation"
_DAMNING = frozenset(("condemn", "denounce", "deplore", "decry"))
DIRECT_REACH = 4
ASIDE_REACH = 6
_OTHER_TIME = frozenset(
    ("following", "after", "since", "previous", "last", "recent", "earlier", "next", "future")
)
DATE_REACH = 25
_UTTERED = frozenset(("statement", "condolence", "proposal", "pledge", "accusation"))
_GOVERNING = frozenset(["say", "agree", "demand", "refuse", "threaten"])
_SIGNING = ("sign", "ink", "conclu", "finali", "ratif", "initial")
_PERSONS = frozenset(["person", "office", "pronoun", "body"])
# Activities that the other side's actors take part in.
_TOGETHER = frozenset(
    ["meeting", "call", "dialogue", "visit", "invitation", "agreement_signed", "proposal"]
)
# Words that stand for both sides but name neither as one who acts.
_SHARED = frozenset(
    {"bilateral", "mutual", "two-way", "joint", "reciprocal", "each other", "one another"}
)
_ACTING = frozenset(
    ["country", "capital", "seat", "bloc", "both", "person", "office", "body", "pronoun"]
)
_LEADING = NEUTER | {"person", "pronoun", "office"}


class PageTeller:
    """Reads the events of one page, sentence by sentence."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.calendar = Calendar(page)
        self.turns = has_turns(page)
        self.voice = voice_of(page, self.turns)
        self.host: str | None = None
        self.met_at: str | None = None
        self.leaders: tuple[str, ...] = ()
        self.told: set[tuple[object, ...]] = set()

    def events(self) -> list[Event]:
        """The events, each told once."""
        tellers = self._tellers()
        visited = next((host for teller in tellers if (host := teller.host())), None)
        self.host = visited or self.host
        found = []
        for teller in tellers:
            for event in teller.events():
                if self._is_new(event):
                    found.append(event)
                if event.activity == "meeting" and len(event.recipient) == 1:
                    self.met_at = event.recipient[0]
                if event.activity in _ONCE and len(event.actors) > 1 and not self.leaders:
                    self.leaders = event.actors
        return found + self._spoken(found)

    def _spoken(self, told: list[Event]) -> list[Event]:
        """What a transcript does by its words, where the page has not told it."""
        known = {(event.activity, event.source) for event in told}
        meets = ("CONSULT", "meeting") in {(e.event_type, e.activity) for e in told}
        return [
            event
            for event in remarks(self.page, self.calendar.anchor, self.host)
            if (event.activity, event.source) not in known
            and not (meets and event.activity == "meeting")
        ]

    def _tellers(self) -> list[_SentenceTeller]:
        """The sentences that name a side, each with who the one before was about."""
        found: list[_SentenceTeller] = []
        before: Placed | None = None
        for sentence in self.page.sentences:
            named = any(m.sides for m in sentence.mentions) or may_stand(sentence.text)
            named = named or (self.voice is not None and bool(spoken_for(sentence, self.voice)))
            if sentence.field == "text" and named:
                teller = self._teller(sentence, before)
                found.append(teller)
                before = teller.leading() or before
        return found

    def _teller(self, sentence: Sentence, before: Placed | None) -> _SentenceTeller:
        words = Words(sentence.text)
        dateline, mentions = split_dateline(
            words, placed(words, standing(self.page, sentence, before, self.turns, self.voice))
        )
        mentions = [m for m in mentions if not is_vocative(words, m, self.turns)]
        if dateline and len(dateline[0].sides) == 1 and not self.host:
            self.host = dateline[0].sides[0]
        ends = frozenset(
            m.end for m in mentions if _is_name(m.mention) and words.low[m.end : m.end + 1] != ["'"]
        )
        return _SentenceTeller(self, sentence, words, ends, mentions, before)

    def _is_new(self, event: Event) -> bool:
        """Whether the page has not told this act before."""
        sides = frozenset((*event.source, *event.recipient))
        key: tuple[object, ...] = (event.event_type, event.activity, event.source, event.recipient)
        if event.activity in _ONCE:
            key = (event.activity, sides, event.state, event.date, frozenset(event.actors))
            loose: tuple[object, ...] = (event.activity, sides, event.state)
            if loose in self.told and (event.date is None or not event.actors):
                return False
            self.told.add(loose)
        else:
            key = (*key, event.evidence[0].start)
        if key in self.told:
            return False
        self.told.add(key)
        return True


class _SentenceTeller:
    """The events of one sentence."""

    def __init__(
        self,
        teller: PageTeller,
        sentence: Sentence,
        words: Words,
        ends: frozenset[int],
        mentions: list[Placed],
        before: Placed | None,
    ) -> None:
        self.teller = teller
        self.page = teller.page
        self.sentence = sentence
        self.words = words
        self.ends = ends
        self.all_mentions = mentions
        self.mentions = [m for m in mentions if m.mention.text.lower() not in _SHARED]
        self.before = before
        self.taken: set[int] = set()

    @cached_property
    def analysis(self) -> Analysis:
        return Analysis(self.words, self.ends)

    @cached_property
    def sides(self) -> Sides:
        return Sides(self.words, self.analysis.groups, self.mentions)

    @cached_property
    def _concerns(self) -> bool:
        """Whether a party stands in the sentence, without which nobody is told to act."""
        who = list(self.mentions)
        if self.before and not OWNERS.isdisjoint(self.words.low):
            who.append(self.before)
        return any(side in self.page.parties for mention in who for side in mention.sides)

    def leading(self) -> Placed | None:
        """Who the sentence is about, for "his" and "it" in the next."""
        first = next((m for m in self.mentions if m.mention.kind in _LEADING), None)
        person = next((m for m in self.mentions if m.mention.kind in ("person", "pronoun")), None)
        return first if first and first.mention.kind in NEUTER and first.start <= 2 else person

    def host(self) -> str | None:
        """The side that a visit told here goes to."""
        if not self._concerns:
            return None
        for index, outcome in self._outcomes:
            if outcome.activity == "visit":
                parts = self._parts(outcome, self.sides.clause(index), True)
                if parts and len(parts.recipient) == 1:
                    return parts.recipient[0]
        for found in nominal_acts(self.analysis, self.mentions, set(), self.before):
            parts = self._parts(found.outcome, found.clause, True)
            noun = found.outcome.words[0]
            if not _OTHER_TIME.isdisjoint(self.words.low[max(0, noun - ASIDE_REACH) : noun]):
                continue
            if parts and found.outcome.activity == "visit" and len(parts.recipient) == 1:
                return parts.recipient[0]
        return None

    @cached_property
    def _outcomes(self) -> list[tuple[int, Outcome]]:
        """The groups that may tell an event, with what they say."""
        groups = self.analysis.groups
        today = self.page.reference
        times = partial(self.teller.calendar.times, self.sentence)
        found = [(i, told(self.analysis, i, times, today)) for i in range(len(groups))]
        return [
            (index, outcome)
            for index, outcome in found
            if outcome
            and index not in self.analysis.used
            and may_tell(self.analysis, index, outcome)
        ]

    def events(self) -> Iterator[Event]:
        if not self._concerns or self.sentence.text.rstrip('”" ').endswith("?"):
            return
        found: list[Event] = []
        for index, outcome in self._outcomes:
            event = self._of_group(index, outcome)
            if event is None or any(is_within(event, pledged) for pledged in found):
                continue
            self.taken.update(outcome.words)
            found = [told for told in found if not is_made_of(told, event)]
            found.append(event)
        yield from found
        yield from self._of_nouns()

    def _of_group(self, index: int, outcome: Outcome) -> Event | None:
        clause = self.sides.clause(index)
        outcome = as_reception(outcome, clause, self.analysis)
        scope = outcome.inner.scope if outcome.inner and not outcome.operators else ""
        if scope == CODER or is_only_announced(outcome):
            return None
        if outcome.operators == (DENIED,):
            clause = replace(clause, subject=self.sides.clause(index - 1).subject)
        planned = self._planned(outcome)
        outcome = outcome if planned else as_promise(outcome)
        parts = self._parts(outcome, clause, planned)
        group = self.analysis.groups[index]
        if outcome.operators[:1] == ("will",) and outcome.root == "THREATEN":
            told = speaker_of(self.analysis, self.sides, self.mentions, clause).sides
            if told and not set(told) & set(parts.source if parts else ()):
                return None
        if parts is None or not self._fits(outcome.rule, scope, parts, clause, group):
            return None
        if is_idle(self.analysis, clause, group) or (not planned and self._is_term(outcome)):
            return None
        as_article = as_told(outcome, parts, clause, self.analysis)
        return self._event(as_article, clause, parts, planned) if as_article else None

    def _parts(self, outcome: Outcome, clause: Clause, planned: bool) -> Parts | None:
        """The sides of the act, when there are two."""
        parts = parts_of(outcome, clause, self.words, self._setting(planned))
        return parts if parts and (parts.recipient or len(parts.source) > 1) else None

    def _fits(self, rule: str, scope: str, parts: Parts, clause: Clause, group: Group) -> bool:
        """Whether the other side stands where the rule's scope wants it."""
        sides = {*parts.source, *parts.recipient}
        others = [m for m in clause.objects if sides.intersection(m.sides)]
        if rule == "events.request" and "say" in self._operators(group):
            return any(set(m.sides) & set(parts.recipient) for m in others)
        if group.lemma.startswith("warn"):
            scope = _TOWARD
        if scope == _TOWARD and rule == _VISITED and not others:
            return self._setting(False).venue in parts.recipient
        if (
            rule == _CONDEMNED
            and group.lemma in _DAMNING
            and not any(m.sides for m in clause.objects)
        ):
            return is_statement(self.page)
        if scope == _TOWARD:
            others = [m for m in others if set(m.sides) & set(parts.recipient)]
            return any(m.start - group.end <= DIRECT_REACH for m in others if m.start >= group.end)
        return scope != _PERSON or any(m.mention.kind in _PERSONS for m in others)

    def _setting(self, planned: bool) -> Setting:
        named = countries(self.all_mentions)
        host = self.teller.host
        if host is None and "also" in self.words.low:
            host = self.teller.met_at
        return Setting(self.page.parties, host, venue(self.words, self.mentions), named, planned)

    def _planned(self, outcome: Outcome) -> bool:
        """Whether it is an appointment for a day to come, not a readiness or a promise."""
        if outcome.root != "AGREE" or outcome.activity not in _SCHEDULED:
            return False
        if outcome.activity == "agreement_signed" and not self._signs(outcome):
            return False
        if outcome.operators[:1] == ("agree",):
            meets = outcome.activity in _ONCE and outcome.activity != "visit"
            meets = meets and not is_appointment(outcome)
            if "importance" in self.words.low or (meets and not self._has_day()):
                return False
        return not (outcome.group and "willing" in self._operators(outcome.group))

    def _is_term(self, outcome: Outcome) -> bool:
        """ "Japan will buy more rice" in a fact sheet: a term of what was agreed, no act."""
        title = (self.page.document.title or "").lower()
        return outcome.root == "AGREE" and outcome.operators[:1] in _TERMS and "fact sheet" in title

    def _has_day(self) -> bool:
        """Whether the sentence tells a time that is still to come."""
        today = self.page.reference
        times = self.teller.calendar.times(self.sentence)
        return today is not None and any(day_ahead(time, today) for time in times)

    def _signs(self, outcome: Outcome) -> bool:
        """ "will sign", but not "will agree to"."""
        return any(self.words.low[i].startswith(_SIGNING) for i in outcome.words)

    def _operators(self, group: Group) -> frozenset[str]:
        return self.analysis.lexicon.frames[group.lemma].operators

    def _of_nouns(self) -> Iterator[Event]:
        for found in nominal_acts(self.analysis, self.mentions, self.taken, self.before):
            parts = self._parts(found.outcome, found.clause, True)
            if parts is None:
                continue
            outcome = found.outcome
            if found.planned:
                outcome = Outcome(
                    outcome.rule,
                    "AGREE",
                    "",
                    outcome.activity,
                    "AGREE",
                    outcome.inner,
                    outcome.words,
                    ("will",),
                )
            event = self._event(outcome, found.clause, parts, found.planned)
            yield replace(event, state="cancelled") if found.cancelled else event

    def _event(self, outcome: Outcome, clause: Clause, parts: Parts, planned: bool) -> Event:
        speaker = speaker_of(self.analysis, self.sides, self.mentions, clause)
        start, end = self._span(outcome, clause)
        activity = outcome.activity
        if outcome.root == "AGREE" and not planned and activity != "invitation":
            activity = "pledge"
        said = outcome.group if activity in _UTTERED else None
        last = self._uttered(said, clause) + DATE_REACH if said else end
        head = self.words.start[min(outcome.words)]
        done = outcome.group is None and not planned
        when = self._when((start, min(last, end)), head, activity, planned, done)
        if activity == "visit" and outcome.group is None:
            when = month_of(when)
        return Event(
            evidence=(self.sentence.evidence(start, end),),
            rule=outcome.rule,
            event_type=outcome.root,
            source=parts.source,
            recipient=parts.recipient,
            mode=outcome.mode or None,
            contexts=contexts_of(self.words),
            activity=activity,
            actors=self._actors(activity, clause, parts, speaker),
            date=when.date,
            date_text=when.text,
            place=place_of(outcome, self.words, self.mentions, start, end),
            state=state_told(outcome, planned),
            historical=self.teller.calendar.is_background(when),
            speaker=speaker[0],
        )

    def _uttered(self, said: Group, clause: Clause) -> int:
        """Where the verb of what is said ends, with who says it and to whom right behind it."""
        stop = next((g.first for g in self.analysis.groups if g.first >= said.end), len(self.words))
        last = said.end
        for mention in sorted((*clause.subject, *clause.objects), key=lambda m: m.start):
            if said.end <= mention.start < stop and mention.start - last <= DIRECT_REACH:
                last = mention.end
        return self.words.end[last - 1]

    def _span(self, outcome: Outcome, clause: Clause) -> tuple[int, int]:
        """The offsets of the words that tell the event."""
        words = self.words
        group = outcome.group
        first = clause.subject[0].start if clause.subject else clause.start
        head = group.first if group else min(outcome.words)
        start = first if clause.start <= first < head else min(head, clause.start)
        if group and group.parent is not None:
            start = group.first
        last = max((m.end for m in clause.objects), default=0)
        end = max(
            clause.end if group is None else self._reach(group, clause),
            *(i + 1 for i in outcome.words),
            head + 1,
        )
        end = min(max(end, min(last, clause.end)), len(words))
        return words.start[start], words.end[end - 1]

    def _reach(self, group: Group, clause: Clause) -> int:
        """Where the words of the act end: what is said or agreed goes on to the next verb that
        shares the subject."""
        if not self._operators(group) & _GOVERNING:
            return min(clause.end, len(self.words))
        groups = self.analysis.groups
        index = groups.index(group)
        for later in groups[index + 1 :]:
            if later.kind == FINITE and later.parent == index:
                return max(later.first - 1, group.end)
        end = len(self.words)
        return end - 1 if self.words.low[end - 1] == "." else end

    def _when(
        self, span: tuple[int, int], head: int, activity: str, planned: bool, done: bool
    ) -> When:
        carried = activity in _SPOKEN and not planned
        when = self.teller.calendar.of_event(self.sentence, *span, carried, head, planned, done)
        return when if self.page.reference or when.date else NEVER

    def _actors(
        self, activity: str, clause: Clause, parts: Parts, speaker: Speaker
    ) -> tuple[str, ...]:
        """Those who do it; the others where they take part; who says so for their own side."""
        if any(is_leaders(m.mention.text) for m in clause.subject):
            return self.teller.leaders
        names = parts.actors
        if activity not in _TOGETHER:
            names = tuple(m.mention.actor for m in clause.subject if m.mention.actor)
        if speaker.actor and not names and set(speaker.sides) <= set(parts.source):
            return (speaker.actor,)
        return tuple(dict.fromkeys(names))


def _is_name(mention: Mention) -> bool:
    """Whether a verb may stand right behind the mention."""
    return (
        mention.kind in _ACTING and not mention.possessive and mention.text.lower() not in _SHARED
    )
