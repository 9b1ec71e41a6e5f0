"""An act as its words name it in, the act as an article tells it out, or None where it is none.

A table of sentences gives both sides beforehand; in an article a sentence may name an act that no
side does to the other. What is promised about a measure is a pledge, and what two sides do
together is not turned against either of them.
"""

from __future__ import annotations

from bilateral.knowledge.events import act_rules
from bilateral.language.verbs import FINITE, GERUND, INFINITIVE, PARTICIPLE, Group
from bilateral.language.words import Class
from bilateral.reading.events.acts import Analysis
from bilateral.reading.events.idle import CONDITION
from bilateral.reading.events.outcomes import Outcome, compose, is_appointment, outcome_of
from bilateral.reading.events.roles import Parts
from bilateral.reading.events.sides import Clause, Placed

DIRECT_REACH = 5
FIRST_REACH = 10
MET_REACH = 4
TASK_REACH = 14
RELEASE_REACH = 6
FAR = 9
CODER = "coder"
"""Scope of rules for words that are an act only where the two sides are given."""
_AGAINST = frozenset(
    ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
)
_PLEDGE, _UNDERTAKING = "events.pledge", "events.undertaking"
_CHANCES = frozenset(("opportunities", "opportunity", "ways", "possibility", "possibilities"))
_RECOGNISED = "events.recognised"
_MERITS = frozenset(
    ("importance", "contributions", "role", "need", "value", "efforts", "leadership", "progress")
)
_ARMED_WORDS = "missile missiles strike strikes bomb bombs rocket rockets drone drones shell shells"
_ARMED = frozenset(_ARMED_WORDS.split())
_TOLD = frozenset(
    ("update", "updates", "briefing", "overview", "readout", "information", "details")
)
_PUNISHING = frozenset(("sanctions", "sanction", "evade", "oligarchs", "designations", "treasury"))
_PUNISH = "events.punishment_urged"
_WILLING, _REAFFIRMED = "events.willingness", "events.reaffirmation"
_PROMISED = frozenset(("events.concession_promised", "events.threat_implied"))
_STATEMENTS = frozenset(
    ("events.reaffirmation", "events.support_voiced", "events.praise", "events.congratulated")
)
_ASIDE = frozenset(("statement", "condolence", "commemoration", "agreement_signed", "accusation"))
_SAID_TO = frozenset(("proposal", "condolence", "statement", "accusation"))
_VOICED = frozenset(("events.concern_voiced",))
_THINGS_MET = """
    obligation obligations goal goals target targets need needs demand demands challenge challenges
    deadline deadlines criteria criterion requirement requirements standard standards commitment
    commitments expectation expectations objective objectives moment conditions condition quota
    threshold costs
"""
_MET_THINGS = frozenset(_THINGS_MET.split())
_GETTING = frozenset(("get", "got", "getting", "receive", "received", "receiving", "enjoy", "need"))


def may_tell(analysis: Analysis, index: int, outcome: Outcome) -> bool:
    """Whether a group tells an act of its own, not a wish or a part of another."""
    group = analysis.groups[index]
    wished = "wish" in operators_of(analysis, group) and not is_appointment(outcome)
    if (group.possible and not group.negated) or wished:
        return False
    if outcome.operators[:1] == ("told",) or _denied(outcome):
        return False
    if group.kind == FINITE:
        return not _is_hoped(analysis, index)
    if group.kind == INFINITIVE:
        return _infinitive_tells(analysis, index, outcome)
    low = analysis.words.low
    if group.kind == PARTICIPLE:
        told = outcome.activity != "dialogue" and outcome.root != "REQUEST"
        return told and low[group.end : group.end + 1] == ["by"]
    before = low[group.first - 1] if group.first else ""
    if group.kind != GERUND or before in _UNDER:
        return False
    return outcome.activity in _ASIDE and not _repeats(analysis, index, outcome)


# "cooperation on encouraging trade", "including implementing treaties": part of something else.
_DECIDED = frozenset(
    ("decision", "move", "announcement", "offer", "gesture", "proposal", "step", "invitation")
)
_OURS = frozenset(("commitment", "commitments", "determination", "resolve", "support"))
_UNDER = frozenset(
    ("of", "on", "to", "about", "including", "from", "through", "toward", "towards", "regarding")
)


