"""Inputs of every kind, and bad ones: documents out, and skips that say why."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bilateral.documents import load
from bilateral.documents.html import draft_of_page
from bilateral.model import Document, Reading, Skip
from bilateral.record import Record
from bilateral.record.store import Outcome
from evaluation.soak.kinds import pdf_of

from .conftest import Site

TITLE = "Kenya and China agree to talk about trade"
BODY = (
    "The foreign ministers of Kenya and China met in Nairobi on Monday and agreed to open "
    "talks on trade before the end of the year.\n"
    "Both described the step as fair. A second round follows in Beijing in the autumn, "
    "officials of the two governments said after the meeting."
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))


def page(head: str = "", extra: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{TITLE} | Savanna Post</title>{head}</head>'
        f"<body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav><article><h1>{TITLE}</h1>"
        f"{extra}{PARAGRAPHS}</article><footer><p>All rights reserved.</p></footer></body></html>"
    )


def one(source: object, **options: Any) -> Document:
    (found,) = load(str(source), **options)
    assert isinstance(found, Document), found
    return found


def skipped(source: object, **options: Any) -> Skip:
    (found,) = load(str(source), **options)
    assert isinstance(found, Skip), found
    assert "\n" not in found.reason and found.reason
    return found


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_original_bytes_and_hashes_are_kept(tmp_path: Path) -> None:
    found = one(write(tmp_path / "a.txt", f"{TITLE}\n\n{BODY}"))
    assert found.original is not None
    assert found.original.content == f"{TITLE}\n\n{BODY}".encode()
    assert found.original.sha256 == hashlib.sha256(found.original.content).hexdigest()
    assert found.id == hashlib.sha256(found.text.encode()).hexdigest()
    assert (found.file, found.url) == (str(tmp_path / "a.txt"), None)


def test_what_is_given_fills_what_is_missing(tmp_path: Path) -> None:
    plain = write(tmp_path / "a.txt", f"{TITLE}\n\n{BODY}")
    found = one(plain, published="2023-09-08", outlet="Xinhua")
    assert (found.published, found.outlet, found.source_kind) == (
        "2023-09-08",
        "Xinhua",
        "state_media",
    )
    dated = write(tmp_path / "b.txt", f"{TITLE}\nSavanna Post, 24 May 2016\n\n{BODY}")
    found = one(dated, published="2023-09-08", outlet="Xinhua")
    assert (found.published, found.outlet) == ("2016-05-24", "Savanna Post")


def test_markdown(tmp_path: Path) -> None:
    text = (
        f"---\ntitle: {TITLE}\ndate: 2024-09-05\nauthor: A. Otieno\ntags: [a, b]\n---\n"
        "**Nairobi** and *Beijing* [agreed](https://x.example/a_(b)) to talk.\n\n"
        "| Year | Trade |\n| --- | --- |\n| 2023 | 5 |\n\n- one\n- two_three_four\n"
    )
    found = one(write(tmp_path / "a.md", text))
    assert (found.title, found.published, found.byline) == (TITLE, "2024-09-05", "A. Otieno")
    assert found.text == (
        "Nairobi and Beijing agreed to talk.\n\nYear | Trade\n2023 | 5\n\none\ntwo_three_four"
    )


def test_a_page_and_its_metadata(tmp_path: Path) -> None:
    linked = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": TITLE,
                "datePublished": "2023-09-11T07:05:00+07:00",
                "publisher": {"name": "Savanna Post"},
                "author": [{"name": "Amina Otieno"}, {"name": "Li Wei"}],
                "articleSection": ["World"],
            }
        ],
    }
    head = f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    found = one(write(tmp_path / "a", page(head)))
    assert (found.title, found.outlet, found.section) == (TITLE, "Savanna Post", "World")
    assert (found.byline, found.published) == ("Amina Otieno, Li Wei", "2023-09-11T07:05:00+07:00")
    assert found.text == BODY


def test_day_and_month_swapped_by_a_page_are_put_right() -> None:
    meta = '<meta property="article:published_time" content="2024-10-09">'
    assert draft_of_page(page(meta), None, "a").published == "2024-10-09"
    address = "https://news.example/2024/09/10/talks"
    assert draft_of_page(page(meta), address, "a").published == "2024-09-10"
    shown = '<p class="date">September 10, 2024</p>'
    assert draft_of_page(page(meta, shown), None, "a").published == "2024-09-10"


AT = "https://savanna.example/2024/ports"


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (f'<link rel="canonical" href="{AT}">', AT),
        (f'<link rel="canonical" href="{AT}#top">', AT),
        (f'<meta property="og:url" content="{AT}">', AT),
        (f'<script type="application/ld+json">{{"@type":"NewsArticle","url":"{AT}"}}</script>', AT),
        (
            (
                '<script type="application/ld+json">{"@type":"NewsArticle","mainEntityOfPage":'
                f'{{"@id":"{AT}"}}}}</script>'
            ),
            AT,
        ),
        (
            (
                '<link rel="canonical" href="/2024/ports">'
                '<meta property="og:url" content="https://savanna.example/x?utm=1">'
            ),
            AT,
        ),
        ('<base href="https://savanna.example/"><link rel="canonical" href="2024/ports">', AT),
        ('<link rel="canonical" href="/2024/ports">', None),
        ('<link rel="canonical" href="file:///home/x/ports.html">', None),
        ('<link rel="canonical" href="https://[broken/ports">', None),
        ("", None),
    ],
    ids=(
        "canonical",
        "place in the page",
        "shared",
        "linked data",
        "main entity",
        "relative to what is shared",
        "relative to the base",
        "relative to nothing",
        "no web address",
        "broken",
        "none",
    ),
)
def test_a_saved_page_goes_by_the_address_it_tells(
    head: str, address: str | None, tmp_path: Path
) -> None:
    found = one(write(tmp_path / "a.html", page(head)))
    assert (found.url, found.name) == (address, "a.html")
    assert found.source_kind != "reprint"


def test_a_saved_reprint_keeps_its_own_address(tmp_path: Path) -> None:
    head = f'<link rel="canonical" href="{AT}"><meta property="og:url" content="https://b.test/1">'
    found = one(write(tmp_path / "a.html", page(head)))
    assert (found.url, found.source_kind) == ("https://b.test/1", "reprint")


def test_a_corrected_copy_of_a_saved_page_is_a_new_version(tmp_path: Path) -> None:
    head = f'<link rel="canonical" href="{AT}">'
    first = one(write(tmp_path / "monday.html", page(head)))
    note = "<p>The ministers met in Nairobi and not in Mombasa, as was told here before.</p>"
    second = one(write(tmp_path / "tuesday.html", page(head, note)))
    with Record(str(tmp_path / "record.db")) as record:
        run = record.start_run([])
        record.add(Reading(first), run)
        assert record.add(Reading(second), run) is Outcome.CORRECTED
        assert [d.name for d in record.documents()] == ["tuesday.html"]


def test_captions_bylines_and_dates_of_a_page_are_no_text(tmp_path: Path) -> None:
    extra = (
        '<p class="byline">By Amina Otieno</p><p class="date">5 May 2024</p>'
        "<figure><img src='a.jpg'><figcaption>The ministers. Photo: Demo News</figcaption></figure>"
    )
    found = one(write(tmp_path / "a.html", page("", extra)))
    assert (found.byline, found.published, found.text) == ("Amina Otieno", "2024-05-05", BODY)


ARTICLE = {"title": TITLE, "published": "2018-03-07", "text": BODY}


@pytest.mark.parametrize(
    "value", [[ARTICLE, ARTICLE | {"text": f"{BODY} Twice."}], {"articles": [ARTICLE]}, ARTICLE]
)
def test_json_over_several_lines_is_read_article_by_article(tmp_path: Path, value: Any) -> None:
    path = write(tmp_path / "a.json", json.dumps(value, indent=2).encode())
    found = list(load(path))
    assert len(found) == (len(value) if isinstance(value, list) else 1)
    assert all(isinstance(item, Document) and item.title == TITLE for item in found)


def test_an_article_of_a_list_without_text_is_named_by_its_place(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", json.dumps([ARTICLE, {"title": "Empty"}]).encode())
    _, skip = load(path)
    assert isinstance(skip, Skip) and (skip.source, skip.reason) == (f"{path}:2", "holds no text")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[\n{"title": "A",\n "text": }\n]', "is not JSON: Expecting value in line 3"),
        ("[]", "holds no article"),
        ('{\n"articles": []}', "holds no article"),
    ],
)
def test_json_that_holds_nothing_is_named(tmp_path: Path, text: str, reason: str) -> None:
    (skip,) = load(write(tmp_path / "a.json", text.encode()))
    assert isinstance(skip, Skip) and reason in skip.reason


def test_json_lines_are_streamed_and_bad_lines_skipped(tmp_path: Path) -> None:
    lines = [
        {
            "id": "x-1",
            "url": "https://www.voanews.com/a/1.html",
            "title": TITLE,
            "published": "2018-03-07",
            "outlet": "Voice of America",
            "language": "en",
            "text": BODY,
        },
        {"id": "x-2", "url": None, "title": TITLE, "text": BODY},
    ]
    text = "\n".join([json.dumps(lines[0]), "{broken", "[1]", json.dumps(lines[1]), '{"text": ""}'])
    path = write(tmp_path / "a.jsonl.gz", gzip.compress(text.encode()))
    first, broken, no_object, second, empty = load(path)
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.url, first.file) == ("https://www.voanews.com/a/1.html", None)
    assert (first.text, first.published, first.source_kind) == (BODY, "2018-03-07", "state_media")
    assert (second.url, second.file, second.language) == (None, str(path), "en")
    assert first.original is not None
    assert json.loads(first.original.content) == lines[0]
    assert [s.source for s in (broken, no_object, empty) if isinstance(s, Skip)] == [
        f"{path}:{n}" for n in (2, 3, 5)
    ]


def _rss(item: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!-- a feed --><rss version="2.0"><channel>'
        "<title>Savanna Post - World</title><link>https://news.example</link>"
        f"<language>en-us</language>{item}</channel></rss>"
    )


def test_rss(tmp_path: Path) -> None:
    item = (
        f"<item><title>{TITLE}</title><link>https://news.example/2025/04/26/a</link>"
        "<pubDate>Sat, 26 Apr 2025 11:02:00 +0300</pubDate><category>World</category>"
        "<description>&lt;p&gt;One met.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
        "&lt;p&gt;Two &amp;amp; three left.&lt;/p&gt;</description></item>"
        "<item><title>No</title></item>"
    )
    found, empty = load(write(tmp_path / "a", _rss(item)))
    assert isinstance(found, Document) and isinstance(empty, Skip)
    assert found.url == "https://news.example/2025/04/26/a"
    assert (found.title, found.outlet, found.section) == (TITLE, "Savanna Post", "World")
    assert found.published == "2025-04-26T11:02:00+03:00"
    assert found.text == "One met.\nTwo & three left."


def test_atom_and_json_feed(tmp_path: Path) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Savanna Post</title><entry>'
        f"<title>{TITLE}</title><link href='https://news.example/b'/><updated>2025-04-26T11:02:00Z"
        f"</updated><summary>Short.</summary><content type='html'>{BODY}</content></entry></feed>"
    )
    found = one(write(tmp_path / "a", atom))
    assert (found.url, found.published) == ("https://news.example/b", "2025-04-26T11:02:00+00:00")
    assert found.text == BODY
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Savanna Post",
        "items": [
            {
                "url": "https://news.example/c",
                "title": TITLE,
                "content_html": PARAGRAPHS,
                "date_published": "2025-04-26",
                "authors": [{"name": "Amina Otieno"}],
            }
        ],
    }
    found = one(write(tmp_path / "b", json.dumps(feed, indent=1)))
    assert (found.url, found.byline, found.text) == ("https://news.example/c", "Amina Otieno", BODY)


def test_a_feed_with_entities_of_its_own_is_skipped(tmp_path: Path) -> None:
    bomb = _rss("<item><title>&b;</title></item>").replace(
        "<rss", '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss'
    )
    assert "entities" in skipped(write(tmp_path / "a.xml", bomb)).reason
    assert "entities" in skipped(write(tmp_path / "b.xml", bomb.encode("utf-16"))).reason


def _docx(path: Path) -> Path:
    import docx

    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph("Posted on 26/04/2025 | 11:02 AM")
    for line in BODY.split("\n"):
        document.add_paragraph(line)
    table = document.add_table(2, 2)
    for index, words in enumerate(("Year", "Trade", "2023", "5")):
        table.rows[index // 2].cells[index % 2].text = words
    document.save(str(path))
    return path


def test_docx(tmp_path: Path) -> None:
    found = one(_docx(tmp_path / "a.docx"))
    assert (found.title, found.published, found.byline) == (TITLE, "2025-04-26T11:02", None)
    assert found.text == BODY.replace("\n", "\n\n") + "\n\nYear | Trade\n2023 | 5"


def _repacked(source: Path, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {*old.namelist(), *changed}:
            new.writestr(name, changed.get(name) or old.read(name))
    return out.getvalue()


def test_docx_bombs_and_entities_are_skipped(tmp_path: Path) -> None:
    whole = _docx(tmp_path / "whole.docx")
    bomb = _repacked(whole, {"word/media/a.bin": bytes(150_000_000)})
    assert "far more" in skipped(write(tmp_path / "bomb.docx", bomb)).reason
    many = _repacked(whole, {f"word/{n}": b"x" for n in range(3_000)})
    assert "far more" in skipped(write(tmp_path / "many.docx", many)).reason
    tricks = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    trick = _repacked(whole, {"word/document.xml": tricks})
    assert "entities" in skipped(write(tmp_path / "trick.docx", trick)).reason


def _pdf(lines: list[str]) -> bytes:
    """A PDF of one page with these lines."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    return pdf_of(f"BT /F1 11 Tf 14 TL 40 780 Td {shown} ET".encode())


