"""A record in, a server for assistants (Model Context Protocol) out; it reads and never writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.errors import BilateralError
from bilateral.record import Record
from bilateral.web.mcp.tools import INSTRUCTIONS, Tools

if TYPE_CHECKING:
    from mcp.server import MCPServer


def create_server(record: Record, tools: Tools | None = None) -> MCPServer:
    """The server over an open record, which stays the caller's to close.

    Raises BilateralError where the extra `mcp` is not installed.
    """
    try:
        from mcp.server import MCPServer
        from mcp_types import ToolAnnotations
    except ImportError as error:
        raise BilateralError(
            f"serving assistants needs {error.name}",
            next_step="Install it: pip install 'bilateral[mcp]'",
        ) from error
    from bilateral import __version__

    server = MCPServer(
        "bilateral", version=__version__, instructions=INSTRUCTIONS, log_level="ERROR"
    )
    reads = ToolAnnotations(
        read_only_hint=True,
        destructive_hint=False,
        idempotent_hint=True,
        open_world_hint=False,
    )
    for tool in (tools or Tools(record)).all():
        server.tool(annotations=reads, structured_output=True)(tool)
    return server
