"""Documents in; who stands behind them, how many of them are independent, and in what standing.

Ten reprints of one wire story are one source, and so are two articles of one publisher.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from bilateral.knowledge.outlets import outlet_named
from bilateral.model import Document, Figure, Statement

JOINT = ("joint statement", "joint declaration", "joint communique", "joint communiqué")
"""Titles of papers that both sides signed."""

_STANDINGS = {
    "official": "government",
    "state_media": "state_media",
    "wire": "independent",
    "independent": "independent",
    "reprint": "reprint",
}


def publisher(document: Document) -> str:
    """Who answers for a document: a government for all its offices, else the outlet."""
    outlet = outlet_named(document.outlet) if document.outlet else None
    if outlet and outlet.source_kind == "official":
        return f"government of {outlet.country}"
    if outlet:
        return outlet.name
    host = urlsplit(document.url or "").hostname
    return (document.outlet or host or document.id).casefold()


def byname(document: Document) -> str:
    """What a person calls the source of a document: its outlet, else its file or address."""
    if document.outlet:
        return document.outlet
    return document.url or (document.file or document.id[:12]).rsplit("/", 1)[-1]


def independent(documents: Iterable[Document], stories: Mapping[str, str]) -> int:
    """How many of these documents are independent: neither copies nor of one publisher."""
    told = [(stories.get(document.id, document.id), publisher(document)) for document in documents]
    return components({name for _, name in told}, told)


def components(publishers: Iterable[str], told: Iterable[tuple[str, str]]) -> int:
    """How many of these publishers are independent; `told` are stories and who printed them."""
    parent = {name: name for name in publishers}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    first: dict[str, str] = {}
    for story, name in told:
        parent[root(name)] = root(first.setdefault(story, name))
    return sum(1 for name, above in parent.items() if name == above)


def standing(document: Document, statement: Statement) -> str:
    """What stands behind a statement, a code of `policies/standings.csv`."""
    if document.source_kind == "reprint":
        return "reprint"
    if isinstance(statement, Figure) and (
        statement.reporter or statement.speaker == "official data"
    ):
        return "official_series"
    if any(words in (document.title or "").casefold() for words in JOINT):
        return "joint_statement"
    return _STANDINGS.get(document.source_kind or "", "unknown")
