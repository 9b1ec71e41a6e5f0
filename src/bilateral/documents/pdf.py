"""A PDF in, one draft out: its lines joined to paragraphs, its tables in rows, running heads and
feet left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bilateral.documents.draft import Draft
from bilateral.documents.extras import needs
from bilateral.documents.fields import take_fields
from bilateral.documents.input import Input
from bilateral.documents.pdf_tables import BAR, page_text
from bilateral.errors import DocumentError
from bilateral.language.tidy import tidy, tidy_line

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 500
_MOST_CHARACTERS = 5_000_000
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")
_ITEM = re.compile(r"(?:[-*•–—▪]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_PAGE_NUMBER = re.compile(
    r"\W{0,20}(?:(?:page|trang)\s{1,9})?\d{1,4}(?:\s{0,9}(?:/|of)\s{0,9}\d{1,4})?\W{0,20}", re.I
)
# A broken word: PDFium marks the hyphen at the end of a line with U+FFFE.
_HYPHEN = re.compile("[\ufffe\u00ad]\\s*\n\\s*")
_SHORT = 0.8
_VERY_SHORT = 0.6


def recognise(head: bytes) -> bool:
    return b"%PDF-" in head[:1024]


def read(source: Input) -> Iterator[Draft]:
    """The text of a PDF. Raises DocumentError where it is encrypted, broken or only pictures."""
    with needs("pypdfium2"):
        import pypdfium2
    content = source.content()
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(error, source.name) from error
    try:
        pages = list(_pages(pdf, pypdfium2.PdfiumError))
        told = pdf.get_metadata_dict(skip_empty=True)
    finally:
        pdf.close()
    text = "\n\n".join(paragraphs(page) for page in without_running_lines(pages))
    if not text.strip():
        raise DocumentError(
            "the PDF holds pictures of text, no text",
            where=source.name,
            next_step="Run it through text recognition (OCR) first",
        )
    yield _draft(text, told)


def _unreadable(error: Exception, name: str) -> DocumentError:
    if "password" in str(error).lower() or "security" in str(error).lower():
        return DocumentError(
            "the PDF is encrypted", where=name, next_step="Save it without a password"
        )
    return DocumentError("the PDF is broken", where=name, next_step="Download it again")


def _pages(pdf: Any, fault: type[Exception]) -> Iterator[str]:
    """The text of each page, within limits; a page that is broken is left out."""
    size = 0
    for index in range(min(len(pdf), MOST_PAGES)):
        try:
            page = pdf[index]
            text_page = page.get_textpage()
            text = page_text(text_page)
            text_page.close()
            page.close()
        except fault:
            continue
        size += len(text)
        if size > _MOST_CHARACTERS:
            return
        yield _HYPHEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def without_running_lines(pages: list[str]) -> list[str]:
    """The pages without page numbers, and without lines that stand at the top or bottom of
    most of them."""
    cut = [[line.strip() for line in page.split("\n")] for page in pages]
    edges = Counter(key for lines in cut for key in {_key(line) for line in _edges(lines)})
    running = {key for key, count in edges.items() if len(pages) >= 3 and count * 2 > len(pages)}
    out = []
    for lines in cut:
        edge = _edges(lines)
        kept = [
            line
            for line in lines
            if not (line in edge and (_key(line) in running or _PAGE_NUMBER.fullmatch(line)))
        ]
        out.append("\n".join(kept))
    return out


def _edges(lines: list[str]) -> list[str]:
    filled = [line for line in lines if line]
    return filled[:2] + filled[-2:]


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", line).lower()


def paragraphs(page: str) -> str:
    """The lines of a page as paragraphs: a line that ends a sentence and leaves room, or
    that is far shorter than the others, ends one."""
    lines = page.split("\n")
    lengths = sorted(len(line) for line in lines if len(line) > 20)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    out: list[str] = []
    ended = True
    for line in lines:
        if not line:
            ended = True
            continue
        if ended or BAR in line or _ITEM.match(line):
            out.append(line)
        else:
            out[-1] = f"{out[-1]} {line}"
        ended = BAR in line or _ends_paragraph(line, width)
    return "\n\n".join(out)


def _ends_paragraph(line: str, width: int) -> bool:
    if _SENTENCE_END.search(line):
        return len(line) < width * _SHORT
    return len(line) < width * _VERY_SHORT


def _draft(text: str, told: dict[str, str]) -> Draft:
    """The draft of the text; the file's own title and author only where the text has none,
    for they often name a template. Its dates tell when the file was made, not the news."""
    draft = take_fields(tidy(text))
    title = tidy_line(told.get("Title", ""))
    if draft.title is None and len(title.split()) >= 3 and not re.search(r"\.\w{2,4}$", title):
        draft.title = title
    return draft
