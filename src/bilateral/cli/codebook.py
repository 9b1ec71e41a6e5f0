"""`bilateral codebook`: every kind, field and code, with examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bilateral.cli.common import completed, say, wrong_use


def command(
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Write to this Markdown file."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Print the codebook: every kind, field and code list with definitions and examples."""
    from bilateral.publishing.codebook import codebook

    if out is None:
        print(codebook(), end="")
        return
    if not out.parent.is_dir():
        wrong_use(f"--out {out}: there is no folder {out.parent}. Make it first")
    if out.exists() and not force:
        wrong_use(f"--out {out}: is there already. Add --force")
    with completed(out) as path:
        path.write_text(codebook(), encoding="utf-8")
    say(f"the codebook written to {out}")
