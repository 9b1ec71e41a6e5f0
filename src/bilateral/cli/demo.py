"""`bilateral demo`: the main job on the bundled articles."""

from __future__ import annotations

from typing import Annotated

import typer

from bilateral.cli.common import line, report_skips

RECORD = "bilateral-demo.db"


def command(
    record: Annotated[
        str, typer.Option("--record", metavar="FILE", help="Where the demo's record is kept.")
    ] = RECORD,
) -> None:
    """Read the bundled demo articles into a record of their own and show what they say."""
    from bilateral.cli.add import keep
    from bilateral.cli.show import show_pair
    from bilateral.demo import ARTICLES
    from bilateral.documents import load
    from bilateral.documents.counting import expand
    from bilateral.record import Record

    with Record(record) as kept:
        sources = list(expand([str(ARTICLES)]))
        tally = keep(kept, sources, (item for source in sources for item in load(source)))
        line(tally.line(kept.name))
        show_pair(kept, "VNM", "USA", None, limit=10)
    _next_steps(record)
    report_skips(tally.skips)


def _next_steps(record: str) -> None:
    line(
        "\nWhat to type next\n"
        f"  bilateral list --record {record}\n"
        f"  bilateral show India Japan --record {record}\n"
        f"  bilateral show Kenya China --as-of 2018-01-01 --record {record}\n"
        "  bilateral read YOUR_ARTICLE.html\n"
        "  bilateral add YOUR_FOLDER && bilateral list\n",
    )
