"""A port in, the reason why no page is asked for there out.

`ports.csv` lists what the standard of fetching forbids browsers ("bad ports", WHATWG) and stores
of data, which a page may point at so that a request becomes a command to them.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from bilateral.errors import FetchError

WEB_PORTS = frozenset({80, 443, *range(8000, 9000)})
"""Where pages are on the open web."""
MOST_PORT = 65_535


def check_port(port: int, *, allow_private: bool) -> None:
    """Raises FetchError for a port of another service, and, on the open web, for any that is not
    one of WEB_PORTS: one's own machines have pages anywhere."""
    service = _services().get(port)
    if service:
        raise FetchError(
            f"asks for port {port}, which is for {service} and not for pages",
            next_step="Give the address of the page",
        )
    if not allow_private and port not in WEB_PORTS:
        raise FetchError(
            f"asks for port {port}, where the web has no pages (80, 443 and 8000 to 8999)",
            next_step="Save the page and give the file; --allow-private opens ports of your own",
        )


@cache
def _services() -> dict[int, str]:
    """Port to what listens there."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as rows:
        return {int(row["port"]): row["service"] for row in csv.DictReader(rows)}