def operators_of(analysis: Analysis, group: Group) -> frozenset[str]:
    """What the verb of a group does to other acts."""
    frames = analysis.lexicon.frames.get(group.lemma)
    return frames.operators if frames else frozenset()


def _denied(outcome: Outcome) -> bool:
    """Something that did not happen is no event; a refusal is one."""
    group = outcome.group
    return bool(group and group.negated and not group.future and not group.modal)


def _is_hoped(analysis: Analysis, index: int) -> bool:
    """ "hopes that both will": what is wished for is no act."""
    before = next((g for g in analysis.groups[index - 1 :: -1] if g.kind == FINITE), None)
    if index == 0 or before is None or analysis.words.low[before.end : before.end + 1] != ["that"]:
        return False
    return "wish" in operators_of(analysis, before)


def _infinitive_tells(analysis: Analysis, index: int, outcome: Outcome) -> bool:
    """ "phoned him to congratulate": what a call or a meeting is for; "is the first to visit"."""
    if outcome.activity == "visit":
        first = analysis.groups[index].first
        return "first" in analysis.words.low[max(0, first - FIRST_REACH) : first]
    before = analysis.outcome(index - 1) if index else None
    spoken = outcome.activity in ("condolence", "statement")
    return bool(spoken and before and before.root == "CONSULT")


def _repeats(analysis: Analysis, index: int, outcome: Outcome) -> bool:
    """ "thanked Oman for ... encouraging talks": part of what is thanked for."""
    before = analysis.outcome(index - 1) if index else None
    return bool(before and before.root == outcome.root == "SUPPORT")


def as_reception(outcome: Outcome, clause: Clause, analysis: Analysis) -> Outcome:
    """ "welcomed Prime Minister Fiala to the White House": a guest is received."""
    group = outcome.group
    ahead = outcome.operators == ("will",)
    if group is None or group.lemma != "welcome" or group.passive:
        return outcome
    if outcome.operators and not ahead:
        return outcome
    guest = next((m for m in clause.objects if m.start >= group.end), None)
    if guest is None or guest.start - group.end > 2 or guest.mention.kind not in _GUESTS:
        return outcome
    if analysis.words.low[guest.end : guest.end + 1] != ["to"] or guest.mention.possessive:
        return outcome
    rule = next((r for r in act_rules() if r.name == _RECEPTION), None)
    if rule is None:
        return outcome
    received = outcome_of(rule, outcome.words)
    if _to_the_land(clause, guest):
        received = received._replace(activity="visit")
    found = compose("will", received, group.first) if ahead else received
    return found._replace(group=group) if found else outcome


def _to_the_land(clause: Clause, guest: Placed) -> bool:
    """ "welcomed him to Norway": the visit begins; to a house, they meet."""
    behind = next((m for m in clause.objects if m.start >= guest.end), None)
    if behind is None or behind.start - guest.end > 2:
        return False
    return behind.mention.kind == _LAND and not behind.mention.possessive


_RECEPTION = "events.reception"
_GUESTS = frozenset(("person", "office"))
_LAND = "country"


def is_only_announced(outcome: Outcome) -> bool:
    """ "will discuss", "will reaffirm": what will be talked about is no act of its own."""
    inner = outcome.inner
    if inner is None or outcome.operators != ("will",):
        return False
    return inner.scope == CODER or inner.name in _STATEMENTS


def undertaking(analysis: Analysis, index: int) -> Outcome | None:
    """ "will deepen cooperation with", "will deliver freezers to": a deed to come that is no act
    of its own in the lexicon."""
    group = analysis.groups[index]
    if not group.future or group.modal != "will" or group.negated or group.passive:
        return None
    if group.kind != FINITE or "undertake" not in operators_of(analysis, group):
        return None
    found = compose("undertake", None, group.head)
    return found._replace(group=group) if found else None


