"""One browser and one server for all journeys; skipped where there is no Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bilateral.record import Record
from bilateral.web.app import create_app
from bilateral.web.settings import Settings
from tests.web.conftest import TODAY

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _missing(what: str) -> None:
    """Without a browser journeys are skipped; where everything must be tested they fail."""
    if os.environ.get("BILATERAL_TEST_EVERYTHING"):
        pytest.fail(what)
    pytest.skip(what)


@contextmanager
def running(record: Record, settings: Settings) -> Iterator[str]:
    """The address of a server over a record, while it runs."""
    import uvicorn

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    app = create_app(record, settings)
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", lifespan="off")
    serving = uvicorn.Server(config)
    thread = threading.Thread(target=serving.run, daemon=True)
    thread.start()
    while not serving.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    app.state.jobs.wait(10)
    serving.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def server(demo_record: Record) -> Iterator[str]:
    """The address of a server over the demo's record."""
    with running(demo_record, Settings(today=lambda: TODAY)) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium as the system has it."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = next((p for name in ("chromium", "chromium-browser") if (p := shutil.which(name))), None)
    if path is None or not Path(path).exists():
        _missing("there is no Chromium on this computer: apt install chromium")
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield made
        made.close()


Opener = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, server: str) -> Iterator[Opener]:
    """Opens an address in a window of its own; whatever the browser complains of fails the test."""
    complaints: list[str] = []
    contexts: list[Any] = []

    def open_page(address: str, *, width: int = 1440, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(server + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