def test_pdf(tmp_path: Path) -> None:
    lines = [
        TITLE,
        "Savanna Gazette, 24 May 2016",
        "",
        "The foreign ministers of Kenya and China met in Nairobi on Monday and agreed",
        "to open talks on trade before the end of the year.",
        "Both described the step as fair. A second round follows in Beijing in the autumn",
        "and a third in Nairobi.",
        "12",
    ]
    found = one(write(tmp_path / "a.pdf", _pdf(lines)))
    assert (found.title, found.outlet, found.published) == (TITLE, "Savanna Gazette", "2016-05-24")
    assert found.text == f"{lines[3]} {lines[4]}\n\n{lines[5]} {lines[6]}"


def test_broken_and_empty_pdf(tmp_path: Path) -> None:
    assert "broken" in skipped(write(tmp_path / "a.pdf", b"%PDF-1.7 nothing")).reason
    assert "pictures" in skipped(write(tmp_path / "b.pdf", _pdf([]))).reason


def test_encrypted_pdf(tmp_path: Path) -> None:
    locked = _pdf(["secret"]).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        b"/O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>",
    )
    assert "encrypted" in skipped(write(tmp_path / "a.pdf", locked)).reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (bytes(range(256)) * 40, "is not text"),
        (b"\x1f\x8b\x08\x00broken", "gzip"),
        (gzip.compress(b"x" * 1000)[:-12], "gzip"),
        (b"PK\x03\x04broken", "broken"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "old or encrypted"),
        (b"{\\rtf1 words}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"<html><body></body></html>", "no article"),
        (b"\xff\xfe\x00\xd8", "no text"),
    ],
)
def test_bad_content_is_skipped_with_its_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    assert reason in skipped(write(tmp_path / "a", content)).reason


