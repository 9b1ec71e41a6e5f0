"""A page in a language that is read by frames in, what its parties promised or want done out."""

from __future__ import annotations

import re

from bilateral.knowledge.areas import TERM, terms
from bilateral.knowledge.frames import COMMITMENT, NOTHING, STATUS, CommitmentRule, commitment_rules
from bilateral.knowledge.matching import Match
from bilateral.model import Commitment
from bilateral.reading.frames.roles import Line, Side
from bilateral.reading.page import Page

SHORTEST = 2
_END = re.compile(r"[.;!?]?\s*$")


def read_commitments(page: Page, language: str) -> list[Commitment]:
    """The commitments of `page`, in the order of the words; a title promises nothing."""
    out: list[Commitment] = []
    for sentence in page.sentences:
        if sentence.field == "text" and sentence.of_kind(COMMITMENT):
            found = _in_line(Line(page, sentence, language))
            if found:
                out.append(found)
    return out


def _in_line(line: Line) -> Commitment | None:
    """The first promise of a sentence: what stands behind it is what is promised."""
    names = [(m.start, m.end) for m in line.mentions if m.kind in ("person", "office")]
    for match in line.sentence.of_kind(COMMITMENT):
        if match.key == NOTHING or any(s < match.end and match.start < e for s, e in names):
            continue
        rule = commitment_rules(line.language)[match.key]
        found = _commitment(line, match, rule)
        if found:
            return found
    return None


def _commitment(line: Line, match: Match, rule: CommitmentRule) -> Commitment | None:
    if rule.only_before and not _follows(line.text, match.end, rule.only_before):
        return None
    if line.is_after(match.start, "negation"):
        return None
    subject = line.subject(match.start)
    if subject is None or not set(subject.sides) <= set(line.page.parties):
        return None
    to = _to(line, match, subject)
    start, end = _content(line, match, to)
    content = line.text[start:end]
    if to is None or len(content.split()) < SHORTEST or _is_status(line, start):
        return None
    due = _due(line, start, end)
    return Commitment(
        evidence=(line.sentence.evidence(min(subject.start, match.start), end),),
        rule=rule.name,
        strength=rule.strength,
        by=subject.sides,
        to=to.sides,
        content=content,
        areas=_areas(line, start, end),
        due=due[0] if due else None,
        due_text=due[1] if due else None,
    )


def _follows(text: str, end: int, words: tuple[str, ...]) -> bool:
    after = text[end:].lstrip().lower()
    after = after.removeprefix("tiếp tục").lstrip()
    return any(after.startswith(word) for word in words)


def _to(line: Line, match: Match, subject: Side) -> Side | None:
    """Whom it is promised to: the other party, or of both together both."""
    if subject.both or len(subject.sides) > 1:
        return Side(subject.sides, (), match.end, match.end)
    target = line.object(match.end, subject)
    if target and set(target.sides) <= set(line.page.parties):
        return target
    other = line.other(subject.sides)
    return Side(other, (), match.end, match.end) if len(other) == 1 else None


def _content(line: Line, match: Match, to: Side | None) -> tuple[int, int]:
    """Where the words of what is promised begin and end."""
    start = match.end
    if to and to.start > match.end and not line.text[match.end : to.start].strip():
        start = to.end
    for use in ("urging", "content_head") if start > match.end else ("content_head",):
        further = line.words.at(line.text, start, use)
        start = further if further is not None else start
    while start < len(line.text) and line.text[start] in " ,:":
        start += 1
    _, end = line.clause(match.start)
    end_of = _END.search(line.text, 0, end)
    return start, max(start, end_of.start() if end_of else end)


def _is_status(line: Line, start: int) -> bool:
    """Whether what is agreed is a status, which is a statement of its own."""
    return any(0 <= m.start - start < 40 for m in line.sentence.of_kind(STATUS))


def _areas(line: Line, start: int, end: int) -> tuple[str, ...]:
    known = terms(line.language)
    found = [
        code
        for m in line.sentence.of_kind(TERM)
        if start <= m.start and m.end <= end
        for code in known[m.key].codes
    ]
    return tuple(dict.fromkeys(found))


def _due(line: Line, start: int, end: int) -> tuple[str | None, str] | None:
    """The time by which it is to be done."""
    for time in line.times:
        if start <= time.start and time.end <= end:
            by = line.words.before(line.text, time.start, "due") or time.kind == "by"
            if by:
                return time.edtf, time.text
    return None
