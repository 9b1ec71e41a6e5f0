"""A PostgreSQL server of the tests' own: started once, in a folder that goes with it.

It listens on a socket in that folder and on no port. A database is cloned from a template with
all tables, which is far faster than migrating each anew.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

EVERYTHING = "BILATERAL_TEST_EVERYTHING"
USER = "postgres"
_FAST = ("fsync=off", "full_page_writes=off", "listen_addresses=")


@dataclass
class Server:
    """A running server; `template` is the database that new ones are cloned from."""

    folder: Path
    process: "subprocess.Popen[bytes] | None" = None
    template: str = "template1"
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def address(self, database: str) -> str:
        return f"postgresql://{USER}@/{database}?host={self.folder}"

    def sql(self, command: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run one command outside a transaction."""
        import psycopg

        with psycopg.connect(self.address(database), autocommit=True) as connection:
            made = connection.execute(command.encode())
            return made.fetchall() if made.description else []

    def database(self, template: str | None = None) -> str:
        """The address of a new database."""
        name = f"record{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template or self.template} STRATEGY file_copy")
        return self.address(name)

    def start(self) -> None:
        options = [part for option in _FAST for part in ("-c", option)]
        command = [str(programs() / "postgres"), "-D", str(self.folder / "data"), *options]
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            [*command, "-k", str(self.folder)], stdout=log, stderr=log, **_as_whom()
        )
        log.close()
        self._wait()

    def _wait(self) -> None:
        import psycopg

        for _ in range(300):
            try:
                self.sql("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError((self.folder / "log").read_text(encoding="utf-8"))

    def stop(self) -> None:
        """Stop at once, as a crash does; what was committed is there again after `start`."""
        if self.process:
            self.process.send_signal(3)  # SIGQUIT: immediate shutdown
            self.process.wait(30)
            self.process = None


def programs() -> Path:
    """Where the server's programs are. Raises LookupError where there are none."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    on_path = shutil.which("postgres")
    folders += [Path(on_path).resolve().parent] if on_path else []
    whole = [folder for folder in folders if (folder / "initdb").exists()]
    if not whole:
        raise LookupError("no PostgreSQL server is installed")
    return max(whole)


def _as_whom() -> dict[str, Any]:
    """The server refuses to run as root: then it runs as the user that its package made."""
    if os.geteuid() != 0:
        return {}
    return {"user": USER, "group": USER, "extra_groups": []}


@contextmanager
def server() -> Iterator[Server]:
    """A server with a template that has all tables, for as long as the block runs."""
    memory = Path("/dev/shm")  # a database is some hundred files, which a disk makes slowly
    where = memory if os.access(memory, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="bilateral-", dir=where))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER, USER)
        init = [str(programs() / "initdb"), "-D", str(folder / "data"), "-U", USER, "-A", "trust"]
        options = ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run([*init, *options], check=True, capture_output=True, cwd=folder, **_as_whom())
        running = Server(folder)
        try:
            running.start()
            _make_template(running)
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_template(running: Server) -> None:
    from bilateral.record import Record

    running.sql("CREATE DATABASE filled")
    Record(running.address("filled")).close()
    running.template = "filled"


def unavailable() -> str | None:
    """Why no server can be started here, None where one can."""
    try:
        programs()
        import psycopg  # noqa: F401
    except (LookupError, ImportError) as error:
        return str(error)
    return None


def skip_unless_available() -> None:
    """Skip the test with a message, or fail where everything is to be tested."""
    why = unavailable()
    if why and os.environ.get(EVERYTHING):
        pytest.fail(why)
    if why:
        pytest.skip(why)
