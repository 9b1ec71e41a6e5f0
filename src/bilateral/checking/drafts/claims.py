"""What a check gives: the statements of a draft with their verdicts, what is wrong among them."""

from __future__ import annotations

from dataclasses import dataclass, field

from bilateral.checking.verdicts import CONTRADICTED, HOLDS, MIRROR_ONLY, ReporterVerdict
from bilateral.model import Document, Evidence, Statement

FIGURE, STATUS, EVENT, TITLE = "figure", "status", "event", "title"
"""The kinds of claim, in the order of a report's legend."""

WRONG = ("spliced", "stale_rank", "false_sum", "contradiction")
"""The kinds of finding. The first three are wrong whatever anybody counts."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An article of the record that tells the same thing: `says` is its value, date or name,
    `agrees` whether that is what the draft says."""

    document: str
    name: str
    says: str
    quote: str
    agrees: bool
    outlet: str | None = None
    published: str | None = None
    story: str = ""

    @property
    def source(self) -> str:
        """The outlet with its day, as a person names it."""
        return source_of(self)


def source_of(told: Telling | Document) -> str:
    """The outlet of an article with its day, as a person names it."""
    return ", ".join(filter(None, (told.outlet or told.name, (told.published or "")[:10])))


def telling_of(document: Document, statement: Statement, says: str, agrees: bool) -> Telling:
    """What an article tells by one statement, in the words `says`."""
    return Telling(
        document=document.id,
        name=document.name,
        says=says,
        quote=statement.evidence[0].quote if statement.evidence else "",
        agrees=agrees,
        outlet=document.outlet,
        published=document.published,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of the draft and what becomes of it.

    `quote` are the words at `evidence`; `says` the statement in plain words; `reporters` whose
    books were tried, the best first; `change` the same for the growth that the words tell;
    `told` the articles of the record; `message` sentences for a person; `suggestion` what to
    write, None where the words can stay.
    """

    kind: str
    evidence: tuple[Evidence, ...]
    quote: str
    says: str
    verdict: str
    explanations: tuple[str, ...] = ()
    reporters: tuple[ReporterVerdict, ...] = ()
    change: tuple[ReporterVerdict, ...] = ()
    true_in: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    told: tuple[Telling, ...] = ()
    message: str = ""
    suggestion: str | None = None
    statement: str = ""

    @property
    def holds(self) -> bool:
        """Whether somebody's books, or the record, bear the words out."""
        return self.verdict in (*HOLDS, MIRROR_ONLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong between statements: `kind` is one of WRONG, `message` a sentence for a
    person; `serious` is False where two values differ that two countries' books each bear out."""

    kind: str
    evidence: tuple[Evidence, ...]
    message: str
    serious: bool = True

    @property
    def quotes(self) -> tuple[str, ...]:
        return tuple(item.quote for item in self.evidence)


@dataclass(frozen=True, slots=True)
class Check:
    """A draft, the day as of which it was checked (ISO 8601), and what was found."""

    document: Document
    day: str
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def contradicted(self) -> bool:
        """Whether anything must not go out as it stands."""
        return any(claim.verdict == CONTRADICTED for claim in self.claims) or any(
            problem.serious for problem in self.problems
        )
