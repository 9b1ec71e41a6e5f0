"""The second reader: where it differs from the first, and what it answered."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("document", sa.String(64), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("first", sa.String),
        sa.Column("content", sa.JSON),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("reader", sa.String, nullable=False),
        sa.Column("made", sa.String, nullable=False),
        sa.Column("verdict", sa.String),
        sa.Column("who", sa.String),
        sa.Column("why", sa.String),
        sa.Column("decided", sa.String),
        sa.Column("act", sa.String),
    )
    op.create_index("ix_proposals_document", "proposals", ["document"])
    op.create_index("ix_proposals_verdict", "proposals", ["verdict"])
    op.create_table(
        "second_answers",
        sa.Column("request", sa.String, primary_key=True),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("retrieved", sa.String, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("second_answers")
    op.drop_table("proposals")
