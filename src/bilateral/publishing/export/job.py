"""One export under way: what a format writes from, and where it counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bilateral.publishing.export.documents import Documents
from bilateral.publishing.export.selection import Selection
from bilateral.publishing.export.source import Item, Source
from bilateral.publishing.export.tally import Tally
from bilateral.record import Record
from bilateral.record.entries import Entry
from bilateral.record.follow_up import Followed
from bilateral.record.following import followed
from bilateral.record.indexing import Pair


@dataclass(frozen=True, slots=True)
class Job:
    """The selected part of a record for a format to write.

    `rules` is the version of the rules of this program, `content_date` the day of the latest
    article of the selection (or the day that was asked for): the only clock a file may show.
    """

    selection: Selection
    source: Source
    tally: Tally
    rules: str
    content_date: str | None
    record: Record

    @property
    def documents(self) -> Documents:
        return self.source.documents

    def items(self, kind: str) -> Iterator[Item]:
        """The entries of a kind; none where the kind is not asked for."""
        if self.selection.wanted((kind,)):
            yield from self.source.items(kind)

    def became(self, items: Sequence[Item]) -> dict[str, Followed]:
        """What became, until the content date, of these plans and promises, by their names."""
        by_pair: dict[Pair, list[Entry[Any]]] = defaultdict(list)
        for item in items:
            if item.pairs:
                by_pair[item.pairs[0]].append(item.entry)
        day = self.content_date or "9999-12-31"
        out: dict[str, Followed] = {}
        for pair, entries in by_pair.items():
            out |= followed(self.record, pair, entries, day)
        return out

    def leave_out(self, item: Item, reason: str) -> None:
        """Count an entry that the format cannot hold."""
        self.tally.leave_out(item.statement.kind, reason)

    def wrote(self, item: Item, rows: str = "", count: int = 1) -> None:
        """Count an entry that stands in the file, in `count` rows of what is called `rows`."""
        self.tally.written[item.statement.kind] += 1
        if rows:
            self.tally.rows[rows] += count
