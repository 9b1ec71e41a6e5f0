"""A person's word on the record in, kept as rows that outlive re-reading; undo deletes them.

Two statements are the same, different, or one cannot say; one statement is accepted, rejected
or corrected. Each act has a name by which it is undone, and undoing it restores exactly what
was, since nothing else was changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    delete,
    func,
    insert,
    or_,
    select,
    union,
    update,
)

from bilateral.errors import RecordError
from bilateral.model import KINDS, Document, Statement
from bilateral.model.contract import document_from_json, statement_from_json
from bilateral.record import schema
from bilateral.record.indexing import statement_rows
from bilateral.record.merge.anchors import CORRECT, anchor, corrections, with_correction
from bilateral.record.merge.features import FEATURES
from bilateral.record.merge.merging import merge_document, reprofile
from bilateral.record.store import Record

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
ACCEPT, REJECT = "accept", "reject"

_statements, _judgements = schema.statements, schema.judgements
_profiles, _corrections = schema.profiles, schema.corrections


@dataclass(frozen=True, slots=True)
class Judgement:
    """That two things told are the same, different, or that one cannot say.

    `one` and `other` are the entries or profiles that were judged, `features` the names of what
    spoke for it (see `merge.features.FEATURES`), `made` is None for the machine.
    """

    id: int
    kind: str
    one: str
    other: str
    verdict: str
    origin: str
    who: str | None
    made: str | None
    why: str | None
    score: float | None
    features: tuple[str, ...]
    act: str | None

    def reasons(self) -> list[str]:
        """Each feature with its points and in words."""
        return [f"{FEATURES[name][0]:+.1f}  {FEATURES[name][1]}" for name in self.features]


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of an entry and the document it stands in."""

    statement: Statement
    document: Document
    profile: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an entry is one: its statements, the judgements inside it, and those at its edge that
    left something out."""

    entry: str
    told: tuple[Told, ...]
    inside: tuple[Judgement, ...]
    outside: tuple[Judgement, ...]


def judge(
    record: Record,
    verdict: str,
    one: str,
    others: Sequence[str],
    *,
    who: str | None = None,
    why: str | None = None,
) -> str:
    """Say of statement `one` that it and each of `others` are the same thing, or different.

    The name of the act is returned, for `undo`. Raises RecordError when the record holds no
    such statement, or the two are of different kinds.
    """
    if verdict not in (SAME, DIFFERENT, UNSURE):
        raise RecordError(f"{verdict!r} is no judgement", next_step="Say same, different or unsure")
    with record.writing() as connection:
        act = _act_name(connection, verdict, one, others)
        for other in others:
            connection.execute(
                insert(_judgements).values(
                    **_ends(connection, record.name, one, other),
                    verdict=verdict,
                    origin="person",
                    who=who,
                    made=_now(),
                    why=why,
                    act=act,
                )
            )
        reprofile(connection, [one, *others])
    return act


def split(record: Record, statement: str, **said: str | None) -> str:
    """Take a statement out of its entry: it and all the others are different things."""
    told = explain(record, statement).told
    others = [item.statement.id for item in told if item.statement.id != statement]
    if not others:
        raise RecordError(
            "stands alone in its entry", where=statement, next_step="See: bilateral merge explain"
        )
    return judge(record, DIFFERENT, statement, others, **said)


def undo(record: Record, act: str) -> int:
    """Delete what a person said in one act; how many judgements and corrections that were."""
    with record.writing() as connection:
        judged = _judgements.c.act == act
        ends = [
            select(_judgements.c[f"{side}_document"]).where(judged) for side in ("one", "other")
        ]
        documents = set(connection.execute(union(*ends)).scalars())
        said = _corrections.c.id == _correction_number(act)
        corrected = connection.execute(select(_corrections).where(said)).mappings().first()
        count = connection.execute(delete(_judgements).where(judged)).rowcount
        count += connection.execute(delete(_corrections).where(said)).rowcount
        if not count:
            raise RecordError(
                f"holds no judgement {act!r}",
                where=record.name,
                next_step="See: bilateral merge list",
            )
        if corrected:
            documents.add(corrected["document"])
            _refile(connection, corrected["statement"])
        for document in sorted(documents):
            merge_document(connection, document)
    return int(count)


def _correction_number(act: str) -> int:
    number = act.removeprefix("c")
    return int(number) if act.startswith("c") and number.isdecimal() else -1


def correct(
    record: Record,
    statement: str,
    verdict: str,
    changed: Mapping[str, Any] | None = None,
    *,
    who: str | None = None,
    why: str | None = None,
) -> str:
    """Accept, reject or correct one statement; `changed` holds the fields that are so instead.

    The name of the act is returned, for `undo`.
    """
    with record.writing() as connection:
        row = _row(connection, record.name, statement)
        own = {field.name for field in fields(KINDS[row["kind"]])} - {"id", "evidence", "rule"}
        unknown = sorted(set(changed or {}) - own)
        if unknown:
            raise RecordError(
                f"{row['kind']} has no field {unknown[0]!r}",
                where=statement,
                next_step=f"It has {', '.join(sorted(own))}",
            )
        made = insert(_corrections).values(
            verdict=verdict,
            statement=statement,
            document=row["document"],
            kind=row["kind"],
            anchor=anchor(connection, statement),
            fields=dict(changed or {}),
            who=who,
            made=_now(),
            why=why,
        )
        number = connection.execute(made.returning(_corrections.c.id)).scalar_one()
        _refile(connection, statement)
        merge_document(connection, row["document"])
    return f"c{number}"


def _refile(connection: Connection, statement: str) -> None:
    """File a statement under the countries and the day that people's corrections give it."""
    table = schema.documents
    query = select(_statements).where(_statements.c.id == statement)
    row = connection.execute(query).mappings().first()
    if row is None:
        return
    owner = select(table).where(table.c.id == row["document"])
    document = document_from_json(dict(connection.execute(owner).mappings().one()))
    told = statement_from_json(row["kind"], row["content"])
    said = corrections(connection, document.id).get(statement)
    kept = with_correction(told, said) if said and said.verdict == CORRECT else told
    assert kept is not None
    filed, pairs, _ = statement_rows(document, kept)
    places = {name: filed[name] for name in ("code", "date", "first_day")}
    connection.execute(update(_statements).where(_statements.c.id == statement).values(places))
    rows = schema.statement_pairs
    connection.execute(delete(rows).where(rows.c.statement == statement))
    if pairs:
        connection.execute(insert(rows), pairs)


