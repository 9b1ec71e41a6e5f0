"""The statements that tell one thing in, an entry out: what it shows, on whose word, and how sure.

Nothing is dropped: an entry keeps every statement with its document, and where they differ it
says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from bilateral.knowledge.policies import DEFAULT, policy, standings
from bilateral.language.edtf import bounds
from bilateral.model import Document, Statement
from bilateral.record.sources import independent, standing

S = TypeVar("S", bound=Statement)

SUPPORTED, SINGLE, DISPUTED = "supported", "single source", "disputed"
SUPERSEDED, UNKNOWN = "superseded", "unknown"


@dataclass(frozen=True, slots=True)
class State:
    """How an entry stands: supported by `sources` independent sources, single source, disputed,
    superseded or unknown; `why` says it in words where there is more to say."""

    name: str
    sources: int
    why: str | None = None

    def __str__(self) -> str:
        if self.name == SUPPORTED:
            return f"supported by {self.sources} independent sources"
        return f"{self.name} ({self.why})" if self.why else self.name


@dataclass(frozen=True, slots=True)
class Entry(Generic[S]):
    """One thing told: the statements that tell it and the documents they stand in.

    `statement` is the one shown, `standing` whose word that is; `told_in` is the document of
    each statement. `sources` counts the independent ones among the documents.
    """

    statement: S
    statements: tuple[S, ...]
    documents: tuple[Document, ...]
    id: str = ""
    told_in: tuple[Document, ...] = ()
    sources: int = 1
    standing: str = "unknown"
    state: State = field(default_factory=lambda: State(SINGLE, 1))

    @property
    def told(self) -> str | None:
        """The day of the latest document that tells it."""
        return max((d.published for d in self.documents if d.published), default=None)

    @property
    def first_told(self) -> str | None:
        """The day of the earliest document that tells it."""
        return min((d.published for d in self.documents if d.published), default=None)

    @property
    def on_whose_word(self) -> str:
        return standings().get(self.standing, self.standing)

    def differences(self) -> dict[str, tuple[str, ...]]:
        """Fields of which the statements tell more than one value, with all of them."""
        out = {}
        for name in ("date", "place", "label", "due"):
            values = {str(v) for s in self.statements if (v := getattr(s, name, None))}
            if len(values) > 1:
                out[name] = tuple(sorted(values))
        return out

    def in_state(self, name: str, why: str | None = None) -> Entry[S]:
        return replace(self, state=State(name, self.sources, why))


def entry(
    told: Sequence[tuple[Document, S]],
    stories: Mapping[str, str],
    name: str = "",
    rule: str = DEFAULT,
) -> Entry[S]:
    """The entry of these statements; what it shows is chosen by the policy `rule`."""
    told = sorted(told, key=lambda item: (item[0].published or "9999", item[0].id, item[1].id))
    documents = tuple({document.id: document for document, _ in told}.values())
    ranks = policy(rule)
    last = len(ranks) + 1
    document, shown = min(
        told, key=lambda item: (ranks.get(standing(*item), last), -exactness(item[1]))
    )
    sources = independent(documents, stories)
    state = State(SUPPORTED if sources > 1 else SINGLE, sources)
    return Entry(
        statement=shown,
        statements=tuple(statement for _, statement in told),
        documents=documents,
        id=name,
        told_in=tuple(document for document, _ in told),
        sources=sources,
        standing=standing(document, shown),
        state=state,
    )


def exactness(statement: Statement) -> int:
    """How exactly a statement says when: a day before a month before a year."""
    first, last = bounds(getattr(statement, "date", None) or getattr(statement, "due", None))
    if not first or not last:
        return 0
    return 1 + (first[:4] == last[:4]) + (first[:7] == last[:7]) + (first == last)
