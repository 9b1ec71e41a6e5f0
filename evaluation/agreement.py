"""A record and a table that a researcher coded by hand in, their agreement out.

    python -m evaluation.agreement RECORD HANDCODED.csv [--machine] [--json]

docs/agreement.md describes the table and every number. A unit is a row of the table, or a
statement of the record, in an article and of a kind that the table codes, that no row stands for.
Each unit has two codes, the hand's and the record's; `none` where one of them says nothing.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bilateral.errors import BilateralError
from bilateral.language.edtf import bounds
from bilateral.model import Document, Statement
from bilateral.record import Record
from bilateral.record.merge.anchors import statements_in_force

NONE = "none"
CODES = {
    "event": "event_type",
    "status": "level",
    "commitment": "strength",
    "area": "code",
    "figure": "measure",
}
"""Kind to the field of a statement that is its code."""
SIDES = {
    "event": ("source", "recipient"),
    "status": ("parties", None),
    "commitment": ("by", "to"),
    "figure": ("ref_area", "counterpart_area"),
    "area": (None, None),
}
"""Kind to the fields that the columns source and target are compared with."""
DATES = {"event": "date", "status": "date", "commitment": "due", "figure": "time_period"}
REQUIRED = ("document", "kind", "code")
OPTIONAL = ("quote", "source", "target", "date", "note")


class TableError(Exception):
    """The table cannot be read as one that was coded by hand."""


@dataclass(frozen=True)
class Row:
    """One row of the table; `line` counts from 1, the header being the first."""

    line: int
    document: str
    kind: str
    code: str
    quote: str = ""
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    date: str | None = None


@dataclass(frozen=True)
class Unit:
    """What both coders said of one thing; `sides` and `dates` whether they agree on those, None
    where the table does not say or only one of them coded it."""

    kind: str
    hand: str
    record: str
    sides: bool | None = None
    dates: bool | None = None


@dataclass
class Agreement:
    """All units of one kind."""

    units: list[Unit] = field(default_factory=list)

    @property
    def confusion(self) -> Counter[tuple[str, str]]:
        """(hand, record) to the number of units."""
        return Counter((unit.hand, unit.record) for unit in self.units)

    @property
    def both(self) -> list[Unit]:
        """The units that both gave a code."""
        return [u for u in self.units if NONE not in (u.hand, u.record)]

    def percent(self) -> float | None:
        """The part of all units in which both say the same."""
        same = sum(u.hand == u.record for u in self.units)
        return same / len(self.units) if self.units else None

    def found(self) -> float | None:
        """The part of what the hand coded that the record has, whatever its code."""
        coded = [u for u in self.units if u.hand != NONE]
        return len(self.both) / len(coded) if coded else None

    def borne_out(self) -> float | None:
        """The part of what the record has that the hand coded, whatever its code."""
        read = [u for u in self.units if u.record != NONE]
        return len(self.both) / len(read) if read else None

    def share(self, name: str) -> float | None:
        """The part of the units that both coded in which they agree on sides, or on dates."""
        known = [value for u in self.both if (value := getattr(u, name)) is not None]
        return sum(known) / len(known) if known else None


def kappa(pairs: Iterable[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two coders: (observed - expected) / (1 - expected).

    Observed is the part of units with the same code, expected that which two coders with the
    same frequencies of codes would reach by chance. None without units, or where both used one
    and the same code throughout, so that chance explains all.
    """
    counts = Counter(pairs)
    total = sum(counts.values())
    if not total:
        return None
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (one, other), number in counts.items():
        first[one] += number
        second[other] += number
    observed = sum(n for (one, other), n in counts.items() if one == other) / total
    expected = sum(first[code] * second[code] for code in first) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


# The table


