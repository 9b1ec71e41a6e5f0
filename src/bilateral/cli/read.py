"""`bilateral read`: what do these articles say?"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from bilateral.cli.common import (
    AllowPrivateOption,
    Inputs,
    OutletOption,
    PublishedOption,
    check_day,
    report_skips,
    show,
)


def command(
    inputs: Inputs,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a document.")] = False,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Print what each article says about the relation between countries.

    Nothing is stored. Each statement is shown with the words it came from.
    """
    check_day(published)
    from bilateral.cli.render import reading_view
    from bilateral.documents import load
    from bilateral.model import Skip, as_json
    from bilateral.reading import read

    skips: list[Skip] = []
    for source in inputs:
        for item in load(source, published=published, outlet=outlet, allow_private=allow_private):
            if isinstance(item, Skip):
                skips.append(item)
            elif jsonl:
                print(json.dumps(as_json(read(item)), ensure_ascii=False), flush=True)
            else:
                show(reading_view(read(item)))
    report_skips(skips)
