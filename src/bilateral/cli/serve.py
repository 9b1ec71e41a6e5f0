"""`bilateral serve`: the record's pages in a browser, and who may sign in to them."""

from __future__ import annotations

import gc
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bilateral.cli.common import RecordOption, line, wrong_use
from bilateral.errors import BilateralError

if TYPE_CHECKING:
    from bilateral.record import Record
    from bilateral.web.settings import Settings

LOOPBACK = frozenset(["127.0.0.1", "::1", "localhost"])

app = typer.Typer(
    rich_markup_mode=None,
    invoke_without_command=True,
    help="Serve the record's pages until it is stopped with Ctrl+C.",
)
users = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Who may sign in.")
tokens = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Tokens for programs.")
app.add_typer(users, name="users")
app.add_typer(tokens, name="tokens")

NameArgument = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]


@app.callback()
def command(
    context: typer.Context,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="On which port.", min=1, max=65535)] = 8765,
    sign_in: Annotated[
        bool, typer.Option("--sign-in", help="Ask for a sign-in on this computer too.")
    ] = False,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name by which the server may be asked; repeat it."),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Links may lead into private networks.")
    ] = False,
    certificate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A TLS certificate (PEM).")
    ] = None,
    key: Annotated[Path | None, typer.Option(metavar="FILE", help="Its key (PEM).")] = None,
    record: RecordOption = None,
) -> None:
    """Serve the record's pages until it is stopped with Ctrl+C.

    Other computers reach it only with --host, and then everybody signs in: name people first,
    with `bilateral serve users add`.
    """
    if context.invoked_subcommand is not None:
        return
    for file in (certificate, key):
        if file is not None and not file.is_file():
            wrong_use(f"{file}: there is no such file")
    _needed()
    from bilateral.record import Record

    loopback = host.lower() in LOOPBACK
    with Record(record) as kept:
        if sign_in or not loopback:
            _require_users(kept, host)
        settings = _settings(loopback, sign_in, allow_host or [], host, allow_private)
        scheme = "https" if certificate else "http"
        shown = f"[{host}]" if ":" in host else host
        line(f"{kept.name} is shown at {scheme}://{shown}:{port}/ until you press Ctrl+C")
        files = {"ssl_certfile": certificate, "ssl_keyfile": key} if certificate else {}
        _run(kept, settings, host, port, files)


def _needed() -> None:
    try:
        import uvicorn  # noqa: F401

        import bilateral.web.app  # noqa: F401
    except ImportError as error:
        raise BilateralError(
            f"serving pages needs {error.name}",
            next_step="Install it: pip install 'bilateral[web]'",
        ) from error


def _run(record: Record, settings: Settings, host: str, port: int, files: dict[str, Any]) -> None:
    import uvicorn

    from bilateral.web.app import create_app

    served = create_app(record, settings)
    # What is loaded by now stays for good: walking through it costs every page a part of its time.
    gc.collect()
    gc.freeze()
    # No access log: addresses hold what people search for.
    uvicorn.run(served, host=host, port=port, log_level="warning", access_log=False, **files)


def _require_users(record: Record, host: str) -> None:
    from bilateral.record.accounts import users as known

    if not known(record):
        raise BilateralError(
            f"{host} can be reached by others, and nobody is named who may sign in"
            if host.lower() not in LOOPBACK
            else "nobody is named who may sign in",
            where=record.name,
            next_step="Name somebody: bilateral serve users add NAME --role admin",
        )


def _settings(
    loopback: bool, sign_in: bool, names: list[str], host: str, allow_private: bool
) -> Settings:
    from bilateral.web.settings import Settings

    known = {name.lower() for name in names}
    # Beyond this computer a name is checked where names are given: the sign-in guards the rest.
    hosts = frozenset(known | LOOPBACK | {host.lower()}) if loopback or known else None
    return Settings(
        sign_in=sign_in or not loopback,
        loopback=loopback,
        person=_person(),
        hosts=hosts,
        allow_private=allow_private,
    )


def _person() -> str:
    """Whose name stands with what is done on this computer."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "this computer"


@users.command("add")
def add(
    name: NameArgument,
    role: Annotated[str, typer.Option(metavar="ROLE", help="reader, editor or admin.")] = "reader",
    record: RecordOption = None,
) -> None:
    """Name a person who may sign in; the password is asked for, or read from standard input."""
    from bilateral.record import Record
    from bilateral.record.accounts import add_user
    from bilateral.web.access.passwords import hashed

    with Record(record) as kept:
        add_user(kept, name, role, hashed(_password()))
        line(f"{name} may sign in as {role}")


@users.command("list")
def listing(record: RecordOption = None) -> None:
    """List who may sign in."""
    from bilateral.record import Record
    from bilateral.record.accounts import users as known

    with Record(record) as kept:
        found = known(kept)
    for user in found:
        line(f"{user.name}  {user.role}  since {user.made[:10]}")
    if not found:
        line("nobody is named")


@users.command("change")
def change(
    name: NameArgument,
    role: Annotated[str | None, typer.Option(metavar="ROLE", help="Another role.")] = None,
    password: Annotated[
        bool, typer.Option("--password", help="Another password, asked for.")
    ] = False,
    record: RecordOption = None,
) -> None:
    """Give a person another role or password; whoever is signed in signs in again."""
    if not role and not password:
        wrong_use("say what changes: --role ROLE or --password")
    from bilateral.record import Record
    from bilateral.record.accounts import change_user
    from bilateral.web.access.passwords import hashed

    with Record(record) as kept:
        change_user(kept, name, role=role, password=hashed(_password()) if password else None)
        line(f"{name} is changed")


@users.command("remove")
def remove(name: NameArgument, record: RecordOption = None) -> None:
    """Let a person sign in no more; sessions and tokens end."""
    from bilateral.record import Record
    from bilateral.record.accounts import remove_user

    with Record(record) as kept:
        remove_user(kept, name)
        line(f"{name} may sign in no more")


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Again: "):
        wrong_use("the two passwords are not the same")
    return first


@tokens.command("add")
def add_token(
    name: NameArgument,
    label: Annotated[str, typer.Option("--for", metavar="WORDS", help="What it is for.")] = "",
    record: RecordOption = None,
) -> None:
    """Print a token by which a program acts for a person; it is shown this once."""
    import secrets

    from bilateral.record import Record, accounts

    token = f"blt_{secrets.token_urlsafe(32)}"
    with Record(record) as kept:
        accounts.add_token(kept, name, token, label)
    line(token)


@tokens.command("list")
def list_tokens(record: RecordOption = None) -> None:
    """List the tokens of programs, without what they are."""
    from bilateral.record import Record, accounts

    with Record(record) as kept:
        found = accounts.tokens(kept)
    for token in found:
        line(f"{token.id}  {token.user}  since {token.made[:10]}  {token.label}".rstrip())
    if not found:
        line("there is no token")


@tokens.command("remove")
def remove_token(
    token: Annotated[str, typer.Argument(metavar="TOKEN", help="Its name in the list.")],
    record: RecordOption = None,
) -> None:
    """End a token."""
    from bilateral.record import Record, accounts

    with Record(record) as kept:
        accounts.remove_token(kept, token)
        line(f"{token} is ended")
