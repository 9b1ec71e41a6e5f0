"""`bilateral statistics`: official series, pulled, loaded, listed and shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilateral.cli.common import (
    SOME_SKIPPED,
    RecordOption,
    check_day,
    line,
    record_or_none,
    say,
    show,
    wrong_use,
)

if TYPE_CHECKING:
    from bilateral.checking.statistics.asked import Wanted
    from bilateral.checking.statistics.tables import Table
    from bilateral.record import Record

app = typer.Typer(help="Official statistics: pull, load, list and show them.", no_args_is_help=True)

YEARS_BACK = 5
_LEFT_OUT_SHOWN = 10


@app.command("pull")
def pull(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="census, comtrade, worldbank or imf.")
    ],
    partner: Annotated[
        str | None,
        typer.Option(metavar="COUNTRY", help="The partner; all for every one, world for the sum."),
    ] = None,
    reporter: Annotated[
        str | None, typer.Option(metavar="COUNTRY", help="Whose statistics (census: always USA).")
    ] = None,
    first: Annotated[
        int | None, typer.Option("--from", metavar="YEAR", help="First year (five years ago).")
    ] = None,
    last: Annotated[
        int | None, typer.Option("--to", metavar="YEAR", help="Last year (this year).")
    ] = None,
    monthly: Annotated[
        bool, typer.Option("--monthly", help="By month (comtrade, imf); census always is.")
    ] = False,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Ask again what was answered in the last week.")
    ] = False,
    record: RecordOption = None,
) -> None:
    """Ask a source for its series and keep them, with their vintage, beside what is there."""
    from bilateral.checking.statistics import pulling
    from bilateral.record import Record

    terms = pulling.known_source(source)
    wanted = _wanted(source, reporter, partner, first, last, monthly)
    with Record(record) as kept:
        pulled = pulling.pull(kept, source, wanted, refresh=refresh)
    line(
        f"{source}: {pulled.kept.observations:,} observations, {pulled.kept.added:,} new; "
        f"{pulled.asked} requests, {pulled.remembered} answered from the record"
    )
    line(f"Terms: {terms.licence}")
    if pulled.fault:
        say(f"{pulled.fault}. What came before is kept")
        raise typer.Exit(SOME_SKIPPED)
    if not pulled.kept.observations:
        say(f"{source} has nothing on {wanted.reporter} and {wanted.partner} in these years")


def _wanted(
    source: str,
    reporter: str | None,
    partner: str | None,
    first: int | None,
    last: int | None,
    monthly: bool,
) -> Wanted:
    from datetime import date

    from bilateral.checking.statistics.asked import ALL, Wanted
    from bilateral.checking.statistics.tables import area
    from bilateral.knowledge.statistics import WORLD
    from bilateral.knowledge.statistics import source as terms

    whose = reporter or terms(source).reporter
    if whose is None:
        wrong_use(f"{source} needs --reporter: whose statistics?")
    if partner is None and source != "worldbank":
        wrong_use(f"{source} needs --partner: a country, world, or all")
    this_year = date.today().year
    start, end = first or (last or this_year) - YEARS_BACK, last or this_year
    if start > end:
        wrong_use(f"--from {start} is after --to {end}")
    with_whom = WORLD if partner is None else partner
    named = with_whom if with_whom.lower() == ALL else area(with_whom)
    return Wanted(
        area(whose or ""), named.lower() if named.lower() == ALL else named, start, end, monthly
    )


@app.command("load")
def load(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="CSV tables in a form of docs/statistics.md."),
    ],
    vintage: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When rows that do not say were published (today)."),
    ] = None,
    record: RecordOption = None,
) -> None:
    """Load tables of official figures: the documented columns, SDMX-CSV, or the Census table."""
    from datetime import date

    from bilateral.checking.statistics.tables import read_table
    from bilateral.record import Record
    from bilateral.record.official import keep, note_load

    _check_vintage(vintage)
    left_out = 0
    with Record(record) as kept:
        for path in files:
            table = read_table(path, date.today().isoformat(), vintage)
            result = keep(kept, table.observations)
            left_out += table.left_out.total()
            note_load(kept, "file", str(path), result, None)
            line(
                f"{path}: {result.observations:,} observations, {result.added:,} new, "
                f"{result.changed:,} changed, {table.left_out.total():,} left out"
            )
            _say_left_out(path, table)
    if left_out:
        raise typer.Exit(SOME_SKIPPED)


def _check_vintage(vintage: str | None) -> None:
    from bilateral.checking.statistics.periods import kept_form

    if vintage is not None and kept_form(vintage[:10]) is None:
        check_day(vintage, "--vintage")


def _say_left_out(path: Path, table: Table) -> None:
    for code, count in table.no_country.items():
        say(f"{path}: code {code} is of no country: {count} values not used")
    for reason in list(table.left_out)[:_LEFT_OUT_SHOWN]:
        say(f"{path}: left out {reason}")
    if len(table.left_out) > _LEFT_OUT_SHOWN:
        say(f"{path}: left out {len(table.left_out) - _LEFT_OUT_SHOWN} rows more")


@app.command("list")
def listing(record: RecordOption = None) -> None:
    """List the sources: what the record holds of each, its quota and its terms."""
    from bilateral.cli.statistics_tables import holdings_table, sources_table
    from bilateral.record import Record
    from bilateral.record.official import holdings

    with record_or_none(record) as name, Record(name) as kept:
        held = holdings(kept)
    if held:
        show(holdings_table(held))
    else:
        line("The record holds no official series. Load or pull some:")
        line("  bilateral statistics load FILE")
        line("  bilateral statistics pull census --partner VNM")
    show(sources_table())


@app.command("show")
def show_values(
    measure: Annotated[
        str, typer.Argument(metavar="MEASURE", help="trade, exports, trade_partner_rank ...")
    ],
    one: Annotated[
        str, typer.Argument(metavar="A", help="The exporter, importer, host or ranker.")
    ],
    other: Annotated[str, typer.Argument(metavar="B", help="Its partner.")],
    period: Annotated[
        str | None,
        typer.Option(metavar="PERIOD", help="2022, 2024-08 or 2024-01/2024-08; all when none."),
    ] = None,
    scope: Annotated[
        str | None, typer.Option(metavar="BLOC", help="Rank among the members of a bloc: ASEAN.")
    ] = None,
    eu_as_one: Annotated[
        bool, typer.Option("--eu-as-one", help="Rank with the European Union as one partner.")
    ] = False,
    limit: Annotated[int, typer.Option(help="Rows without --period; 0 for all.", min=0)] = 24,
    record: RecordOption = None,
) -> None:
    """Show every reporter's value of a measure, with series and vintage; ranks with their place."""
    from bilateral.checking.statistics import MIRRORS, RANKS
    from bilateral.checking.statistics.periods import kept_form
    from bilateral.checking.statistics.tables import area
    from bilateral.record import Record

    if measure not in MIRRORS and measure not in RANKS:
        wrong_use(f"no official series of {measure!r}. There are: {', '.join([*MIRRORS, *RANKS])}")
    if period and kept_form(period) is None:
        wrong_use(f"--period {period}: write 2022, 2024-08 or 2024-01/2024-08")
    sides = area(one), area(other)
    with record_or_none(record) as name, Record(name) as kept:
        if measure in RANKS:
            _show_places(kept, measure, sides, period, scope, eu_as_one, limit)
        else:
            _show_levels(kept, measure, sides, period, limit)


