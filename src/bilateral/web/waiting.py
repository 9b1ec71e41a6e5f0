"""The record in, what waits for a person out: the queue of the review, what matters most first.

What waits: figures that join two countries' books or contradict each other, entries told
differently, what the second reader would change, promises that are overdue, and tellings of
which the machine is not sure that they are one. What a person has judged waits no more.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from bilateral.checking.view import checked
from bilateral.errors import RecordError
from bilateral.model import Document, Figure, Statement
from bilateral.model.contract import statement_as_json
from bilateral.publishing.wording import words
from bilateral.record import Record, proposals, review, schema
from bilateral.record.follow_up import OVERDUE
from bilateral.record.indexing import Pair, statement_rows
from bilateral.record.pages import Choice, rows, shown
from bilateral.record.quoting import capital
from bilateral.web import queries
from bilateral.web.views.parts import entry_href, label, paper, quote, text
from bilateral.web.wording import titled, when

SECOND, UNSURE, DISPUTED, LATE = "second reader", "unsure merge", "disputed", "overdue"
WEIGHTS = {
    "spliced": 95,
    "false sum": 90,
    "contradiction": 85,
    DISPUTED: 80,
    SECOND: 75,
    "false change": 70,
    "two holders": 65,
    LATE: 60,
    UNSURE: 55,
    "stale rank": 50,
}
"""Reasons for which something waits, by how much each matters."""

MOST_PAIRS = 25
"""Relationships, the best documented, that are looked through when none is named."""
MOST_EACH = 40
"""Entries of one reason that are taken from a relationship."""
MOST_UNSURE = 60
SECONDS = 30.0
"""How old the number beside the link to the review may be."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Words that wait for a judgement, their outlet, day and address."""

    text: str
    language: str | None
    outlet: str
    when: str | None
    href: str


@dataclass(frozen=True, slots=True)
class Item:
    """Something that waits. `id` names it in a form; `message` says why it waits; `statement`
    is what may be corrected; `told` are the words that it is about."""

    id: str
    reason: str
    pair: Pair | None
    kind: str
    label: str
    message: str
    documents: int
    statement: str | None
    told: tuple[Telling, ...]

    @property
    def key(self) -> tuple[int, int, str]:
        """By which the queue is sorted."""
        return -WEIGHTS[self.reason], -self.documents, self.id


class Waiting:
    """What waits in a record, found anew when the record has changed."""

    def __init__(self, record: Record, today: Callable[[], str]) -> None:
        self._record, self._today = record, today
        self._lock = threading.Lock()
        self._kept: dict[Pair | None, tuple[object, list[Item]]] = {}
        self._seen = float("-inf")

    def known(self) -> int | None:
        """How much waited when it was last looked at; None before."""
        found = self._kept.get(None)
        return len(found[1]) if found else None

    def look(self) -> None:
        """Look again, unless that was done a moment ago."""
        if time.monotonic() - self._seen > SECONDS:
            self.items()

    def items(self, pair: Pair | None = None) -> list[Item]:
        """What waits, of one pair or of all, what matters most first."""
        stamp = (_stamp(self._record), self._today())
        with self._lock:
            kept = self._kept.get(pair)
            if kept is None or kept[0] != stamp:
                found = {item.id: item for item in _found(self._record, pair, self._today())}
                kept = (stamp, sorted(found.values(), key=lambda item: item.key))
                self._kept = {None: self._kept.get(None, kept), pair: kept}
            if pair is None:
                self._seen = time.monotonic()
        return kept[1]


def _stamp(record: Record) -> tuple[object, ...]:
    """What changes when what waits may have."""
    said, judged, ran, known = schema.corrections, schema.judgements, schema.runs, schema.pairs
    proposed = schema.proposals
    asked = (
        select(func.count(), func.max(said.c.id)),
        select(func.max(judged.c.id)),
        select(func.count()).where(
            judged.c.verdict.in_([review.SAME, review.DIFFERENT, review.UNSURE]),
            judged.c.origin == "person",
        ),
        select(func.max(ran.c.id), func.max(ran.c.finished)),
        select(func.sum(known.c.documents)),
        select(func.count(proposed.c.id)).where(proposed.c.verdict.is_(None)),
    )
    with record.reading() as connection:
        return tuple(tuple(connection.execute(query).one()) for query in asked)


def _found(record: Record, pair: Pair | None, today: str) -> Iterator[Item]:
    pairs = [pair] if pair else [p.pair for p in queries.pairs(record, MOST_PAIRS)]
    judged = _judged(record)
    for one in pairs:
        for item in (*_disputed(record, one), *_of_view(record, one, today)):
            if item.statement not in judged:
                yield item
    for item in (*_proposed(record), *_unsure(record)):
        if pair is None or item.pair == pair:
            yield item


def _judged(record: Record) -> set[str]:
    with record.reading() as connection:
        return set(connection.execute(select(schema.corrections.c.statement)).scalars())


def _told(document: Document, statement: Statement) -> Telling:
    shown_in = paper(document)
    day = getattr(statement, "date", None) or getattr(statement, "due", None)
    own = quote(statement) or text(statement)
    return Telling(own, shown_in.language, shown_in.outlet, day, entry_href(statement.id))


# Entries


