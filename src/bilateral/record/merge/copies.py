"""The text of an article in, the articles that are copies of it out.

A text is kept as a MinHash signature over its runs of words. The signature is cut into bands,
and each band is a row of the record: two texts that share one are compared, so that adding an
article costs the same in a record of any size (locality-sensitive hashing).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from rensa import RMinHash
from sqlalchemy import Connection, delete, insert, select, update

from bilateral.record import schema
from bilateral.record.merge.words import folded

SHINGLE = 5
"""Words in a run."""
BANDS, ROWS = 42, 3
"""Of texts with half their runs in common, 996 in 1,000 share a band; of unlike ones 1 in 1,000."""
COPY = 0.55
"""The part of the shorter text that must stand in the longer one."""
SHORTEST = 12
"""Fewer runs than this say nothing: a caption is like many captions."""
SEED = 1995


@dataclass(frozen=True, slots=True)
class Signature:
    """A text to be compared: `runs` is how many different runs of words it has."""

    values: array[int]
    runs: int

    def bands(self) -> list[str]:
        """The bands as keys, each with its place."""
        return [
            f"{n}:{self.values[n * ROWS : (n + 1) * ROWS].tobytes().hex()}" for n in range(BANDS)
        ]


def signature(text: str) -> Signature | None:
    """The signature of `text`; None for one too short to compare."""
    words = folded(text).split()
    runs = {" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}
    if len(runs) < SHORTEST:
        return None
    hashed = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    hashed.update(list(runs))
    return Signature(array("I", hashed.digest()), len(runs))


def contained(one: Signature, other: Signature) -> float:
    """Which part of the shorter text's runs the longer one has, estimated, from 0 to 1."""
    pairs = zip(one.values, other.values, strict=True)
    alike = sum(a == b for a, b in pairs) / len(one.values)
    common = alike / (1 + alike) * (one.runs + other.runs)
    return min(1.0, common / min(one.runs, other.runs))


def file_copy(connection: Connection, document: str, text: str) -> str:
    """Keep the signature of a document and put it with its copies; their story is returned.

    A story is named after the first of its documents in the order of their ids.
    """
    made = signature(text)
    filed = _filed_under(connection, document, made)
    if filed:
        return filed
    drop_copy(connection, document)
    stories = {document}
    if made:
        stories |= _stories_like(connection, made)
        _keep(connection, document, made)
    story = min(stories)
    table = schema.documents
    others = stories - {story, document}
    if others:
        connection.execute(update(table).where(table.c.story.in_(others)).values(story=story))
    connection.execute(update(table).where(table.c.id == document).values(story=story))
    return story


def _filed_under(connection: Connection, document: str, made: Signature | None) -> str | None:
    """The story of a document that was filed with this signature before."""
    table, kept = schema.documents, schema.signatures
    query = (
        select(table.c.story, kept.c.minhash)
        .join(kept, kept.c.document == table.c.id)
        .where(table.c.id == document)
    )
    row = connection.execute(query).first()
    same = row is not None and made is not None and row.minhash == made.values.tobytes()
    return str(row.story) if row and same and row.story else None


def like(connection: Connection, text: str) -> dict[str, float]:
    """The documents that are copies of `text`, each with the part they have in common."""
    made = signature(text)
    return _like(connection, made) if made else {}


def _keep(connection: Connection, document: str, made: Signature) -> None:
    connection.execute(
        insert(schema.signatures).values(
            document=document, minhash=made.values.tobytes(), runs=made.runs
        )
    )
    rows = [{"band": band, "document": document} for band in made.bands()]
    connection.execute(insert(schema.bands), rows)


def _like(connection: Connection, made: Signature) -> dict[str, float]:
    bands, kept = schema.bands, schema.signatures
    near = select(bands.c.document).where(bands.c.band.in_(made.bands())).distinct()
    query = select(kept.c.document, kept.c.minhash, kept.c.runs).where(kept.c.document.in_(near))
    out = {}
    for document, minhash, runs in connection.execute(query):
        part = contained(made, Signature(array("I", minhash), runs))
        if part >= COPY:
            out[document] = part
    return out


def _stories_like(connection: Connection, made: Signature) -> set[str]:
    return _stories(connection, _like(connection, made))


def _stories(connection: Connection, documents: Iterable[str]) -> set[str]:
    table = schema.documents
    query = select(table.c.story).where(table.c.id.in_(list(documents))).distinct()
    return {story for (story,) in connection.execute(query) if story}


def drop_copy(connection: Connection, document: str) -> None:
    """Take a document out of its story; what stood together only by it falls apart."""
    table = schema.documents
    story = connection.execute(select(table.c.story).where(table.c.id == document)).scalar()
    if story is None:
        return
    for rows in (schema.bands, schema.signatures):
        connection.execute(delete(rows).where(rows.c.document == document))
    connection.execute(update(table).where(table.c.id == document).values(story=None))
    _regroup(connection, story)


def _regroup(connection: Connection, story: str) -> None:
    """Find the stories of the documents of one story anew."""
    table, kept = schema.documents, schema.signatures
    rest = list(connection.execute(select(table.c.id).where(table.c.story == story)).scalars())
    connection.execute(update(table).where(table.c.story == story).values(story=table.c.id))
    rows = select(kept.c.document, kept.c.minhash, kept.c.runs).where(kept.c.document.in_(rest))
    signatures = {d: Signature(array("I", m), runs) for d, m, runs in connection.execute(rows)}
    for _, made in sorted(signatures.items()):
        stories = _stories(
            connection, [d for d, s in signatures.items() if contained(made, s) >= COPY]
        )
        first = min(stories)
        if len(stories) > 1:
            connection.execute(update(table).where(table.c.story.in_(stories)).values(story=first))
