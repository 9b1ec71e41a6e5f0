"""The tools as an assistant calls them, through the protocol's own client."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters
from typer.testing import CliRunner

from bilateral.cli import app
from bilateral.record import Record
from bilateral.web.mcp import create_server
from bilateral.web.mcp.answers import NOTICE
from bilateral.web.mcp.tools import Tools
from tests.web.conftest import TODAY

VNM_USA = {"country": "Vietnam", "other": "USA"}
NAMES = {
    "list_pairs",
    "get_relation_status",
    "list_events",
    "list_commitments",
    "check_figure",
    "check_text",
    "get_evidence",
    "search_documents",
}


def asked(server: Any, questions: Callable[[Client], Awaitable[Any]]) -> Any:
    """What these questions to the server are answered."""

    async def ask() -> Any:
        async with Client(server) as client:
            return await questions(client)

    # In a thread of its own: a browser that other tests drive keeps a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, ask).result()


@pytest.fixture(scope="module")
def call(demo_record: Record) -> Callable[..., Any]:
    server = create_server(demo_record, Tools(demo_record, lambda: TODAY))

    def one(tool: str, **given: Any) -> Any:
        result = asked(server, lambda client: client.call_tool(tool, given))
        assert not result.is_error, result.content
        return result.structured_content

    return one


@pytest.fixture(scope="module")
def refused(demo_record: Record) -> Callable[..., str]:
    server = create_server(demo_record, Tools(demo_record, lambda: TODAY))

    def one(tool: str, **given: Any) -> str:
        result = asked(server, lambda client: client.call_tool(tool, given))
        assert result.is_error
        return str(result.content[0].text)

    return one


def test_every_tool_is_typed_and_only_reads(demo_record: Record) -> None:
    tools = asked(create_server(demo_record), lambda client: client.list_tools()).tools
    assert {tool.name for tool in tools} == NAMES
    for tool in tools:
        assert tool.description
        assert tool.annotations.read_only_hint
        assert tool.output_schema["properties"]
        for given in tool.input_schema["properties"].values():
            assert "type" in given or "anyOf" in given or "enum" in given


def test_pairs(call: Callable[..., Any]) -> None:
    found = call("list_pairs", limit=2)
    assert found["items"][0]["pair"] == "USA-VNM"
    assert found["more"] is True
    others = call("list_pairs", after=found["after"])
    assert not {p["pair"] for p in found["items"]} & {p["pair"] for p in others["items"]}


@pytest.mark.parametrize(
    ("day", "level"),
    [("2015-01-01", "comprehensive_partnership"), (None, "comprehensive_strategic_partnership")],
)
def test_status_of_a_day(call: Callable[..., Any], day: str | None, level: str) -> None:
    found = call("get_relation_status", **VNM_USA, **({"as_of": day} if day else {}))
    assert found["status"]["statement"]["level"] == level
    assert found["as_of"] == (day or TODAY)


def test_events_by_type_and_page(call: Callable[..., Any]) -> None:
    found = call("list_events", **VNM_USA, event_type="consult", limit=3)
    assert {e["statement"]["event_type"] for e in found["items"]} == {"CONSULT"}
    assert found["more"]
    following = call("list_events", **VNM_USA, event_type="consult", after=found["after"])
    assert following["items"][0]["day"] <= found["items"][-1]["day"]


def test_commitments_say_what_became_of_them(call: Callable[..., Any]) -> None:
    found = call("list_commitments", **VNM_USA, strength="pledged", limit=50)
    assert {c["statement"]["strength"] for c in found["items"]} == {"pledged"}
    assert any(c["followed"] for c in found["items"])


def test_figures_and_texts_are_checked(call: Callable[..., Any]) -> None:
    sides = {"ref_area": "Vietnam", "counterpart_area": "United States"}
    good = call("check_figure", measure="trade", **sides, value="123.9 billion", period="2022")
    assert good["verdict"] == "supported"
    text = "Trade between Vietnam and the United States reached $990 billion in 2022."
    found = call("check_text", text=text)
    assert found["contradicted"]
    assert found["claims"][0]["quote"] in text


def test_evidence_stands_in_the_text_and_is_marked_as_data(
    call: Callable[..., Any], demo_record: Record
) -> None:
    entry = call("list_events", **VNM_USA, limit=1)["items"][0]["entry"]
    found = call("get_evidence", entry=entry)
    assert found["notice"] == NOTICE
    for told in found["tellings"]:
        document = demo_record.document(told["source"]["id"])
        for words in told["statement"]["evidence"]:
            body = document.text if words["in"] == "text" else document.title or ""
            assert body[words["start"] : words["end"]] == words["quote"]


def test_search_pages(call: Callable[..., Any]) -> None:
    found = call("search_documents", words="tariff", **VNM_USA, limit=2)
    assert [hit["kind"] for hit in found["items"]] == ["document"] * 2
    following = call("search_documents", words="tariff", **VNM_USA, limit=2, after=found["after"])
    assert not {h["id"] for h in found["items"]} & {h["id"] for h in following["items"]}


@pytest.mark.parametrize(
    ("tool", "given", "told"),
    [
        ("list_events", {"country": "Mordor", "other": "USA"}, "names no country"),
        ("list_events", {"country": "Fiji", "other": "Nauru"}, "holds nothing on"),
        ("list_events", {**VNM_USA, "since": "soon"}, "Write it as"),
        ("list_events", {**VNM_USA, "after": "zzz"}, "no place in a list"),
        ("list_events", {**VNM_USA, "limit": 51}, "limit"),
        ("get_relation_status", {**VNM_USA, "as_of": "2024-02-31"}, "no day"),
        ("get_evidence", {"entry": "event~none"}, "no entry is called"),
        ("search_documents", {"words": "a", "country": "USA"}, "two countries"),
        ("search_documents", {"words": "a", "after": "x"}, "no place"),
        (
            "check_figure",
            {"measure": "love", "ref_area": "USA", "counterpart_area": "VNM", "value": "1"},
            "Measures are",
        ),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_line(
    refused: Callable[..., str], tool: str, given: dict[str, Any], told: str
) -> None:
    message = refused(tool, **given)
    assert told in message
    assert "Traceback" not in message
    assert len(message) < 700


def test_the_command_speaks_over_standard_input_and_output(demo_record: Record) -> None:
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "bilateral", "mcp", "--record", demo_record.address],
    )

    async def questions(client: Client) -> tuple[Any, Any]:
        tools = await client.list_tools()
        return tools.tools, await client.call_tool("get_relation_status", dict(VNM_USA))

    tools, status = asked(command, questions)
    assert {tool.name for tool in tools} == NAMES
    assert status.structured_content["pair"] == "USA-VNM"


def test_the_command_names_a_record_that_is_not_there(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["mcp", "--record", str(tmp_path / "none.db")])
    assert result.exit_code == 2
    assert not (tmp_path / "none.db").exists()
