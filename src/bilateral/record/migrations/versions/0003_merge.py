"""Merging: stories, profiles, blocks, judgements, corrections; documents that were withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column in (
        ("documents", sa.Column("story", sa.String(64))),
        ("documents", sa.Column("withdrawn", sa.String)),
        ("documents", sa.Column("withdrawn_why", sa.String)),
        ("runs", sa.Column("corrected", sa.Integer, nullable=False, server_default="0")),
        ("statements", sa.Column("profile", sa.String)),
    ):
        op.add_column(table, column)
    op.create_index("ix_documents_story", "documents", ["story"])
    op.create_index("ix_statements_profile", "statements", ["profile"])
    _copies()
    _profiles()
    _judgements()
    _corrections()


def _copies() -> None:
    op.create_table(
        "signatures",
        _document(),
        sa.Column("minhash", sa.LargeBinary, nullable=False),
        sa.Column("runs", sa.Integer, nullable=False),
    )
    op.create_table(
        "bands",
        sa.Column("band", sa.String, primary_key=True),
        _document(),
        sa.Index("bands_of_document", "document"),
    )


def _document() -> sa.Column[str]:
    owner = sa.ForeignKey("documents.id", ondelete="CASCADE")
    return sa.Column("document", sa.String(64), owner, primary_key=True)


def _profiles() -> None:
    op.create_table(
        "profiles",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("entry", sa.String, nullable=False, index=True),
    )
    owner = sa.ForeignKey("profiles.id", ondelete="CASCADE")
    op.create_table(
        "blocks",
        sa.Column("block", sa.String, primary_key=True),
        sa.Column("profile", sa.String, owner, primary_key=True),
        sa.Index("blocks_of_profile", "profile"),
    )


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("one", sa.String, nullable=False, index=True),
        sa.Column("other", sa.String, nullable=False, index=True),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("origin", sa.String, nullable=False),
        sa.Column("who", sa.String),
        sa.Column("made", sa.String),
        sa.Column("why", sa.String),
        sa.Column("score", sa.Float),
        sa.Column("features", sa.JSON),
        sa.Column("act", sa.String, index=True),
        sa.Column("one_statement", sa.String, index=True),
        sa.Column("other_statement", sa.String, index=True),
        sa.Column("one_document", sa.String(64), index=True),
        sa.Column("other_document", sa.String(64), index=True),
        sa.Column("one_anchor", sa.JSON),
        sa.Column("other_anchor", sa.JSON),
    )


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("statement", sa.String, nullable=False, index=True),
        sa.Column("document", sa.String(64), nullable=False, index=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("anchor", sa.JSON, nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("who", sa.String),
        sa.Column("made", sa.String, nullable=False),
        sa.Column("why", sa.String),
    )


def downgrade() -> None:
    for name in ("corrections", "judgements", "blocks", "profiles", "bands", "signatures"):
        op.drop_table(name)
    op.drop_index("ix_statements_profile", "statements")
    op.drop_index("ix_documents_story", "documents")
    for table, column in (
        ("statements", "profile"),
        ("runs", "corrected"),
        ("documents", "withdrawn_why"),
        ("documents", "withdrawn"),
        ("documents", "story"),
    ):
        op.drop_column(table, column)
