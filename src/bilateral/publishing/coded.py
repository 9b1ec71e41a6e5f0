"""A table of sentences in, the same rows with the code of each sentence out.

An input column whose name an added one takes becomes `input_<name>`; nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bilateral.errors import BilateralError
from bilateral.model import Skip
from bilateral.publishing.tables import BadLine, Row, TableReader, Types
from bilateral.reading.coding import PLOVER, Coding, code_sentence, find_sides

SENTENCE, SOURCE, TARGET = "sentence", "source", "target"
ADDED: Types = {
    "event_type": "VARCHAR",
    "mode": "VARCHAR",
    "quad_code": "BIGINT",
    "state": "VARCHAR",
    "rule": "VARCHAR",
    "words": "VARCHAR",
}
"""The columns that coding adds, with their types."""


@dataclass
class CodedTable:
    """The rows of `reader`, coded; how many there were of each root is counted as they pass.

    Raises `BilateralError` where the table has no column `sentence`.
    """

    reader: TableReader
    codebook: str = PLOVER
    abstain: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    skips: list[Skip] = field(default_factory=list)

    def __post_init__(self) -> None:
        names = self.reader.types
        if SENTENCE not in names:
            raise BilateralError(
                f"there is no column {SENTENCE!r}, only {', '.join(names) or 'none'}",
                where=f"{self.reader.path}:1",
                next_step="Name the column that holds the sentences so",
            )
        self.finds_sides = SOURCE not in names and TARGET not in names
        added = {**({SOURCE: "VARCHAR", TARGET: "VARCHAR"} if self.finds_sides else {}), **ADDED}
        self.renamed = _renamed(names, added)
        self.types = {self.renamed.get(name, name): kind for name, kind in names.items()} | added

    def rows(self) -> Iterator[Row]:
        """Every row with its code, in the order of the table."""
        for row in self.reader.rows():
            if isinstance(row, BadLine):
                self.skips.append(Skip(f"{self.reader.path}:{row.line}", row.reason))
                continue
            yield self._coded(row)

    def _coded(self, row: Row) -> Row:
        sentence = _text(row.get(SENTENCE))
        sides = (_text(row.get(SOURCE)), _text(row.get(TARGET)))
        out = {self.renamed.get(name, name): value for name, value in row.items()}
        if self.finds_sides:
            sides = find_sides(sentence)
            out[SOURCE], out[TARGET] = sides[0] or None, sides[1] or None
        coding = code_sentence(sentence, *sides, self.codebook, abstain=self.abstain)
        self.counts[coding.event_type] = self.counts.get(coding.event_type, 0) + 1
        return out | _cells(coding)


def _cells(coding: Coding) -> Row:
    return {
        "event_type": coding.event_type or None,
        "mode": coding.mode or None,
        "quad_code": coding.quad_code,
        "state": coding.state or None,
        "rule": coding.rule or None,
        "words": "; ".join(coding.words) or None,
    }


def _renamed(names: Iterable[str], added: Types) -> dict[str, str]:
    """What input columns are called whose names the added ones take."""
    taken = {*names, *added}
    found: dict[str, str] = {}
    for name in names:
        if name not in added:
            continue
        other = f"input_{name}"
        while other in taken:
            other = f"input_{other}"
        taken.add(other)
        found[name] = other
    return found


def _text(value: object) -> str:
    return "" if value is None else str(value)
