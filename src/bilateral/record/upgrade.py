"""An open connection in; the record behind it is brought to this program's form, or back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bilateral.errors import RecordError
from bilateral.record.connect import connect, explained, shown

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0007"
"""The newest migration; a test holds it against the folder."""
FORMS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""All forms that a record can have had."""


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
    from alembic import command

    command.upgrade(_config(connection), "head")


def downgrade(connection: Connection, where: str, form: str) -> None:
    """Bring the record back to an earlier form, for an earlier version of the program.

    What only the later forms hold is lost: views can be made again, what people judged cannot.
    Raises RecordError for a form there is not, or a later one.
    """
    current = revision(connection)
    if form not in FORMS or current is None or form > current:
        raise RecordError(
            f"has form {current}, and cannot be brought back to {form}",
            where=where,
            next_step=f"There are {', '.join(FORMS)}",
        )
    from alembic import command

    command.downgrade(_config(connection), form)


def migrate(address: str, form: str | None = None) -> tuple[str | None, str | None]:
    """Bring the record at this address to `form`, today's where none is named; (before, after).

    Raises RecordError as `upgrade` and `downgrade` do.
    """
    where = shown(address)
    engine = connect(address).execution_options(writing=True)
    try:
        with explained(address), engine.connect() as connection, connection.begin():
            before = revision(connection)
            if form is None or form == HEAD:
                upgrade(connection, where)
            else:
                downgrade(connection, where, form)
            after = revision(connection)
    finally:
        engine.dispose()
    return before, after


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
