"""People and programs that may use a record's pages in, kept as rows; no secret stands in one.

Passwords come hashed; keys of sessions and tokens are kept as their SHA-256 only: they are long
and random, so that nobody finds them from it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, insert, select, update

from bilateral.errors import RecordError
from bilateral.record import schema
from bilateral.record.store import Record

READER, EDITOR, ADMIN = "reader", "editor", "admin"
ROLES = (READER, EDITOR, ADMIN)
"""Each may do what those before it may: look; add and review; remove, and name people."""

_users, _sessions, _tokens = schema.users, schema.sessions, schema.tokens


@dataclass(frozen=True, slots=True)
class User:
    """A person who may sign in; `password` is hashed, `made` ISO 8601 in UTC."""

    name: str
    role: str
    password: str
    made: str


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a program that acts for a person, by the beginning of its digest."""

    id: str
    user: str
    label: str
    made: str


def add_user(record: Record, name: str, role: str, password: str) -> None:
    """Name a person who may sign in; `password` is hashed. Raises RecordError for a name that
    is taken or cannot be one, and a role there is not."""
    _check(name, role)
    row = {"name": name, "role": role, "password": password, "made": _now()}
    with record.writing() as connection:
        taken = select(_users.c.name).where(func.lower(_users.c.name) == name.lower())
        if connection.execute(taken).first():
            raise RecordError(f"has a user {name!r} already", where=record.name)
        connection.execute(insert(_users).values(row))


def _check(name: str, role: str) -> None:
    if role not in ROLES:
        raise RecordError(f"{role!r} is no role", next_step=f"There are {', '.join(ROLES)}")
    if not name.strip() or name != name.strip() or len(name) > 100 or not name.isprintable():
        raise RecordError(f"{name!r} cannot be a name", next_step="Give up to 100 letters")


def change_user(
    record: Record, name: str, *, role: str | None = None, password: str | None = None
) -> None:
    """Give a person another role or password (hashed); sessions of before end."""
    _check(name, role or READER)
    given = {"role": role, "password": password}
    values = {column: value for column, value in given.items() if value}
    with record.writing() as connection:
        changed = update(_users).where(_users.c.name == name).values(values)
        if not connection.execute(changed).rowcount:
            raise _unknown(record, name)
        connection.execute(delete(_sessions).where(_sessions.c.user == name))


def remove_user(record: Record, name: str) -> None:
    """Let a person sign in no more; sessions and tokens end. Raises RecordError for the last
    admin, without whom nobody could name another."""
    others = (
        select(func.count())
        .select_from(_users)
        .where(_users.c.role == ADMIN, _users.c.name != name)
    )
    own = select(_users.c.role).where(_users.c.name == name)
    with record.writing() as connection:
        role = connection.execute(own).scalar()
        if role is None:
            raise _unknown(record, name)
        if role == ADMIN and not connection.execute(others).scalar_one():
            raise RecordError(
                f"{name} is the last admin", where=record.name, next_step="Name another one first"
            )
        for table in (_sessions, _tokens):
            connection.execute(delete(table).where(table.c.user == name))
        connection.execute(delete(_users).where(_users.c.name == name))


def users(record: Record) -> list[User]:
    """All who may sign in, by name."""
    with record.reading() as connection:
        rows = connection.execute(select(_users).order_by(_users.c.name)).mappings().all()
    return [User(**row) for row in rows]


def user(record: Record, name: str) -> User | None:
    """The person of this name."""
    with record.reading() as connection:
        query = select(_users).where(_users.c.name == name)
        row = connection.execute(query).mappings().first()
    return User(**row) if row else None


# Sessions and tokens


def start_session(record: Record, name: str, key: str, life: timedelta) -> None:
    """Remember for `life` that who sends `key` is this person; what ended is forgotten."""
    now = datetime.now(UTC)
    row = {
        "digest": digest(key),
        "user": name,
        "made": _now(),
        "until": (now + life).isoformat(timespec="seconds"),
    }
    with record.writing() as connection:
        connection.execute(delete(_sessions).where(_sessions.c.until < _now()))
        connection.execute(insert(_sessions).values(row))


def end_session(record: Record, key: str) -> None:
    """Forget a session."""
    with record.writing() as connection:
        connection.execute(delete(_sessions).where(_sessions.c.digest == digest(key)))


def user_of_session(record: Record, key: str) -> User | None:
    """Who signed in with this key, while the session lasts."""
    query = (
        select(_users)
        .join(_sessions, _sessions.c.user == _users.c.name)
        .where(_sessions.c.digest == digest(key), _sessions.c.until >= _now())
    )
    with record.reading() as connection:
        row = connection.execute(query).mappings().first()
    return User(**row) if row else None


def add_token(record: Record, name: str, token: str, label: str) -> None:
    """Let a program that sends `token` act for a person."""
    if user(record, name) is None:
        raise _unknown(record, name)
    row = {"digest": digest(token), "user": name, "made": _now(), "label": label}
    with record.writing() as connection:
        connection.execute(insert(_tokens).values(row))


def remove_token(record: Record, name: str) -> None:
    """End the token whose digest begins so."""
    with record.writing() as connection:
        gone = delete(_tokens).where(_tokens.c.digest.startswith(name, autoescape=True))
        if len(name) < 8 or not connection.execute(gone).rowcount:
            raise RecordError(
                f"has no token {name!r}",
                where=record.name,
                next_step="See them: bilateral serve tokens list",
            )


def tokens(record: Record) -> list[Token]:
    """All tokens, by person."""
    query = select(_tokens).order_by(_tokens.c.user, _tokens.c.made)
    with record.reading() as connection:
        rows = connection.execute(query).all()
    return [Token(row.digest[:12], row.user, row.label, row.made) for row in rows]


def user_of_token(record: Record, token: str) -> User | None:
    """Whom the program that sends this token acts for."""
    query = (
        select(_users)
        .join(_tokens, _tokens.c.user == _users.c.name)
        .where(_tokens.c.digest == digest(token))
    )
    with record.reading() as connection:
        row = connection.execute(query).mappings().first()
    return User(**row) if row else None


def digest(secret: str) -> str:
    """What is kept of a key or token."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _unknown(record: Record, name: str) -> RecordError:
    return RecordError(
        f"has no user {name!r}", where=record.name, next_step="See: bilateral serve users list"
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
