"""The view of a relationship in, the same with what official statistics find in its figures out.

The record alone compares what articles tell with each other. Here every comparison and every
rank is also held against the books: splices are found, ranks are placed in the time in which
they were true, and sums are added up from the words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from bilateral.checking.drafts.sums import false_sums
from bilateral.checking.figures import Judge
from bilateral.checking.splices import spliced
from bilateral.checking.statistics.ranks import RANKS
from bilateral.checking.verdicts import HOLDS, SPLICED, STALE, Verdict
from bilateral.checking.wording import books, listed, message
from bilateral.knowledge.sums import cues
from bilateral.language.edtf import bounds
from bilateral.model import Document, Evidence, Figure
from bilateral.reading.annotate import annotate
from bilateral.record import Record
from bilateral.record.arithmetic import in_one_sentence
from bilateral.record.findings import Finding, in_order
from bilateral.record.quoting import source
from bilateral.record.relationship import Relationship
from bilateral.record.series import Flow, flow

Telling = tuple[Document, Figure]


def checked(record: Record, view: Relationship) -> Relationship:
    """The view with its findings as statistics and sums bear them out.

    A rank that the books bear out is not stale, whatever articles told before it.
    """
    books_of = _Books(record, view)
    ranks = list(books_of.ranks())
    right = {v.figure.id for _, v in ranks if v.verdict in HOLDS}
    kept = [f for f in view.findings if not (f.kind == "stale_rank" and f.told[0][1].id in right)]
    found = [*books_of.splices(), *_stale(ranks), *_sums(books_of.told)]
    return replace(view, findings=in_order(_new(kept, found)))


def _new(kept: Sequence[Finding], found: Iterable[Finding]) -> Iterator[Finding]:
    """All findings; one of a figure that the record found already is not told twice."""
    have = {(f.kind, f.told[0][1].id) for f in kept}
    yield from kept
    yield from (f for f in found if (f.kind, f.told[0][1].id) not in have)


class _Books:
    """The figures of a view, and the books they can be held against."""

    def __init__(self, record: Record, view: Relationship) -> None:
        self.told: list[Telling] = [
            pair
            for group in view.figures
            for value in group.values
            for pair in zip(value.told_in, value.statements, strict=True)
        ]
        self._judge = Judge(record, lambda figure, period: self._beside[flow(figure), period])

    @cached_property
    def _beside(self) -> dict[tuple[Flow, str], list[Telling]]:
        found: dict[tuple[Flow, str], list[Telling]] = defaultdict(list)
        for document, figure in self.told:
            if figure.time_period:
                found[flow(figure), figure.time_period].append((document, figure))
        return found

    def ranks(self) -> Iterator[tuple[Document, Verdict]]:
        """What statistics say of each rank that is told as of now."""
        for document, figure in self.told:
            told = (document.published or "")[:10]
            if figure.measure in RANKS and not (figure.time_period or figure.as_of) and told:
                yield document, self._judge.judge(figure, told)

    def splices(self) -> Iterator[Finding]:
        """Comparisons of one article whose two ends are from two countries' books."""
        for document, figures in self._comparisons():
            verdicts = [self._judge.judge(f, document.published) for f in figures]
            whose = {v.figure.id: v for v in verdicts}
            for found in spliced([v for v in verdicts if v.verdict != STALE])[1]:
                told = [
                    r for f in found.figures for r in whose[f.id].reporters if r.verdict in HOLDS
                ]
                yield Finding(
                    SPLICED,
                    f"{source(document, found.figures[0])}: {found.message} "
                    f"Sources: {listed(map(books, told))}.",
                    tuple((document, f) for f in found.figures),
                )

    def _comparisons(self) -> Iterator[tuple[Document, tuple[Figure, Figure]]]:
        """Two levels of one flow and two periods, the earlier first, told in one sentence."""
        groups: dict[tuple[str, Flow, str], list[Telling]] = defaultdict(list)
        for document, f in self.told:
            if f.obs_value is not None and f.time_period and f.nature == "observed" and f.evidence:
                groups[document.id, flow(f), f.unit_measure].append((document, f))
        for group in groups.values():
            ordered = sorted(group, key=lambda t: (bounds(t[1].time_period)[0] or "", t[1].id))
            for n, (document, one) in enumerate(ordered):
                for _, other in ordered[n + 1 :]:
                    if one.time_period != other.time_period and _together(document, one, other):
                        yield document, (one, other)


def _together(document: Document, one: Figure, other: Figure) -> bool:
    same_field = one.evidence[0].field == other.evidence[0].field == "text"
    return same_field and in_one_sentence(document.text, one, other)


def _stale(ranks: Iterable[tuple[Document, Verdict]]) -> Iterator[Finding]:
    for document, verdict in ranks:
        if verdict.verdict == STALE:
            figure = verdict.figure
            yield Finding(
                "stale_rank",
                f"{source(document, figure)} tells it as of now, but {message(verdict)}",
                ((document, figure),),
            )


def _sums(told: Sequence[Telling]) -> Iterator[Finding]:
    """Totals that a sentence gives with their parts, added up from its own words."""
    figures: dict[str, list[Telling]] = defaultdict(list)
    for document, f in told:
        figures[document.id].append((document, f))
    for items in figures.values():
        document = items[0][0]
        text = document.text.casefold()
        if not any(cue in text for cue in cues(document.language or "en")):
            continue
        for problem in false_sums(annotate(document)):
            about = [t for t in items if _of_words(t[1], problem.evidence[0])]
            if about:
                head = source(document, about[0][1])
                said = problem.message.removeprefix("By the draft's own words ")
                yield Finding("false_sum", f"{head}: by its own words {said}", tuple(about))


def _of_words(figure: Figure, words: Evidence) -> bool:
    """Whether a figure stands in the words of a sum."""
    return any(
        e.field == words.field and e.start < words.end and words.start < e.end
        for e in figure.evidence
    )
