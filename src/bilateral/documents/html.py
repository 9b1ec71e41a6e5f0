"""A web page in, one draft out: trafilatura finds the text, the page's own metadata the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bilateral.documents.draft import Draft
from bilateral.documents.encoding import decode
from bilateral.documents.fields import is_meta, take_fields
from bilateral.documents.input import Input
from bilateral.documents.metadata import Metadata, read_metadata
from bilateral.errors import DocumentError
from bilateral.language.tidy import tidy

MEDIA_TYPE = "text/html"
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h[1-6]|title|meta|table|section|span|a)"
    rb"[\s>/]",
    re.I,
)
_CLEAR = re.compile(rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.I)
_RULED = re.compile(r"^\|\s*(.*?)\s*\|?$|^(\S.*? \| .*?)\s*\|$")
_FEWEST_TAGS = 4


def recognise(head: bytes) -> bool:
    """Whether these are the first bytes of a page, or of a piece of one."""
    plain = head.replace(b"\x00", b"")
    if _CLEAR.search(plain[:4096]):
        return True
    start = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    return start.startswith(b"<") and len(_TAG.findall(start)) >= _FEWEST_TAGS


def read(source: Input) -> Iterator[Draft]:
    """The article of a page. Raises DocumentError where there is none."""
    yield draft_of_page(decode(source.content(), source.charset), source.url, source.name)


def draft_of_page(page: str, url: str | None, name: str) -> Draft:
    """The draft of the page whose source is `page`."""
    tree = _tree(page, name)
    found = read_metadata(tree, page, url)
    text = _article(page, url)
    if not text.strip():
        raise DocumentError(
            "no article was found in the page",
            where=name,
            next_step="Save the article's own page, or its text",
        )
    draft = take_fields(tidy(text), found.title, found.url or url)
    _complete(draft, found)
    return draft


def _tree(page: str, name: str) -> Any:
    from lxml import html
    from lxml.etree import LxmlError

    # A declaration in the text would contradict that it is already decoded.
    plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
    try:
        return html.document_fromstring(plain)
    except (LxmlError, ValueError, AssertionError) as error:
        raise DocumentError(
            "the page cannot be read", where=name, next_step="Open it in a browser and save it"
        ) from error


def _article(page: str, url: str | None) -> str:
    from trafilatura import extract

    found = extract(
        page, url=url, include_comments=False, include_tables=True, include_formatting=False
    )
    return plain_rows(found or "")


def plain_rows(text: str) -> str:
    """The text with the rows of its tables as "a | b | c", without bars around them and without
    the lines that only rule them off."""
    lines = (_RULED.sub(r"\1\2", line.rstrip()) for line in text.split("\n"))
    return "\n".join(line for line in lines if not _only_rules(line))


def _only_rules(line: str) -> bool:
    return "---" in line and not line.strip("|:- \t")


def _complete(draft: Draft, found: Metadata) -> None:
    """What the page's metadata tells, over what its words tell."""
    draft.title = found.title or draft.title
    draft.outlet = found.outlet or draft.outlet
    draft.section = found.section or draft.section
    draft.byline = found.byline or draft.byline
    draft.published = found.published or draft.published
    draft.view_count = found.view_count if found.view_count is not None else draft.view_count
    draft.language = found.language
    draft.url = found.url
    draft.address = found.address
    draft.reprint = draft.reprint or found.reprint
    draft.text = "\n".join(line for line in draft.text.split("\n") if not is_meta(line)).strip()
