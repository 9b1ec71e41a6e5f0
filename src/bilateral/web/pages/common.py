"""What every page asks of a request: the record, and the day it is to be shown as of."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends, HTTPException, Query, Request

from bilateral.record import Record


def _record(request: Request) -> Record:
    record = request.app.state.record
    assert isinstance(record, Record)
    return record


TheRecord = Annotated[Record, Depends(_record)]


class Day:
    """The day of a page: `asked` as it stands in the address, `shown` in any case."""

    def __init__(
        self,
        request: Request,
        as_of: Annotated[
            str | None, Query(description="The relationship as it was on that day (ISO 8601).")
        ] = None,
    ) -> None:
        self.asked = _iso_day(as_of.strip()) if as_of and as_of.strip() else None
        self.shown: str = self.asked or request.app.state.settings.today()


def _iso_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise HTTPException(422, f"{text!r} is no day. Write it as 2024-09-23") from error


AsOf = Annotated[Day, Depends()]