def as_told(outcome: Outcome, parts: Parts, clause: Clause, analysis: Analysis) -> Outcome | None:
    """What an article that says so tells as done."""
    group = outcome.group
    jointly = not parts.recipient
    outcome = _as_measure(outcome, analysis)
    if outcome.rule in _CASES and not _is_own_verb(outcome):
        return None
    if outcome.rule in _PROMISED and (jointly or outcome.root == "CONCEDE"):
        return _pledged(outcome)
    if jointly and (outcome.root in _AGAINST or outcome.rule == "events.troops_withdrawn"):
        return None
    if group is None:
        return outcome
    acting = operators_of(analysis, group)
    if _is_of_others(outcome, parts, clause, analysis) or _is_figurative(outcome, group, analysis):
        return None
    if outcome.root == "AID" and "announce" in acting:
        return _pledged(outcome)
    behind = analysis.words.low[group.end : group.end + 4]
    if group.lemma == "look into" and not _CHANCES.isdisjoint(behind):
        return None
    if outcome.rule == _RECOGNISED and not _MERITS.isdisjoint(behind):
        return outcome._replace(rule="events.praise", activity="statement")
    if outcome.rule == _RECOGNISED and behind[:1] == ["that"]:
        return None
    if group.lemma == "target" and _ARMED.isdisjoint(analysis.words.low):
        if _PUNISHING.isdisjoint(analysis.words.low):
            return None
        return outcome._replace(rule="events.sanctions", root="SANCTION", activity="sanction")
    if outcome.root == "AID" and not _is_given(outcome, parts, clause, analysis):
        return None
    if outcome.rule == _PUNISH and _against_a_third(outcome, parts, clause):
        return outcome._replace(rule="events.request", root="REQUEST", mode="", activity="proposal")
    if outcome.rule == _WILLING and "interest" in analysis.words.low[group.end : group.end + 5]:
        return outcome._replace(rule=_REAFFIRMED, root="SUPPORT", activity="statement")
    if outcome.rule == _PLEDGE and "outlook" in acting and outcome.inner is None:
        return None
    if outcome.rule == _UNDERTAKING and not (jointly or _names(clause, parts)):
        return None
    if outcome.root == "SUPPORT" and not jointly and _says_i(clause) and not _names(clause, parts):
        return None
    greets = group.lemma.startswith(("be ", "welcome", "hail", "encourage", "note", "celebrate"))
    if outcome.root == "SUPPORT" and greets and not jointly and not _names(clause, parts):
        return outcome if _DECIDED.intersection(behind[:3]) else None
    if outcome.activity in _SAID_TO and _is_elsewhere(outcome, parts, clause, analysis):
        return None
    return outcome


def as_promise(outcome: Outcome) -> Outcome:
    """ "committed to protect the rights of workers": a promise to the other side, whatever of."""
    if outcome.root != "AGREE" or outcome.operators[:1] != ("agree",) or outcome.group is None:
        return outcome
    return outcome._replace(activity="pledge")


def _says_i(clause: Clause) -> bool:
    """ "I thanked the general": what one person's statement says of whoever it names."""
    first = clause.subject[0].mention if clause.subject else None
    return first is not None and first.kind == "pronoun" and first.text.lower() in ("i", "we")


def _is_own_verb(outcome: Outcome) -> bool:
    """ "brought a case", but not "confirmed a case", where the verb only tells of the noun."""
    group, inner = outcome.group, outcome.inner
    return group is None or inner is None or group.lemma in inner.verbs


def _as_measure(outcome: Outcome, analysis: Analysis) -> Outcome:
    """ "will sanction three stations": a sanction is set when it is announced; "banned the import
    of oil": what is kept from being sold is a sanction and no arrest."""
    inner, group, low = outcome.inner, outcome.group, analysis.words.low
    announced = outcome.rule == "events.threat_implied" and outcome.operators == ("will",)
    if announced and inner and inner.root == "SANCTION" and CONDITION.isdisjoint(low):
        return outcome._replace(
            rule=inner.name, root=inner.root, mode=inner.mode, activity=inner.activity
        )
    behind = low[group.end : group.end + FIRST_REACH] if group else []
    if outcome.rule == "events.restriction" and not _GOODS.isdisjoint(behind):
        return outcome._replace(root="SANCTION", mode="discontinue", activity="trade_measure")
    return outcome


