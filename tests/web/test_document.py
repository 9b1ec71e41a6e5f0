"""Marks in an article: however they nest or overlap, the words stay and every statement shows."""

from __future__ import annotations

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from bilateral.model import Area, Document, Evidence
from bilateral.record import Record
from bilateral.web.views.document import document, pieces
from tests.web.reading_html import Page

TEXT = "The two sides met.\n\nThey agreed on trade, on visits and on a railway.\n\nAll was well."


def marked(spans: list[tuple[int, int]], field: str = "text") -> list[Area]:
    return [
        Area(
            id=f"area-{n}",
            evidence=(Evidence(field, start, end, TEXT[start:end]),),
            rule="test.rule",
            code="trade",
        )
        for n, (start, end) in enumerate(spans)
    ]


SPANS = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(
        lambda s: (s[0], min(len(TEXT), s[0] + s[1]))
    ),
    max_size=12,
)


@given(SPANS)
def test_pieces_keep_the_words_and_begin_each_statement_once(spans: list[tuple[int, int]]) -> None:
    statements = marked(spans)
    made = pieces(TEXT, statements, "text", set())
    assert "".join(piece.text for piece in made) == TEXT
    assert sorted(s for p in made for s in p.starts) == sorted(s.id for s in statements)
    at = 0
    for piece in made:
        here = {s.id for s in statements if s.evidence[0].start < at + len(piece.text)}
        here &= {s.id for s in statements if s.evidence[0].end > at}
        assert set(piece.statements) == here
        at += len(piece.text)


@given(SPANS)
def test_paragraphs_keep_every_beginning(spans: list[tuple[int, int]]) -> None:
    given_document = Document(id="a" * 64, text=TEXT, file="a.txt", title="A title")
    statements = [s for s in marked(spans) if s.evidence[0].quote.strip()]
    view = document(given_document, statements, {}, [], [])
    assert len(view.paragraphs) == 3
    shown = "\n\n".join("".join(p.text for p in paragraph) for paragraph in view.paragraphs)
    assert shown == TEXT
    begun = [s for paragraph in view.paragraphs for p in paragraph for s in p.starts]
    assert sorted(begun) == sorted(s.id for s in statements)


def test_the_innermost_statement_gives_the_colour_and_the_outermost_the_line() -> None:
    view = pieces("abcdef", marked([(0, 6), (2, 4)]), "text", set())
    assert [(p.text, len(p.statements)) for p in view] == [("ab", 1), ("cd", 2), ("ef", 1)]
    assert view[1].statements == ("area-1", "area-0")
    assert "rule test.rule" in view[1].hint


def test_every_statement_of_the_demo_is_marked(client: TestClient, demo_record: Record) -> None:
    for known in demo_record.documents()[::6]:
        page = Page(client.get(f"/d/{known.id}").text)
        assert page.faults == []
        statements = demo_record.statements_of(known.id)
        ids = set(page.ids())
        for statement in statements:
            assert f"s-{statement.id}" in ids
            assert f"n-{statement.id}" in ids
        own = " ".join("".join(page.text).split())
        for paragraph in known.text.split("\n\n"):
            assert " ".join(paragraph.split()) in own
