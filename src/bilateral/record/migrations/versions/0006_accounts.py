"""People who sign in, their sessions, tokens of programs; unsure merges are found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("password", sa.String, nullable=False),
        sa.Column("made", sa.String, nullable=False),
    )
    for table, beside in (("sessions", "until"), ("tokens", "label")):
        op.create_table(
            table,
            sa.Column("digest", sa.String(64), primary_key=True),
            sa.Column(
                "user", sa.String, sa.ForeignKey("users.name", ondelete="CASCADE"), nullable=False
            ),
            sa.Column("made", sa.String, nullable=False),
            sa.Column(beside, sa.String, nullable=False),
        )
        op.create_index(f"ix_{table}_user", table, ["user"])
    op.create_index("judgements_waiting", "judgements", ["verdict", "origin"])


def downgrade() -> None:
    op.drop_index("judgements_waiting", "judgements")
    for table in ("tokens", "sessions", "users"):
        op.drop_table(table)
