"""How far an adding of articles is in, kept beside what it added; the same after a restart out.

A server writes what it does as it does it, and every few seconds that it is still there. A job
of which nothing was heard for a while, and which never ended, was interrupted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, insert, or_, select, update

from bilateral.record import schema
from bilateral.record.store import Record

BEAT = 15.0
"""Seconds after which a server says that it is still there."""
SILENCE = timedelta(seconds=60)
"""After which a server is gone."""
MOST_KEPT = 100
"""Jobs that are kept; what they added stays anyway."""

_jobs, _sources = schema.jobs, schema.job_sources

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeptJob:
    """A job as the record has it, with a row for each thing that was given; `gone` says that it
    never ended and that its server is silent."""

    id: str
    who: str
    made: str
    finished: str | None
    gone: bool
    sources: tuple[Row, ...]


def _now() -> datetime:
    return datetime.now(UTC)


def time() -> str:
    """This moment, ISO 8601 in UTC, so exact that jobs keep their order."""
    return _now().isoformat(timespec="milliseconds")


def begin(
    record: Record, name: str, who: str, made: str, server: str, given: Sequence[Row]
) -> None:
    """Keep a new job with its sources, and forget the oldest."""
    row = {"id": name, "who": who, "made": made, "server": server, "beat": time()}
    with record.noting() as connection:
        connection.execute(insert(_jobs).values(row))
        if given:
            rows = [{**item, "job": name, "position": n} for n, item in enumerate(given)]
            connection.execute(insert(_sources), rows)
        newest = select(_jobs.c.id).order_by(_jobs.c.made.desc(), _jobs.c.id.desc())
        kept = connection.execute(newest.limit(MOST_KEPT)).scalars().all()
        ended = or_(_jobs.c.finished.is_not(None), _jobs.c.beat < _silent())
        connection.execute(delete(_jobs).where(and_(_jobs.c.id.not_in(kept), ended)))


def note(record: Record, name: str, position: int, source: Row) -> None:
    """Keep how far one source is; its server is there."""
    here = and_(_sources.c.job == name, _sources.c.position == position)
    with record.noting() as connection:
        connection.execute(update(_sources).where(here).values(**source))
        connection.execute(update(_jobs).where(_jobs.c.id == name).values(beat=time()))


def end(record: Record, name: str) -> None:
    """Keep that a job came to its end."""
    with record.noting() as connection:
        connection.execute(update(_jobs).where(_jobs.c.id == name).values(finished=time()))


def beat(record: Record, server: str) -> None:
    """Say that a server is there, for all that it has not ended."""
    _said(record, server, time())


def leave(record: Record, server: str) -> None:
    """Say that a server goes: what it has not ended is interrupted."""
    _said(record, server, "")


def _said(record: Record, server: str, when: str) -> None:
    here = and_(_jobs.c.server == server, _jobs.c.finished.is_(None))
    with record.noting() as connection:
        connection.execute(update(_jobs).where(here).values(beat=when))


def called(record: Record, name: str) -> KeptJob | None:
    """The job called so."""
    with record.reading() as connection:
        row = connection.execute(select(_jobs).where(_jobs.c.id == name)).mappings().first()
        if row is None:
            return None
        query = select(_sources).where(_sources.c.job == name).order_by(_sources.c.position)
        sources = tuple(dict(source) for source in connection.execute(query).mappings())
    gone = row["finished"] is None and row["beat"] < _silent()
    return KeptJob(row["id"], row["who"], row["made"], row["finished"], gone, sources)


def latest(record: Record, limit: int) -> list[str]:
    """The names of the jobs that came last, the newest first."""
    query = select(_jobs.c.id).order_by(_jobs.c.made.desc(), _jobs.c.id.desc()).limit(limit)
    with record.reading() as connection:
        return list(connection.execute(query).scalars())


def _silent() -> str:
    return (_now() - SILENCE).isoformat(timespec="milliseconds")
