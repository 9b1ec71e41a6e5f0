"""What the tests of archives share: servers on loopback that end with the tests."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an S3 store on loopback, to which the usual AWS_ variables point."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server(
        "127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True
    )
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    for name, value in {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def ray_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Ray cluster of two nodes on loopback."""
    program = Path(sys.executable).with_name("ray")
    if not program.exists():
        missing = "Ray is not installed: pip install 'bilateral[cluster]'"
        pytest.fail(missing) if "BILATERAL_TEST_EVERYTHING" in os.environ else pytest.skip(missing)
    port = _free_port()
    head = ["--head", f"--port={port}", "--node-ip-address=127.0.0.2", "--include-dashboard=false"]
    other = [f"--address=127.0.0.2:{port}", "--node-ip-address=127.0.0.3"]
    # Sockets lie below it, and their paths may not be long.
    folder = tempfile.mkdtemp(prefix="ray-", dir="/tmp")
    quiet = {**os.environ, "RAY_USAGE_STATS_ENABLED": "0", "RAY_TMPDIR": folder}
    for node in ([*head, f"--temp-dir={folder}"], other):
        subprocess.run(
            [program, "start", *node, "--num-cpus=1", "--disable-usage-stats"],
            check=True,
            capture_output=True,
            timeout=120,
            env=quiet,
        )
    yield f"127.0.0.2:{port}"
    subprocess.run([program, "stop", "--force"], check=False, capture_output=True, timeout=60)
    shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.2", 0))
        return int(probe.getsockname()[1])
