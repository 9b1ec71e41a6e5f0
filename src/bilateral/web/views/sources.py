"""The documents of a pair in, who stands behind them and how many are independent out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bilateral.model import Document
from bilateral.publishing.wording import area_name
from bilateral.record.indexing import Pair
from bilateral.web.seen import Seen
from bilateral.web.views.head import Head, head
from bilateral.web.views.parts import Paper, newest, paper


@dataclass(frozen=True, slots=True)
class SourcePaper:
    """A document, and the others that are the same text."""

    paper: Paper
    copies: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Publisher:
    """One publisher with its documents, the latest first: one source, however many they are."""

    name: str
    kind: str | None
    papers: tuple[SourcePaper, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class SourcesView:
    """The sources of a dossier: `independent` of `head.documents` count as sources, after
    `copies` documents that repeat another's text."""

    head: Head
    independent: int
    copies: int
    publishers: tuple[Publisher, ...]


def sources(view: Seen, stories: Mapping[str, str], sides: Pair, asked: str | None) -> SourcesView:
    """The documents of a view by publisher, the one with most first."""
    told: dict[str, list[Document]] = {}
    for document in view.documents:
        told.setdefault(stories.get(document.id, document.id), []).append(document)
    same = {d.id: [o for o in group if o is not d] for group in told.values() for d in group}
    groups: dict[str, list[SourcePaper]] = {}
    for document in view.documents:
        made = SourcePaper(paper(document), newest(paper(o) for o in same[document.id]))
        groups.setdefault(made.paper.publisher, []).append(made)
    made_of = [_publisher(papers) for papers in groups.values()]
    return SourcesView(
        head=head(view, sides, asked, "sources"),
        independent=view.sizes.sources,
        copies=len(view.documents) - len(told),
        publishers=tuple(sorted(made_of, key=lambda p: (-len(p.papers), p.name))),
    )


def _publisher(papers: list[SourcePaper]) -> Publisher:
    papers.sort(key=lambda p: (p.paper.published or "", p.paper.id), reverse=True)
    days = sorted(p.paper.published for p in papers if p.paper.published)
    first = papers[0].paper
    _, of_a_government, country = first.publisher.partition("government of ")
    name = f"Government of {area_name(country)}" if of_a_government else first.outlet
    kind = first.source_kind
    return Publisher(
        name, kind, tuple(papers), days[0] if days else None, days[-1] if days else None
    )
