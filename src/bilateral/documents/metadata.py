"""A parsed web page in, what it says of itself out: JSON-LD, meta tags, headings, dates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from bilateral.documents.fields import named_in
from bilateral.documents.published import date_in_address, find_dates, publication

_ARTICLES = ("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "WebPage", "Report")
_LONGEST_SITE = 5
_MOST_DATA = 400_000
_SUFFIX = re.compile(r"(?<!\s)\s+(?:[|–—-]|»|::)\s+")


@dataclass(slots=True)
class Metadata:
    """What a page tells of its article; `reprint` when it names another page as the original."""

    title: str | None = None
    outlet: str | None = None
    section: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None
    view_count: int | None = None
    url: str | None = None
    address: str | None = None
    reprint: bool = False


def read_metadata(tree: Any, page: str, url: str | None) -> Metadata:
    """The metadata of a page; the linked data comes first, then meta tags, then headings."""
    linked = _linked_article(tree)
    meta = _meta_tags(tree)
    outlet = _name(linked.get("publisher")) or meta.get("og:site_name") or meta.get("publisher")
    base = next((_whole(item.get("href"), None) for item in tree.iter("base")), None)
    own = _own_address(linked, meta, base)
    canonical = _whole(_canonical(tree), url or base or own) or _whole(meta.get("og:url"), url)
    found = Metadata(
        outlet=_short(outlet),
        section=_short(_first(linked.get("articleSection")) or meta.get("article:section")),
        byline=_byline(_name(linked.get("author")) or meta.get("author") or meta.get("byl")),
        language=_language(tree, linked),
        url=canonical,
        address=own if own and _is_elsewhere(canonical, own) else canonical or own,
    )
    found.byline = found.byline or _shown_byline(tree)
    found.outlet = found.outlet or _site_in_title(tree)
    found.title = _title(tree, linked, meta, found.outlet)
    found.published = _published(tree, linked, meta, page, url or found.url)
    found.reprint = _is_elsewhere(found.url, url or found.address)
    return found


def _linked_article(tree: Any) -> dict[str, Any]:
    """The first object of JSON-LD that is an article."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = (script.text or "")[:_MOST_DATA]
        try:
            data = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            kinds = item.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(kind in _ARTICLES for kind in kinds):
                return item
    return {}


