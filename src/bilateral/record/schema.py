"""The tables of the record, for SQLite and PostgreSQL alike.

A statement is one row: what one document says. Entries are views over statements, never rows
that overwrite them. Full-text search is made by the migrations, each store in its own way.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

originals = Table(
    "originals",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("media_type", String, nullable=False),
    Column("content", LargeBinary, nullable=False, comment="zlib"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(64), primary_key=True, comment="SHA-256 of the text at first reading"),
    Column("original", ForeignKey("originals.sha256"), index=True),
    Column("file", String),
    Column("url", String, index=True),
    Column("title", String),
    Column("outlet", String),
    Column("source_kind", String),
    Column("section", String),
    Column("byline", String),
    Column("published", String),
    Column("language", String),
    Column("view_count", Integer),
    Column("parties", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("added", String, nullable=False, comment="ISO 8601, UTC"),
    Column("rules", String, nullable=False, comment="version of the rules that read it"),
    Column("superseded_by", ForeignKey("documents.id"), comment="a later version of the page"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", String, nullable=False),
    Column("finished", String),
    Column("program", String, nullable=False),
    Column("rules", String, nullable=False),
    Column("inputs", JSON, nullable=False),
    Column("added", Integer, nullable=False, default=0),
    Column("unchanged", Integer, nullable=False, default=0),
    Column("reread", Integer, nullable=False, default=0),
    Column("skipped", Integer, nullable=False, default=0),
)

skips = Table(
    "skips",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False, index=True),
    Column("source", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("next_step", String),
)

statements = Table(
    "statements",
    metadata,
    Column("id", String, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("origin", String, nullable=False, comment="machine or person"),
    Column("code", String, comment="event type, measure, level, strength, area, actor's country"),
    Column("date", String, comment="EDTF: when it was so, or None"),
    Column("first_day", String, comment="ISO: for order"),
    Column("rule", String, nullable=False),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("content", JSON, nullable=False, comment="the statement as in the contract"),
)

statement_pairs = Table(
    "statement_pairs",
    metadata,
    Column("statement", ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("a", String, primary_key=True, comment="alphabetically first"),
    Column("b", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("first_day", String),
    Index("pairs_by_kind", "a", "b", "kind", "first_day"),
)

evidence = Table(
    "evidence",
    metadata,
    Column("statement", ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("field", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("prefix", Text, nullable=False, comment="words before, to find the quote again"),
    Column("suffix", Text, nullable=False),
)

official_series = Table(
    "official_series",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("key", String, nullable=False, comment="the source's own key"),
    Column("reporter", String, nullable=False, comment="whose books"),
    Column("partner", String, nullable=False),
    Column("flow", String, nullable=False, comment="X, M, T, B, IN or OUT"),
    Column("measure", String, nullable=False, comment="seen from the reporter"),
    Column("product_scope", String),
    Column("valuation", String),
    Column("unit", String, nullable=False),
    Column("licence", String, nullable=False),
    UniqueConstraint("source", "key", name="official_series_key"),
    Index("official_series_pair", "reporter", "partner", "measure"),
)

official_values = Table(
    "official_values",
    metadata,
    Column("series", ForeignKey("official_series.id", ondelete="CASCADE"), primary_key=True),
    Column("period", String, primary_key=True, comment="EDTF"),
    Column("vintage", String, primary_key=True, comment="when published or retrieved"),
    Column("value", String, nullable=False, comment="exact decimal"),
    Column("status", String, comment="SDMX OBS_STATUS: A, E, P ..."),
    Column("retrieved", String, nullable=False, comment="ISO 8601 date"),
)

official_loads = Table(
    "official_loads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("what", String, nullable=False, comment="the file, or what was asked for"),
    Column("finished", String, nullable=False),
    Column("observations", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("fault", String, comment="why it ended before its end"),
)

official_answers = Table(
    "official_answers",
    metadata,
    Column("request", String, primary_key=True, comment="the address asked, without any key"),
    Column("retrieved", String, nullable=False, comment="ISO 8601, UTC"),
    Column("content", LargeBinary, nullable=False, comment="zlib"),
)
