"""`bilateral brief`: a paper of one to three pages on the relationship of two countries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilateral.cli.common import (
    RecordOption,
    check_day,
    completed,
    existing,
    pair_of,
    say,
    shown,
    wrong_use,
)

if TYPE_CHECKING:
    from bilateral.record.indexing import Pair

CountryArgument = Annotated[
    str, typer.Argument(metavar="A", help="A country, by any name or code.", show_default=False)
]
OtherArgument = Annotated[
    str, typer.Argument(metavar="B", help="The other country.", show_default=False)
]
OutOption = Annotated[
    Path,
    typer.Option(
        "--out",
        "-o",
        metavar="FILE",
        help="Where to; its ending says the format: .md, .html, .docx or .pdf.",
        show_default=False,
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="The relationship as it was on that day (that of the latest article).",
    ),
]
SinceOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only what is of this day or later.")
]
SectionsOption = Annotated[
    str | None,
    typer.Option(
        metavar="LIST",
        help="Some sections only: state, status, contacts, commitments, trade, fields, "
        "irritants, coming, people.",
    ),
]
LanguageOption = Annotated[
    str, typer.Option(metavar="CODE", help="en or vi; quotes stay in their own language.")
]
PolicyOption = Annotated[
    str, typer.Option(metavar="NAME", help="Whose word is shown where sources differ.")
]


def command(
    one: CountryArgument,
    other: OtherArgument,
    out: OutOption,
    record: RecordOption = None,
    as_of: AsOfOption = None,
    since: SinceOption = None,
    sections: SectionsOption = None,
    language: LanguageOption = "en",
    policy: PolicyOption = "default",
) -> None:
    """Write a brief: where two countries stand, what is promised, what may be quoted, with notes.

    The same record gives the same file, byte for byte.
    """
    check_day(as_of, "--as-of")
    check_day(since, "--since")
    if as_of and since and since[:10] > as_of[:10]:
        wrong_use(f"--since {since} is after --as-of {as_of}")
    from bilateral.publishing.brief import SECTIONS, Wanted, compose, ending, written

    form = ending(str(out))
    pair = _sides(one, other)
    if not out.parent.is_dir():
        wrong_use(f"--out {out}: there is no folder {out.parent}. Make it first")
    wanted = Wanted(
        as_of=as_of[:10] if as_of else None,
        since=since[:10] if since else None,
        sections=_sections(sections) if sections is not None else SECTIONS,
        language=language,
        policy=policy,
    )
    from bilateral.record import Record

    with Record(existing(record)) as kept:
        brief = compose(kept, pair, wanted)
    content = written(brief, form)
    with completed(out) as path:
        path.write_bytes(content)
    say(f"{brief.title}, {brief.subtitle}: {len(brief.numbered())} notes, written to {shown(out)}")


def _sides(one: str, other: str) -> Pair:
    """Both countries in the order given."""
    from bilateral.knowledge.countries import find_country

    pair_of(one, other)
    return find_country(one).iso3, find_country(other).iso3


def _sections(given: str) -> tuple[str, ...]:
    found = tuple(name.strip() for name in given.split(",") if name.strip())
    if not found:
        wrong_use("--sections names none. Write it as --sections state,trade")
    return found