def _show_levels(
    record: Record, measure: str, sides: tuple[str, str], period: str | None, limit: int
) -> None:
    from bilateral.checking.statistics.values import official_values, periods_known
    from bilateral.cli.statistics_tables import values_table

    if period:
        values = official_values(measure, *sides, period, record)
    else:
        values = [
            value
            for known in periods_known(measure, *sides, record)
            for value in official_values(measure, *sides, known, record)
            if value.current
        ]
    if not values:
        line(_nothing(measure, sides, period))
        return
    show(values_table(measure, sides, values[-limit:] if limit and not period else values))


def _show_places(
    record: Record,
    measure: str,
    sides: tuple[str, str],
    period: str | None,
    scope: str | None,
    eu_as_one: bool,
    limit: int,
) -> None:
    from bilateral.checking.statistics.ranks import places, rank_of
    from bilateral.cli.statistics_tables import places_table

    if period:
        found = rank_of(measure, *sides, period, record, scope=scope, eu_as_one=eu_as_one)
    else:
        found = places(measure, *sides, record, scope=scope, eu_as_one=eu_as_one)
        found = found[-limit:] if limit else found
    if not found:
        line(_nothing(measure, sides, period))
        line(f"A rank needs the whole table of {sides[0]}: pull with --partner all, or load it")
        return
    show(places_table(measure, sides, found))


def _nothing(measure: str, sides: tuple[str, str], period: str | None) -> str:
    when = f" in {period}" if period else ""
    return f"No official value of {measure} of {sides[0]} and {sides[1]}{when}"


@app.callback()
def _group() -> None:
    pass
