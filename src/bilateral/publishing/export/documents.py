"""Names of documents in, the documents with their people, stories and sentences out.

Those used last are kept; the others are fetched again when they are asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection, func, select

from bilateral.language.sentences import sentence_spans
from bilateral.model import Actor, Document, Evidence
from bilateral.model.contract import document_from_json, statement_from_json
from bilateral.record import schema
from bilateral.record.merge.anchors import Correction, with_correction

V = TypeVar("V")

_KEPT = 1_000
"""Documents kept in memory; more than the statements fetched at once."""


class _Latest(OrderedDict[str, V]):
    """A mapping that forgets what was put into it first, beyond so many."""

    def __setitem__(self, name: str, value: V) -> None:
        super().__setitem__(name, value)
        while len(self) > _KEPT:
            self.popitem(last=False)


class Documents:
    """The documents of a record, by their ids."""

    def __init__(self, connection: Connection, said: Mapping[str, Correction]) -> None:
        self._connection = connection
        self._said = said
        self._documents: _Latest[tuple[Document, str]] = _Latest()
        self._casts: _Latest[Mapping[str, tuple[Actor, str]]] = _Latest()
        self._sentences: _Latest[Sequence[int]] = _Latest()

    def fetch(self, names: Sequence[str]) -> None:
        """Bring these documents into memory."""
        missing = sorted({name for name in names if name not in self._documents})
        for name in names:
            if name in self._documents:
                self._documents.move_to_end(name)
        table = schema.documents
        if missing:
            query = select(table).where(table.c.id.in_(missing))
            for row in self._connection.execute(query).mappings():
                document = document_from_json(dict(row))
                self._documents[document.id] = document, row["story"] or document.id

    def __getitem__(self, name: str) -> Document:
        return self._filed(name)[0]

    def stories(self, names: Iterable[str]) -> dict[str, str]:
        """The story of each document: those that are one text have one name."""
        return {name: self._filed(name)[1] for name in names}

    def _filed(self, name: str) -> tuple[Document, str]:
        if name not in self._documents:
            self.fetch([name])
        return self._documents[name]

    def cast(self, document: str) -> Mapping[str, Actor]:
        """The people and bodies of a document by their names."""
        return {name: actor for name, (actor, _) in self._cast(document).items()}

    def cast_entries(self, document: str) -> Mapping[str, str]:
        """The merged entry of each of the people and bodies of a document, by their names."""
        return {name: entry for name, (_, entry) in self._cast(document).items()}

    def _cast(self, document: str) -> Mapping[str, tuple[Actor, str]]:
        if document not in self._casts:
            rows, profiles = schema.statements, schema.profiles
            name = func.coalesce(profiles.c.entry, rows.c.id).label("entry")
            query = (
                select(rows.c.id, rows.c.kind, rows.c.content, name)
                .outerjoin(profiles, profiles.c.id == rows.c.profile)
                .where(rows.c.document == document, rows.c.kind == Actor.kind)
                .order_by(rows.c.id)
            )
            told = (
                (with_correction(statement_from_json(r.kind, r.content), self._said.get(r.id)), r)
                for r in self._connection.execute(query)
            )
            self._casts[document] = {
                actor.name: (actor, row.entry) for actor, row in told if isinstance(actor, Actor)
            }
        return self._casts[document]

    def sentence_number(self, document: Document, evidence: Evidence) -> int:
        """In which sentence of its text the words stand, counted from 1; 0 for the title."""
        if evidence.field == "title":
            return 0
        if document.id not in self._sentences:
            self._sentences[document.id] = [start for start, _ in sentence_spans(document.text)]
        return max(1, bisect_right(self._sentences[document.id], evidence.start))
