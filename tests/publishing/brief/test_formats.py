"""Each format is read back by a reader that someone else wrote."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import pypdfium2
import pytest
from lxml import etree, html

from bilateral.publishing.brief import ENDINGS, Brief, written
from bilateral.publishing.brief.contents import plain
from bilateral.record import Record

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def word(brief: Brief) -> bytes:
    return written(brief, "docx")


@pytest.fixture(scope="module")
def page(brief: Brief) -> Any:
    return html.document_fromstring(written(brief, "html").decode())


def _footnotes(content: bytes) -> dict[int, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        root = etree.fromstring(package.read("word/footnotes.xml"))
    notes = {int(n.get(f"{W}id")): "".join(n.itertext()) for n in root.iter(f"{W}footnote")}
    return {number: text for number, text in notes.items() if number > 0}


def _pdf_text(content: bytes) -> tuple[int, str]:
    made = pypdfium2.PdfDocument(content)
    pages = [made[n].get_textpage().get_text_range() for n in range(len(made))]
    made.close()
    return len(pages), "\n".join(pages)


@pytest.mark.parametrize("form", ENDINGS)
def test_the_same_brief_gives_the_same_bytes(brief: Brief, form: str) -> None:
    assert written(brief, form) == written(brief, form)


def test_no_part_of_a_word_document_has_a_time(word: bytes, brief: Brief) -> None:
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert docx.Document(io.BytesIO(word)).core_properties.created.date().isoformat() == brief.day


def test_word_has_the_sections_as_headings(word: bytes, brief: Brief) -> None:
    document: Any = docx.Document(io.BytesIO(word))
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert heads == [section.title for section in brief.sections]
    assert document.paragraphs[0].style.name == "Title"
    assert brief.title in document.sections[0].header.paragraphs[0].text
    footer = etree.tostring(document.sections[0].footer.paragraphs[0]._p).decode()
    assert " PAGE " in footer
    assert " NUMPAGES " in footer


def test_word_has_real_footnotes(word: bytes, brief: Brief) -> None:
    notes = _footnotes(word)
    body = docx.Document(io.BytesIO(word)).element.body
    marks = [int(m.get(f"{W}id")) for m in body.iter(f"{W}footnoteReference")]
    assert marks == sorted(set(marks)) == sorted(notes)
    for note, number in brief.numbered().items():
        assert note.quote in notes[number]
        assert note.source in notes[number]
    again = [f.get(f"{W}instr") for f in body.iter(f"{W}fldSimple")]
    names = {b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")}
    referred = {i.split()[1] for i in again if "NOTEREF" in i}
    assert referred
    assert referred <= names


def test_word_charts_have_words_and_the_resolution_of_print(word: bytes, brief: Brief) -> None:
    document = docx.Document(io.BytesIO(word))
    found = [s._inline.docPr.get("descr") for s in document.inline_shapes]
    assert found == [chart.alt for chart in brief.charts()]
    for shape in document.inline_shapes:
        part = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        wide = document.part.related_parts[part].image.px_width
        assert wide / shape.width.inches > 250


def test_tables_of_word_repeat_their_head(word: bytes) -> None:
    document: Any = docx.Document(io.BytesIO(word))
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None


def test_the_pdf_is_three_pages_at_most_and_says_it_all(brief: Brief) -> None:
    pages, text = _pdf_text(written(brief, "pdf"))
    assert pages <= 3
    said = re.sub(r"\W+", "", text)
    for section in brief.sections:
        assert re.sub(r"\W+", "", section.title) in said
    for note in list(brief.numbered())[:5]:
        assert re.sub(r"\W+", "", note.source)[:20] in said


def test_the_pdf_has_vietnamese_letters(kept: Record) -> None:
    from bilateral.publishing.brief import Wanted, compose

    told = compose(kept, ("VNM", "USA"), Wanted(language="vi", sections=("status", "people")))
    _, text = _pdf_text(written(told, "pdf"))
    assert "Việt Nam – Hoa Kỳ" in text
    assert "Chủ tịch nước" in text


def test_html_needs_nothing_beside_it(page: Any, brief: Brief) -> None:
    assert not page.xpath("//script | //link | //img | //iframe")
    assert page.xpath("//h2/text()")[:-1] == [s.title for s in brief.sections]
    assert page.xpath("//svg/@aria-label") == [c.alt for c in brief.charts()]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for target in page.xpath("//a[starts-with(@href, '#')]/@href"):
        assert target[1:] in ids


def test_html_notes_hold_the_quotes(page: Any, brief: Brief) -> None:
    for note, number in brief.numbered().items():
        (item,) = page.xpath(f"//li[@id='note-{number}']")
        assert note.quote in item.text_content()


def test_markdown_refers_to_notes_that_are_there(brief: Brief) -> None:
    text = written(brief, "md").decode()
    defined = set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    used = set(re.findall(r"(?<!^)\[\^(\d+)\]", text, re.MULTILINE))
    assert defined == used == {str(n) for n in brief.numbered().values()}
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        bars = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(bars) == 1


# Words of articles are words


def test_the_hostile_words_are_told(hostile: Brief) -> None:
    told = "\n".join([*(plain(t) for t in hostile.texts()), *(n.quote for n in hostile.numbered())])
    assert "<script>" in told
    assert "#panic()" in told or "#import" in told


def test_html_runs_no_word_of_an_article(hostile: Brief) -> None:
    page = html.document_fromstring(written(hostile, "html").decode())
    assert not page.xpath("//script | //img | //b")
    assert not page.xpath("//@href[starts-with(., 'javascript')]")
    assert "<script>alert(1)</script>" in page.text_content()


def test_typst_runs_no_word_of_an_article(hostile: Brief) -> None:
    _, text = _pdf_text(written(hostile, "pdf"))
    assert "<script>" in text


def test_markdown_runs_no_word_of_an_article(hostile: Brief) -> None:
    text = written(hostile, "md").decode()
    assert "\\<script\\>" in text
    assert not re.search(r"(?<!\\)<(?:script|img|b)\b", text)
    assert not re.search(r"(?<!\\)\]\(javascript", text)


def test_word_keeps_markup_as_words(hostile: Brief) -> None:
    content = written(hostile, "docx")
    document = docx.Document(io.BytesIO(content))
    told = "\n".join([*(p.text for p in document.paragraphs), *_footnotes(content).values()])
    assert "<script>alert(1)</script>" in told
