"""The tables of the record, for SQLite and PostgreSQL alike.

A statement is one row: what one document says. Entries are views over statements, never rows
that overwrite them. The views that pages read are tables too, kept in step by `record.views`:
triggers note in `touched` whatever changes under them. The index of full-text search and the
triggers are made by the migrations, each store in its own way.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
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
    Column("story", String(64), index=True, comment="first of the documents that are one text"),
    Column("withdrawn", String, comment="ISO 8601, UTC: when a person removed it"),
    Column("withdrawn_why", String),
    Column("withdrawn_by", String),
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
    Column("corrected", Integer, nullable=False, default=0, server_default="0"),
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
    Column("profile", String, index=True, comment="what it is merged by; None when not in force"),
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

signatures = Table(
    "signatures",
    metadata,
    Column("document", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("minhash", LargeBinary, nullable=False, comment="unsigned 32-bit integers"),
    Column("runs", Integer, nullable=False, comment="different runs of words in the text"),
)

bands = Table(
    "bands",
    metadata,
    Column("band", String, primary_key=True, comment="place and values of a part of a signature"),
    Column("document", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Index("bands_of_document", "document"),
)

profiles = Table(
    "profiles",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("content", JSON, nullable=False),
    Column("entry", String, nullable=False, index=True),
)

blocks = Table(
    "blocks",
    metadata,
    Column("block", String, primary_key=True, comment="countries, kind and time"),
    Column("profile", ForeignKey("profiles.id", ondelete="CASCADE"), primary_key=True),
    Index("blocks_of_profile", "profile"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("one", String, nullable=False, index=True, comment="profile"),
    Column("other", String, nullable=False, index=True, comment="profile"),
    Column("verdict", String, nullable=False, comment="same, different or unsure"),
    Column("origin", String, nullable=False, comment="machine or person"),
    Column("who", String),
    Column("made", String, comment="ISO 8601, UTC; None for the machine, which judges anew"),
    Column("why", String),
    Column("score", Float),
    Column("features", JSON, comment="names of the features that were found"),
    Column("act", String, index=True, comment="one for all that a person said at once"),
    Column("one_statement", String, index=True),
    Column("other_statement", String, index=True),
    Column("one_document", String(64), index=True),
    Column("other_document", String(64), index=True),
    Column("one_anchor", JSON, comment="quote, prefix and suffix, to find it after a re-reading"),
    Column("other_anchor", JSON),
    Index("judgements_waiting", "verdict", "origin"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("verdict", String, nullable=False, comment="accept, reject or correct"),
    Column("statement", String, nullable=False, index=True),
    Column("document", String(64), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("anchor", JSON, nullable=False),
    Column("fields", JSON, nullable=False, comment="what is so instead"),
    Column("who", String),
    Column("made", String, nullable=False, comment="ISO 8601, UTC"),
    Column("why", String),
)

proposals = Table(
    "proposals",
    metadata,
    Column("id", String, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False, index=True),
    Column("what", String, nullable=False, comment="differs, second only or first only"),
    Column("kind", String, nullable=False),
    Column("first", String, comment="the first reader's statement"),
    Column("content", JSON, comment="the second reader's statement as in the contract"),
    Column("fields", JSON, nullable=False, comment="names of those that differ"),
    Column("reader", String, nullable=False, comment="rule of the second reader"),
    Column("made", String, nullable=False, comment="ISO 8601, UTC"),
    Column("verdict", String, index=True, comment="accepted or rejected; None while it waits"),
    Column("who", String),
    Column("why", String),
    Column("decided", String, comment="ISO 8601, UTC"),
    Column("act", String, comment="by which what was accepted is undone"),
)

second_answers = Table(
    "second_answers",
    metadata,
    Column("request", String, primary_key=True, comment="hash of what was asked, and of whom"),
    Column("model", String, nullable=False),
    Column("content", LargeBinary, nullable=False, comment="zlib"),
    Column("retrieved", String, nullable=False, comment="ISO 8601, UTC"),
)

users = Table(
    "users",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False, comment="reader, editor or admin"),
    Column("password", String, nullable=False, comment="scrypt, with its parameters and salt"),
    Column("made", String, nullable=False, comment="ISO 8601, UTC"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True, comment="SHA-256 of the key in the cookie"),
    Column("user", ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("made", String, nullable=False, comment="ISO 8601, UTC"),
    Column("until", String, nullable=False, comment="ISO 8601, UTC"),
)

tokens = Table(
    "tokens",
    metadata,
    Column("digest", String(64), primary_key=True, comment="SHA-256 of the token"),
    Column("user", ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("made", String, nullable=False, comment="ISO 8601, UTC"),
    Column("label", String, nullable=False, comment="what it is for"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String, primary_key=True),
    Column("who", String, nullable=False),
    Column("made", String, nullable=False, comment="ISO 8601, UTC"),
    Column("server", String, nullable=False, comment="which run of a server works on it"),
    Column("beat", String, nullable=False, comment="ISO 8601, UTC: when it was last heard of"),
    Column("finished", String, comment="ISO 8601, UTC"),
    Index("jobs_by_time", "made", "id"),
)

job_sources = Table(
    "job_sources",
    metadata,
    Column("job", ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", String, nullable=False, comment="of a file, a link or a pasted article"),
    Column("state", String, nullable=False, comment="waiting, reading, done or failed"),
    Column("count", Integer, nullable=False, comment="documents that came out of it"),
    Column("added", JSON, nullable=False, comment="the first of these, as `web.jobs` lists them"),
    Column("faults", JSON, nullable=False, comment="why something was left out"),
)

# Views, which can be made anew from the tables above

touched = Table(
    "touched",
    metadata,
    Column("what", String, primary_key=True, comment="document, statement or profile"),
    Column("name", String, primary_key=True),
)

tellings = Table(
    "tellings",
    metadata,
    Column("statement", String, primary_key=True),
    Column("a", String, primary_key=True, comment="alphabetically first"),
    Column("b", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("entry", String, nullable=False),
    Column("value", String, nullable=False, comment="of a figure; else empty"),
    Column("document", String(64), nullable=False),
    Column("published", String),
    Column("publisher", String, nullable=False),
    Column("story", String, nullable=False),
    Column("rank", Integer, nullable=False, comment="place in the default policy"),
    Column("standing", String, nullable=False),
    Column("exactness", Integer, nullable=False, comment="how exactly it says when, 0 to 4"),
    Index("tellings_of_entry", "entry", "a", "b", "rank", text("exactness DESC")),
    Index("tellings_of_document", "document"),
)

entries = Table(
    "entries",
    metadata,
    Column("a", String, primary_key=True, comment="alphabetically first"),
    Column("b", String, primary_key=True),
    Column("entry", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("code", String, nullable=False, comment="as of the statement shown"),
    Column("day", String, nullable=False, comment="ISO 8601: for order"),
    Column("told", String, nullable=False, comment="of the latest document that tells it"),
    Column("first_told", String, nullable=False),
    Column("state", String, nullable=False, comment="supported, single source or disputed"),
    Column("sources", Integer, nullable=False, comment="independent ones"),
    Column("documents", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("amounts", Integer, nullable=False, comment="values of a group of figures"),
    Column("shown", String, nullable=False, comment="statement, by the default policy"),
    Column("standing", String, nullable=False, comment="on whose word"),
    Column("form", String, nullable=False, comment="state of an event, strength, change"),
    Column("activity", String, nullable=False),
    Column("side", String, nullable=False, comment="who acts, promises or is measured"),
    Column("first", String, nullable=False, comment="ISO 8601: when it was so, or is due"),
    Column("last", String, nullable=False),
    Column("month", String, nullable=False, comment="in which an event counts"),
    Column("quad", Integer, nullable=False),
    Column("score", Integer, nullable=False, comment="thousandths of PLOVER's intensity"),
    Column("contexts", String, nullable=False, server_default="", comment="of an event, by comma"),
    Column("actors", String, nullable=False, server_default="", comment="of an event, by line"),
    Index("entries_by_day", "a", "b", "kind", "day", "entry"),
    Index("entries_by_code", "a", "b", "kind", "code", "day", "entry"),
    Index("entries_by_form", "a", "b", "kind", "form", "day", "entry"),
    Index("entries_by_state", "a", "b", "kind", "state", "day", "entry"),
    Index("entries_by_documents", "a", "b", "kind", "documents", "entry"),
    Index("entries_by_name", "entry"),
    Index("entries_latest", "kind", "day", "entry", "a", "b"),
    # Whatever the events of a pair are chosen and counted by stands in this index.
    Index(
        "events_by_day",
        *("a", "b", "kind", "day", "entry", "code", "activity", "form", "side", "contexts"),
        *("first", "last", "first_told"),
        sqlite_where=text("kind = 'event'"),
        postgresql_where=text("kind = 'event'"),
    ),
)

participants = Table(
    "participants",
    metadata,
    Column("a", String, primary_key=True, comment="alphabetically first"),
    Column("b", String, primary_key=True),
    Column("actor", String, primary_key=True, comment="name, as the event shown has it"),
    Column("entry", String, primary_key=True, comment="an event; the other columns are its own"),
    *(
        Column(name, String, nullable=False)
        for name in ("day", "code", "activity", "form", "side", "contexts")
    ),
    *(Column(name, String, nullable=False) for name in ("first", "last", "first_told")),
    Index("participants_of_entry", "entry", "a", "b"),
    sqlite_with_rowid=False,
)

pair_documents = Table(
    "pair_documents",
    metadata,
    Column("a", String, primary_key=True, comment="alphabetically first"),
    Column("b", String, primary_key=True),
    Column("document", String(64), primary_key=True),
    Column("published", String, nullable=False),
    Column("publisher", String, nullable=False),
    Column("statements", Integer, nullable=False),
    Index("pair_documents_by_day", "a", "b", "published", "document"),
    Index("pair_documents_of", "document"),
)

tallies = Table(
    "tallies",
    metadata,
    Column("a", String, primary_key=True, comment="alphabetically first"),
    Column("b", String, primary_key=True),
    Column("topic", String, primary_key=True, comment="what is counted, see `record.views`"),
    Column("key", String, primary_key=True),
    Column("n", Integer, nullable=False),
)

pairs = Table(
    "pairs",
    metadata,
    Column("a", String, primary_key=True, comment="alphabetically first"),
    Column("b", String, primary_key=True),
    Column("documents", Integer, nullable=False),
    Column("latest", String, nullable=False, comment="the last day of which something is told"),
    Index("pairs_by_documents", "documents", "a", "b"),
)

search_words = Table(
    "search_words",
    metadata,
    Column("id", Integer, primary_key=True, comment="row of the index"),
    Column("name", String, nullable=False, unique=True, comment="of a document or a statement"),
    Column("kind", String, nullable=False),
    Column("document", String(64), nullable=False, index=True),
    Column("digest", String, nullable=False, comment="of all that is indexed"),
    sqlite_autoincrement=True,
)

VIEWS = (
    touched,
    tellings,
    entries,
    participants,
    pair_documents,
    tallies,
    pairs,
    search_words,
)
"""Tables that are made from the others, and made anew by `record.views.rebuild`."""
