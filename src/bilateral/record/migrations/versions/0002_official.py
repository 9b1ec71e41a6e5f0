"""Official statistics: series, their values by period and vintage, loads, and answers kept."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "official_series",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("reporter", sa.String, nullable=False),
        sa.Column("partner", sa.String, nullable=False),
        sa.Column("flow", sa.String, nullable=False),
        sa.Column("measure", sa.String, nullable=False),
        sa.Column("product_scope", sa.String),
        sa.Column("valuation", sa.String),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("licence", sa.String, nullable=False),
        sa.UniqueConstraint("source", "key", name="official_series_key"),
        sa.Index("official_series_pair", "reporter", "partner", "measure"),
    )
    op.create_table(
        "official_values",
        sa.Column(
            "series",
            sa.Integer,
            sa.ForeignKey("official_series.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("period", sa.String, primary_key=True),
        sa.Column("vintage", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("status", sa.String),
        sa.Column("retrieved", sa.String, nullable=False),
    )
    op.create_table(
        "official_loads",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("finished", sa.String, nullable=False),
        sa.Column("observations", sa.Integer, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("fault", sa.String),
    )
    op.create_table(
        "official_answers",
        sa.Column("request", sa.String, primary_key=True),
        sa.Column("retrieved", sa.String, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False, comment="zlib"),
    )


def downgrade() -> None:
    for name in ("official_answers", "official_loads", "official_values", "official_series"):
        op.drop_table(name)
