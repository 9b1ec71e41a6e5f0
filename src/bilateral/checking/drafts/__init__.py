"""A draft's reading and the record in, its claims with their verdicts and what is wrong out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bilateral.checking.drafts import problems
from bilateral.checking.drafts.claims import Check, Claim, Problem, Telling
from bilateral.checking.drafts.events import event_claims
from bilateral.checking.drafts.figures import Judged, claim_of, judged
from bilateral.checking.drafts.lookup import Lookup
from bilateral.checking.drafts.statuses import status_claims
from bilateral.checking.drafts.titles import title_claims
from bilateral.checking.figures import Judge
from bilateral.model import Reading
from bilateral.reading.annotate import annotate
from bilateral.reading.page import Page
from bilateral.record import Record

__all__ = ["Check", "Claim", "Problem", "Telling", "check"]


def check(reading: Reading, record: Record, day: str) -> Check:
    """What of a draft holds on `day` (ISO 8601), by the statistics and articles of `record`.

    The draft counts as told on `day`; articles published later, and copies of the draft itself,
    bear nothing out. All questions are put to one state of the record.
    """
    with record.one_state():
        return _checked(reading, record, day)


def _checked(reading: Reading, record: Record, day: str) -> Check:
    document = reading.document
    page = annotate(document)
    lookup = Lookup(record, document, day)
    judge = Judge(record, lookup.of_books)
    figures = [judged(figure, judge, lookup, day) for figure in reading.figures]
    figures, joined = problems.joined_books(document, figures)
    claims = [
        *(claim_of(item, lookup) for item in figures),
        *status_claims(reading, lookup, day),
        *event_claims(reading, lookup),
        *title_claims(reading, page, day),
    ]
    return Check(document, day, _in_order(claims), _all_problems(joined, figures, page, lookup))


def _in_order(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """In the order of their words, the title first."""
    return tuple(sorted(claims, key=lambda c: (c.evidence[0].field == "text", c.evidence[0].start)))


def _all_problems(
    joined: Iterable[Problem], figures: Sequence[Judged], page: Page, lookup: Lookup
) -> tuple[Problem, ...]:
    document = page.document
    found = [
        *joined,
        *problems.outdated(figures, document, lookup),
        *problems.between(figures, page),
        *problems.against_record(figures, document),
    ]
    return tuple(_once(found))


def _once(found: Iterable[Problem]) -> Iterator[Problem]:
    """Each problem once; what several figures of the draft say of one quantity is one, told in
    the words that name most tellings."""
    seen: dict[tuple[str, str, bool], Problem] = {}
    for problem in found:
        key = (problem.kind, _matter(problem), problem.serious)
        before = seen.get(key)
        if before is None:
            seen[key] = problem
            continue
        fullest = max(before, problem, key=lambda p: len(p.message))
        words = dict.fromkeys((*before.evidence, *problem.evidence))
        seen[key] = replace(fullest, evidence=tuple(words))
    yield from seen.values()


def _matter(problem: Problem) -> str:
    """What a contradiction is about, by how its sentence opens; others stand each for itself."""
    if problem.kind != "contradiction":
        return f"{problem.message} {problem.evidence}"
    return problem.message.partition(" told as ")[0]
