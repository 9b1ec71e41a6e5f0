"""`bilateral serve`: the record's pages in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from bilateral.cli.common import RecordOption, line
from bilateral.errors import BilateralError


def command(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="On which port.", min=1, max=65535)] = 8765,
    record: RecordOption = None,
) -> None:
    """Serve the record's pages until it is stopped with Ctrl+C."""
    try:
        import uvicorn

        from bilateral.web.app import create_app
    except ImportError as error:
        raise BilateralError(
            f"serving pages needs {error.name}",
            next_step="Install it: pip install 'bilateral[web]'",
        ) from error
    from bilateral.record import Record

    with Record(record) as kept:
        line(f"{kept.name} is shown at http://{host}:{port}/ until you press Ctrl+C")
        uvicorn.run(create_app(kept), host=host, port=port, log_level="warning")
