"""An act and what acts on it in (another verb, the future, a negation), what comes of it out."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bilateral.knowledge.events import ActRule, OperatorRule, operator_rules
from bilateral.language.verbs import Group


class Outcome(NamedTuple):
    """What a group says is done: `root` by PLOVER, `plv` the root in the older codebook.

    `operators` are those that acted on the act, the outermost first; `words` the indices of the
    words that decided; `inner` the rule of the act at the bottom.
    """

    rule: str
    root: str
    mode: str
    activity: str
    plv: str
    inner: ActRule | None
    words: tuple[int, ...]
    operators: tuple[str, ...] = ()
    group: Group | None = None


def outcome_of(rule: ActRule, words: tuple[int, ...]) -> Outcome:
    """The act of `rule`, told by `words`."""
    plv = rule.plv or rule.root
    return Outcome(rule.name, rule.root, rule.mode, rule.activity, plv, rule, words)


@cache
def _rule_for(operator: str, root: str, rule: str) -> OperatorRule | None:
    for candidate in operator_rules():
        if operator not in candidate.operators:
            continue
        if not candidate.of or root in candidate.of or rule in candidate.of:
            return candidate
    return None


def compose(operator: str, inner: Outcome | None, head: int) -> Outcome | None:
    """What becomes of `inner` under `operator`; without an inner act, of any act."""
    if operator == "told":
        return inner._replace(operators=("told", *inner.operators)) if inner else None
    rule = _rule_for(operator, inner.root if inner else "", inner.rule if inner else "")
    if rule is None:
        return inner
    words = (head, *inner.words) if inner else (head,)
    chain = (operator, *inner.operators) if inner else (operator,)
    act = inner.inner if inner else None
    if rule.root == "same":
        return inner._replace(rule=rule.name, operators=chain, words=words) if inner else None
    activity = rule.activity
    if rule.keep_activity and inner:
        activity = inner.activity
    plv = rule.plv or rule.root
    return Outcome(rule.name, rule.root, rule.mode, activity, plv, act, words, chain)


_LEAVING_OPEN = ("rule out", "exclude")


def with_tense(found: Outcome, group: Group) -> Outcome:
    """Future and negation act like verbs: "will not release" refuses."""
    if group.negated and group.lemma in _LEAVING_OPEN and found.inner:
        return compose("threaten", outcome_of(found.inner, found.words), group.head) or found
    if group.negated and (group.future or group.modal or not group.passive):
        refused = compose("refuse", found, group.first)
        return refused._replace(group=group) if refused else found
    if group.future:
        planned = compose("will", found, group.first)
        return planned._replace(group=group) if planned else found
    return found


SCHEDULED = frozenset(
    ("visit", "meeting", "call", "dialogue", "commemoration", "agreement_signed", "joint_activity")
)
"""Activities that have a day of their own when they are still to come."""
CANCELLING = ("cancel", "call off", "scrap", "postpone", "put off")


def state_of(outcome: Outcome) -> str:
    """Whether the act named by the words occurred, is planned, proposed, cancelled or denied."""
    group = outcome.group
    if group and group.negated and not (group.future or group.modal):
        return "denied"
    if group and group.lemma in CANCELLING:
        return "cancelled"
    first = outcome.operators[0] if outcome.operators else ""
    if first == "demand":
        return "proposed"
    if first == "will" or (first == "agree" and outcome.activity in SCHEDULED):
        return "planned"
    return "occurred"


def is_appointment(outcome: Outcome) -> bool:
    """ "is due to meet", "are expected to hold talks": who says so has it in the diary."""
    group = outcome.group
    return group is not None and group.lemma in _IN_THE_DIARY and outcome.activity in _KEPT_BY_DIARY


_IN_THE_DIARY = frozenset(
    ("be due", "be set", "be scheduled", "be slated", "be expected", "be to", "schedule", "arrange")
)
_KEPT_BY_DIARY = frozenset(("meeting", "visit", "call", "dialogue"))
