"""`bilateral mcp`: the record for assistants, over standard input and output."""

from __future__ import annotations

from pathlib import Path

from bilateral.cli.common import RecordOption, wrong_use


def command(record: RecordOption = None) -> None:
    """Answer an assistant (Model Context Protocol) on standard input and output, until it ends.

    It reads the record and never writes to it. docs/mcp.md says how an assistant is told of it.
    """
    from bilateral.record import Record
    from bilateral.record.connect import default_record
    from bilateral.web.mcp import create_server

    name = record or default_record()
    if "://" not in name and not Path(name).is_file():
        wrong_use(f"there is no record {name}. Add articles: bilateral add FILE")
    with Record(name) as kept:
        create_server(kept).run("stdio")
