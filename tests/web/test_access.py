"""Who may do what: signing in, roles, forms of other sites, guessing, names of the server."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from bilateral.documents import from_text
from bilateral.errors import BilateralError, RecordError
from bilateral.reading import read
from bilateral.record import Record, accounts
from bilateral.web.access import forms, passwords
from bilateral.web.access.limits import Buckets
from bilateral.web.access.visitors import needed
from bilateral.web.app import create_app
from bilateral.web.pages import ROUTERS
from bilateral.web.settings import Limits, Settings
from tests.web.sending import form_key, send

SECRET = "a long secret word"
TEXT = "President Joe Biden visited Hanoi on September 10, 2023, for talks with Vietnam's leaders."
HASHED = passwords.hashed(SECRET, cost=4)
TOKEN = "blt_" + "t" * 43


@pytest.fixture
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(str(tmp_path_factory.mktemp("access") / "access.db")) as record:
        document = from_text(TEXT, title="A visit", published="2023-09-11")
        record.add(read(document), record.start_run(["test"]))
        for name, role in (("Rita", "reader"), ("Ed", "editor"), ("Ada", "admin")):
            accounts.add_user(record, name, role, HASHED)
        yield record


def served(record: Record, base: str = "https://desk.example", **settings: object) -> TestClient:
    told = replace(Settings(sign_in=True, loopback=False), **settings)  # type: ignore[arg-type]
    return TestClient(create_app(record, told), base_url=base)


def signed_in(record: Record, name: str) -> TestClient:
    client = served(record)
    answer = send(client, "/sign-in", "/sign-in", name=name, password=SECRET)
    assert answer.status_code == 303
    return client


def test_nothing_is_shown_before_signing_in(kept: Record) -> None:
    client = served(kept)
    for page in ("/", "/r/USA-VNM", "/search?q=a", "/review", "/users"):
        answer = client.get(page, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in?next=")
    assert client.get("/r/USA-VNM.json").status_code == 401
    assert client.get("/api/v1/pairs").status_code == 401
    assert client.get("/openapi.json").status_code == 401
    assert "Biden" not in client.get("/sign-in").text
    assert client.get("/static/bilateral.css").status_code == 200


def test_signing_in_and_out(kept: Record) -> None:
    client = signed_in(kept, "Ed")
    assert "Sign out" in client.get("/").text
    key = client.cookies["__Host-bilateral"]
    answer = send(client, "/sign-out", "/")
    assert answer.headers["location"] == "/sign-in"
    assert client.get("/", follow_redirects=False).status_code == 303
    client.cookies.set("__Host-bilateral", key)
    assert client.get("/", follow_redirects=False).status_code == 303, "the session is over"


def test_a_session_ends_by_itself(kept: Record) -> None:
    client = served(kept, session=timedelta(seconds=-1))
    assert send(client, "/sign-in", "/sign-in", name="Ed", password=SECRET).status_code == 303
    assert client.get("/", follow_redirects=False).status_code == 303


def test_a_session_never_takes_over_the_cookie_of_before(kept: Record) -> None:
    client = served(kept)
    planted = "x" * 43
    client.cookies.set("__Host-bilateral", planted)
    answer = send(client, "/sign-in", "/sign-in", name="Ed", password=SECRET)
    fresh = answer.headers["set-cookie"].split("=")[1].split(";")[0]
    assert fresh != planted
    stranger = served(kept)
    stranger.cookies.set("__Host-bilateral", planted)
    assert stranger.get("/", follow_redirects=False).status_code == 303


def test_cookies_are_closed_to_scripts_and_other_sites(kept: Record) -> None:
    told = served(kept).get("/sign-in").headers["set-cookie"].lower()
    for flag in ("httponly", "samesite=lax", "secure", "path=/"):
        assert flag in told
    assert told.startswith("__host-bilateral=")
    here = TestClient(create_app(kept)).get("/").headers["set-cookie"].lower()
    assert "httponly" in here
    assert "samesite=lax" in here
    assert "secure" not in here, "on this computer there is no https"


def test_pages_are_nobody_elses_to_keep(kept: Record) -> None:
    assert "private" in signed_in(kept, "Rita").get("/").headers["cache-control"]


def writing_routes() -> list[str]:
    routes = [r for router in ROUTERS for r in router.routes if isinstance(r, APIRoute)]
    found = [r.path for r in routes if set(r.methods or ()) - {"GET", "HEAD"}]
    assert len(found) > 8
    return [path.replace("{name}", "event-1") for path in found]


def test_a_reader_changes_nothing(kept: Record) -> None:
    client = signed_in(kept, "Rita")
    key = form_key(client, "/")
    assert client.get("/").status_code == 200
    paths = [p for p in writing_routes() if p not in ("/sign-in", "/sign-out")]
    for path in paths:
        assert client.post(path, data={forms.FIELD: key}).status_code == 403, path
    for method in ("PUT", "PATCH", "DELETE"):
        assert client.request(method, "/e/event-1").status_code == 403
    page = client.get("/e/" + kept.statements(("USA", "VNM"), "event")[0][1].id).text
    assert "Is this right?" not in page


def test_an_editor_is_no_admin(kept: Record) -> None:
    client = signed_in(kept, "Ed")
    assert client.get("/users").status_code == 403
    assert client.post("/users", data={forms.FIELD: form_key(client)}).status_code == 403


def test_every_form_needs_its_word(kept: Record) -> None:
    for client in (TestClient(create_app(kept)), signed_in(kept, "Ada")):
        client.get("/")
        for path in writing_routes():
            assert client.post(path, data={}).status_code == 403, path
            assert client.post(path, data={forms.FIELD: "f" * 64}).status_code == 403, path
    other = forms.key_of("another visitor's cookie, long enough")
    assert client.post("/undo", data={forms.FIELD: other, "acts": "c1"}).status_code == 403


def test_forms_of_other_sites_are_refused(kept: Record) -> None:
    client = TestClient(create_app(kept))
    data = {forms.FIELD: form_key(client), "acts": "c1"}
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        assert client.post("/undo", data=data, headers=headers).status_code == 403
    own = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/undo", data=data, headers=own).status_code == 409


def test_other_names_of_the_server_are_refused(kept: Record) -> None:
    hosts = frozenset(["localhost", "127.0.0.1", "::1"])
    app = create_app(kept, Settings(hosts=hosts))
    for name in ("localhost:8765", "127.0.0.1:8765", "[::1]:8765", "LOCALHOST"):
        assert TestClient(app).get("/", headers={"Host": name}).status_code == 200
    for name in ("evil.example", "127.0.0.1.evil.example", "[::1", ""):
        assert TestClient(app).get("/", headers={"Host": name}).status_code == 421


def test_guessing_is_slowed_and_waits_end(kept: Record) -> None:
    now = [0.0]
    as_name = Buckets(3, 60.0, clock=lambda: now[0])
    client = served(kept, limits=Limits(sign_in_as=as_name))

    def tried(name: str, password: str) -> int:
        return send(client, "/sign-in", "/sign-in", name=name, password=password).status_code

    assert [tried("Ed", "wrong") for _ in range(4)] == [401, 401, 401, 429]
    assert tried("Ed", SECRET) == 429, "also the right one waits"
    assert tried("Rita", SECRET) == 303, "others do not"
    now[0] += 61
    client.cookies.clear()
    assert tried("Ed", SECRET) == 303


def test_a_client_that_sends_too_much_waits(kept: Record) -> None:
    client = TestClient(create_app(kept, Settings(limits=Limits(forms=Buckets(2, 60.0)))))
    for status in (403, 403, 429):
        answer = client.post("/undo", data={})
        assert answer.status_code == status
    assert int(answer.headers["Retry-After"]) > 0
    assert client.get("/").status_code == 200


def test_what_is_too_large_is_refused_unread(kept: Record) -> None:
    client = TestClient(create_app(kept, Settings(limits=Limits(body=10_000))))
    key = form_key(client)
    assert client.post("/add", data={forms.FIELD: key, "text": "a" * 20_000}).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(20):
            yield b"a" * 1000

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/add", content=pieces(), headers=headers).status_code == 413


def test_programs_send_a_token(kept: Record) -> None:
    accounts.add_token(kept, "Rita", TOKEN, "a script")
    client = served(kept)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    assert client.get("/r/USA-VNM.json", headers=headers).status_code == 200
    assert client.post("/add", headers=headers, data={"text": TEXT}).status_code == 403
    wrong = {"Authorization": f"Bearer {TOKEN}x"}
    assert client.get("/r/USA-VNM.json", headers=wrong).status_code == 401
    accounts.remove_token(kept, accounts.tokens(kept)[0].id)
    assert client.get("/r/USA-VNM.json", headers=headers).status_code == 401


def test_no_secret_is_logged_or_kept(kept: Record, caplog: pytest.LogCaptureFixture) -> None:
    accounts.add_token(kept, "Ada", TOKEN, "a script")
    with caplog.at_level(logging.DEBUG):
        client = signed_in(kept, "Ada")
        send(client, "/sign-in", "/sign-in", name="Ed", password="wrong secret word")
        client.get("/", headers={"Authorization": f"Bearer {TOKEN}"})
    assert "Ada signed in" in caplog.text
    key = client.cookies["__Host-bilateral"]
    with kept.reading() as connection:
        raw = connection.connection.driver_connection
        stored = "\n".join(raw.iterdump()) if raw is not None else ""
    assert "Ada" in stored
    for secret in (SECRET, "wrong secret word", TOKEN, key):
        assert secret not in caplog.text
        assert secret not in stored


def test_after_signing_in_nobody_is_sent_elsewhere(kept: Record) -> None:
    for address in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:a"):
        client = served(kept)
        fields = {"name": "Ed", "password": SECRET, "next": address}
        assert send(client, "/sign-in", "/sign-in", **fields).headers["location"] == "/"
    assert forms.local("/r/USA-VNM?as_of=2020-01-01") == "/r/USA-VNM?as_of=2020-01-01"


def test_admins_name_people(kept: Record) -> None:
    client = signed_in(kept, "Ada")
    new = {"act": "add", "name": "Tuấn", "role": "editor", "password": "another long word"}
    assert send(client, "/users", "/users", **new).status_code == 303
    assert "Tuấn" in client.get("/users").text
    assert send(client, "/users", "/users", **{**new, "password": "short"}).status_code == 422
    assert send(client, "/users", "/users", **new).status_code == 422
    send(client, "/users", "/users", act="role", name="Tuấn", role="reader")
    found = accounts.user(kept, "Tuấn")
    assert found is not None
    assert found.role == "reader"
    assert send(client, "/users", "/users", act="remove", name="Tuấn").status_code == 303
    assert accounts.user(kept, "Tuấn") is None
    last = send(client, "/users", "/users", act="remove", name="Ada")
    assert "last admin" in last.text
    demoted = send(client, "/users", "/users", act="role", name="Ada", role="reader")
    assert "last admin" in demoted.text


def test_who_is_removed_is_out_at_once(kept: Record) -> None:
    client = signed_in(kept, "Ed")
    accounts.change_user(kept, "Ed", role="reader")
    assert client.get("/", follow_redirects=False).status_code == 303
    other = signed_in(kept, "Rita")
    accounts.remove_user(kept, "Rita")
    assert other.get("/", follow_redirects=False).status_code == 303


def test_passwords() -> None:
    strong = passwords.hashed(SECRET)
    assert strong.startswith("scrypt$32768$8$3$")
    assert passwords.matches(SECRET, strong)
    assert passwords.matches(SECRET, HASHED)
    assert not passwords.matches(SECRET + " ", HASHED)
    assert not passwords.matches(SECRET, None)
    assert passwords.hashed(SECRET, cost=4) != HASHED, "every one has its own salt"
    with pytest.raises(BilateralError, match="cannot be used"):
        passwords.hashed("short")


def test_names_and_roles_are_checked(kept: Record) -> None:
    for name, role in (("", "reader"), (" Ed", "reader"), ("a\nb", "reader"), ("New", "king")):
        with pytest.raises(RecordError):
            accounts.add_user(kept, name, role, HASHED)
    with pytest.raises(RecordError, match="already"):
        accounts.add_user(kept, "ed", "reader", HASHED)


@pytest.mark.parametrize(
    ("method", "path", "role"),
    [
        ("GET", "/static/bilateral.css", None),
        ("POST", "/sign-in", None),
        ("GET", "/sign-in-not", "reader"),
        ("GET", "/r/USA-VNM", "reader"),
        ("GET", "/users.json", "admin"),
        ("POST", "/users", "admin"),
        ("POST", "/e/event-1/judge", "editor"),
        ("POST", "/api/v1/check", "reader"),
        ("DELETE", "/api/v1/documents/1", "editor"),
        ("POST", "/mcp", "reader"),
    ],
)
def test_what_a_request_asks_for(method: str, path: str, role: str | None) -> None:
    assert needed(method, path) == role


def test_buckets_fill_again_and_forget() -> None:
    now = [0.0]
    bucket = Buckets(2, 10.0, clock=lambda: now[0])
    assert [bucket.take("a") for _ in range(3)] == [0, 0, 10]
    now[0] = 9.0
    assert bucket.take("a") == 1
    now[0] = 10.0
    assert bucket.take("a") == 0
    bucket.give_back("a")
    assert bucket.take("a") == 0
    assert bucket.take("b") == 0