def _objects(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"), depth + 1)
        yield from _objects(data.get("mainEntity"), depth + 1)


def _meta_tags(tree: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        value = (tag.get("content") or "").strip()
        if name and value:
            out.setdefault(name, value)
    return out


def _title(
    tree: Any, linked: dict[str, Any], meta: dict[str, str], outlet: str | None
) -> str | None:
    headline = _first(linked.get("headline"))
    headings = [_words(h) for h in tree.iter("h1") if len(_words(h).split()) > 2]
    shown = meta.get("og:title") or meta.get("twitter:title") or _words_of(tree, "title")
    if headline and not headline.endswith(("...", "…")):
        return _without_site(headline, outlet)
    if len(set(headings)) == 1:
        return headings[0]
    # Of several headings the one that the title of the page repeats is the article's own.
    for heading in headings:
        if shown and heading.lower()[:30] in shown.lower():
            return heading
    return _without_site(shown, outlet) if shown else (headings[0] if headings else None)


def _site_in_title(tree: Any) -> str | None:
    """The name behind the heading in the title of the page: "Talks begin | Savanna Post"."""
    shown = _words_of(tree, "title") or ""
    for heading in (_words(element) for element in tree.iter("h1")):
        start = shown.find(heading) if heading else -1
        parts = _SUFFIX.split(shown[start + len(heading) :]) if start >= 0 else []
        if len(parts) == 2 and not parts[0].strip() and len(parts[1].split()) <= _LONGEST_SITE:
            return parts[1].strip() or None
    return None


def _without_site(title: str, outlet: str | None) -> str:
    """`title` without the name of the site behind a bar or dash."""
    parts = _SUFFIX.split(title)
    if len(parts) < 2:
        return title
    last = parts[-1].lower()
    if (outlet and last == outlet.lower()) or (len(last.split()) <= 4 < len(parts[0].split())):
        return title[: title.rindex(parts[-1])].rstrip(" |–—-»:")
    return title


def _words(element: Any) -> str:
    return " ".join(str(element.text_content()).split())


def _words_of(tree: Any, name: str) -> str | None:
    return next((_words(item) or None for item in tree.iter(name)), None)


def _published(
    tree: Any, linked: dict[str, Any], meta: dict[str, str], page: str, url: str | None
) -> str | None:
    """The day and time of publication.

    A machine-made date whose day and month may have been swapped is believed only as far as
    the address and the visible words of the page do not contradict it.
    """
    shown = _shown_dates(tree)
    address = date_in_address(url) if url else None
    for value in _told(tree, linked, meta):
        found = publication(value, page="\n".join(shown), address=url)
        if found:
            return _checked(found, address, shown)
    for line in shown:
        found = publication(line, address=url)
        if found:
            return found
    if address:
        return address.isoformat()
    return _by_htmldate(page, url, shown)


def _told(tree: Any, linked: dict[str, Any], meta: dict[str, str]) -> Iterator[str]:
    """What the page's data gives as its date, the surest first."""
    for value in (
        _first(linked.get("datePublished")),
        meta.get("article:published_time"),
        meta.get("og:published_time"),
        meta.get("datepublished"),
        meta.get("date"),
        meta.get("pubdate"),
        meta.get("publishdate"),
        meta.get("parsely-pub-date"),
        meta.get("dc.date.issued"),
        meta.get("dc.date"),
        meta.get("dcterms.created"),
        _first(linked.get("dateCreated")),
    ):
        if value:
            yield value
    for tag in tree.iter("time"):
        value = tag.get("datetime") or _words(tag)
        if value:
            yield value


_DATED = re.compile(r"date|time|publish|posted|meta|byline|info|dateline", re.I)


def _shown_dates(tree: Any) -> list[str]:
    """Short lines of the page that hold a date and are marked as doing so."""
    out = []
    for element in tree.iter("p", "span", "div", "time", "li", "small", "em", "td"):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag != "time" and not _DATED.search(marks):
            continue
        words = _words(element)
        if len(words) <= 160 and find_dates(words):
            out.append(words)
    return out[:20]


def _checked(found: str, address: date | None, shown: list[str]) -> str:
    """`found`, or the same with day and month in the other order where that is the day that
    the address or the page shows."""
    day = date.fromisoformat(found[:10])
    swapped = _swapped(day)
    visible = {item.days[0] for line in shown for item in find_dates(line) if len(item.days) == 1}
    contradicted = day != address and day not in visible
    if swapped and contradicted and (swapped == address or swapped in visible):
        return swapped.isoformat() + found[10:]
    return found


def _swapped(day: date) -> date | None:
    return date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None


def _by_htmldate(page: str, url: str | None, shown: list[str]) -> str | None:
    from htmldate import find_date

    try:
        found = find_date(page, url=url, original_date=True, extensive_search=False)
    except ValueError:
        return None
    return _checked(found, None, shown) if found else None


def _language(tree: Any, linked: dict[str, Any]) -> str | None:
    told = _first(linked.get("inLanguage")) or tree.get("lang") or ""
    code = told[:2].lower()
    return code if re.fullmatch(r"[a-z]{2}(?:[-_].*)?", told.lower()) else None


def _canonical(tree: Any) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            return link.get("href") or None
    return None


def _own_address(linked: dict[str, Any], meta: dict[str, str], base: str | None) -> str | None:
    """Where the page says that it stands itself: by its tags for sharing or its linked data."""
    main = linked.get("mainEntityOfPage")
    main = main.get("@id") if isinstance(main, dict) else main
    told = (meta.get("og:url"), linked.get("url"), main)
    found = (_whole(_first(item), base) for item in told)
    return next((address for address in found if address), None)


def _whole(address: str | None, base: str | None) -> str | None:
    """An address of the web with its host, without the place in the page; a relative one is taken
    from `base`; None where it is none."""
    if not address or len(address) > _LONGEST_ADDRESS:
        return None
    try:
        parts = urlsplit(urljoin(base or "", address.strip()))
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return urlunsplit(parts._replace(fragment=""))


_LONGEST_ADDRESS = 2000


def _is_elsewhere(canonical: str | None, url: str | None) -> bool:
    """Whether the page says that its article belongs to another site."""
    if not canonical or not url:
        return False
    own, given = (_site(address) for address in (canonical, url))
    return bool(own and given) and own != given


def _site(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return ".".join(host.split(".")[-2:])


def _first(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.strip() or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    """The name in a person, an organisation, a list of them or plain words."""
    if isinstance(value, list):
        names = [name for name in map(_name, value[:10]) if name]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    return _first(value)


def _byline(value: str | None) -> str | None:
    if not value or value.startswith(("http:", "https:", "/")) or len(value) > 120:
        return None
    return re.sub(r"^[Bb]y\s+", "", value.strip()) or None


_AUTHORED = re.compile(r"(?:^|[\s_-])(?:byline|author|writer|reporter|tac-?gia)(?:$|[\s_-])", re.I)


def _shown_byline(tree: Any) -> str | None:
    """The name in an element of the page that is marked as naming its author."""
    for element in tree.iter("p", "span", "div", "a", "address", "li", "strong"):
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if not (_AUTHORED.search(marks) or element.get("rel") == "author"):
            continue
        name = named_in(_words(element))
        if name:
            return name
    return None


def _short(value: str | None) -> str | None:
    return value.strip() if value and len(value) <= 120 else None