def test_a_zip_that_is_no_document(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "words")
    assert "archive" in skipped(write(tmp_path / "a.docx", out.getvalue())).reason


def test_too_large_a_text_is_skipped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"word " * 1_000_000)
    assert "larger than 2 MB" in skipped(path, limit=2 * 1024 * 1024).reason
    assert "larger" in skipped(write(tmp_path / "b.gz", gzip.compress(b"a" * 60_000_000))).reason


def test_too_long_a_line_of_json_lines_is_skipped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", b'{"text": "' + b"a" * 5_000_000 + b'"}')
    assert "larger" in skipped(path, limit=1024 * 1024).reason


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-16", "Hai bên đã ký kết thỏa thuận giữa hai nước."),
        ("utf-8-sig", "Hai bên đã ký kết thỏa thuận giữa hai nước."),
        ("cp1252", "The ministers of Côte d’Ivoire and Perú met in São Paulo to talk about trade."),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, words: str) -> None:
    assert one(write(tmp_path / "a.txt", words.encode(encoding))).text == words


def test_declared_encoding_of_a_page(tmp_path: Path) -> None:
    source = page('<meta charset="windows-1251">').replace("Both", "Оба министра: both")
    assert "Оба министра" in one(write(tmp_path / "a.html", source.encode("cp1251"))).text