def _ends(connection: Connection, where: str, one: str, other: str) -> dict[str, Any]:
    first, second = (_row(connection, where, name) for name in (one, other))
    if first["kind"] != second["kind"]:
        raise RecordError(
            f"{one} is of kind {first['kind']}, {other} of kind {second['kind']}",
            next_step="Only statements of one kind can be one thing",
        )
    if not first["profile"] or not second["profile"]:
        raise RecordError(
            f"a {first['kind']} is not merged by judgement",
            where=one,
            next_step="Judge events, statuses, commitments or actors",
        )
    return {
        "kind": first["kind"],
        "one": first["profile"],
        "other": second["profile"],
        "one_statement": one,
        "other_statement": other,
        "one_document": first["document"],
        "other_document": second["document"],
        "one_anchor": anchor(connection, one),
        "other_anchor": anchor(connection, other),
    }


def _row(connection: Connection, where: str, statement: str) -> RowMapping:
    query = select(_statements).where(_statements.c.id == statement)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise RecordError(
            f"holds no statement {statement!r}",
            where=where,
            next_step="See their names: bilateral merge explain ENTRY",
        )
    return row


def _act_name(connection: Connection, verdict: str, one: str, others: Iterable[str]) -> str:
    count = connection.execute(select(func.coalesce(func.max(_judgements.c.id), 0))).scalar_one()
    text = "|".join([str(count), verdict, one, *others])
    return f"j{hashlib.sha256(text.encode()).hexdigest()[:8]}"


