"""The entries of one page in, what became of those that were planned, promised or proposed out.

`follow_up` weighs every plan against all that happened. Here it weighs those of a page against
what lies near them: the acts in the days in which a plan may take place, and the acts and
promises that came next after a promise. Of a pair with fewer than MOST of these after the
page's promises, that is all there is; of a larger one a deed far behind is not found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, or_, select

from bilateral.language.edtf import bounds
from bilateral.model import Commitment, Event
from bilateral.record import schema
from bilateral.record.entries import Entry
from bilateral.record.follow_up import (
    DEEDS,
    GATHERINGS,
    HORIZON,
    MEETS,
    SLACK,
    WITHDRAWN,
    Followed,
    follow_up,
)
from bilateral.record.indexing import Pair
from bilateral.record.pages import made
from bilateral.record.store import Record

NEAR = 6
"""Acts that are weighed for one plan: those first in its days."""
MOST = 40
"""Acts and promises that are weighed for the promises of a page: those next after the first."""

_e = schema.entries


def followed(
    record: Record, pair: Pair, entries: Sequence[Entry[Any]], as_of: str
) -> dict[str, Followed]:
    """What became, until the day `as_of`, of these entries, by the entry's name; those that
    nothing is to become of are left out."""
    own = {item.id: item for item in entries}
    with record.reading() as connection:
        names = near(connection, pair, entries) - set(own)
    others = made(record, pair, sorted(names), as_of=as_of)
    every = [*own.values(), *others.values()]
    events = [item for item in every if isinstance(item.statement, Event)]
    promises = [item for item in every if isinstance(item.statement, Commitment)]
    found = follow_up(events, promises, as_of, own.keys())
    return {item.entry.id: item for item in found}


def near(connection: Connection, pair: Pair, entries: Sequence[Entry[Any]]) -> set[str]:
    """The names of the entries that these may have become, or been called off by."""
    out: set[str] = set()
    for item in entries:
        if isinstance(item.statement, Event) and item.statement.activity in GATHERINGS:
            out |= set(connection.execute(_IN_DAYS, _its_days(pair, item)).scalars())
    told = [i.first_told or "" for i in entries if isinstance(i.statement, Commitment)]
    if told:
        for query in _next_after(pair, min(told)[:10]):
            out |= set(connection.execute(query).scalars())
    return out


def _of(pair: Pair, kind: str) -> Select[str]:
    return select(_e.c.entry).where(_e.c.a == pair[0], _e.c.b == pair[1], _e.c.kind == kind)


_IN_DAYS = (
    select(_e.c.entry)
    .where(_e.c.a == bindparam("a"), _e.c.b == bindparam("b"), _e.c.kind == "event")
    .where(_e.c.activity.in_(bindparam("activities", expanding=True)))
    .where(_e.c.day >= bindparam("since"), _e.c.day <= bindparam("until"))
    .order_by(_e.c.day, _e.c.entry)
    .limit(NEAR)
)
"""The acts that a planned one may have become."""


def _its_days(pair: Pair, plan: Entry[Event]) -> dict[str, Any]:
    """What `_IN_DAYS` is asked for a plan."""
    activity = plan.statement.activity
    assert activity is not None
    asked = {"a": pair[0], "b": pair[1], "activities": sorted({activity, *MEETS[activity]})}
    told = (plan.first_told or "")[:10]
    if not told:
        return {**asked, "since": "", "until": "~"}
    first = date.fromisoformat(told)
    last = _last_day(plan.statement.date) or first
    until = max(first + HORIZON, last + SLACK)
    since = first - timedelta(days=2)
    return {**asked, "since": since.isoformat(), "until": until.isoformat()}


def _last_day(edtf: str | None) -> date | None:
    try:
        return date.fromisoformat(bounds(edtf)[1] or "")
    except ValueError:
        return None


def _next_after(pair: Pair, told: str) -> Iterable[Select[str]]:
    """The deeds, refusals and promises that came next after a day."""
    acts = or_(_e.c.activity.in_(DEEDS), _e.c.code.in_(WITHDRAWN))
    deeds = _of(pair, "event").where(_e.c.form == "occurred", acts)
    for query in (deeds, _of(pair, "commitment")):
        yield query.where(_e.c.day >= told).order_by(_e.c.day, _e.c.entry).limit(MOST)
