"""What the commands share: options, consoles, progress, skips and exit codes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import Progress

    from bilateral.model import Skip
    from bilateral.record import Record

DONE, SOME_SKIPPED, WRONG_USE = 0, 1, 2
"""Exit codes."""

RecordOption = Annotated[
    str | None,
    typer.Option(
        "--record",
        metavar="FILE",
        envvar="BILATERAL_RECORD",
        help="The record: a file (bilateral.db here when none is named) or postgresql://...",
        show_default=False,
    ),
]
PublishedOption = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Day of publication (2024-09-23) where the input has none."),
]
OutletOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="The outlet, where the input does not name it.")
]
AllowPrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses too.")
]
Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Files, folders, addresses, feeds; - reads standard input.",
        show_default=False,
    ),
]


def progress() -> Progress:
    """A progress bar with rate and time left, drawn on standard error, on a terminal only."""
    from bilateral.cli.progress import bar

    return bar()


def show(picture: RenderableType) -> None:
    """Print what rich draws on standard output."""
    from rich.console import Console

    Console().print(picture)


def check_day(published: str | None, option: str = "--published") -> None:
    """Stop with exit code 2 unless `published` is an ISO 8601 date or date-time."""
    from datetime import datetime

    if published is None:
        return
    try:
        datetime.fromisoformat(published)
    except ValueError:
        wrong_use(f"{option} {published}: not a date. Write it as 2024-09-23")


def pair_of(one: str, other: str) -> tuple[str, str]:
    """The pair of two countries, each given by any name or code; stops where they are one.

    Raises UnknownCountryError for a name that is no country's.
    """
    from bilateral.knowledge.countries import find_country

    first, second = find_country(one), find_country(other)
    if first.iso3 == second.iso3:
        wrong_use(f"{one} and {other} are the same country")
    return min(first.iso3, second.iso3), max(first.iso3, second.iso3)


def existing(record: str | None) -> str:
    """The address of a record that is there: to make an empty one would hide a mistyped name."""
    from bilateral.record.connect import default_record, is_server

    address = record or default_record()
    if not is_server(address) and not Path(address).exists():
        wrong_use(f"{address}: there is no such record. Make one: bilateral add FILE")
    return address


@contextmanager
def record_or_none(record: str | None) -> Iterator[str]:
    """The name of the record; where there is none yet, of an empty one that is thrown away, so
    that looking leaves nothing behind and the bundled figures still speak."""
    from tempfile import TemporaryDirectory

    from bilateral.record.connect import default_record, is_server

    name = record or default_record()
    if is_server(name) or Path(name).exists():
        yield name
        return
    if record:
        wrong_use(f"--record {record}: no such record. Make one: bilateral add, or leave it out")
    say(
        "there is no record here: only the figures that come with the program are compared. "
        "Add articles with bilateral add, statistics with bilateral statistics"
    )
    with TemporaryDirectory() as folder:
        yield str(Path(folder) / "record.db")


def not_itself(out: Path | None, source: str | Path) -> None:
    """Stop where the result would take the place of what was given: that is somebody's work."""
    # Not asked of the source itself: an address may be too long for the name of a file.
    if out is not None and out.exists() and Path(source).absolute().resolve() == out.resolve():
        wrong_use(f"--out {out}: is the file that was given. Name another, so that both are kept")


def nothing_on(record: Record, pair: tuple[str, str], as_of: str | None = None) -> str:
    """The line for a pair that the record does not know, or did not know on a day."""
    from bilateral.knowledge.countries import short_name

    countries = f"{short_name(pair[0])} and {short_name(pair[1])}"
    if as_of is not None and record.documents(pair):
        return (
            f"{record.name} holds nothing on {countries} that was published until {as_of}. "
            "Name a later day, or leave out --as-of"
        )
    return f"{record.name} holds nothing on {countries}. See what it holds: bilateral list"


def report_skips(skips: Iterable[Skip]) -> None:
    """One line an input that was left out, on standard error; then stop with exit code 1."""
    skips = list(skips)
    for skip in skips:
        say(
            f"skipped {skip.source}: {skip.reason}"
            + (f". {skip.next_step}" if skip.next_step else "")
        )
    if skips:
        raise typer.Exit(SOME_SKIPPED)


def line(message: str) -> None:
    """One plain line on standard output, however narrow the terminal."""
    print(message)


def say(message: str) -> None:
    """One plain line on standard error."""
    print(f"bilateral: {' '.join(message.split())}", file=sys.stderr)


def wrong_use(message: str) -> NoReturn:
    """Say what is wrong and stop with exit code 2."""
    say(message)
    raise typer.Exit(WRONG_USE)


@contextmanager
def completed(out: Path) -> Iterator[Path]:
    """A file beside `out` that takes its name once it is whole: no half of one under it."""
    part = out.with_name(f".{out.name}.part")
    try:
        yield part
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def shown(path: Path) -> str:
    """A path as a person types it: from here when it lies below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
