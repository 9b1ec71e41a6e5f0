"""The words of a promise in, whether it counts out: whether it concerns the other side, and is to
be done."""

from __future__ import annotations

import re

from bilateral.knowledge.commitments import Rule, words
from bilateral.reading.areas import fields
from bilateral.reading.commitments.found import Found, Reader
from bilateral.reading.commitments.subjects import Subject
from bilateral.reading.page import Page, Sentence


def counts(
    sentence: Sentence, rule: Rule, subject: Subject, content: int, end: int, reader: Reader
) -> bool:
    """Whether what is promised concerns the other side."""
    parties = set(reader.page.parties)
    if not parties.intersection(subject.sides):
        return False
    if "not" in sentence.text[max(0, content - 12) : content].split():
        return False
    if rule.takes == "modal":
        return True
    if rule.name == "commitments.agreed_that":
        return _binds(sentence, content, end, reader.page)
    if rule.takes in ("owned", "named") and rule.strength == "proposed":
        return _names_other(sentence, subject, reader.page)
    if rule.takes in ("owned", "named", "given") and not is_act(sentence.text[content:end]):
        return rule.takes == "given" and _names_other(sentence, subject, reader.page)
    is_plan = rule.joint == "hoped" or (rule.takes == "act" and rule.strength == "planned")
    if is_plan and (subject.joint or rule.takes == "act") and not reader.formal:
        addressed = _is_addressed(sentence.text[content:end], reader)
        return addressed or _concerns(sentence, subject, content, end, reader.page)
    if subject.joint or to_a_region(sentence, Found(rule, subject, 0, content, end)):
        return True
    if rule.takes in ("noun", "clause") or rule.name == "commitments.desire":
        return _names_other(sentence, subject, reader.page)
    return (
        reader.formal
        or _names_other(sentence, subject, reader.page)
        or bool(words("other_side").intersection(sentence.text[content:end].lower().split()))
        or _is_addressed(sentence.text[content:end], reader)
    )


def _is_addressed(content: str, reader: Reader) -> bool:
    """Whether the other side is spoken to ("committed to standing with you")."""
    return reader.turn is not None and _YOU.search(content) is not None


_YOU = re.compile(r"\byour?\b")


def _binds(sentence: Sentence, content: int, end: int, page: Page) -> bool:
    """Whether "agreed that ..." says what the sides will do, and not what they think."""
    text = sentence.text[content:end]
    if re.search(r"\b(?:will|would|should|must)\b", text) is None:
        return False
    opening = range(content, content + 50)
    if words("other_side").intersection(text.lower().split()):
        return True
    if any(m.start in opening and set(m.sides) & set(page.parties) for m in sentence.mentions):
        return True
    return _BOTH_FIRST.match(text) is not None


_BOTH_FIRST = re.compile(r"(?:they|both|the (?:two|leaders|parties|sides)|co-?operation)\b")


def is_act(content: str) -> bool:
    """Whether what one is committed to is to be done ("to building", "to share"), or is work
    together, and not a value ("to democracy")."""
    first = re.match(r"(?:\w+ly |also )?([a-z-]+)", content)
    if first is None:
        return False
    if first[1] in words("act_verb") or first[1].endswith("ing") or _TAKES_OBJECT.match(content):
        return True
    return bool(words("other_side").intersection(content.lower().split()[:6]))


_TAKES_OBJECT = re.compile(
    r"(?:\w+ly |also )?[a-z]{2,} (?:the|an?|its|their|his|her|our|all|more|new|free|another|each"
    r"|up|out|\$?\d[\d,.]*|[A-Z]\w+)\b"
)


def _concerns(sentence: Sentence, subject: Subject, content: int, end: int, page: Page) -> bool:
    """Whether the words of the promise themselves speak of the other side or of a field."""
    if words("other_side").intersection(sentence.text[content:end].lower().split()):
        return True
    if subject.joint:
        return bool(fields_within(sentence, content, end))
    rest = set(page.parties) - set(subject.sides)
    inside = (m for m in sentence.mentions if content <= m.start < end)
    return any(rest.intersection(mention.sides) for mention in inside)


def _names_other(sentence: Sentence, subject: Subject, page: Page) -> bool:
    """Whether the sentence names another party than the subject."""
    named = {side for mention in sentence.mentions for side in mention.sides}
    return bool((named & set(page.parties)) - set(subject.sides))


_REGION = re.compile(
    r"\b(?:for|to|in|across|on) (?:the |all |least[- ]developed )?(?:[A-Z]?[a-z-]+ ){0,2}?"
    r"(?:Africa|African|Asia|Latin America|Caribbean|Pacific|continent|region|developing"
    r"|Global South|low-income|least[- ]developed|island (?:states|nations|countries))\b"
    r"|^(?:the )?(?:Africa|African (?:states|nations|countries)|Latin America) "
)


def to_a_region(sentence: Sentence, found: Found) -> bool:
    """Whether a continent or a group of countries is promised something, and no side by name."""
    if found.subject.joint or found.rule.name not in _GIVING:
        return False
    inside = (m for m in sentence.mentions if found.content <= m.start < found.end)
    if any(set(m.sides) - set(found.subject.sides) for m in inside):
        return False
    return _REGION.search(sentence.text[found.content : found.end]) is not None


_GIVING = ("commitments.pledged", "commitments.offered", "commitments.given")


def fields_within(sentence: Sentence, start: int, end: int, named_forums: bool = True) -> list[str]:
    """The codes between the offsets; a forum called by its name is where, not what."""
    inside = (x for x in fields(sentence, 2) if start <= x.start and x.end <= end)
    return [
        code
        for span in inside
        for code in span.codes
        if named_forums or code != "multilateral" or sentence.text[span.start].islower()
    ]
