"""What waits in, one page of the review out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bilateral.record.indexing import Pair
from bilateral.web.views.parts import query
from bilateral.web.waiting import SECOND, UNSURE, WEIGHTS, Item

PAGE = 20


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a filter, in words, and how many items it leaves."""

    value: str
    sides: Pair | None
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Waits:
    """An item with the words on its buttons."""

    item: Item
    accept: str
    reject: str
    open: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One page of what waits; `total` counts what the filters leave, `next` leads on; `here`
    is the address of this page."""

    items: tuple[Waits, ...]
    total: int
    pairs: tuple[Option, ...]
    reasons: tuple[Option, ...]
    here: str
    first: str | None
    next: str | None
    done: str | None
    acts: str


DONE = {"accept": "Accepted.", "reject": "Rejected.", "undone": "Taken back."}


def review(
    items: Sequence[Item],
    of_pair: str | None,
    reason: str | None,
    after: str | None,
    done: str | None = None,
    acts: str = "",
) -> ReviewView:
    """The page of the items that follow the one named `after`."""
    own = [i for i in items if not of_pair or code(i.pair) == of_pair]
    left = [i for i in own if not reason or i.reason == reason]
    place = place_of(after)
    rest = [i for i in left if place is None or i.key > place]
    page, more = rest[:PAGE], len(rest) > PAGE
    chosen = {"pair": of_pair, "reason": reason}
    return ReviewView(
        items=tuple(_waits(item) for item in page),
        total=len(left),
        pairs=_pairs(items, reason, of_pair),
        reasons=_reasons(own, reason),
        here=f"/review{query(**chosen, after=after)}",
        first=f"/review{query(**chosen)}" if after else None,
        next=f"/review{query(**chosen, after=mark(page[-1]))}" if more else None,
        done=DONE.get(done or ""),
        acts=acts,
    )


def code(pair: Pair | None) -> str:
    """A pair as addresses name it."""
    return "-".join(pair) if pair else ""


def mark(item: Item) -> str:
    """The place of an item in the queue, whether it still waits or not."""
    return f"{-item.key[0]}.{-item.key[1]}.{item.id}"


def place_of(after: str | None) -> tuple[int, int, str] | None:
    """What `mark` named; None for what is no place."""
    weight, _, rest = (after or "").partition(".")
    documents, _, name = rest.partition(".")
    if not (
        weight.isascii() and documents.isascii() and weight.isdecimal() and documents.isdecimal()
    ):
        return None
    return -int(weight[:9]), -int(documents[:9]), name


def _pairs(items: Sequence[Item], reason: str | None, chosen: str | None) -> tuple[Option, ...]:
    counted = Counter(i.pair for i in items if i.pair and (not reason or i.reason == reason))
    return tuple(
        Option(code(pair), pair, n, code(pair) == chosen)
        for pair, n in sorted(counted.items(), key=lambda found: (-found[1], found[0]))
    )


def _reasons(items: Sequence[Item], chosen: str | None) -> tuple[Option, ...]:
    counted = Counter(i.reason for i in items)
    return tuple(Option(r, None, counted[r], r == chosen) for r in WEIGHTS if counted[r])


def _waits(item: Item) -> Waits:
    words = {
        SECOND: ("Let the second reader be right", "Leave it as it is"),
        UNSURE: ("The same", "Different"),
    }
    accept, reject = words.get(item.reason, ("It stands", "Reject"))
    return Waits(item, accept, reject, item.told[0].href)
