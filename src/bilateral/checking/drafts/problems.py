"""The judged figures of a draft in, what is wrong between them out: splices, stale ranks, false
sums and contradictions."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bilateral.checking import wording
from bilateral.checking.drafts.claims import Problem
from bilateral.checking.drafts.figures import Judged
from bilateral.checking.drafts.lookup import Lookup
from bilateral.checking.drafts.sums import false_sums
from bilateral.checking.splices import spliced, stale_ranks
from bilateral.checking.statistics.ranks import RANKS
from bilateral.checking.verdicts import HOLDS, MIRROR_ONLY, NO_DATA, STALE, Finding, Verdict
from bilateral.language.sentences import sentence_spans
from bilateral.model import Document, Evidence, Figure
from bilateral.reading.page import Page
from bilateral.record.findings import NOT_ALL, findings
from bilateral.record.findings import Finding as Told
from bilateral.record.quoting import place
from bilateral.record.series import figure_groups


def joined_books(
    document: Document, judged: Sequence[Judged]
) -> tuple[list[Judged], list[Problem]]:
    """The figures, those of a spliced comparison marked, and the splices. A comparison is what
    stands in one sentence."""
    starts = [start for start, _ in sentence_spans(document.text)]
    sentences: dict[tuple[str, int], list[int]] = defaultdict(list)
    for n, item in enumerate(judged):
        if item.figure.evidence:
            where = item.figure.evidence[0]
            number = bisect_right(starts, where.start) if where.field == "text" else 0
            sentences[where.field, number].append(n)
    out = list(judged)
    problems: list[Problem] = []
    for told_together in sentences.values():
        # The books of an earlier period bear nothing out of this one.
        members = [n for n in told_together if judged[n].verdict.verdict != STALE]
        verdicts, found = spliced([judged[n].verdict for n in members])
        for n, verdict in zip(members, verdicts, strict=True):
            out[n] = replace(judged[n], verdict=verdict)
        problems.extend(_splice(finding, verdicts) for finding in found)
    return out, problems


def _splice(finding: Finding, verdicts: Sequence[Verdict]) -> Problem:
    """The splice with the offices and vintages of both books."""
    of = {v.figure.id: v for v in verdicts}
    told = [r for f in finding.figures for r in of[f.id].reporters if r.verdict in HOLDS]
    return Problem(
        kind=finding.kind,
        evidence=_words(finding.figures),
        message=f"{finding.message} Sources: {wording.listed(map(wording.books, told))}.",
    )


def _words(figures: Iterable[Figure]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(e for figure in figures for e in figure.evidence))


def outdated(judged: Sequence[Judged], document: Document, lookup: Lookup) -> Iterator[Problem]:
    """Ranks that were true once: by official statistics, and where there are none by what the
    record tells of other times."""
    for item in judged:
        figure = item.figure
        if stale_ranks([item.verdict]):
            yield Problem(
                kind="stale_rank",
                evidence=_words([figure]),
                message=f"Told as of now, but {wording.message(item.verdict)}",
            )
        elif figure.measure in RANKS and item.verdict.verdict == NO_DATA:
            told = [(document, figure), *lookup.ranks(figure)]
            for found in _found(told, figure, ("stale_rank",)):
                yield _in_draft(found, document)


def between(judged: Sequence[Judged], page: Page) -> Iterator[Problem]:
    """False sums, and two values of one quantity, within the draft."""
    document = page.document
    told = [(document, item.figure) for item in judged]
    borne_out = _borne_out(judged)
    sums = list(false_sums(page))
    yield from sums
    for found in findings(figure_groups(told, {}), told):
        problem = _in_draft(found, document, borne_out)
        idle = found.kind == "false_sum" and any(_overlap(problem, s) for s in sums)
        if found.kind in ("contradiction", "false_sum") and not idle:
            yield problem


def _overlap(one: Problem, other: Problem) -> bool:
    return any(
        a.field == b.field and a.start < b.end and b.start < a.end
        for a in one.evidence
        for b in other.evidence
    )


def against_record(judged: Sequence[Judged], document: Document) -> Iterator[Problem]:
    """Values of the draft that articles of the record tell otherwise."""
    borne_out = _borne_out(judged)
    for item in judged:
        if item.told and item.figure.measure not in RANKS:
            told = [(document, item.figure), *item.told]
            for found in _found(told, item.figure, ("contradiction",)):
                yield _in_draft(found, document, borne_out)


def _found(
    told: Sequence[tuple[Document, Figure]], figure: Figure, kinds: Iterable[str]
) -> Iterator[Told]:
    """The findings of these kinds that stand on `figure`."""
    for found in findings(figure_groups(told, {}), told):
        if found.kind in kinds and any(f.id == figure.id for _, f in found.told):
            yield found


def _borne_out(judged: Iterable[Judged]) -> frozenset[str]:
    return frozenset(
        item.figure.id for item in judged if item.verdict.verdict in (*HOLDS, MIRROR_ONLY)
    )


def _in_draft(found: Told, document: Document, borne_out: frozenset[str] = frozenset()) -> Problem:
    own = [figure for d, figure in found.told if d.id == document.id]
    settled = found.kind == "contradiction" and all(f.id in borne_out for f in own)
    message = found.message.replace(place(document), "this draft")
    if settled:
        message = message.replace(NOT_ALL, "the books of two countries differ, say whose it is")
    return Problem(kind=found.kind, evidence=_words(own), message=message, serious=not settled)