def _disputed(record: Record, pair: Pair) -> Iterator[Item]:
    for kind in ("event", "status", "commitment"):
        found = rows(record, pair, Choice(kind, state=DISPUTED), limit=MOST_EACH).items
        told = shown(record, found)
        for row in found:
            if row.entry not in told:
                continue
            document, statement = told[row.entry]
            message = f"{row.documents} documents tell it differently."
            yield _item(DISPUTED, pair, statement, message, row.documents, [(document, statement)])


def _item(
    reason: str,
    pair: Pair,
    statement: Statement,
    message: str,
    documents: int,
    told: Sequence[tuple[Document, Statement]],
) -> Item:
    return Item(
        id=f"s~{statement.id}~{reason.replace(' ', '-')}",
        reason=reason,
        pair=pair,
        kind=statement.kind,
        label=label(statement),
        message=message,
        documents=documents,
        statement=statement.id,
        told=tuple(_told(document, said) for document, said in told),
    )


def _of_view(record: Record, pair: Pair, today: str) -> Iterator[Item]:
    """What figures say against each other, and what is overdue."""
    view = queries.relationship(record, pair, today)
    for finding in checked(record, view).findings:
        reason = words(finding.kind)
        if reason in WEIGHTS:
            told = list({f.id: (d, f) for d, f in finding.told}.values())
            documents = len({d.id for d, _ in finding.told})
            message = capital(finding.message)
            yield _item(reason, pair, told[0][1], message, documents, told[:4])
    for late in [f for f in view.followed if f.state == OVERDUE][:MOST_EACH]:
        item = late.entry
        message = f"Due {when(late.due)}, and nothing told since meets it." if late.due else ""
        told_in = [(item.told_in[0], item.statement)]
        yield _item(LATE, pair, item.statement, message, len(item.documents), told_in)


# The second reader, and the machine's doubts


def _proposed(record: Record) -> Iterator[Item]:
    for proposal in proposals.waiting(record):
        try:
            first = queries.statement_called(record, proposal.first) if proposal.first else None
            document = first[0] if first else record.document(proposal.document)
        except RecordError:
            continue  # its statement went when the document was read anew
        statement = proposal.proposed or (first[1] if first else None)
        if statement is None:
            continue
        yield Item(
            id=f"p~{proposal.id}",
            reason=SECOND,
            pair=_pair_of(document, statement),
            kind=proposal.kind,
            label=label(statement),
            message=_proposal(proposal, first[1] if first else None),
            documents=1,
            statement=proposal.first,
            told=(_told(document, statement),) if first else (_quoted(document, statement),),
        )


def _quoted(document: Document, statement: Statement) -> Telling:
    """The words of a statement that has no page yet: they stand in their document."""
    return Telling(
        quote(statement),
        document.language,
        paper(document).outlet,
        getattr(statement, "date", None),
        paper(document).href,
    )


def _pair_of(document: Document, statement: Statement) -> Pair | None:
    filed = statement_rows(document, statement)[1]
    return (filed[0]["a"], filed[0]["b"]) if filed else None


def _proposal(proposal: proposals.Proposal, first: Statement | None) -> str:
    if proposal.proposed is None:
        return "The second reader finds nothing of this in the words."
    if first is None:
        return "Only the second reader reads this."
    before, after = statement_as_json(first), statement_as_json(proposal.proposed)
    changes = (
        f"{titled(name)}: {_plain(after.get(name))} instead of {_plain(before.get(name))}"
        for name in proposal.fields
    )
    return "The second reader reads otherwise. " + "; ".join(changes) + "."


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return "nothing" if value in (None, "") else words(str(value))


def _unsure(record: Record) -> Iterator[Item]:
    for judgement in review.waiting(record, MOST_UNSURE):
        ends = [queries.statement_of_profile(record, e) for e in (judgement.one, judgement.other)]
        if None in ends:
            continue
        told = [queries.statement_called(record, str(end)) for end in ends]
        (document, one), (_, other) = told
        if isinstance(one, Figure):
            continue
        yield Item(
            id=f"u~{one.id}~{other.id}",
            reason=UNSURE,
            pair=_pair_of(document, one),
            kind=one.kind,
            label=label(one),
            message="Are these one and the same? The machine cannot say.",
            documents=2,
            statement=None,
            told=tuple(_told(*end) for end in told),
        )


# Deciding


def decide(record: Record, name: str, verdict: str, who: str) -> str:
    """Carry out what a person says of an item; the acts by which it is undone.

    `verdict` is accept or reject: of an unsure merge that both are the same, or different.
    Raises RecordError where the item is not there any more.
    """
    kind, _, rest = name.partition("~")
    if kind == "p":
        said = proposals.ACCEPTED if verdict == review.ACCEPT else proposals.REJECTED
        proposals.decide(record, rest, said, who=who)
        return name
    one, _, other = rest.partition("~")
    if kind == "u":
        same = review.SAME if verdict == review.ACCEPT else review.DIFFERENT
        return review.judge(record, same, one, [other], who=who)
    return review.correct(record, one, verdict, who=who)


def take_back(record: Record, acts: str) -> None:
    """Undo what was decided."""
    if acts.startswith("p~"):
        proposals.take_back(record, acts[2:])
    else:
        review.undo(record, acts)