_CASES = frozenset(("events.lawsuit",))
_GOODS = frozenset(("import", "imports", "export", "exports", "sale", "sales", "purchases"))


def _is_of_others(outcome: Outcome, parts: Parts, clause: Clause, analysis: Analysis) -> bool:
    """ "raised concerns about the conflict in Sudan": voiced to the other side, not against it."""
    if outcome.rule not in _VOICED or outcome.group is None:
        return False
    low = analysis.words.low
    raised = outcome.group.lemma == "raise" and outcome.group.kind == FINITE
    if raised and not any(m.sides for m in clause.objects):
        return not clause.subject or clause.subject[0].mention.kind not in _VOICES
    for mention in clause.objects:
        if mention.start < outcome.group.end or not set(mention.sides) & set(parts.recipient):
            continue
        before = low[max(0, mention.start - 3) : mention.start]
        if not {"with", "to"}.intersection(before):
            return False
    return True


_VOICES = frozenset(("person", "office", "pronoun", "both"))


def _is_noun(analysis: Analysis, group: Group) -> bool:
    """ "U.S. exports to the EU were", "a committed partner", "task force": no verb."""
    low = analysis.words.low
    if group.lemma == "commit" and low[group.end : group.end + 1] and low[group.end] in _FRIENDS:
        return True
    if any(low[i : i + 2] == ["task", "force"] for i in range(group.end, group.end + TASK_REACH)):
        return analysis.lexicon.frames[group.lemma].default is None
    if low[group.first] in _BARE and low[group.end : group.end + 1] == [","]:
        return True
    if low[group.first] in _MASSES and _goes_on(analysis, group):
        return True
    if low[group.first].endswith("ed") and low[group.first - 1] in ("or", "and"):
        return bool(group.first > 1 and analysis.words.classes[group.first - 2] & Class.ADJECTIVE)
    if low[group.first] not in _PLURALS or group.end - group.first > 1:
        return False
    later = next((g for g in analysis.groups if g.first >= group.end and g.kind == FINITE), None)
    if later is None:
        return False
    classes = analysis.words.classes[group.end : later.first]
    return not any(bits & _PARTING for bits in classes)


def _goes_on(analysis: Analysis, group: Group) -> bool:
    """ "U.S. forces in Korea", "US sanctions relief": a noun and no verb, by what stands behind."""
    words = analysis.words
    if group.end - group.first > 1 or group.end >= len(words):
        return group.end >= len(words)
    bits = words.classes[group.end]
    verb = any(g.first == group.end and g.kind == FINITE for g in analysis.groups)
    return verb or words.low[group.end] in _HEADS or bool(bits & (Class.PREPOSITION | Class.STOP))


_MASSES = frozenset(
    (
        "forces",
        "sanctions",
        "stations",
        "threats",
        "protests",
        "strikes",
        "reforms",
        "bans",
        "reports",
        "patrols",
        "deals",
        "tariffs",
        "supports",
        "arms",
        "troops",
        "rallies",
    )
)
_HEADS = frozenset(
    (
        "relief",
        "regime",
        "list",
        "package",
        "policy",
        "evasion",
        "waiver",
        "waivers",
        "designations",
    )
)


def _is_far(outcome: Outcome, group: Group) -> bool:
    """ "underscored our commitment to provide the tools necessary to restore security"."""
    told = outcome.words[-1] - group.end if outcome.words else 0
    return told > FAR and not outcome.operators and outcome.root in _FAR_ROOTS


_PAPERS = frozenset(
    (
        "statement",
        "statements",
        "report",
        "reports",
        "data",
        "figures",
        "plan",
        "guidelines",
        "text",
    )
)
_FAR_ROOTS = _AGAINST | {"CONCEDE", "RETREAT", "AID"}
_FRIENDS = frozenset(("partner", "partners", "ally", "allies", "friend", "friends", "member"))
_BARE = frozenset(("demand", "support", "trade", "aid", "visit", "help", "exports", "imports"))
_PLURALS = frozenset(("exports", "imports", "attacks", "trades", "purchases", "loans", "supplies"))
_PARTING = int(Class.AND | Class.COMMA | Class.BUT | Class.SUBORDINATOR | Class.RELATIVE)


