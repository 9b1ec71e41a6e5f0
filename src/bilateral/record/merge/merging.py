"""A document's statements in, the record's entries brought up to date.

Only what the document touches is weighed again: its profiles against those in their blocks,
then the entries that hang together with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, union, update

from bilateral.model import Document
from bilateral.model.contract import document_from_json
from bilateral.record import schema
from bilateral.record.merge.anchors import find_again, statements_in_force
from bilateral.record.merge.clusters import Link, cluster
from bilateral.record.merge.copies import drop_copy, file_copy
from bilateral.record.merge.features import weigh
from bilateral.record.merge.profiles import Profile, blocks, profile, profile_from_json

_AT_ONCE = 400

_statements, _profiles = schema.statements, schema.profiles
_blocks, _judgements = schema.blocks, schema.judgements


def merge_document(connection: Connection, document: str, before: Collection[str] = ()) -> None:
    """Put what a document says now into the entries, and the document into its story.

    `before` are the profiles of statements that were just taken from it.
    """
    row = (
        connection.execute(select(schema.documents).where(schema.documents.c.id == document))
        .mappings()
        .one()
    )
    kept = document_from_json(dict(row))
    if row["withdrawn"] or row["superseded_by"]:
        withdraw_document(connection, document)
        return
    file_copy(connection, document, kept.text)
    find_again(connection, document)
    old = profiles_of(connection, document) | set(before)
    pinned = _pinned(connection, document)
    after = _assign(connection, kept, pinned)
    touched = _neighbours(connection, old - after) if old - after else set()
    _retire(connection, old - after)
    recluster(connection, touched | after)


def withdraw_document(connection: Connection, document: str) -> None:
    """Take what a document says out of the entries and the document out of its story."""
    before = profiles_of(connection, document)
    drop_copy(connection, document)
    connection.execute(
        update(_statements).where(_statements.c.document == document).values(profile=None)
    )
    touched = _neighbours(connection, before)
    _retire(connection, before)
    recluster(connection, touched)


def reprofile(connection: Connection, statements: Collection[str]) -> None:
    """Compare these statements anew: a person judged them, or took a judgement back."""
    query = select(_statements.c.document).where(_statements.c.id.in_(list(statements))).distinct()
    for document in sorted(connection.execute(query).scalars()):
        merge_document(connection, document)


def profiles_of(connection: Connection, document: str) -> set[str]:
    """The profiles of what a document says."""
    query = select(_statements.c.profile).where(
        _statements.c.document == document, _statements.c.profile.is_not(None)
    )
    return set(connection.execute(query).scalars())


def _pinned(connection: Connection, document: str) -> dict[str, str]:
    """Statements of a document that people judged; each has a profile of its own."""
    table = _judgements
    one = select(table.c.one_statement).where(table.c.one_document == document)
    other = select(table.c.other_statement).where(table.c.other_document == document)
    return {name: name for name in connection.execute(union(one, other)).scalars() if name}


def _assign(connection: Connection, document: Document, pinned: dict[str, str]) -> set[str]:
    """Give each statement its profile, make those that are new; all profiles are returned."""
    found: dict[str, Profile] = {}
    values = []
    for name, statement in statements_in_force(connection, document.id):
        made = profile(document, statement) if statement else None
        label = made.id(pinned.get(name)) if made else None
        values.append((name, label))
        if made and label:
            found[label] = made
    if values:
        query = update(_statements).where(_statements.c.id == bindparam("name"))
        rows = [{"name": name, "label": label} for name, label in values]
        connection.execute(query.values(profile=bindparam("label")), rows)
    _repoint(connection, dict(values), pinned)
    _introduce(connection, {name: found[name] for name in set(found) - _known(connection, found)})
    return set(found)


def _known(connection: Connection, names: Iterable[str]) -> set[str]:
    out: set[str] = set()
    for part in _parts(sorted(names)):
        query = select(_profiles.c.id).where(_profiles.c.id.in_(part))
        out |= set(connection.execute(query).scalars())
    return out


def _repoint(connection: Connection, values: dict[str, str | None], pinned: dict[str, str]) -> None:
    """Let people's judgements name the profiles that their statements have now."""
    for name in pinned:
        label = values.get(name)
        if not label:
            continue
        for side in ("one", "other"):
            connection.execute(
                update(_judgements)
                .where(_judgements.c[f"{side}_statement"] == name)
                .values({side: label})
            )


def _introduce(connection: Connection, new: Mapping[str, Profile]) -> None:
    """File new profiles, and weigh each against those in its blocks."""
    if not new:
        return
    keys = {name: blocks(made) for name, made in new.items()}
    near = _sharing(connection, keys)
    theirs = {**_load(connection, {n for names in near.values() for n in names} - set(new)), **new}
    rows = [
        row
        for name in sorted(new)
        for other in sorted(near[name])
        if (other not in new or name < other) and (row := _judged(name, other, theirs))
    ]
    made = [{"id": n, "kind": p.kind, "content": p.as_json(), "entry": n} for n, p in new.items()]
    connection.execute(insert(_profiles), made)
    filed = [{"block": key, "profile": n} for n in sorted(new) for key in sorted(keys[n][0])]
    if filed:
        connection.execute(insert(_blocks), filed)
    if rows:
        connection.execute(insert(_judgements), rows)


