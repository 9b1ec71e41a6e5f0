"""An open connection in; the record behind it is brought to this program's form."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bilateral.errors import RecordError

HEAD = "0004"
"""The newest migration; a test holds it against the folder."""


def revision(connection: Connection) -> str | None:
    """The form of the record, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    value: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return value


def upgrade(connection: Connection, where: str) -> None:
    """Run the migrations that are missing.

    Raises RecordError when the record is not one of ours or was made by a newer version.
    """
    current = revision(connection)
    if current == HEAD:
        return
    if current is None and inspect(connection).get_table_names():
        raise RecordError(
            "is a database of another program",
            where=where,
            next_step="Name another file with --record",
        )
    if current is not None and current > HEAD:
        raise RecordError(
            f"was written by a newer version of bilateral (form {current}, this one knows {HEAD})",
            where=where,
            next_step="Upgrade bilateral, or name another record with --record",
        )
    _run(connection)


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
