"""What events are chosen by, counted together; people of events; jobs of adding articles; who
withdrew a document."""

from collections import Counter
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOST_LETTERS = 300
AT_ONCE = 1000
CHOSEN_BY = ("code", "activity", "form", "side", "contexts")
BESIDE = ("day", "code", "activity", "form", "side", "contexts", "first", "last", "first_told")


def upgrade() -> None:
    op.add_column("documents", sa.Column("withdrawn_by", sa.String))
    for name in ("contexts", "actors"):
        op.add_column("entries", sa.Column(name, sa.String, nullable=False, server_default=""))
    op.create_table(
        "participants",
        *(sa.Column(name, sa.String, primary_key=True) for name in ("a", "b", "actor", "entry")),
        *(
            sa.Column(name, sa.String, nullable=False)
            for name in ("day", "code", "activity", "form", "side", "contexts")
        ),
        *(sa.Column(name, sa.String, nullable=False) for name in ("first", "last", "first_told")),
        sqlite_with_rowid=False,
    )
    op.create_index("participants_of_entry", "participants", ["entry", "a", "b"])
    _jobs()
    _fill(op.get_bind())
    op.create_index(
        "events_by_day",
        "entries",
        [
            *("a", "b", "kind", "day", "entry", "code", "activity", "form", "side", "contexts"),
            *("first", "last", "first_told"),
        ],
        sqlite_where=sa.text("kind = 'event'"),
        postgresql_where=sa.text("kind = 'event'"),
    )
    # What a person corrected is not what the statement says: its entry is summed up anew.
    op.execute(
        "INSERT INTO touched SELECT DISTINCT 'statement', statement FROM corrections "
        "WHERE kind = 'event' ON CONFLICT DO NOTHING"
    )


def _fill(connection: sa.Connection) -> None:
    """Fields and people of all events, from the statements that they show."""
    entries = sa.table(
        "entries",
        *(sa.column(name) for name in ("a", "b", "entry", "kind", "shown", "actors", *BESIDE)),
    )
    statements = sa.table("statements", sa.column("id"), sa.column("content", sa.JSON))
    query = (
        sa.select(*(c for c in entries.c if c.name != "actors"), statements.c.content)
        .join(statements, statements.c.id == entries.c.shown)
        .where(entries.c.kind == "event")
        .order_by(entries.c.a, entries.c.b, entries.c.entry)
        .limit(AT_ONCE)
    )
    place = sa.tuple_(entries.c.a, entries.c.b, entries.c.entry)
    counts: Counter[tuple[str, str, str, str]] = Counter()
    last: tuple[str, str, str] = ("", "", "")
    while True:
        found = connection.execute(query.where(place > last)).mappings().all()
        if not found:
            break
        rows = [_with_content(dict(row)) for row in found]
        _put(connection, entries, rows)
        for row in rows:
            key = "|".join(row[name] for name in CHOSEN_BY)
            counts[row["a"], row["b"], "facets", key] += 1
            counts.update((row["a"], row["b"], "actor:event", name) for name in row["names"])
        last = (rows[-1]["a"], rows[-1]["b"], rows[-1]["entry"])
    tallies = sa.table("tallies", *(sa.column(n) for n in ("a", "b", "topic", "key", "n")))
    names = ("a", "b", "topic", "key")
    told = [{**dict(zip(names, key, strict=True)), "n": n} for key, n in counts.items()]
    if told:
        connection.execute(sa.insert(tallies), told)


def _with_content(row: dict[str, Any]) -> dict[str, Any]:
    content = row.pop("content")
    plain = (" ".join(name.split()) for name in content["actors"])
    names = sorted({name for name in plain if 0 < len(name) <= MOST_LETTERS})
    return {**row, "contexts": ",".join(sorted(set(content["contexts"]))), "names": names}


def _put(connection: sa.Connection, entries: sa.TableClause, rows: list[dict[str, Any]]) -> None:
    columns = ("a", "b", "actor", "entry", *BESIDE)
    participants = sa.table("participants", *(sa.column(name) for name in columns))
    told = [{**row, "actor": name} for row in rows for name in row["names"]]
    if told:
        connection.execute(
            sa.insert(participants), [{name: row[name] for name in columns} for row in told]
        )
    here = (entries.c[name] == sa.bindparam(f"its_{name}") for name in ("a", "b", "entry"))
    values: dict[str, Any] = {name: sa.bindparam(f"now_{name}") for name in ("contexts", "actors")}
    connection.execute(
        sa.update(entries).where(*here).values(values),
        [
            {
                **{f"its_{name}": row[name] for name in ("a", "b", "entry")},
                "now_contexts": row["contexts"],
                "now_actors": "\n".join(row["names"]),
            }
            for row in rows
        ],
    )


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.String, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("who", "made", "server", "beat")),
        sa.Column("finished", sa.String),
    )
    op.create_index("jobs_by_time", "jobs", ["made", "id"])
    op.create_table(
        "job_sources",
        sa.Column("job", sa.String, sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("name", "state")),
        sa.Column("count", sa.Integer, nullable=False),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("added", "faults")),
    )


def downgrade() -> None:
    for table in ("job_sources", "jobs", "participants"):
        op.drop_table(table)
    op.drop_index("events_by_day", "entries")
    for name in ("actors", "contexts"):
        op.drop_column("entries", name)
    op.drop_column("documents", "withdrawn_by")
    op.execute("DELETE FROM tallies WHERE topic IN ('facets', 'actor:event')")