def test_lone_surrogates_never_survive(tmp_path: Path) -> None:
    content = "The two \ud800 sides met.".encode("utf-8", "surrogatepass")
    one(write(tmp_path / "a.txt", content)).text.encode()
    found = one(
        write(
            tmp_path / "a.jsonl", b'{"text": "The two \\ud800 sides met.", "title": "A \\udc00 b"}'
        )
    )
    assert found.text == "The two sides met."
    (found.title or "").encode()


def test_a_cut_page_gives_what_is_there(tmp_path: Path) -> None:
    whole = page()
    found = one(write(tmp_path / "a.html", whole[: whole.index("officials")]))
    assert found.text.startswith(BODY[:100])


def test_folders_are_walked_in_order_and_bad_files_do_not_stop(tmp_path: Path) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    write(tmp_path / "b" / "c" / "z.txt", BODY)
    write(tmp_path / "b" / "a.txt", b"")
    write(tmp_path / "a.txt", BODY)
    write(tmp_path / ".hidden", BODY)
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    names = [
        (Path(item.file or "") if isinstance(item, Document) else Path(item.source))
        .relative_to(tmp_path)
        .as_posix()
        for item in load(tmp_path)
    ]
    assert names == ["a.txt", "self", "b/a.txt", "b/c/z.txt"]


