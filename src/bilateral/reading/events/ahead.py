"""A verb group in, an act that is still to come or that is denied out, though no "will" tells it.

"The president arrives in Hanoi on Sunday", "is due in Hanoi", "looks forward to welcoming him on
May 2", "denied that it had sent arms".
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from bilateral.knowledge.events import act_rules
from bilateral.language.dates import TimeSpan
from bilateral.language.inflection import Form
from bilateral.language.verbs import FINITE, GERUND, INFINITIVE, Group
from bilateral.reading.events import sifting
from bilateral.reading.events.acts import Analysis
from bilateral.reading.events.outcomes import SCHEDULED, Outcome, compose, outcome_of
from bilateral.reading.events.sifting import undertaking

DENIED = "deny"
NEAR = 8
_WEEK = timedelta(7)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DUE = ("be expected in", "be due in", "be expected at", "be due at")
_IS = frozenset(("is", "are", "'s", "’s"))
AWAITING = "look forward to"
_AWAITED = {
    "welcome": "events.reception",
    "host": "events.reception",
    "receive": "events.reception",
    "meet": "events.meeting",
    "meet with": "events.meeting",
    "visit": "events.visit",
    "travel to": "events.visit",
}


def told(
    analysis: Analysis, index: int, times: Callable[[], list[TimeSpan]], today: date | None
) -> Outcome | None:
    """What a group says is done, denied or still to come; `times` are those of its sentence."""
    found = denied(analysis, index)
    if found or today is None:
        return found or analysis.outcome(index) or undertaking(analysis, index)
    if analysis.groups[index].lemma == AWAITING:
        return awaited(analysis, index, times(), today)
    found = analysis.outcome(index) or undertaking(analysis, index)
    if found and _is_prepared(analysis, index, found):
        planned = compose("will", found, found.words[0])
        return planned._replace(group=found.group) if planned else found
    if found and in_present(analysis, found) and coming(found, times(), today):
        planned = compose("will", found, found.words[0])
        return planned._replace(group=found.group) if planned else found
    return found


def may_tell(analysis: Analysis, index: int, outcome: Outcome) -> bool:
    """Whether a group tells an act of its own, or one that is denied or awaited by its words."""
    marked = outcome.operators == (DENIED,) or analysis.groups[index].lemma == AWAITING
    marked = marked or _is_prepared(analysis, index, outcome)
    return marked or sifting.may_tell(analysis, index, outcome)


def _is_prepared(analysis: Analysis, index: int, outcome: Outcome) -> bool:
    """ "plans for Prime Minister Modi to visit": a visit for which there are plans."""
    group = analysis.groups[index]
    if group.kind != INFINITIVE or outcome.activity != "visit":
        return False
    before = analysis.words.low[max(0, group.first - PLANS_REACH) : group.first]
    return "for" in before and not _PLANS.isdisjoint(before)


PLANS_REACH = 8
_PLANS = frozenset(("plans", "plan", "arrangements", "preparations"))


def in_present(analysis: Analysis, outcome: Outcome) -> bool:
    """ "arrives on Sunday", "is due in Hanoi": an act with a day, told in the present tense."""
    group = outcome.group
    if group is None or group.kind != FINITE or group.future or outcome.operators:
        return False
    return outcome.activity in SCHEDULED and _is_present(analysis, group)


def coming(outcome: Outcome, times: list[TimeSpan], today: date) -> bool:
    """Whether an act told in the present has a day or a week of its own that is not over."""
    due = outcome.group is not None and outcome.group.lemma in _DUE
    return due or any(day_ahead(time, today) for time in times)


def _is_present(analysis: Analysis, group: Group) -> bool:
    first = analysis.words.low[group.first]
    if group.perfect or group.modal or group.passive:
        return group.lemma in _DUE and first in _IS
    if first in _IS:
        return True
    return group.form == Form.PRESENT


def day_ahead(time: TimeSpan, today: date) -> str | None:
    """The time where it may be read as still to come: a weekday is then the next one."""
    edtf = time.edtf or ""
    if time.text.lower().removeprefix("on ") in _WEEKDAYS and len(edtf) == 10:
        day = date.fromisoformat(edtf)
        ahead = day if day >= today else day + _WEEK
        return ahead.isoformat()
    return next((told for told in (edtf, *time.alternatives) if _is_ahead(told, today)), None)


def _is_ahead(edtf: str, today: date) -> bool:
    last = edtf.strip("[]").replace("/", ",").split(",")[-1].strip()
    return last[:1].isdecimal() and last >= today.isoformat()[: len(last)]


def awaited(analysis: Analysis, index: int, times: list[TimeSpan], today: date) -> Outcome | None:
    """ "looks forward to welcoming the king on May 2": a plan, where the day or place is told."""
    group = analysis.groups[index]
    if group.lemma != AWAITING or index + 1 >= len(analysis.groups):
        return None
    following = analysis.groups[index + 1]
    name = _AWAITED.get(following.lemma)
    near = following.first - group.end <= 1
    if name is None or not near:
        return None
    invited = following.lemma == "welcome" and "to" in analysis.words.low[following.end :]
    if not invited and not any(day_ahead(time, today) for time in times):
        return None
    rule = next((rule for rule in act_rules() if rule.name == name), None)
    found = compose("will", outcome_of(rule, ()), following.head) if rule else None
    analysis.used.add(index + 1)
    return found._replace(group=following) if found else None


def denied(analysis: Analysis, index: int) -> Outcome | None:
    """ "denied that it had sent arms", "denied sending arms": the act that is said not to be."""
    group = analysis.groups[index]
    before = analysis.groups[index - 1] if index else None
    if before is None or before.lemma != "deny" or group.first - before.end > NEAR:
        return None
    opens = analysis.words.low[before.end : before.end + 1] == ["that"]
    if not (opens or (group.kind == GERUND and group.first == before.end)):
        return None
    found = analysis.outcome(index)
    if found is None or group.kind == INFINITIVE or group.negated:
        return None
    analysis.used.add(index - 1)
    return found._replace(operators=(DENIED,), group=group)
