"""`bilateral check`: is this draft right?"""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilateral.cli.common import (
    AllowPrivateOption,
    PublishedOption,
    RecordOption,
    check_day,
    line,
    not_itself,
    record_or_none,
    say,
    shown,
    wrong_use,
)

if TYPE_CHECKING:
    from rich.table import Table

    from bilateral.checking.drafts import Check, Claim
    from bilateral.model import Document

CONTRADICTED = 3
"""The exit code where something must not go out as it stands."""


class Format(StrEnum):
    """How the report is written."""

    TABLE = "table"
    JSON = "json"
    MD = "md"
    HTML = "html"
    DOCX = "docx"


def command(
    draft: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="The draft: text, Markdown, DOCX, PDF, HTML, an address; - for standard input.",
            show_default=False,
        ),
    ],
    format: Annotated[Format, typer.Option(help="How the report is written.")] = Format.TABLE,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Write to this file, not to the screen."),
    ] = None,
    record: RecordOption = None,
    published: PublishedOption = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Check as of this day: today when none is known."),
    ] = None,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Check a draft: does each number, date, title and status hold, and by whose statistics?

    Nothing is stored. Exit code 3 when something is contradicted.
    """
    check_day(published)
    check_day(as_of, "--as-of")
    _check_out(format, out)
    not_itself(out, draft)
    document = _document(draft, published, allow_private)
    found = _checked(document, record, as_of)
    if not found.claims and not found.problems:
        say(
            f"{document.name}: no figure, date, title or status about two countries to check. "
            f"See what is read: bilateral read {draft}"
        )
    _write(found, format, out)
    if found.contradicted:
        raise typer.Exit(CONTRADICTED)


def _check_out(format: Format, out: Path | None) -> None:
    if format is Format.DOCX and out is None:
        wrong_use("a Word document is not for the screen. Name one: --out checked.docx")
    if format is Format.TABLE and out is not None:
        wrong_use("a table is for the screen. For a file name a format: --format md")
    if out is not None and not out.parent.is_dir():
        wrong_use(f"--out {out}: there is no folder {out.parent}. Make it first")


def _document(source: str, published: str | None, allow_private: bool) -> Document:
    """The one document of the input; stops with exit code 2 where it is none, or several."""
    from bilateral.documents import load
    from bilateral.model import Skip

    if source != "-" and Path(source).is_dir():
        wrong_use(f"{source} is a folder. Check one draft at a time")
    items = load(source, published=published, allow_private=allow_private)
    first = next(items, None)
    if isinstance(first, Skip) or first is None:
        reason = f"{first.reason}. {first.next_step or ''}" if first else "holds no document"
        wrong_use(f"{source}: {reason}")
        raise AssertionError  # wrong_use never returns
    if next(items, None) is not None:
        wrong_use(f"{source} holds several documents. Check one draft at a time")
    return first


def _checked(document: Document, record: str | None, as_of: str | None) -> Check:
    from bilateral.checking.drafts import check
    from bilateral.reading import read
    from bilateral.record import Record

    day = (as_of or document.published or date.today().isoformat())[:10]
    with record_or_none(record) as name, Record(name) as kept:
        return check(read(document), kept, day)


def _write(found: Check, format: Format, out: Path | None) -> None:
    if format is Format.TABLE:
        _show(found)
    elif out is None:
        line(_text(found, format).rstrip("\n"))
    else:
        content = _content(found, format)
        part = out.with_name(f".{out.name}.part")
        try:
            part.write_bytes(content)
            part.replace(out)
        except OSError as error:
            wrong_use(f"--out {out}: {(error.strerror or str(error)).lower()}")
        finally:
            part.unlink(missing_ok=True)
    if format is not Format.TABLE:
        from bilateral.publishing.check_report import tally

        say(tally(found) + (f". Written to {shown(out)}" if out else ""))


def _content(found: Check, format: Format) -> bytes:
    if format is Format.DOCX:
        from bilateral.publishing.check_docx import as_docx

        return as_docx(found)
    return _text(found, format).encode("utf-8")


def _text(found: Check, format: Format) -> str:
    from bilateral.publishing.check_report import as_html, as_json, as_markdown

    if format is Format.JSON:
        return json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n"
    return as_html(found) if format is Format.HTML else as_markdown(found)


def _show(found: Check) -> None:
    from bilateral.cli.common import show
    from bilateral.publishing.check_report import KIND_WORDS, tally

    for problem in found.problems:
        line(f"! {KIND_WORDS[problem.kind]}: {problem.message}")
        for quote in problem.quotes:
            line(f"    “{' '.join(quote.split())}”")
    if found.claims:
        show(_table(found))
    line(f"As told on {found.day}: {tally(found)}.")


def _table(found: Check) -> Table:
    from rich.table import Table
    from rich.text import Text

    from bilateral.publishing.check_report import VERDICT_WORDS

    table = Table(box=None, padding=(0, 1, 1, 0))
    for name, ratio in (("the draft says", 4), ("verdict", 2), ("why, and what to write", 6)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for claim in found.claims:
        why = Text(claim.message)
        if claim.suggestion:
            why.append(f"\n{claim.suggestion}", style="bold")
        verdict = Text(VERDICT_WORDS[claim.verdict], style=_style(claim))
        quote = Text(f"“{' '.join(claim.quote.split())}”").append(f"\n{claim.kind}", style="dim")
        table.add_row(quote, verdict, why)
    return table


def _style(claim: Claim) -> str:
    if claim.holds:
        return "green"
    return {"contradicted": "bold red", "stale": "yellow"}.get(claim.verdict, "dim")