# Explaining


def explain(record: Record, name: str, most: int | None = None) -> Explanation:
    """Why the entry called `name`, or the entry of the statement `name`, is one.

    A name may be shortened; `most` is how many judgements are given at most. Raises RecordError
    when nothing is called so.
    """
    with record.reading() as connection:
        entry = _entry_called(connection, record.name, name)
        query = select(_profiles.c.id).where(_profiles.c.entry == entry)
        members = set(connection.execute(query).scalars())
        found = _judgements_at(connection, members, most)
        told = _told(connection, members)
    inside = [j for j in found if j.one in members and j.other in members]
    outside = [j for j in found if j not in inside]
    return Explanation(entry, told, tuple(inside), tuple(outside))


def _entry_called(connection: Connection, where: str, name: str) -> str:
    """A whole name is looked up by its index; only one that is none is taken as a beginning."""
    found: list[Any] = []
    for named in (_is_called, _begins):
        by_statement = (
            select(_profiles.c.entry)
            .join(_statements, _statements.c.profile == _profiles.c.id)
            .where(named(_statements.c.id, name))
        )
        by_profile = select(_profiles.c.entry).where(named(_profiles.c.id, name))
        by_entry = select(_profiles.c.entry).where(_profiles.c.entry == name)
        found = sorted(set(connection.execute(union(by_statement, by_profile, by_entry)).scalars()))
        if found:
            break
    if len(found) != 1:
        what = f"{len(found)} entries are called" if found else "no entry is called"
        raise RecordError(
            f"{what} {name!r}", where=where, next_step="See names: bilateral merge list"
        )
    return str(found[0])


def _is_called(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    return column == name


def _begins(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    return column.startswith(name, autoescape=True)


def _told(connection: Connection, profiles: Collection[str]) -> tuple[Told, ...]:
    table = schema.documents
    query = (
        select(_statements.c.kind, _statements.c.content, _statements.c.profile, table)
        .join(table, table.c.id == _statements.c.document)
        .where(_statements.c.profile.in_(list(profiles)))
        .order_by(table.c.published, table.c.id, _statements.c.id)
    )
    return tuple(
        Told(
            statement_from_json(row["kind"], row["content"]),
            document_from_json(dict(row)),
            row["profile"],
        )
        for row in connection.execute(query).mappings()
    )


def _judgements_at(
    connection: Connection, profiles: Collection[str], most: int | None
) -> list[Judgement]:
    names = list(profiles)
    here = or_(_judgements.c.one.in_(names), _judgements.c.other.in_(names))
    query = select(_judgements).where(here).order_by(_judgements.c.id).limit(most)
    return [_judgement(row) for row in connection.execute(query).mappings()]


def _judgement(row: RowMapping) -> Judgement:
    names = [field.name for field in fields(Judgement) if field.name != "features"]
    return Judgement(**{name: row[name] for name in names}, features=tuple(row["features"] or ()))


def waiting(record: Record, limit: int = 20) -> list[Judgement]:
    """What the machine is not sure of, the most likely to be the same first."""
    one, other = _profiles.alias(), _profiles.alias()
    query = (
        select(_judgements)
        .join(one, one.c.id == _judgements.c.one)
        .join(other, other.c.id == _judgements.c.other)
        .where(_judgements.c.origin == "machine", _judgements.c.verdict == UNSURE)
        .where(one.c.entry != other.c.entry)
        .order_by(_judgements.c.score.desc(), _judgements.c.id)
        .limit(limit or None)
    )
    with record.reading() as connection:
        return [_judgement(row) for row in connection.execute(query).mappings()]


def by_people(record: Record) -> list[Judgement]:
    """All that people judged, the first first."""
    query = select(_judgements).where(_judgements.c.origin == "person").order_by(_judgements.c.id)
    with record.reading() as connection:
        return [_judgement(row) for row in connection.execute(query).mappings()]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
