"""Views that pages read, full-text search over all kinds, and the triggers that keep them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TOUCHES = (
    # table, name of the trigger, what is touched, by which column, on which changes
    ("documents", "document", "id", ("story", "superseded_by", "withdrawn", "title", "outlet")),
    ("documents", "document", "id", ("text", "published", "url", "source_kind")),
    ("statements", "statement", "id", ("profile", "code", "date", "first_day")),
    ("statement_pairs", "statement", "statement", ()),
    ("profiles", "profile", "id", ("entry",)),
    ("corrections", "statement", "statement", ("statement", "verdict")),
)
ALWAYS = ("statements", "statement_pairs", "documents", "corrections")
"""Tables of which a new or a deleted row matters too."""


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    if sqlite:
        for name in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER documents_search_{name}")
        op.execute("DROP TABLE documents_search")
    _tables()
    if sqlite:
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5(facets, title, body, content='', "
            "tokenize='unicode61 remove_diacritics 0')"
        )
    else:
        op.add_column("search_words", sa.Column("vector", TSVECTOR))
        op.create_index("search_index", "search_words", ["vector"], postgresql_using="gin")
    for create in _triggers(sqlite):
        op.execute(create)
    # All that an older record holds is put into the views when it is next opened.
    op.execute("INSERT INTO touched SELECT 'document', id FROM documents")


def _tables() -> None:
    text, whole = sa.String, sa.Integer
    op.create_table(
        "touched",
        sa.Column("what", text, primary_key=True),
        sa.Column("name", text, primary_key=True),
    )
    op.create_table(
        "tellings",
        *(sa.Column(name, text, primary_key=True) for name in ("statement", "a", "b")),
        *(sa.Column(name, text, nullable=False) for name in ("kind", "entry", "value")),
        sa.Column("document", sa.String(64), nullable=False),
        sa.Column("published", text),
        *(sa.Column(name, text, nullable=False) for name in ("publisher", "story")),
        sa.Column("rank", whole, nullable=False),
        sa.Column("standing", text, nullable=False),
        sa.Column("exactness", whole, nullable=False),
        # In the order in which an entry shows them, so that the first of many are at hand.
        sa.Index("tellings_of_entry", "entry", "a", "b", "rank", sa.text("exactness DESC")),
        sa.Index("tellings_of_document", "document"),
    )
    _entries()
    op.create_table(
        "pair_documents",
        *(sa.Column(name, text, primary_key=True) for name in ("a", "b")),
        sa.Column("document", sa.String(64), primary_key=True),
        *(sa.Column(name, text, nullable=False) for name in ("published", "publisher")),
        sa.Column("statements", whole, nullable=False),
        sa.Index("pair_documents_by_day", "a", "b", "published", "document"),
        sa.Index("pair_documents_of", "document"),
    )
    op.create_table(
        "tallies",
        *(sa.Column(name, text, primary_key=True) for name in ("a", "b", "topic", "key")),
        sa.Column("n", whole, nullable=False),
    )
    op.create_table(
        "pairs",
        *(sa.Column(name, text, primary_key=True) for name in ("a", "b")),
        sa.Column("documents", whole, nullable=False),
        sa.Column("latest", text, nullable=False),
        sa.Index("pairs_by_documents", "documents", "a", "b"),
    )
    op.create_table(
        "search_words",
        sa.Column("id", whole, primary_key=True),
        sa.Column("name", text, nullable=False, unique=True),
        sa.Column("kind", text, nullable=False),
        sa.Column("document", sa.String(64), nullable=False, index=True),
        sa.Column("digest", text, nullable=False),
        sqlite_autoincrement=True,  # the index may still hold what an old number stood for
    )


def _entries() -> None:
    names = ("kind", "code", "day", "told", "first_told", "state", "shown", "standing", "form")
    numbers = ("sources", "documents", "statements", "amounts", "quad", "score")
    op.create_table(
        "entries",
        *(sa.Column(name, sa.String, primary_key=True) for name in ("a", "b", "entry")),
        *(
            sa.Column(name, sa.String, nullable=False)
            for name in (*names, "activity", "side", "first", "last", "month")
        ),
        *(sa.Column(name, sa.Integer, nullable=False) for name in numbers),
        *(
            sa.Index(f"entries_by_{name}", "a", "b", "kind", name, "day", "entry")
            for name in ("code", "form", "state")
        ),
        sa.Index("entries_by_day", "a", "b", "kind", "day", "entry"),
        sa.Index("entries_by_documents", "a", "b", "kind", "documents", "entry"),
        sa.Index("entries_by_name", "entry"),
        sa.Index("entries_latest", "kind", "day", "entry", "a", "b"),
    )


def _triggers(sqlite: bool) -> list[str]:
    out: list[str] = []
    for number, (table, what, column, changed) in enumerate(TOUCHES):
        events = [f"UPDATE OF {', '.join(changed)}"] if changed else []
        if table in ALWAYS and f"touch_{table}_always" not in str(out):
            out += [
                sql
                for event in ("INSERT", "DELETE")
                for sql in _trigger(sqlite, f"touch_{table}_always", table, event, what, column)
            ]
        for event in events:
            differs = "IS NOT" if sqlite else "IS DISTINCT FROM"
            when = " OR ".join(f"old.{name} {differs} new.{name}" for name in changed)
            name = f"touch_{table}_{number}"
            out += _trigger(sqlite, name, table, event, what, column, f"WHEN ({when})")
    return out


def _trigger(
    sqlite: bool, name: str, table: str, event: str, what: str, column: str, when: str = ""
) -> list[str]:
    """The statements that make one trigger; PostgreSQL wants a function for it."""
    name = f"{name}_{event.split()[0].lower()}"
    row = "old" if event == "DELETE" else "new"
    if sqlite:
        action = f"INSERT OR IGNORE INTO touched VALUES ('{what}', {row}.{column});"
        return [f"CREATE TRIGGER {name} AFTER {event} ON {table} {when} BEGIN {action} END"]
    action = f"INSERT INTO touched VALUES ('{what}', {row}.{column}) ON CONFLICT DO NOTHING;"
    function = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN {action} RETURN NULL; END$$"
    )
    trigger = (
        f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {when} "
        f"EXECUTE FUNCTION {name}()"
    )
    return [function, trigger]


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for sql in reversed(_triggers(sqlite)):
        words = sql.split()
        if words[1] == "TRIGGER":
            table = words[words.index("ON") + 1]
            op.execute(f"DROP TRIGGER {words[2]}" + ("" if sqlite else f" ON {table}"))
        else:
            op.execute(f"DROP FUNCTION {words[2]}")
    for name in ("pairs", "tallies", "pair_documents", "entries", "tellings", "touched"):
        op.drop_table(name)
    op.drop_table("search_words")
    if sqlite:
        op.execute("DROP TABLE search_index")
        _older_search()


def _older_search() -> None:
    """Full-text search as form 0003 had it, filled from what the record holds."""
    op.execute(
        "CREATE VIRTUAL TABLE documents_search USING fts5(title, text, content='documents', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    insert = (
        "INSERT INTO documents_search(rowid, title, text) VALUES (new.rowid, new.title, new.text);"
    )
    delete = (
        "INSERT INTO documents_search(documents_search, rowid, title, text) "
        "VALUES ('delete', old.rowid, old.title, old.text);"
    )
    for event, action in (("INSERT", insert), ("DELETE", delete), ("UPDATE", delete + insert)):
        op.execute(
            f"CREATE TRIGGER documents_search_{event.lower()} AFTER {event} ON documents "
            f"BEGIN {action} END"
        )
    op.execute("INSERT INTO documents_search(documents_search) VALUES ('rebuild')")
