"""The first tables: documents, statements, evidence, runs, skips, and search."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "originals",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("media_type", sa.String, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False, comment="zlib"),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("original", sa.String(64), sa.ForeignKey("originals.sha256"), index=True),
        sa.Column("file", sa.String),
        sa.Column("url", sa.String, index=True),
        *(
            sa.Column(name, sa.String)
            for name in (
                "title",
                "outlet",
                "source_kind",
                "section",
                "byline",
                "published",
                "language",
            )
        ),
        sa.Column("view_count", sa.Integer),
        sa.Column("parties", sa.JSON, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("added", sa.String, nullable=False),
        sa.Column("rules", sa.String, nullable=False),
        sa.Column("superseded_by", sa.String(64), sa.ForeignKey("documents.id")),
    )
    _runs()
    _statements()
    _search()


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("started", sa.String, nullable=False),
        sa.Column("finished", sa.String),
        sa.Column("program", sa.String, nullable=False),
        sa.Column("rules", sa.String, nullable=False),
        sa.Column("inputs", sa.JSON, nullable=False),
        *(
            sa.Column(name, sa.Integer, nullable=False, default=0)
            for name in ("added", "unchanged", "reread", "skipped")
        ),
    )
    op.create_table(
        "skips",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), nullable=False, index=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("next_step", sa.String),
    )


def _statements() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column(
            "document", sa.String(64), sa.ForeignKey("documents.id"), nullable=False, index=True
        ),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("origin", sa.String, nullable=False),
        sa.Column("code", sa.String),
        sa.Column("date", sa.String),
        sa.Column("first_day", sa.String),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
    )
    op.create_table(
        "statement_pairs",
        sa.Column(
            "statement",
            sa.String,
            sa.ForeignKey("statements.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("a", sa.String, primary_key=True),
        sa.Column("b", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("first_day", sa.String),
        sa.Index("pairs_by_kind", "a", "b", "kind", "first_day"),
    )
    op.create_table(
        "evidence",
        sa.Column(
            "statement",
            sa.String,
            sa.ForeignKey("statements.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("field", sa.String, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("quote", "prefix", "suffix")),
    )


def _search() -> None:
    """Full-text search over titles and texts, diacritics optional, kept by triggers."""
    if op.get_bind().dialect.name != "sqlite":
        return
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


def downgrade() -> None:
    for name in (
        "evidence",
        "statement_pairs",
        "statements",
        "skips",
        "runs",
        "documents",
        "originals",
    ):
        op.drop_table(name)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE documents_search")
