"""The judged figures of a draft in, what is wrong between them out: splices, stale ranks, false
sums and contradictions."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bilateral.checking.drafts.claims import Problem
from bilateral.checking.drafts.figures import Judged
from bilateral.checking.drafts.lookup import Lookup
from bilateral.checking.splices import spliced, stale_ranks
from bilateral.checking.statistics.ranks import RANKS
from bilateral.checking.verdicts import HOLDS, MIRROR_ONLY, NO_DATA, Finding
from bilateral.language.sentences import sentence_spans
from bilateral.model import Document, Evidence, Figure
from bilateral.record.findings import Finding as Told
from bilateral.record.findings import findings
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
    out, problems = list(judged), []
    for members in sentences.values():
        verdicts, found = spliced([judged[n].verdict for n in members])
        for n, verdict in zip(members, verdicts, strict=True):
            out[n] = replace(judged[n], verdict=verdict)
        problems.extend(map(_of_finding, found))
    return out, problems


def _of_finding(finding: Finding) -> Problem:
    words = (e for figure in finding.figures for e in figure.evidence)
    return Problem(kind=finding.kind, evidence=tuple(dict.fromkeys(words)), message=finding.message)


def outdated(judged: Sequence[Judged], document: Document, lookup: Lookup) -> Iterator[Problem]:
    """Ranks that were true once: by official statistics, and where there are none by what the
    record tells of other times."""
    yield from map(_of_finding, stale_ranks([item.verdict for item in judged]))
    for item in judged:
        figure = item.figure
        if figure.measure in RANKS and item.verdict.verdict == NO_DATA:
            told = [(document, figure), *lookup.ranks(figure)]
            for found in _found(told, figure, ("stale_rank",)):
                yield _in_draft(found, document)


def between(judged: Sequence[Judged], document: Document) -> Iterator[Problem]:
    """False sums, and two values of one quantity, within the draft."""
    told = [(document, item.figure) for item in judged]
    borne_out = _borne_out(judged)
    for found in findings(figure_groups(told, {}), told):
        if found.kind in ("false_sum", "contradiction"):
            yield _in_draft(found, document, borne_out)


def against_record(judged: Sequence[Judged], document: Document) -> Iterator[Problem]:
    """Values of the draft that articles of the record tell otherwise."""
    borne_out = _borne_out(judged)
    for item in judged:
        if item.told and not item.figure.measure in RANKS:
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
    words: Iterable[Evidence] = (e for figure in own for e in figure.evidence)
    settled = found.kind == "contradiction" and all(f.id in borne_out for f in own)
    return Problem(
        kind=found.kind,
        evidence=tuple(dict.fromkeys(words)),
        message=found.message,
        serious=not settled,
    )
