"""Where two readers of a document differ, kept until a person decides; and what a model said.

Accepting what only the second reader read adds it as a person's statement; accepting its fields
corrects the first reader's; accepting that something is not there rejects it. Each can be undone.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update

from bilateral.errors import RecordError
from bilateral.model import Document, Statement
from bilateral.model.contract import document_from_json, statement_as_json, statement_from_json
from bilateral.record import review, schema
from bilateral.record.indexing import statement_rows
from bilateral.record.merge.merging import merge_document
from bilateral.record.store import Record

ACCEPTED, REJECTED = "accepted", "rejected"

_table = schema.proposals


@dataclass(frozen=True, slots=True)
class Proposal:
    """One difference. `what` is differs, second only or first only; `fields` what would be so
    instead; `proposed` the second reader's statement; `first` the id of the first reader's."""

    id: str
    document: str
    what: str
    kind: str
    first: str | None
    proposed: Statement | None
    fields: tuple[str, ...]
    reader: str
    made: str
    verdict: str | None
    who: str | None


def keep_proposals(
    record: Record,
    document: Document,
    reader: str,
    found: Iterable[tuple[str, Statement | None, Statement | None, tuple[str, ...]]],
) -> int:
    """Keep the differences of one document, as (what, first, second, fields), in place of those
    of the same reader that still wait; what a person decided stays decided. How many wait."""
    rows = [_row(document, reader, *item) for item in found]
    with record.writing() as connection:
        waiting = (_table.c.document == document.id, _table.c.reader == reader)
        connection.execute(delete(_table).where(*waiting, _table.c.verdict.is_(None)))
        known = set(connection.execute(select(_table.c.id).where(*waiting)).scalars())
        fresh = {row["id"]: row for row in rows if row["id"] not in known}
        if fresh:
            connection.execute(insert(_table), list(fresh.values()))
    return len(fresh)


def waiting(record: Record, document: str | None = None) -> list[Proposal]:
    """The differences that wait for a person, those about one statement first."""
    query = select(_table).where(_table.c.verdict.is_(None))
    if document:
        query = query.where(_table.c.document == document)
    with record.reading() as connection:
        rows = connection.execute(query.order_by(_table.c.what, _table.c.id)).mappings().all()
    return [_proposal(row) for row in rows]


def decide(
    record: Record, name: str, verdict: str, *, who: str | None = None, why: str | None = None
) -> Proposal:
    """Accept or reject the difference called `name`. Raises RecordError where there is none that
    waits."""
    if verdict not in (ACCEPTED, REJECTED):
        raise RecordError(f"{verdict!r} decides nothing", next_step="Say accepted or rejected")
    found = _called(record, name)
    if found.verdict is not None:
        raise RecordError(
            f"was {found.verdict} already", where=name, next_step="Take that back first"
        )
    act = _carry_out(record, found, who, why) if verdict == ACCEPTED else None
    values = {"verdict": verdict, "who": who, "why": why, "decided": _now(), "act": act}
    with record.writing() as connection:
        connection.execute(update(_table).where(_table.c.id == found.id).values(values))
    return _called(record, found.id)


def take_back(record: Record, name: str) -> None:
    """Undo a decision: the record is what it was, and the difference waits again."""
    found = _called(record, name)
    with record.reading() as connection:
        act = connection.execute(select(_table.c.act).where(_table.c.id == found.id)).scalar()
    if act and act.startswith("s"):
        _remove_statement(record, act[1:])
    elif act:
        review.undo(record, act)
    values = dict.fromkeys(("verdict", "who", "why", "decided", "act"))
    with record.writing() as connection:
        connection.execute(update(_table).where(_table.c.id == found.id).values(values))


# ------------------------------------------------------------ what was asked before


def answer_kept(record: Record, request: str) -> str | None:
    """What a model said to a request, named by its hash."""
    table = schema.second_answers
    with record.reading() as connection:
        query = select(table.c.content).where(table.c.request == request)
        content = connection.execute(query).scalar()
    return zlib.decompress(content).decode() if content is not None else None


def keep_answer(record: Record, request: str, model: str, answer: str) -> None:
    """Keep what a model said to a request."""
    table = schema.second_answers
    content = zlib.compress(answer.encode("utf-8", "replace"))
    with record.writing() as connection:
        connection.execute(delete(table).where(table.c.request == request))
        connection.execute(
            insert(table).values(request=request, model=model, content=content, retrieved=_now())
        )


# ------------------------------------------------------------ carrying out


def _carry_out(record: Record, found: Proposal, who: str | None, why: str | None) -> str:
    """Do what was accepted; the name by which it is undone."""
    said: dict[str, Any] = {"who": who, "why": why or f"second reader {found.reader}"}
    if found.first is None:
        assert found.proposed is not None
        return f"s{_add_statement(record, found.document, found.proposed)}"
    if found.proposed is None:
        return review.correct(record, found.first, review.REJECT, **said)
    told = statement_as_json(found.proposed)
    changed = {name: told[name] for name in found.fields}
    return review.correct(record, found.first, "correct", changed, **said)


def _add_statement(record: Record, document: str, statement: Statement) -> str:
    run = record.start_run([f"second reader: {statement.rule}"])
    with record.writing() as connection:
        query = select(schema.documents).where(schema.documents.c.id == document)
        kept = document_from_json(dict(connection.execute(query).mappings().one()))
        row, pairs, words = statement_rows(kept, statement)
        connection.execute(insert(schema.statements).values(**{**row, "origin": "person"}, run=run))
        for table, rows in ((schema.statement_pairs, pairs), (schema.evidence, words)):
            if rows:
                connection.execute(insert(table), rows)
        merge_document(connection, document)
    record.finish_run(run)
    return statement.id


def _remove_statement(record: Record, statement: str) -> None:
    rows = schema.statements
    with record.writing() as connection:
        document = connection.execute(
            select(rows.c.document).where(rows.c.id == statement)
        ).scalar_one_or_none()
        if document is None:
            return
        connection.execute(delete(rows).where(rows.c.id == statement))
        merge_document(connection, document)


def _row(
    document: Document,
    reader: str,
    what: str,
    first: Statement | None,
    second: Statement | None,
    fields: tuple[str, ...],
) -> dict[str, Any]:
    content = dict(statement_as_json(second)) if second else None
    anchor = [document.id, reader, what, first.id if first else None, content, list(fields)]
    digest = hashlib.sha256(json.dumps(anchor, ensure_ascii=False).encode()).hexdigest()[:16]
    if content is not None:
        content["id"] = f"{second.kind}-{digest}" if second else None
    return {
        "id": f"p{digest}",
        "document": document.id,
        "what": what,
        "kind": (second or first).kind,  # type: ignore[union-attr]
        "first": first.id if first else None,
        "content": content,
        "fields": list(fields),
        "reader": reader,
        "made": _now(),
    }


def _called(record: Record, name: str) -> Proposal:
    with record.reading() as connection:
        query = select(_table).where(_table.c.id.startswith(name, autoescape=True))
        rows = connection.execute(query).mappings().all()
    if len(rows) != 1:
        raise RecordError(
            f"holds {'no' if not rows else len(rows)} proposals called {name!r}",
            where=record.name,
            next_step="See them: bilateral second list",
        )
    return _proposal(rows[0])


def _proposal(row: RowMapping | Mapping[str, Any]) -> Proposal:
    content = row["content"]
    return Proposal(
        id=row["id"],
        document=row["document"],
        what=row["what"],
        kind=row["kind"],
        first=row["first"],
        proposed=statement_from_json(row["kind"], content) if content else None,
        fields=tuple(row["fields"]),
        reader=row["reader"],
        made=row["made"],
        verdict=row["verdict"],
        who=row["who"],
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
