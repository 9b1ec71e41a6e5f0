"""Lists of answers in; tables for a notebook and DataFrames out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from html import escape
from typing import Any, Generic, TypeVar

from bilateral.errors import BilateralError

T = TypeVar("T")
Cells = dict[str, Any]

SHOWN = 50
"""Rows that a notebook shows."""
WIDEST = 200
"""Characters of a cell that a notebook shows."""


class Results(list[T], Generic[T]):
    """Answers in order, a plain list besides.

    `after` is the mark of the next page, None where there is none; `to_frame` makes a pandas
    DataFrame, one row an answer. Notebooks show a table.
    """

    def __init__(
        self,
        items: Iterable[T],
        cells: Callable[[T], Cells],
        columns: Sequence[str],
        after: str | None = None,
    ) -> None:
        super().__init__(items)
        self._cells = cells
        self._columns = tuple(columns)
        self.after = after

    @property
    def more(self) -> bool:
        """Whether there are more than these."""
        return self.after is not None

    def rows(self) -> list[Cells]:
        """One mapping an answer, by column."""
        return [self._cells(item) for item in self]

    def to_frame(self) -> Any:
        """A pandas DataFrame. Raises BilateralError where pandas is not installed."""
        return frame(self.rows(), self._columns)

    def _repr_html_(self) -> str:
        shown = [self._cells(item) for item in self[:SHOWN]]
        hidden = len(self) - len(shown)
        tail = f"{len(self):,} in all" if not self.more else f"{len(self):,}, and there are more"
        note = f"{tail}; the first {len(shown)} are shown" if hidden else tail
        return html_table(shown, self._columns, note)


def frame(rows: Sequence[Cells], columns: Sequence[str]) -> Any:
    """A DataFrame of these rows: decimals as floats, everything else as it is."""
    try:
        import pandas
    except ImportError as error:
        raise BilateralError(
            "a DataFrame needs pandas, which is not installed",
            next_step="Install it: pip install pandas",
        ) from error
    plain = [{name: _number(row.get(name)) for name in columns} for row in rows]
    return pandas.DataFrame(plain, columns=list(columns))


def _number(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def html_table(rows: Sequence[Cells], columns: Sequence[str], note: str) -> str:
    """A table with everything escaped; columns without a value in any row are left out."""
    used = [
        name for name in columns if any(row.get(name) not in (None, "", [], ()) for row in rows)
    ]
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in used)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_text(row.get(name)))}</td>" for name in used) + "</tr>"
        for row in rows
    )
    return (
        f'<table class="bilateral"><caption>{escape(note)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        value = ", ".join(map(str, value))
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    text = str(value)
    return text if len(text) <= WIDEST else f"{text[:WIDEST]}…"
