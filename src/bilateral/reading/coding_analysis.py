"""A sentence of a table in, what its verbs say is done out, where who acts decides more than in an
article: a table says who the sides are."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from bilateral.knowledge.events import ActRule
from bilateral.language.verbs import FINITE, INFINITIVE, Group
from bilateral.language.words import Class
from bilateral.reading.events.acts import CROWD, Analysis
from bilateral.reading.events.lexicon import Frames, Noun
from bilateral.reading.events.outcomes import Outcome, compose, outcome_of

_CRUEL = frozenset(
    (
        "events.abduction",
        "events.hostages_held",
        "events.torture",
        "events.sexual_violence",
        "coding.people_seized",
    )
)
_CRUEL_VERBS = frozenset(
    [
        "kill",
        "murder",
        "massacre",
        "lynch",
        "behead",
        "shoot",
        "stab",
        "slaughter",
        "bomb",
        "slit",
        "die",
    ]
)
_CRUEL_ENDS = (" alive", " to death", " dead")
_GUARDS = frozenset(("guard", "guards"))
_TROOPS = "troops"
ARMED = frozenset((_TROOPS, "police_line"))
PEACEKEEPING = frozenset(("peacekeepers",))
_ON_THE_STREETS = frozenset(("events.protest", "events.streets_taken", "events.riot"))
_DRIVEN_OUT = frozenset(("events.people_sent_back", "events.deportation"))
_DRIVING_OUT = frozenset(("drive out", "expel", "force out", "push out", "uproot", "evict"))
_LEFT = frozenset(("events.rejection", "events.ties_cut"))
_LEFT_PACT = "events.rejection"
_GOODS = frozenset(("supplies", "aid", "money"))
_RAZING = frozenset(("raze", "burn", "torch", "burn down", "destroy", "flatten", "level"))
_RAZED = frozenset(("village", "villages", "town", "towns"))
_ASKING = frozenset(("demand", "order", "invite"))
_WANTING = frozenset(("want", "tell", "expect", "need"))
_OWN = frozenset(("its", "his", "her", "their"))
_SHIELDS = frozenset(("shield", "shields"))
_FLEEING = frozenset(("refugee", "refugees", "asylum", "fleeing", "camps", "migrants"))
_HELPING = frozenset(("help", "assist", "distribute", "evacuate", "rescue", "rebuild"))
_MARCHING = frozenset(
    (
        "troops",
        "soldiers",
        "tanks",
        "warships",
        "warplanes",
        "jets",
        "bombers",
        "forces",
        "fleet",
        "carrier",
        "submarine",
        "marines",
        "police",
        "reinforcements",
        "paratroopers",
    )
)
_ARREST, _ABDUCTION, _REFUGE = "events.arrest", "events.abduction", "coding.refuge_taken"
_ARRESTING = frozenset(("arrest", "detain", "jail", "imprison", "intern", "put under house arrest"))
_OUTLAWS = frozenset(
    (
        "gunmen",
        "militants",
        "insurgents",
        "rebels",
        "guerrillas",
        "bandits",
        "pirates",
        "kidnappers",
        "attackers",
        "assailants",
        "extremists",
        "jihadists",
    )
)
_HINDERING = frozenset(("stop", "prevent", "block", "bar", "ban", "keep", "prohibit", "discourage"))
_HINDERED = "events.restriction"
_HINDERING_REACH = 9
_ASSURING = frozenset(("assure", "guarantee", "reassure"))
_TIME = ("timespan",)
_GIVING = frozenset(("give", "allow", "have", "set"))
_GIVEN: tuple[list[str], ...] = (["to"], ["'s"], ["notice"], ["for"], ["in"], ["."], [","], [])
_ASIDES = frozenset(
    (
        ("in", "response"),
        ("in", "retaliation"),
        ("in", "revenge"),
        ("in", "reaction"),
        ("in", "protest"),
        ("in", "exchange"),
        ("in", "return"),
        ("in", "connection"),
        ("ahead", "of"),
        ("as", "part"),
        ("because", "of"),
        ("due", "to"),
        ("owing", "to"),
        ("thanks", "to"),
        ("under", "a"),
        ("under", "an"),
        ("under", "the"),
        ("over", "a"),
        ("over", "its"),
        ("over", "his"),
        ("over", "alleged"),
        ("over", "allegations"),
        ("over", "claims"),
    )
)
_ALONE_ASIDE = frozenset(("during", "pending"))
_HELPERS = frozenset(("peacekeepers", "aidworker"))
_HELPERS_GONE, _RIOTED = "events.peacekeepers_withdrawn", "events.rioted"
_GONE = frozenset(("events.rejection", "events.ties_cut", "events.pulled_out"))
_LEAVING = ("withdraw from", "pull out of", "withdraw", "leave", "exit", "quit", "pull out")
_JOURNEY, _DONATION = "events.visit", "events.donation"
_ATTACK, _FORCE_USED = "events.attack", "events.force_used"
_MOBILISED, _WITHDRAWN = "events.mobilised", "events.pulled_out"
_MEETING, _ASYLUM_SOUGHT = "events.meeting", "events.asylum_sought"
_WEAPONS, _DRILL = "events.weapons_moved", "events.joint_exercise"
_GUARDING = frozenset(("guard", "protect", "secure", "escort", "defend", "patrol"))
_ARRIVING = frozenset(
    ["cross", "flee", "pour", "stream", "escape", "arrive", "enter", "reach", "flood"]
)
_TESTED = frozenset(("sea", "ocean", "waters", "test"))
_TERRITORY, _SEIZED = "events.territory_taken", "COERCE"
_LOCATIVES = frozenset(("in", "at", "near", "inside", "outside", "from", "around", "across"))
_OFFICIALS = frozenset(("warm_person", "diplomat", "delegation", "position"))
_JOINTLY = frozenset(("jointly", "together", "joint"))
_PARTNERED = _JOINTLY | {"with", "and", "alongside", "between", "bilateral"}
_LINES = frozenset(("border", "borders", "frontier", "boundary", "line", "tension", "tensions"))
_PROPOSING = frozenset(("propose", "suggest", "table", "recommend"))
_PLEDGING = frozenset(("undertake",))


class TableAnalysis(Analysis):
    """An analysis that reads acts by who does them; `source` is where the one who acts stands."""

    source: tuple[int, int] | None = None
    target: tuple[int, int] | None = None

    @cached_property
    def _nouns(self) -> list[tuple[int, list[Noun]]]:
        """ "took it to court three days after": only a time to do something is an object."""
        low = self.words.low
        found = []
        for index, here in self.lexicon.nouns_of(self.words):
            kept = [n for n in here if n.classes != _TIME or low[n.end : n.end + 1] in _GIVEN]
            if kept:
                found.append((index, kept))
        return found

    def object_end(self, index: int) -> int:
        """Where the objects end: also before "in response to an attack", "ahead of talks"."""
        end = super().object_end(index)
        low = self.words.low
        group = self.groups[index]
        if group.lemma in _GIVING and low[end : end + 1] == ["until"]:
            return min(end + 2, len(low))
        for position in range(group.end, end - 1):
            if tuple(low[position : position + 2]) in _ASIDES:
                return position
            if low[position] in _ALONE_ASIDE:
                return position
        return end

    def purpose(self, index: int) -> Outcome | None:
        """What an infinitive says the act is for; ", accusing it" is another act."""
        following = self.groups[index + 1] if index + 1 < len(self.groups) else None
        if following is None or following.kind != INFINITIVE:
            return None
        return super().purpose(index)

    def long_names(self) -> list[tuple[int, int]]:
        """The spans of nouns of several words: "drinking water" holds no verb."""
        return [
            (n.start, n.end) for _, here in self._nouns for n in here[:1] if n.end > n.start + 1
        ]

    def _by_who(self, found: Outcome, group: Group) -> Outcome:
        """Peacekeepers who deploy are aid, police on the streets no protest, killers no rioters."""
        rule = self._rule_by_who(found, group)
        if rule:
            return outcome_of(rule, found.words)
        if self._is_asked(group):
            return found
        guards = _GUARDS.intersection(self.words.low[: group.first])
        cruel = group.lemma.split()[0] in _CRUEL_VERBS or group.lemma.endswith(_CRUEL_ENDS)
        cruel = cruel or "to death" in " ".join(self.words.low[group.end :])
        if found.rule in _CRUEL or cruel or guards:
            return found
        return super()._by_who(found, group)

    def _rule_by_who(self, found: Outcome, group: Group) -> ActRule | None:
        if self._is_asked(group):
            return None
        subject = self._subject(group)
        name = (
            self._by_soldiers(found, group, subject)
            if ARMED.intersection(subject) and CROWD not in subject
            else self._by_civilians(found, group, subject)
        )
        if name is None and self._from_place(found, group):
            name = _WITHDRAWN
        name = name or self._by_sentence(found, group, subject)
        return self.lexicon.by_name[name] if name else None

    def _is_asked(self, group: Group) -> bool:
        """ "want the mayor to close": another than the subject of the sentence is to do it."""
        if group.kind != INFINITIVE:
            return False
        before = next((g for g in reversed(self.groups) if g.first < group.first), None)
        if before is None or before.end >= group.first:
            return False
        return bool(_ASKING.intersection(self.operators_of(before))) or before.lemma in _WANTING

    def _by_soldiers(self, found: Outcome, group: Group, subject: tuple[str, ...]) -> str | None:
        """The rule for what soldiers, rebels or police do: who raids attacks, who guards shows
        force, who leaves withdraws."""
        marching = found.rule == _JOURNEY and not _MARCHING.isdisjoint(
            self.words.low[: group.first]
        )
        if marching and not _HELPING.isdisjoint(self.words.low[group.end :]):
            return None
        if found.rule in _ON_THE_STREETS or marching:
            return _MOBILISED
        if found.rule == _RIOTED:
            return _ATTACK
        if found.rule == _DONATION and group.lemma in _GUARDING:
            return _MOBILISED
        if found.rule == "coding.people_seized" and "police_line" in subject:
            return _ARREST
        if _TROOPS not in subject:
            return None
        outlaws = not _OUTLAWS.isdisjoint(self.words.low[: group.first])
        if outlaws and found.rule == _ARREST and group.lemma not in _ARRESTING:
            return _ABDUCTION
        if found.rule == _REFUGE:
            return _WITHDRAWN
        if group.lemma in _DRIVING_OUT and found.rule in _DRIVEN_OUT:
            return _ATTACK
        if group.lemma == "raid" or (
            group.lemma in _RAZING and _RAZED.intersection(self.words.low)
        ):
            return _ATTACK
        return _WITHDRAWN if found.rule in _LEFT and group.lemma in _LEAVING else None

    def _from_place(self, found: Outcome, group: Group) -> bool:
        """ "pulled out of Mogadishu": a place, where "UNESCO" and "the pact" are none."""
        if found.rule != _LEFT_PACT or group.lemma not in _LEAVING or group.end >= len(self.words):
            return False
        if not group.lemma.endswith(("from", "out of")):
            return False
        written = self.words.text[self.words.start[group.end] : self.words.end[group.end]]
        return written[0].isupper() and not written.isupper()

    def _by_sentence(self, found: Outcome, group: Group, subject: tuple[str, ...]) -> str | None:
        """The rule for what other words of the sentence show: peacekeepers, a joint work, a drill,
        the sea that a missile falls into."""
        low = self.words.low
        if found.root == "MOBILIZE":
            if PEACEKEEPING.intersection((*subject, *self._classes_behind(group))):
                return "events.peacekeepers_sent"
            if "exercise" in self._classes_behind(group) and not self._alone(group):
                return _DRILL if self.together() else None
            joint = found.rule == _WEAPONS and _JOINTLY.intersection(low)
            return "coding.project_built" if joint else None
        if found.rule == "coding.people_seized" and "custody" in self._classes_behind(group):
            return _ARREST
        if found.rule == _ARREST and _SHIELDS.intersection(low):
            return "events.hostages_held"
        if (
            found.rule == "events.allowed"
            and group.lemma == "accept"
            and _FLEEING.intersection(low)
        ):
            return "events.refugees_taken"
        if (
            found.rule == "events.work_stopped"
            and CROWD not in subject
            and "of" in low[group.end :]
        ):
            return _HINDERED
        if found.root == "ASSAULT":
            over = any(
                low[i] == "over" and self.words.classes[i + 1] & Class.CAPITAL
                for i in range(group.end, len(low) - 1)
            )
            if found.rule == _FORCE_USED and (over or _TESTED.intersection(low[group.end :])):
                return _WEAPONS
            if "exercise" in self._classes_behind(group):
                return "events.joint_exercise"
        return None

    def _by_civilians(self, found: Outcome, group: Group, subject: tuple[str, ...]) -> str | None:
        """The rule for officials who gather and refugees who cross a border."""
        if group.lemma == "gather" and found.rule in _ON_THE_STREETS:
            return _MEETING if _OFFICIALS.intersection(subject) else None
        if found.rule == _JOURNEY and _GOODS.intersection(subject):
            return _DONATION
        if _HELPERS.intersection(subject) and group.lemma in _LEAVING:
            return _HELPERS_GONE if found.rule in _GONE else None
        if CROWD in subject and found.root == "MOBILIZE":
            return _RIOTED
        arriving = group.lemma.split()[0] in _ARRIVING
        return _ASYLUM_SOUGHT if arriving and "refugee" in subject else None

    def subject_start(self, group: Group) -> int:
        """Where the subject begins, behind the clause before; of a verb that shares its subject
        with another, where that one's begins."""
        if group.parent is not None and group.parent < len(self.groups):
            parent = self.groups[group.parent]
            if parent.first < group.first:
                return self.subject_start(parent)
        start = super().subject_start(group)
        for before in reversed(self.groups):
            plain = before.kind == FINITE and not before.relative and before.first < group.first
            if plain and before.end > start and before is not group:
                commas = range(before.end, group.first)
                classes = self.words.classes
                comma = next((i for i in commas if classes[i] & Class.COMMA), before.end - 1)
                return comma + 1
        return start

    def _subject(self, group: Group) -> tuple[str, ...]:
        """The classes of the first noun of the subject; of the source, where that is it."""
        if group.passive:
            return ()
        start, end = self.subject_start(group), group.first
        subject: list[Noun] = []
        if self.source and start < self.source[1] <= end:
            subject = self.nouns_in(*self.source)
        subject = subject or self.nouns_in(start, end)
        return subject[0].classes if subject else ()

    def _by_crowd(self, group: Group) -> bool:
        start, end = self.subject_start(group), group.first
        if self.source and start < self.source[1] <= end and not group.passive:
            return any(CROWD in noun.classes for noun in self.nouns_in(*self.source)[:2])
        return super()._by_crowd(group)

    def _classes_behind(self, group: Group) -> list[str]:
        nouns = self.nouns_in(group.end, len(self.words))
        return [name for noun in nouns for name in noun.classes]

    def _alone(self, group: Group) -> bool:
        """ "held drills along the border with Peru": such a "with" tells of no partner."""
        low = self.words.low
        partners = (i for i in range(group.end, len(low)) if low[i] == "with")
        if any(low[i - 1] not in _LINES and low[i + 1 : i + 2] != ["a"] for i in partners):
            return False
        shown = [word for word in low if word != "with"]
        if "with" in low and "and" not in low[: group.first] and not _JOINTLY.intersection(low):
            return shown != low
        return super()._alone(group)

    def together(self) -> bool:
        """Whether the sentence shows more than one at work."""
        return not _PARTNERED.isdisjoint(self.words.low)

    def _of_noun(
        self, group: Group, frames: Frames, operator: str | None, noun: Noun
    ) -> Outcome | None:
        """ "seized a plant in the city" takes no city; "proposed aid" asks for none."""
        if operator == "demand" and group.lemma in _PROPOSING:
            offered = super()._of_noun(group, frames, "agree", noun)
            if offered and offered.inner and offered.inner.root == "AID":
                return offered
        found = super()._of_noun(group, frames, operator, noun)
        if found and found.root == "MOBILIZE" and self._in_target(noun):
            return None
        seizes = frames.default is not None and frames.default.root == _SEIZED
        if found is None or not seizes or found.rule != _TERRITORY:
            return found
        between = self.words.low[group.end : noun.start]
        return None if _LOCATIVES.intersection(between) else found

    def _by_complement(self, index: int, frames: Frames, depth: int) -> Outcome | None:
        """ "stopped him from leaving" restricts him, whatever he would have done; "assured him
        that it will" promises."""
        group = self.groups[index]
        if group.lemma in _HINDERING and not group.passive and self._from_doing(group):
            return outcome_of(self.lexicon.by_name[_HINDERED], (group.head,))
        inner = self._clause_after(index) if group.lemma in _ASSURING else None
        if inner is not None and self.groups[inner].future:
            return compose("agree", None, group.head)
        return super()._by_complement(index, frames, depth)

    def _from_doing(self, group: Group) -> bool:
        low = self.words.low[group.end : group.end + _HINDERING_REACH]
        return any(
            word == "from" and behind.endswith("ing") and index
            for index, (word, behind) in enumerate(pairwise(low))
        )

    def _parts(self, group: Group, inner: Group, frames: Frames) -> bool:
        """Whether something parts a verb with an object from a later clause, or a request from
        what somebody reports of it."""
        low, classes = self.words.low, self.words.classes
        if low[group.end : group.end + 1] == ["that"]:
            return False
        comma = any(classes[i] & Class.COMMA for i in range(group.end, inner.first))
        if frames.by_object:
            return comma or self._clause_ends(group.end, inner.first)
        return comma and "say" not in frames.operators

    def _clause_outcome(self, index: int, frames: Frames, depth: int) -> Outcome | None:
        """ "declared an emergency as they prepared a rally" declares the emergency."""
        inner = self._clause_after(index)
        group = self.groups[index]
        if inner is not None and self._parts(group, self.groups[inner], frames):
            return None
        return super()._clause_outcome(index, frames, depth)

    def _in_target(self, noun: Noun) -> bool:
        """ "held a course for the army": the target behind a preposition is no object."""
        if self.target is None or not self.target[0] <= noun.start < self.target[1]:
            return False
        return bool(self.words.classes[self.target[0] - 1] & (Class.PREPOSITION | Class.TO))

    def _ordered(self, index: int, inner_index: int, depth: int) -> Outcome | None:
        """ "ordered his followers to end their sit-in" ends it."""
        end = self.groups[index].end
        if "to" in self.words.low[end : self.groups[inner_index].first]:
            return None
        if self.words.low[end : end + 1] and self.words.low[end] in _OWN:
            inner = self.outcome(inner_index, depth + 1)
            self.used.add(inner_index)
            return inner
        return super()._ordered(index, inner_index, depth)

    def _infinitive_outcome(
        self, index: int, inner_index: int, frames: Frames, depth: int
    ) -> Outcome | None:
        """ "has undertaken to help" promises."""
        found = super()._infinitive_outcome(index, inner_index, frames, depth)
        group, following = self.groups[index], self.groups[inner_index]
        if group.lemma in _PLEDGING and following.kind == INFINITIVE:
            return compose("agree", found, group.head)
        return found

    def names_target(self, group: Group, target: tuple[int, int]) -> bool:
        """ "called the envoy a liar": a noun right behind the one called."""
        low, end = self.words.low, target[1]
        if group.end != target[0] or end >= len(low):
            return False
        return low[end] in ("a", "an", '"', "“", "the") or bool(
            self.words.classes[end] & Class.ADJECTIVE
        )
