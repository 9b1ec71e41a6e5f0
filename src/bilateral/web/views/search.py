"""What was searched and found in, the search page's view out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bilateral.record.indexing import Pair
from bilateral.record.search.finding import Found, Snippet
from bilateral.web.views.parts import entry_href, query

PAGE = 25
"""Hits on one page."""
KINDS = ("document", "event", "figure", "status", "commitment", "actor", "area")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a snippet; `hit` where they were searched for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A document or statement found, with the words around the hit; `source` is the document's
    address."""

    kind: str
    href: str
    source: str
    title: str
    outlet: str | None
    published: str | None
    pairs: tuple[Pair, ...]
    snippet: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class KindLink:
    """A kind of hit to narrow the search to ("" is all), with how many there are."""

    kind: str
    href: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page: what was asked, and one page of what was found."""

    q: str
    kind: str | None
    kinds: tuple[KindLink, ...]
    hits: tuple[Hit, ...]
    page: int
    previous: str | None
    next: str | None


def search(
    q: str, kind: str | None, page: int, found: Sequence[Found], counts: Mapping[str, int]
) -> SearchView:
    """The page for what was found: PAGE hits, and one more where there is another page."""

    def to(number: int) -> str:
        return f"/search{query(q=q, kind=kind, page=str(number) if number > 1 else None)}"

    return SearchView(
        q=q,
        kind=kind,
        kinds=tuple(_kinds(q, kind, counts)),
        hits=tuple(_hit(item) for item in found[:PAGE]),
        page=page,
        previous=to(page - 1) if page > 1 else None,
        next=to(page + 1) if len(found) > PAGE else None,
    )


def _kinds(q: str, chosen: str | None, counts: Mapping[str, int]) -> list[KindLink]:
    links = [KindLink("", f"/search{query(q=q)}", sum(counts.values()), not chosen)]
    for kind in KINDS:
        if counts.get(kind) or kind == chosen:
            address = f"/search{query(q=q, kind=kind)}"
            links.append(KindLink(kind, address, counts.get(kind, 0), kind == chosen))
    return links


def _hit(item: Found) -> Hit:
    source = f"/d/{item.document[:16]}"
    of_document = item.kind == "document"
    return Hit(
        kind=item.kind,
        href=source if of_document else entry_href(item.entry or item.id),
        source=source if of_document else f"{source}#s-{item.id}",
        title=item.title or item.document[:12],
        outlet=item.outlet,
        published=(item.published or "")[:10] or None,
        pairs=item.pairs,
        snippet=tuple(runs(item.snippet)),
    )


def runs(snippet: Snippet) -> list[Run]:
    """A snippet in runs of words, those that were searched for apart."""
    out, at = [], 0
    for start, end in snippet.marks:
        out += [Run(snippet.text[at:start], False), Run(snippet.text[start:end], True)]
        at = end
    out.append(Run(snippet.text[at:], False))
    return [run for run in out if run.text]
