"""`bilateral mcp`: the record for assistants, over standard input and output."""

from __future__ import annotations

from bilateral.cli.common import RecordOption, existing


def command(record: RecordOption = None) -> None:
    """Answer an assistant (Model Context Protocol) on standard input and output, until it ends.

    It reads the record and never writes to it. docs/mcp.md says how an assistant is told of it.
    """
    from bilateral.record import Record
    from bilateral.web.mcp import create_server

    with Record(existing(record)) as kept:
        create_server(kept).run("stdio")