def _judged(one: str, other: str, profiles: Mapping[str, Profile]) -> dict[str, object] | None:
    """The row of the machine's judgement; None where the two are different."""
    weighed = weigh(profiles[one], profiles[other])
    if weighed.verdict == "different":
        return None
    return {
        "kind": profiles[one].kind,
        "one": min(one, other),
        "other": max(one, other),
        "verdict": weighed.verdict,
        "origin": "machine",
        "score": weighed.score,
        "features": list(weighed.features),
    }


Keys = Mapping[str, tuple[frozenset[str], frozenset[str]]]


def _sharing(connection: Connection, keys: Keys) -> dict[str, set[str]]:
    """For each new profile those that share a block with it, kept already or new as well."""
    seekers: dict[str, list[str]] = defaultdict(list)
    for name, (_, sought) in keys.items():
        for key in sought:
            seekers[key].append(name)
    near: dict[str, set[str]] = {name: set() for name in keys}
    for name, (filed, _) in keys.items():
        for key in filed:
            for seeker in seekers.get(key, ()):
                near[seeker].add(name)
                near[name].add(seeker)
    for part in _parts(sorted(seekers)):
        for block, other in connection.execute(
            select(_blocks.c.block, _blocks.c.profile).where(_blocks.c.block.in_(part))
        ):
            for seeker in seekers[block]:
                near[seeker].add(other)
    return {name: found - {name} for name, found in near.items()}


def _retire(connection: Connection, names: Collection[str]) -> None:
    """Take away the profiles that no statement has any more, with the machine's judgements."""
    query = select(_statements.c.profile).where(_statements.c.profile.in_(list(names))).distinct()
    gone = sorted(set(names) - set(connection.execute(query).scalars()))
    if not gone:
        return
    table = _judgements
    mine = or_(table.c.one.in_(gone), table.c.other.in_(gone))
    connection.execute(delete(table).where(table.c.origin == "machine", mine))
    connection.execute(delete(_blocks).where(_blocks.c.profile.in_(gone)))
    connection.execute(delete(_profiles).where(_profiles.c.id.in_(gone)))


# Entries


def recluster(connection: Connection, names: Collection[str]) -> None:
    """Make the entries of these profiles, and of all that hang together with them, anew."""
    found, links = _component(connection, names)
    if not found:
        return
    entries = cluster(found, links)
    query = select(_profiles.c.id, _profiles.c.entry).where(_profiles.c.id.in_(list(found)))
    old = {row.id: row.entry for row in connection.execute(query)}
    for name, entry in entries.items():
        if old[name] != entry:
            connection.execute(update(_profiles).where(_profiles.c.id == name).values(entry=entry))


def _component(
    connection: Connection, names: Collection[str]
) -> tuple[dict[str, Profile], list[Link]]:
    seen: set[str] = set()
    links: dict[tuple[str, str, bool], Link] = {}
    front = set(names) | _entry_mates(connection, names)
    while front:
        seen |= front
        rows = _links(connection, front)
        links.update({(k.one, k.other, k.by_person): k for k in rows})
        front = {end for k in rows for end in (k.one, k.other)} - seen
    found = _load(connection, seen)
    return found, [k for k in links.values() if k.one in found and k.other in found]


def _entry_mates(connection: Connection, names: Collection[str]) -> set[str]:
    """Those that stood in one entry with them until now, and may have to leave it."""
    entries = select(_profiles.c.entry).where(_profiles.c.id.in_(list(names)))
    query = select(_profiles.c.id).where(_profiles.c.entry.in_(entries))
    return set(connection.execute(query).scalars())


def _neighbours(connection: Connection, names: Collection[str]) -> set[str]:
    """All that stands in one entry with these, or is judged the same."""
    near = _entry_mates(connection, names)
    ends = {end for k in _links(connection, set(names)) for end in (k.one, k.other)}
    return near | ends | set(names)


def _links(connection: Connection, names: set[str]) -> list[Link]:
    """The judgements at these profiles that bear on entries: same, and all that people made."""
    table = _judgements
    matters = or_(table.c.verdict == "same", table.c.origin == "person")
    columns = (table.c.one, table.c.other, table.c.verdict, table.c.origin, table.c.score)
    out = []
    for part in _parts(sorted(names)):
        for side in (table.c.one, table.c.other):
            for row in connection.execute(select(*columns).where(side.in_(part), matters)):
                one, other = sorted((row.one, row.other))
                by_person = row.origin == "person"
                taken = row.one if by_person and row.verdict == "different" else ""
                out.append(Link(one, other, row.verdict, by_person, row.score or 0.0, taken))
    return out


def _load(connection: Connection, names: set[str]) -> dict[str, Profile]:
    out = {}
    for part in _parts(sorted(names)):
        query = select(_profiles.c.id, _profiles.c.content).where(_profiles.c.id.in_(part))
        out.update({name: profile_from_json(data) for name, data in connection.execute(query)})
    return out


def _parts(names: Sequence[str]) -> Iterable[list[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield list(names[start : start + _AT_ONCE])


def unmerged(connection: Connection) -> list[str]:
    """The documents that no merge has seen: a record of an earlier form."""
    table = schema.documents
    query = select(table.c.id).where(
        table.c.story.is_(None), table.c.withdrawn.is_(None), table.c.superseded_by.is_(None)
    )
    return sorted(connection.execute(query).scalars())
