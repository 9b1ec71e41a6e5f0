"""The pairs of the record in, the home page's view out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bilateral.model import Document, Event
from bilateral.record.follow_up import OVERDUE
from bilateral.record.indexing import Pair
from bilateral.record.store import PairCount
from bilateral.web.seen import Seen
from bilateral.web.views.commitments import Pledge, pledges
from bilateral.web.views.courses import tone
from bilateral.web.views.figures import FindingLine, findings
from bilateral.web.views.overview import SERIOUS
from bilateral.web.views.parts import Line, Paper, entry_href, label, line, paper, query, quote
from bilateral.web.views.parts import sides as acting

PAGE = 40
"""Pairs on one page."""
EACH = 1
"""Findings and overdue promises shown of one pair."""


@dataclass(frozen=True, slots=True)
class PairLine:
    """One pair: its code (`USA-VNM`), its address and how much is known of it; `status` and
    `since` where the pair is among the best documented."""

    code: str
    href: str
    sides: Pair
    documents: int
    counts: dict[str, int]
    latest: str | None
    status: Line | None
    since: str | None


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event of any pair."""

    pair: Pair
    href: str
    label: str
    text: str
    sides: str
    when: str | None
    tone: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class Attention:
    """What of one pair a desk should look at: `disputed` and `overdue` count all of it."""

    pair: Pair
    href: str
    disputed: int
    overdue: int
    findings: tuple[FindingLine, ...]
    pledges: tuple[Pledge, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page."""

    as_of: str
    asked: str | None
    page: int
    pairs: tuple[PairLine, ...]
    previous: str | None
    next: str | None
    latest: tuple[NewEvent, ...]
    attention: tuple[Attention, ...]


def home(
    pairs: Sequence[PairCount],
    views: Sequence[Seen],
    events: Sequence[tuple[Pair, Document, Event]],
    as_of: str,
    asked: str | None,
    page: int = 1,
) -> HomeView:
    """One page of pairs, and one more where there is another page; `views` are those of the best
    documented."""
    known = {view.pair: view for view in views}

    def to(number: int) -> str:
        return f"/{query(as_of=asked, page=str(number) if number > 1 else None)}"

    return HomeView(
        as_of=as_of,
        asked=asked,
        page=page,
        pairs=tuple(_line(pair, known.get(pair.pair), asked) for pair in pairs[:PAGE]),
        previous=to(page - 1) if page > 1 else None,
        next=to(page + 1) if len(pairs) > PAGE else None,
        latest=tuple(_event(*item, asked) for item in events),
        attention=tuple(a for v in views if (a := _attention(v, asked)).disputed or a.overdue),
    )


def _line(pair: PairCount, view: Seen | None, asked: str | None) -> PairLine:
    code = "-".join(pair.pair)
    status = view.status if view else None
    since = (status.statement.date or status.first_told or "")[:10] if status else ""
    return PairLine(
        code=code,
        href=f"/r/{code}{query(as_of=asked)}",
        sides=pair.pair,
        documents=pair.documents,
        counts=pair.counts,
        latest=pair.latest,
        status=line(status, asked) if status else None,
        since=since or None,
    )


def _event(pair: Pair, document: Document, event: Event, asked: str | None) -> NewEvent:
    return NewEvent(
        pair=pair,
        href=entry_href(event.id, asked),
        label=label(event),
        text=quote(event),
        sides=acting(event),
        when=event.date,
        tone=tone(event),
        paper=paper(document),
    )


def _attention(view: Seen, asked: str | None) -> Attention:
    serious = [f for f in findings(view, asked) if f.kind in SERIOUS]
    serious.sort(key=lambda f: SERIOUS.index(f.kind))
    late = [f for f in view.followed if f.state == OVERDUE]
    disputed = len(serious) + sum(e.state.name == "disputed" for e in view.events)
    return Attention(
        pair=view.pair,
        href=f"/r/{'-'.join(view.pair)}",
        disputed=disputed,
        overdue=len(late),
        findings=tuple(serious[:EACH]),
        pledges=tuple(pledges(late, asked)[:EACH]),
    )