def rows_of(path: Path) -> list[Row]:
    """The rows of a table; raises TableError, naming the line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            header = reader.fieldnames or []
            missing = [name for name in REQUIRED if name not in header]
            if missing:
                raise TableError(f"{path}:1: there is no column {missing[0]!r}")
            return [_row(path, reader.line_num, values) for values in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TableError(f"{path}: {error}") from error


def _row(path: Path, line: int, values: Mapping[str, str | None]) -> Row:
    told = {name: (values.get(name) or "").strip() for name in (*REQUIRED, *OPTIONAL)}
    if told["kind"] not in CODES:
        kinds = ", ".join(CODES)
        raise TableError(f"{path}:{line}: no kind {told['kind']!r}. Kinds are {kinds}")
    for name in ("document", "code"):
        if not told[name]:
            raise TableError(f"{path}:{line}: {name} is empty")
    return Row(
        line=line,
        document=told["document"],
        kind=told["kind"],
        code=told["code"],
        quote=told["quote"],
        source=_list(told["source"]),
        target=_list(told["target"]),
        date=told["date"] or None,
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(sorted(part.strip() for part in cell.split(";") if part.strip()))


# Pairing


def agreement(
    record: Record, rows: Sequence[Row], *, machine: bool = False
) -> tuple[dict[str, Agreement], list[str]]:
    """Agreement by kind, and a line for each row that could not be scored.

    With `machine` the statements are those of the machine, else as people left them.
    """
    known = _documents(record)
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    faults: list[str] = []
    for row in rows:
        document = known.get(row.document)
        if document is None:
            faults.append(f"line {row.line}: the record holds no article {row.document!r}")
        elif row.quote and not _spans(row.quote, document):
            faults.append(f"line {row.line}: its words are not in the article")
        else:
            groups[document.id, row.kind].append(row)
    out: dict[str, Agreement] = {}
    for (name, kind), told in groups.items():
        document = known[name]
        statements = [s for s in _statements(record, name, machine) if s.kind == kind]
        out.setdefault(kind, Agreement()).units.extend(_units(told, statements, document))
    return {kind: out[kind] for kind in CODES if kind in out}, faults


def _documents(record: Record) -> dict[str, Document]:
    """Every way to name an article: id, the first 12 digits of it, address, file with or without
    its folder."""
    out: dict[str, Document] = {}
    for document in record.documents():
        for name in (document.id[:12], document.name, document.file, document.url, document.id):
            if name:
                out[name] = document
    return out


def _statements(record: Record, document: str, machine: bool) -> list[Statement]:
    if machine:
        return record.statements_of(document)
    with record.reading() as connection:
        return [s for _, s in statements_in_force(connection, document) if s is not None]


def _units(
    rows: Sequence[Row], statements: Sequence[Statement], document: Document
) -> Iterator[Unit]:
    """The units of one kind in one article: pairs, the best first, then what is left alone."""
    ranked = sorted(
        (
            (-score, i, j)
            for i, row in enumerate(rows)
            for j, statement in enumerate(statements)
            if (score := _score(row, statement, document)) > 0
        ),
    )
    taken_rows: set[int] = set()
    taken: set[int] = set()
    for _, i, j in ranked:
        if i not in taken_rows and j not in taken:
            taken_rows.add(i)
            taken.add(j)
            yield _both(rows[i], statements[j])
    for i, row in enumerate(rows):
        if i not in taken_rows:
            yield Unit(row.kind, row.code, NONE)
    for j, statement in enumerate(statements):
        if j not in taken:
            yield Unit(statement.kind, NONE, _code(statement))


def _score(row: Row, statement: Statement, document: Document) -> int:
    """How well a statement fits a row; 0 where it may not be the same thing.

    With words, they must overlap; without, sides or date must agree, or the code where the row
    gives neither.
    """
    sides, dates = _sides_agree(row, statement), _dates_agree(row, statement)
    same = _code(statement) == row.code
    if row.quote:
        fits = _overlaps(row.quote, statement, document)
    else:
        told = [value for value in (sides, dates) if value is not None]
        fits = all(told) if told else same
    return 1 + 4 * same + 2 * bool(sides) + bool(dates) if fits else 0


def _both(row: Row, statement: Statement) -> Unit:
    return Unit(
        row.kind,
        row.code,
        _code(statement),
        _sides_agree(row, statement),
        _dates_agree(row, statement),
    )


def _code(statement: Statement) -> str:
    return str(getattr(statement, CODES[statement.kind]))


def _sides_agree(row: Row, statement: Statement) -> bool | None:
    """Whether the sides that the row gives are those of the statement."""
    found = []
    for told, name in zip((row.source, row.target), SIDES[row.kind], strict=True):
        if told and name:
            value: Any = getattr(statement, name)
            own = (value,) if isinstance(value, str) else tuple(value or ())
            found.append(told == tuple(sorted(own)))
    return all(found) if found else None


def _dates_agree(row: Row, statement: Statement) -> bool | None:
    """Whether the row's date and the statement's have a day in common."""
    if not row.date or row.kind not in DATES:
        return None
    first, last = bounds(row.date)
    start, end = bounds(getattr(statement, DATES[row.kind]))
    if not start and not end:
        return False
    return (first or "") <= (end or "9999") and (start or "") <= (last or "9999")


def _overlaps(quote: str, statement: Statement, document: Document) -> bool:
    spans = _spans(quote, document)
    return any(
        e.field == name and e.start < end and start < e.end
        for e in statement.evidence
        for name, start, end in spans
    )


def _spans(quote: str, document: Document) -> list[tuple[str, int, int]]:
    """Where the words stand first, in the text or the title; white space counts as one space."""
    words = quote.split()
    for name, whole in (("text", document.text), ("title", document.title or "")):
        start = whole.find(words[0])
        while start >= 0:
            end = _end(whole, start, words)
            if end:
                return [(name, start, end)]
            start = whole.find(words[0], start + 1)
    return []


def _end(whole: str, start: int, words: Sequence[str]) -> int:
    """Behind the last of `words`, when they stand from `start` on; else 0."""
    place = start
    for word in words:
        while place > start and place < len(whole) and whole[place].isspace():
            place += 1
        if not whole.startswith(word, place):
            return 0
        place += len(word)
    return place


# The report

NUMBERS = (
    *("units", "hand", "record", "both", "found", "borne_out", "agreement", "kappa"),
    *("agreement_both", "kappa_both", "sides", "dates"),
)
"""The numbers of a kind, in the order in which they are printed."""


def report(found: Mapping[str, Agreement]) -> dict[str, Any]:
    """The numbers of every kind as JSON objects."""
    return {
        kind: {
            "units": len(one.units),
            "hand": sum(u.hand != NONE for u in one.units),
            "record": sum(u.record != NONE for u in one.units),
            "both": len(one.both),
            "found": one.found(),
            "borne_out": one.borne_out(),
            "agreement": one.percent(),
            "kappa": kappa(one.confusion.elements()),
            "agreement_both": Agreement(one.both).percent(),
            "kappa_both": kappa((u.hand, u.record) for u in one.both),
            "sides": one.share("sides"),
            "dates": one.share("dates"),
            "confusion": [
                {"hand": hand, "record": read, "units": n}
                for (hand, read), n in sorted(one.confusion.items())
            ],
        }
        for kind, one in found.items()
    }


def printed(found: Mapping[str, Agreement]) -> Iterator[str]:
    """The report for a person: numbers by kind, then what was confused with what."""
    told = report(found)
    yield f"{'kind':<11}" + "".join(f"{name:>15}" for name in NUMBERS)
    for kind, numbers in told.items():
        yield f"{kind:<11}" + "".join(f"{_shown(numbers[name]):>15}" for name in NUMBERS)
    for kind, numbers in told.items():
        yield ""
        yield f"{kind}: hand -> record, units"
        for cell in numbers["confusion"]:
            sign = " " if cell["hand"] == cell["record"] else "*"
            yield f"{sign} {cell['hand']} -> {cell['record']}: {cell['units']}"


def _shown(value: float | int | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; exit code 1 when rows could not be scored, 2 when nothing could."""
    options = _options(arguments)
    try:
        rows = rows_of(options.table)
        if not Path(options.record).is_file() and "://" not in options.record:
            raise TableError(f"{options.record}: there is no such record")
        with Record(options.record) as record:
            found, faults = agreement(record, rows, machine=options.machine)
    except (TableError, BilateralError) as error:
        print(f"agreement: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(report(found), indent=2))
    else:
        print("\n".join(printed(found)))
    for fault in faults:
        print(f"agreement: not scored: {options.table}, {fault}", file=sys.stderr)
    return (1 if found else 2) if faults else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.agreement", description=__doc__)
    parser.add_argument("record", help="the record: a SQLite file or a postgresql:// address")
    parser.add_argument("table", type=Path, help="the table coded by hand: CSV")
    parser.add_argument("--machine", action="store_true", help="without people's corrections")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