def _against_a_third(outcome: Outcome, parts: Parts, clause: Clause) -> bool:
    """ "asked Chile to condemn Russia": of the other side only something is asked."""
    last = max(outcome.words)
    return any(
        m.start > last and m.sides and not set(m.sides) & set(parts.recipient)
        for m in clause.objects
    )


def _is_figurative(outcome: Outcome, group: Group, analysis: Analysis) -> bool:
    """ "are meeting that obligation", "looked forward to", "get support from", "a committed
    partner", "the task force", a deed that stands far off in what is said."""
    if _is_noun(analysis, group) or _is_far(outcome, group):
        return True
    behind = analysis.words.low[group.end : group.end + MET_REACH]
    if not _IDIOMS.get((group.lemma, outcome.root), frozenset()).isdisjoint(behind):
        return True
    if outcome.rule == "events.meeting" and not _MET_THINGS.isdisjoint(behind):
        return "with" not in behind
    low = analysis.words.low
    if outcome.words and low[outcome.words[0]].startswith("look") and outcome.root == "AGREE":
        return low[outcome.words[0] + 1 : outcome.words[0] + 2] == ["forward"]
    if outcome.rule == "events.release" and not _PAPERS.isdisjoint(
        analysis.words.low[group.end : group.end + RELEASE_REACH]
    ):
        return True
    return outcome.rule == "events.support_voiced" and not _GETTING.isdisjoint(
        analysis.words.low[group.first : group.end + 2]
    )


# "committed violations", "took positions", "advanced an agenda": no promise, seizure or new rung.
_CRIMES = """
    violations crimes crime atrocities abuses genocide suicide murder massacres offences offenses
    fraud errors mistakes aggression
"""
_TAKEN = "position positions step steps measures action actions note office stock pride sides"
_IDIOMS = {
    ("commit", "AGREE"): frozenset(_CRIMES.split()),
    ("take", "ASSAULT"): frozenset(_TAKEN.split()),
    ("advance", "SUPPORT"): frozenset(("agenda",)),
}


def _is_given(outcome: Outcome, parts: Parts, clause: Clause, analysis: Analysis) -> bool:
    """Whether help goes to the other side, and is no "update from" it."""
    low = analysis.words.low
    behind = outcome.group.end if outcome.group else max(outcome.words)
    if not _TOLD.isdisjoint((*low[behind : behind + 3], *low[max(outcome.words) :][:4])):
        return False
    there = [m for m in clause.objects if set(m.sides) & set(parts.recipient)]
    return not there or any(low[m.start - 1] not in ("from", "of") for m in there)


def _pledged(outcome: Outcome) -> Outcome:
    return outcome._replace(rule=_PLEDGE, root="AGREE", mode="", activity="pledge")


def _names(clause: Clause, parts: Parts) -> bool:
    """Whether the clause itself names the other side."""
    return any(set(m.sides) & set(parts.recipient) for m in clause.objects)


def _is_elsewhere(outcome: Outcome, parts: Parts, clause: Clause, analysis: Analysis) -> bool:
    """ "called on Congress", "urged Russia", "pushed African states": said to someone else.

    The other side is then not named in the clause, and another stands right behind the verb."""
    group = outcome.group
    if group is None or _names(clause, parts):
        return False
    if not parts.recipient and _OURS.intersection(analysis.words.low[group.end : group.end + 3]):
        return False
    if outcome.rule == "events.request" and "press" in operators_of(analysis, group):
        return True
    classes = analysis.words.classes
    direct = next((m for m in clause.objects if m.start >= group.end), None)
    return (
        direct is not None
        and direct.start - group.end <= DIRECT_REACH
        and direct.mention.kind != "pronoun"
        and not direct.mention.possessive
        and not any(classes[i] & Class.PREPOSITION for i in range(group.end, direct.start))
    )
