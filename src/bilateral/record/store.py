"""The record on disk: readings go in, one transaction each; documents and statements come out."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import local
from types import TracebackType
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select, tuple_, update

from bilateral import __version__
from bilateral.errors import RecordError
from bilateral.knowledge.version import rules_version
from bilateral.model import Document, Original, Reading, Skip, Statement
from bilateral.model.contract import document_from_json, statement_from_json
from bilateral.record import schema
from bilateral.record.connect import connect, default_record, explained, shown
from bilateral.record.indexing import Pair
from bilateral.record.keeping import Outcome, keep_reading, kept_row
from bilateral.record.merge.anchors import corrections, with_correction
from bilateral.record.merge.merging import merge_document, unmerged, withdraw_document
from bilateral.record.search.finding import Found, Snippet, count, find
from bilateral.record.upgrade import HEAD, revision, upgrade
from bilateral.record.views.refresh import pending, refresh

__all__ = ["Found", "Outcome", "PairCount", "Record", "Snippet"]

_AT_ONCE = 500
"""Names in one `IN (...)`."""

_UNSETTLED = 25
"""Documents that may be added before the views are brought into step with them: what many of
them tell is then counted once and not for each. A record that was left so is brought into step
when it is opened."""


@dataclass(frozen=True, slots=True)
class PairCount:
    """A pair with what the record holds of it; `counts` by kind of statement."""

    pair: Pair
    documents: int
    counts: dict[str, int]
    latest: str | None


class Record:
    """The record called `name`: a file of SQLite or a `postgresql://` address.

    Opening makes it or brings it to this program's form. Every method raises RecordError,
    with what to do next, when the store cannot be read or written.
    """

    def __init__(self, name: str | None = None) -> None:
        self.address = name or default_record()
        self.name = shown(self.address)
        self._unsettled = 0
        self._held = local()
        self._engine = connect(self.address)
        try:
            if not self._in_order():
                self._prepare()
        except RecordError:
            self.close()
            raise

    def _prepare(self) -> None:
        with self.writing() as connection:
            upgrade(connection, self.name)
            for document in unmerged(connection):
                merge_document(connection, document)

    def _in_order(self) -> bool:
        """Whether it has this program's form and nothing waits: then opening writes nothing."""
        with self.reading() as connection:
            return (
                revision(connection) == HEAD
                and not pending(connection)
                and not unmerged(connection)
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        with suppress(RecordError):  # What is left so now is settled by the next who opens it.
            self._settle()
        self._engine.dispose()

    @contextmanager
    def _writing(self, *, settled: bool = True) -> Iterator[Connection]:
        engine = self._engine.execution_options(writing=True)
        with engine.connect() as connection, connection.begin():
            before, self._unsettled = self._unsettled, 0
            try:
                yield connection
                if settled or before + 1 >= _UNSETTLED:
                    refresh(connection)
                else:
                    self._unsettled = before + 1
            except BaseException:
                self._unsettled = before
                raise

    def _settle(self) -> None:
        """Bring the views into step with what was added."""
        if self._unsettled:
            with self.writing():
                pass

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept, or nothing."""
        with explained(self.name), self._writing() as connection:
            yield connection

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """A transaction that writes nothing on which the views hang."""
        engine = self._engine.execution_options(writing=True)
        with explained(self.name), engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the record."""
        held: Connection | None = getattr(self._held, "connection", None)
        if held is not None:
            yield held
            return
        self._settle()
        with self._reading() as connection:
            yield connection

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """All that this thread reads inside the block, it reads of one state of the record: many
        questions cost one transaction then. What is written inside is not seen inside."""
        with self.reading() as connection:
            before = getattr(self._held, "connection", None)
            self._held.connection = connection
            try:
                yield
            finally:
                self._held.connection = before

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """The same where the views do not matter."""
        with explained(self.name), self._engine.connect() as connection, connection.begin():
            yield connection

    # Runs

    def start_run(self, inputs: Sequence[str]) -> int:
        """Note that a run begins; its number goes with everything it adds."""
        row = {
            "started": _now(),
            "program": __version__,
            "rules": rules_version(),
            "inputs": list(inputs),
        }
        with explained(self.name), self._writing() as connection:
            made = insert(schema.runs).values(row).returning(schema.runs.c.id)
            return int(connection.execute(made).scalar_one())

    def finish_run(self, run: int) -> None:
        """Note that a run came to its end."""
        with explained(self.name), self._writing() as connection:
            connection.execute(
                update(schema.runs).where(schema.runs.c.id == run).values(finished=_now())
            )

    def skip(self, run: int, skip: Skip) -> None:
        """Keep why an input was left out."""
        with explained(self.name), self._writing(settled=False) as connection:
            connection.execute(
                insert(schema.skips).values(
                    run=run, source=skip.source, reason=skip.reason, next_step=skip.next_step
                )
            )
            _count(connection, run, "skipped")

    # Documents in

    def known(self, document: Document) -> str | None:
        """The id under which the record keeps this document, None when it is new.

        It is found by the hash of its text, or by its original bytes and address: a feed's
        entries share their bytes, and an address alone does not make two texts one.
        """
        with self._reading() as connection:
            row = kept_row(connection, document)
        return str(row["id"]) if row else None

    def up_to_date(self, document: Document) -> bool:
        """Whether the record holds this document, read by the rules of today."""
        with self._reading() as connection:
            row = kept_row(connection, document)
        return bool(row and row["rules"] == rules_version() and row["text"] == document.text)

    def add(self, reading: Reading, run: int) -> Outcome:
        """Keep a reading, all of it or nothing.

        The same article twice is one document. One read before by other rules gets the new
        machine statements in place of the old; what people said stays. The changed text of an
        address is a new version, and only the later one counts.
        """
        with explained(self.name), self._writing(settled=False) as connection:
            outcome = keep_reading(connection, reading, run, rules_version())
            _count(connection, run, outcome.value)
            return outcome

    def count_unchanged(self, run: int) -> None:
        """Count a document of the run that the record held already, as read by today's rules."""
        with explained(self.name), self._writing(settled=False) as connection:
            _count(connection, run, Outcome.UNCHANGED.value)

    def remove(self, document: str, why: str | None = None, who: str | None = None) -> None:
        """Withdraw a document: it stays in the record, and nothing stands on it any more."""
        values = {"withdrawn": _now(), "withdrawn_why": why, "withdrawn_by": who}
        with self.writing() as connection:
            _mark(connection, document, values)
            withdraw_document(connection, document)

    def restore(self, document: str) -> None:
        """Take back that a document was withdrawn."""
        with self.writing() as connection:
            _mark(
                connection, document, dict.fromkeys(("withdrawn", "withdrawn_why", "withdrawn_by"))
            )
            merge_document(connection, document)

    # Out

    def document(self, key: str) -> Document:
        """The document whose id, file or address is `key`, or whose id alone begins with it.

        Raises RecordError when none does, or several.
        """
        table = schema.documents
        exact = or_(table.c.id == key, table.c.file == key, table.c.url == key)
        with self.reading() as connection:
            rows = connection.execute(select(table).where(exact)).mappings().all()
            if not rows and len(key) >= 6:
                begins = table.c.id.startswith(key, autoescape=True)
                rows = connection.execute(select(table).where(begins)).mappings().all()
        rows = [row for row in rows if not row["superseded_by"]] or rows
        if not rows:
            raise RecordError(
                f"holds no document {key!r}",
                where=self.name,
                next_step="Add it: bilateral add FILE",
            )
        if len(rows) > 1 and len({row["text"] for row in rows}) > 1:
            raise RecordError(
                f"holds {len(rows)} documents {key!r}",
                where=self.name,
                next_step=f"Name one by its id, as {rows[-1]['id'][:12]}",
            )
        return document_from_json(dict(rows[-1]))

    def original(self, document: str) -> Original | None:
        """The bytes that the document with this id came from."""
        query = (
            select(schema.originals)
            .join(schema.documents, schema.documents.c.original == schema.originals.c.sha256)
            .where(schema.documents.c.id == document)
        )
        with self.reading() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            return None
        return Original(zlib.decompress(row["content"]), row["sha256"], row["media_type"])

    def documents(self, pair: Pair | None = None) -> list[Document]:
        """All documents, or those that say something of a pair, in order of publication."""
        table = schema.documents
        query = select(table).where(_in_force()).order_by(table.c.published, table.c.id)
        if pair:
            query = query.where(table.c.id.in_(_documents_of(pair)))
        with self.reading() as connection:
            return [document_from_json(dict(row)) for row in connection.execute(query).mappings()]

    def statements(self, pair: Pair, kind: str | None = None) -> list[tuple[str, Statement]]:
        """What is said of a pair: (document id, statement), in the order of their days."""
        pairs, rows = schema.statement_pairs, schema.statements
        query = (
            select(rows.c.document, rows.c.kind, rows.c.content)
            .join(pairs, pairs.c.statement == rows.c.id)
            .join(schema.documents, schema.documents.c.id == rows.c.document)
            .where(pairs.c.a == pair[0], pairs.c.b == pair[1], _in_force())
            .order_by(pairs.c.first_day, rows.c.id)
        )
        if kind:
            query = query.where(pairs.c.kind == kind)
        with self.reading() as connection:
            said = corrections(connection)
            told = (
                (row.document, statement_from_json(row.kind, row.content))
                for row in connection.execute(query)
            )
            return [
                (document, kept)
                for document, statement in told
                if (kept := with_correction(statement, said.get(statement.id)))
            ]

    def entries(self, pair: Pair) -> dict[str, str]:
        """The entry in which each statement of a pair stands, by the statement's id."""
        pairs, rows, kept = schema.statement_pairs, schema.statements, schema.profiles
        query = (
            select(rows.c.id, kept.c.entry)
            .join(pairs, pairs.c.statement == rows.c.id)
            .join(kept, kept.c.id == rows.c.profile)
            .where(pairs.c.a == pair[0], pairs.c.b == pair[1])
        )
        with self.reading() as connection:
            return {row.id: row.entry for row in connection.execute(query)}

    def stories(self, documents: Sequence[str]) -> dict[str, str]:
        """The story of each document: those that are one text have one name."""
        return {d: story or d for d, story, _ in self._filed(documents)}

    def added(self, documents: Sequence[str]) -> dict[str, str]:
        """When each document came into the record, ISO 8601 in UTC."""
        return {d: added for d, _, added in self._filed(documents)}

    def _filed(self, documents: Sequence[str]) -> list[tuple[str, str | None, str]]:
        table = schema.documents
        out: list[tuple[str, str | None, str]] = []
        with self.reading() as connection:
            for start in range(0, len(documents), _AT_ONCE):
                wanted = table.c.id.in_(documents[start : start + _AT_ONCE])
                query = select(table.c.id, table.c.story, table.c.added).where(wanted)
                out.extend((d, story, added) for d, story, added in connection.execute(query))
        return out

    def statements_of(self, document: str) -> list[Statement]:
        """What one document says, in the order of its words."""
        rows = schema.statements
        query = select(rows.c.kind, rows.c.content).where(rows.c.document == document)
        with self.reading() as connection:
            found = [statement_from_json(r.kind, r.content) for r in connection.execute(query)]
        return sorted(found, key=lambda s: (s.evidence[0].field == "text", s.evidence[0].start))

    def pairs(self, limit: int | None = None) -> list[PairCount]:
        """The pairs that the record knows, the best documented first."""
        table, counted = schema.pairs, schema.tallies
        query = select(table).order_by(table.c.documents.desc(), table.c.a, table.c.b).limit(limit)
        with self.reading() as connection:
            rows = connection.execute(query).all()
            counts: dict[Pair, dict[str, int]] = {(row.a, row.b): {} for row in rows}
            by_kind = select(counted).where(counted.c.topic == "statements")
            if limit is not None:
                keys = tuple_(counted.c.a, counted.c.b)
                by_kind = by_kind.where(keys.in_(list(counts)))
            for row in connection.execute(by_kind):
                counts[row.a, row.b][row.key] = row.n
        return [
            PairCount((r.a, r.b), r.documents, counts[r.a, r.b], r.latest or None) for r in rows
        ]

    def search(
        self,
        words: str,
        limit: int = 20,
        *,
        kind: str | None = None,
        pair: Pair | None = None,
        offset: int = 0,
    ) -> list[Found]:
        """What holds all these words, the best match first: documents and statements.

        `kind` is `document` or a kind of statement, `pair` what they are about. "Words in
        quotation marks" stand together, `-word` must not be there, `begin*` stands for all
        words that begin so; case and diacritics do not count, and no input is a wrong one. Of
        more than `finding.RANKED` hits the latest added come first.
        """
        with self.reading() as connection:
            return find(connection, words, kind=kind, pair=pair, limit=limit, offset=offset)

    def search_counts(self, words: str, pair: Pair | None = None) -> dict[str, int]:
        """How many of each kind hold these words, counted up to `finding.RANKED` in all."""
        with self.reading() as connection:
            return count(connection, words, pair)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _count(connection: Connection, run: int, what: str) -> None:
    column = schema.runs.c[what]
    connection.execute(
        update(schema.runs).where(schema.runs.c.id == run).values({what: column + 1})
    )


def _mark(connection: Connection, document: str, values: dict[str, str | None]) -> None:
    table = schema.documents
    connection.execute(update(table).where(table.c.id == document).values(values))


def _in_force() -> ColumnElement[bool]:
    """Documents that were neither withdrawn nor followed by a corrected version."""
    table = schema.documents
    return and_(table.c.superseded_by.is_(None), table.c.withdrawn.is_(None))


def _documents_of(pair: Pair) -> Any:
    pairs, rows = schema.statement_pairs, schema.statements
    return (
        select(rows.c.document)
        .join(pairs, pairs.c.statement == rows.c.id)
        .where(pairs.c.a == pair[0], pairs.c.b == pair[1])
    )
