"""Entries in, an Excel workbook out: a sheet that says what it is, then a sheet a kind.

Every cell of text is written as text, so that nothing in it runs; those that look like a formula
are marked as text for whoever edits them. Rows beyond what a sheet holds go on in a further one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bilateral import __version__
from bilateral.errors import BilateralError
from bilateral.model import KINDS
from bilateral.publishing.cells import FORMULA_STARTS, Cell, Column, T, in_full
from bilateral.publishing.export.columns import COLUMNS, DOCUMENTS
from bilateral.publishing.export.flat import counted, counted_documents
from bilateral.publishing.export.job import Job
from bilateral.publishing.export.tally import PLURALS

SHEET_ROWS = 1_048_576
"""Rows of a sheet, its header among them."""
CELL_CHARACTERS = 32_767
EXACT_DIGITS = 15
"""Digits of a number that Excel keeps; longer ones are written as text."""
CUT = "cells cut to the 32,767 characters that Excel holds"
AS_TEXT = "numbers of more than 15 digits written as text, as Excel would round them"


def write(job: Job, path: Path) -> None:
    """The workbook, whole. Raises `BilateralError` when xlsxwriter is not installed."""
    try:
        xlsxwriter = import_module("xlsxwriter")
    except ImportError as error:
        raise BilateralError(
            "writing Excel needs xlsxwriter, which is not installed",
            next_step="Install it with: pip install 'bilateral[papers]'",
        ) from error
    # Rows go to the disk one by one, and no text is taken for a formula, a number or a link.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    # The rows wait beside the file that they become, where there is room for both or for none.
    with TemporaryDirectory(prefix=".rows-", dir=path.parent) as rows:
        workbook = xlsxwriter.Workbook(str(path), {**options, "tmpdir": rows})
        try:
            with workbook:
                _fill(workbook, job)
        except xlsxwriter.exceptions.FileCreateError as error:
            raise error.args[0] from error  # The fault of the disk, as every other file has it.
        finally:
            _let_go(workbook)


def _fill(workbook: Any, job: Job) -> None:
    # A workbook holds the time it was made: that of the record, so that the same record
    # gives the same bytes.
    made = datetime.fromisoformat(f"{job.content_date or '1980-01-01'}T00:00:00")
    workbook.set_properties({"title": "Bilateral export", "created": made})
    book = _Book(workbook, job)
    book.readme()
    for kind in job.selection.wanted(tuple(KINDS)):
        book.table(PLURALS[kind], COLUMNS[kind], counted(job, kind))
    book.table("documents", DOCUMENTS, counted_documents(job))


def _let_go(workbook: Any) -> None:
    """Close the rows that wait, which a workbook that could not be finished leaves open."""
    for sheet in workbook.worksheets():
        if sheet.row_data_fh is not None:
            with suppress(OSError):
                sheet.row_data_fh.close()


@dataclass
class _Book:
    """A workbook being written."""

    workbook: Any
    job: Job

    def __post_init__(self) -> None:
        self._bold = self.workbook.add_format({"bold": True})
        self._quoted = self.workbook.add_format({"quote_prefix": True})

    def readme(self) -> None:
        """What the workbook is, from what, and what each column holds."""
        sheet = self.workbook.add_worksheet("readme")
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 2, 60)
        rows: list[tuple[str, ...]] = [
            ("Bilateral export", ""),
            ("program", f"bilateral {__version__}"),
            ("rules", self.job.rules),
            ("latest article", self.job.content_date or ""),
            *((name, _words(value)) for name, value in self.job.selection.as_json().items()),
            ("counts", "in the manifest beside this file"),
            ("", ""),
            ("sheet", "column", "what it holds"),
            *_described(self.job.selection.wanted(tuple(KINDS))),
        ]
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                heading = row[0] in ("Bilateral export", "sheet")
                sheet.write_string(number, place, text, self._bold if heading else None)

    def table(self, name: str, columns: Sequence[Column[T]], items: Iterable[T]) -> None:
        """A sheet of one kind, and further ones where it has more rows than a sheet holds."""
        sheet, row, parts = self._sheet(name, columns), 1, 1
        for item in items:
            if row == SHEET_ROWS:
                parts += 1
                sheet, row = self._sheet(f"{name} {parts}", columns), 1
            for place, column in enumerate(columns):
                self._put(sheet, row, place, column.cell(item))
            row += 1

    def _sheet(self, name: str, columns: Sequence[Column[T]]) -> Any:
        sheet = self.workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.name, self._bold)
        return sheet

    def _put(self, sheet: Any, row: int, place: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, str):
            self._text(sheet, row, place, cell)
        elif _exact(cell):
            sheet.write_number(row, place, cell)
        else:
            self.job.tally.notes[AS_TEXT] += 1
            self._text(sheet, row, place, in_full(Decimal(cell)))

    def _text(self, sheet: Any, row: int, place: int, text: str) -> None:
        if len(text) > CELL_CHARACTERS:
            self.job.tally.notes[CUT] += 1
            text = text[:CELL_CHARACTERS]
        quoted = self._quoted if text.startswith(FORMULA_STARTS) else None
        sheet.write_string(row, place, text, quoted)


def _exact(value: int | Decimal) -> bool:
    digits = Decimal(value).normalize().as_tuple().digits
    return len(digits) <= EXACT_DIGITS


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return "" if value is None else str(value)


def _described(kinds: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    for kind in kinds:
        for column in COLUMNS[kind]:
            yield PLURALS[kind], column.name, column.about
    for field in DOCUMENTS:
        yield "documents", field.name, field.about
