"""An article in, its bytes in every kind that is read out: what the fuzzer starts from."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote


@dataclass(frozen=True)
class Article:
    """The words of one article; any of them may hold anything."""

    title: str
    text: str
    published: str

    @property
    def paragraphs(self) -> list[str]:
        return [part for part in self.text.split("\n") if part.strip()]

    @property
    def address(self) -> str:
        return "https://news.example/" + quote(self.title[:40], safe="", errors="replace")


def plain(article: Article) -> bytes:
    return _bytes(f"{article.title}\nSavanna Wire\n\n{article.published}\n\n{article.text}")


def markdown(article: Article) -> bytes:
    head = f"---\ntitle: {article.title}\ndate: {article.published}\n---\n\n"
    rows = "\n| measure | value |\n| --- | --- |\n| trade | $2 billion |\n"
    body = "\n\n".join(f"**{part[:12]}**{part[12:]}" for part in article.paragraphs)
    return _bytes(f"{head}# {article.title}\n\n{body}\n{rows}")


def page(article: Article) -> bytes:
    menu = "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in ("World", "Money", "Sport"))
    body = "".join(f"<p>{escape(part)}</p>\n" for part in article.paragraphs)
    return _bytes(
        f"<!doctype html><html lang='en'><head><title>{escape(article.title)}</title>"
        f"<meta property='article:published_time' content='{escape(article.published)}'>"
        f"<script type='application/ld+json'>{json.dumps(_linked(article))}</script></head>"
        f"<body><nav><ul>{menu}</ul></nav><article><h1>{escape(article.title)}</h1>{body}"
        "<table><tr><td>Trade</td><td>$2 billion</td></tr></table></article></body></html>"
    )


def _linked(article: Article) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.published,
        "author": [{"@type": "Person", "name": "A. Writer"}],
    }


def pdf(article: Article) -> bytes:
    """One page with a line of text for every 90 letters."""
    words = [article.title, article.published, *article.paragraphs]
    lines = [part[at : at + 90] for part in words for at in range(0, len(part), 90)][:400]
    shown = "\n".join(f"({_string(line)}) Tj T*" for line in lines)
    return pdf_of(f"BT /F1 9 Tf 11 TL 40 800 Td\n{shown}\nET".encode("cp1252", "replace"))


def _string(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def pdf_of(stream: bytes) -> bytes:
    """A PDF of one page that shows this stream, with a table of references that fits."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF" % (size, table, size, len(out))
    )


_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
WORD_NAMES = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(article: Article) -> bytes:
    return word_of(document_xml(article))


def document_xml(article: Article) -> bytes:
    lines = [article.title, article.published, *article.paragraphs]
    body = "".join(f"<w:p><w:r><w:t>{escape(_xml(line))}</w:t></w:r></w:p>" for line in lines)
    cells = "".join(
        f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in ("Trade", "$2 billion")
    )
    return _bytes(
        f'<w:document xmlns:w="{WORD_NAMES}"><w:body>{body}'
        f"<w:tbl><w:tr>{cells}</w:tr></w:tbl></w:body></w:document>"
    )


def word_of(document: bytes) -> bytes:
    """A Word document whose words are these bytes of XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (
            ("[Content_Types].xml", _TYPES.encode()),
            ("_rels/.rels", _RELATIONS.encode()),
            ("word/document.xml", document),
        ):
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def rss(article: Article) -> bytes:
    body = escape("".join(f"<p>{escape(part)}</p>" for part in article.paragraphs))
    item = (
        f"<item><title>{escape(_xml(article.title))}</title><link>{article.address}</link>"
        f"<pubDate>{escape(article.published)}</pubDate><description>{_xml(body)}</description>"
        "</item>"
    )
    return _bytes(
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>Savanna Wire - World</title>{item * 2}</channel></rss>"
    )


def atom(article: Article) -> bytes:
    body = escape("".join(f"<p>{escape(part)}</p>" for part in article.paragraphs))
    return _bytes(
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Savanna Wire</title>'
        f'<entry><title>{escape(_xml(article.title))}</title><link href="{article.address}"/>'
        f"<updated>{escape(article.published)}T09:00:00Z</updated>"
        f'<content type="html">{_xml(body)}</content></entry></feed>'
    )


def json_feed(article: Article) -> bytes:
    body = "".join(f"<p>{escape(part)}</p>" for part in article.paragraphs)
    item = {"url": article.address, "title": article.title, "date_published": article.published}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Savanna Wire - World"}
    return json.dumps({**feed, "items": [{**item, "content_html": body}]}).encode()


def json_lines(article: Article) -> bytes:
    line = {"title": article.title, "text": article.text, "published": article.published}
    whole = {**line, "url": article.address, "outlet": "Savanna Wire", "language": "en"}
    return (json.dumps(whole) + "\n" + json.dumps(line) + "\n").encode()


def warc(article: Article) -> bytes:
    """An archive of two responses that hold the article's page."""
    body = page(article)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body)
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"WARC-Target-URI: {article.address}\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
        f"Content-Length: {len(http) + len(body)}\r\n\r\n"
    )
    return (head.encode() + http + body + b"\r\n\r\n") * 2


def _bytes(text: str) -> bytes:
    """As UTF-8; halves of letters are written as some programs do, one by one."""
    return text.encode("utf-8", "surrogatepass")


def _xml(text: str) -> str:
    """Without what cannot stand in XML at all, so that the document itself can be opened."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff"))


KINDS: dict[str, Callable[[Article], bytes]] = {
    "text": plain,
    "markdown": markdown,
    "html": page,
    "pdf": pdf,
    "docx": word,
    "rss": rss,
    "atom": atom,
    "json feed": json_feed,
    "json lines": json_lines,
    "warc": warc,
}
