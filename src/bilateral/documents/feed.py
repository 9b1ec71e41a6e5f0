"""A feed (RSS, Atom, JSON Feed) in, one draft an entry out."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

from bilateral.documents.draft import Draft
from bilateral.documents.encoding import decode
from bilateral.documents.fields import take_fields
from bilateral.documents.input import Input
from bilateral.documents.published import publication
from bilateral.errors import DocumentError
from bilateral.knowledge.outlets import outlet_at
from bilateral.language.tidy import tidy, tidy_line
from bilateral.model import Skip

MEDIA_TYPE = "text/html"
"""Of an entry: what is kept of a feed is each entry's own content."""

_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_PROLOGUE = re.compile(rb"\s*<(?:\?.*?\?|!--.*?--|!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?)>", re.S)
_ENTITY = re.compile(r"<!ENTITY", re.I)
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')
_MOST_ENTRIES = 10_000


def recognise(head: bytes) -> bool:
    """Whether the first element is that of a feed, or the first object a JSON Feed."""
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if plain.startswith(b"{"):
        return bool(_JSON_FEED.search(plain[:4096]))
    if not plain.startswith(b"<"):
        return False
    # The first element that is no declaration, comment or processing instruction.
    at = 0
    while found := _PROLOGUE.match(plain, at):
        at = found.end()
    return bool(_ROOT.match(plain[at:].lstrip()))


def read(source: Input) -> Iterator[Draft | Skip]:
    """A draft for each entry. Raises DocumentError where the feed is broken or not safe."""
    content = source.content()
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        entries = _json_entries(content, source)
    else:
        entries = _xml_entries(content, source)
    number = 0
    for number, (draft, page) in enumerate(entries, 1):
        if number > _MOST_ENTRIES:
            yield Skip(source.name, f"only the first {_MOST_ENTRIES} entries were read", None)
            return
        draft.content = page.encode("utf-8", "replace")
        if draft.text:
            yield draft
        else:
            yield Skip(
                draft.url or f"{source.name}:{number}",
                "the entry holds no text",
                "Give the address of its page",
            )
    if number == 0:
        raise DocumentError("the feed holds no entries", where=source.name)


def _xml_entries(content: bytes, source: Input) -> Iterator[tuple[Draft, str]]:
    # A feed needs no entities of its own: those that define some want to be a bomb.
    if _ENTITY.search(decode(content, source.charset)):
        raise DocumentError(
            "the feed declares XML entities of its own",
            where=source.name,
            next_step="Do not trust it; give the addresses of its pages",
        )
    import feedparser

    broken = DocumentError(
        "the feed is broken", where=source.name, next_step="Open it in a browser to check"
    )
    try:
        feed = feedparser.parse(io.BytesIO(content), sanitize_html=True)
    except (ValueError, LookupError, RecursionError) as error:
        # Letters that are in no encoding it says: the library lets that through.
        raise broken from error
    if feed.bozo and not feed.entries:
        raise broken
    for entry in feed.entries:
        yield _xml_entry(entry, feed.feed, source.url)


def _xml_entry(entry: Any, feed: Any, url: str | None) -> tuple[Draft, str]:
    pages = [item.get("value") or "" for item in entry.get("content") or []]
    page = max([*pages, entry.get("summary") or ""], key=len)
    link = entry.get("link")
    told = entry.get("published") or entry.get("updated") or ""
    origin = entry.get("source") or {}
    tags = [tag.get("term") for tag in entry.get("tags") or [] if tag.get("term")]
    draft = _draft(page, entry.get("title"), link or url)
    draft.published = publication(told, address=link) or draft.published
    draft.byline = entry.get("author") or draft.byline
    draft.section = (tags[0] if tags else None) or draft.section
    draft.outlet = origin.get("title") or draft.outlet or _outlet(link, feed.get("title"))
    draft.language = (entry.get("language") or feed.get("language") or "")[:2].lower() or None
    draft.reprint = draft.reprint or bool(origin.get("title"))
    return draft, page


def _json_entries(content: bytes, source: Input) -> Iterator[tuple[Draft, str]]:
    try:
        feed = json.loads(content.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise DocumentError("the feed is not JSON", where=source.name) from error
    items = feed.get("items") if isinstance(feed, dict) else None
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            yield _json_entry(item, feed, source.url)


def _json_entry(item: dict[str, Any], feed: dict[str, Any], url: str | None) -> tuple[Draft, str]:
    def words(key: str, of: dict[str, Any] = item) -> str | None:
        value = of.get(key)
        return value if isinstance(value, str) and value else None

    link = words("url") or words("external_url")
    page = words("content_html") or words("content_text") or words("summary") or ""
    draft = _draft(page, words("title"), link or url)
    told = words("date_published") or words("date_modified")
    draft.published = (publication(told, address=link) if told else None) or draft.published
    draft.outlet = draft.outlet or _outlet(link, words("title", feed))
    draft.language = (words("language") or words("language", feed) or "")[:2].lower() or None
    authors = item.get("authors") or [item.get("author")]
    names = [author.get("name") for author in authors if isinstance(author, dict)]
    draft.byline = ", ".join(name for name in names if name) or draft.byline
    return draft, page


def _draft(page: str, title: str | None, link: str | None) -> Draft:
    name = tidy_line(words_of(title)) if title else None
    draft = take_fields(tidy(words_of(page)), name or None, link)
    draft.url = link
    return draft


def _outlet(link: str | None, title: str | None) -> str | None:
    """The outlet at the entry's address, else the first part of the feed's own title."""
    known = outlet_at(link) if link else None
    if known:
        return known.name
    return re.split(r"\s+[-|–—:»]\s+", title)[0].strip() if title else None


_BLOCKS = re.compile(r"(?i)</?(?:p|div|br|li|h[1-6]|tr|blockquote|ul|ol|table)\b[^>]{0,2000}>")


def words_of(fragment: str) -> str:
    """The words of a piece of HTML, a line for each block; pictures and scripts leave nothing."""
    from lxml import html
    from lxml.etree import LxmlError

    if "<" not in fragment and "&" not in fragment:
        return fragment
    try:
        tree = html.fragment_fromstring(_BLOCKS.sub("\n", fragment), create_parent="div")
    except (LxmlError, ValueError, AssertionError):
        return ""
    for element in list(tree.iter("script", "style", "figure", "iframe")):
        element.drop_tree()
    return "\n".join(line for line in str(tree.text_content()).split("\n") if line.strip())
