"""`bilateral add`: keep what these articles say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.cli.common import (
    AllowPrivateOption,
    Inputs,
    OutletOption,
    PublishedOption,
    RecordOption,
    check_day,
    line,
    progress,
    report_skips,
)

if TYPE_CHECKING:
    from bilateral.model import Document, Reading, Skip
    from bilateral.record import Record


def command(
    inputs: Inputs,
    record: RecordOption = None,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Read articles and keep them in the record, with everything they say.

    The same article twice is one document. It can be stopped at any moment and run again. A
    data set of bilateral bulk is taken in as it was read.
    """
    check_day(published)
    from bilateral.documents import load
    from bilateral.record import Record

    def items(source: str) -> Iterator[Document | Reading | Skip]:
        if _is_dataset(source):
            from bilateral.bulk.dataset import items_of

            yield from items_of(Path(source))
        else:
            yield from load(source, published=published, outlet=outlet, allow_private=allow_private)

    with Record(record) as kept:
        sources = list(_expanded(inputs))
        tally = keep(kept, sources, (item for source in sources for item in items(source)))
        line(tally.line(kept.name))
    report_skips(tally.skips)


def _expanded(inputs: Sequence[str]) -> Iterator[str]:
    """The inputs with the files of folders in their place; a data set stays one."""
    from bilateral.documents.counting import expand

    for source in inputs:
        yield from [source] if _is_dataset(source) else expand([source])


def _is_dataset(source: str) -> bool:
    from bilateral.bulk.dataset import is_dataset

    return is_dataset(Path(source))


@dataclass
class Tally:
    """What a run did."""

    counts: dict[str, int] = field(default_factory=dict)
    statements: int = 0
    skips: list[Skip] = field(default_factory=list)

    def line(self, record: str) -> str:
        """The run in one line for a person."""
        numbers = {"added": 0, **self.counts, "skipped": len(self.skips)}
        done = ", ".join(f"{n:,} {what}" for what, n in numbers.items() if n or what == "added")
        return f"{record}: {done}; {self.statements:,} statements read"


def keep(
    record: Record, sources: Sequence[str], items: Iterable[Document | Reading | Skip]
) -> Tally:
    """Read and keep the documents of these sources one after the other, with a progress bar."""
    tally = Tally()
    run = record.start_run(sources)
    with progress() as bar:
        task = bar.add_task("reading", total=_total(sources) if not bar.disable else None)
        for item in items:
            _keep_one(record, run, item, tally)
            bar.advance(task)
    record.finish_run(run)
    return tally


def _total(sources: Sequence[str]) -> int:
    from bilateral.documents.counting import expected

    return sum(expected(source) for source in sources)


def _keep_one(record: Record, run: int, item: Document | Reading | Skip, tally: Tally) -> None:
    """Keep one item; a document is read first, unless the record holds it as it would be read."""
    from bilateral.model import Reading, Skip
    from bilateral.reading import read
    from bilateral.record.store import Outcome

    if isinstance(item, Skip):
        record.skip(run, item)
        tally.skips.append(item)
        return
    document = item.document if isinstance(item, Reading) else item
    if record.up_to_date(document):
        record.count_unchanged(run)
        outcome = Outcome.UNCHANGED
    else:
        reading = item if isinstance(item, Reading) else read(document)
        outcome = record.add(reading, run)
        tally.statements += sum(1 for _ in reading.statements())
    tally.counts[outcome.value] = tally.counts.get(outcome.value, 0) + 1