def test_inputs_that_are_not_there(tmp_path: Path) -> None:
    assert "no such file" in skipped(tmp_path / "a").reason
    assert "web address" in skipped("ftp://news.example/a").reason
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no files" in skipped(empty).reason
    os.mkfifo(tmp_path / "pipe")
    assert "regular" in skipped(tmp_path / "pipe").reason
    assert skipped("a\0b").reason


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_without_rights(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", BODY)
    path.chmod(0)
    assert "permission" in skipped(path).reason


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BODY.encode())))
    found = one("-")
    assert (found.file, found.text) == ("-", BODY)


def test_a_page_and_a_feed_by_address(site: Site) -> None:
    url = site.page("/2023/09/11/a", page().encode())
    found = one(url, allow_private=True)
    assert (found.url, found.file, found.text) == (url, None, BODY)
    assert found.published == "2023-09-11"
    item = f"<item><title>{TITLE}</title><link>https://news.example/a</link><description>{BODY}</description></item>"
    feed = site.page("/feed", _rss(item).encode(), "application/rss+xml")
    assert one(feed, allow_private=True).url == "https://news.example/a"


def test_an_address_that_is_not_allowed_is_a_skip(site: Site) -> None:
    found = skipped(site.page("/a", page().encode()))
    assert "private" in found.reason and "--allow-private" in (found.next_step or "")
    assert "404" in skipped(site.address + "/none", allow_private=True).reason


@pytest.mark.parametrize(("name", "module"), [("a.pdf", "pypdfium2"), ("a.docx", "docx")])
def test_a_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    path = write(tmp_path / name, _pdf(["words"])) if module != "docx" else _docx(tmp_path / name)
    monkeypatch.setitem(sys.modules, module, None)
    found = skipped(path)
    assert module in found.reason and "bilateral[documents]" in (found.next_step or "")


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    heavy = "trafilatura lxml pypdfium2 docx feedparser httpx2 httpcore2 py3langid htmldate"
    code = (
        "import sys; from bilateral.documents import from_text; "
        "from_text('The two ministers met in Hanoi on Monday.'); "
        f"print([name for name in '{heavy}'.split() if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
