"""A document in, what a model reads in it out: asked part by part, remembered, grounded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from bilateral.checking.second.contract import messages, parts, schema
from bilateral.checking.second.grounding import (
    AnswerError,
    Refusal,
    grounded,
    grounds_of,
    proposals,
)
from bilateral.checking.second.server import Completion, ModelServer, ServerError
from bilateral.model import Document, Statement
from bilateral.record import Record
from bilateral.record.proposals import answer_kept, keep_answer

_MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost, asked and answered, in whatever currency; None when unknown."""

    asked: Decimal | None = None
    answered: Decimal | None = None


@dataclass(slots=True)
class Cost:
    """What was spent: requests to the server, answers from memory, tokens where they were told."""

    requests: int = 0
    remembered: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    untold: int = 0

    def add(self, answer: Completion) -> None:
        """Count an answer from the server."""
        self.requests += 1
        self.untold += answer.prompt_tokens is None or answer.completion_tokens is None
        self.prompt_tokens += answer.prompt_tokens or 0
        self.completion_tokens += answer.completion_tokens or 0

    def money(self, prices: Prices) -> Decimal | None:
        """The price of it, None when no price is known or the server did not tell its tokens."""
        if prices.asked is None or prices.answered is None or self.untold:
            return None
        asked = self.prompt_tokens * prices.asked
        return (asked + self.completion_tokens * prices.answered) / _MILLION


@dataclass(slots=True)
class SecondReading:
    """What a model read in a document: statements that stand, refusals, and parts of the text
    that could not be read, with the reason."""

    document: Document
    statements: list[Statement] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def rule_of(model: str) -> str:
    """The name of the rule under which a model's statements go."""
    return f"second.{model}"


def read_again(
    record: Record, document: Document, server: ModelServer, cost: Cost
) -> SecondReading:
    """What the model at `server` reads in `document`; a part that fails costs only itself."""
    reading = SecondReading(document)
    grounds = grounds_of(document)
    for start, part in parts(document.text):
        try:
            listed = _asked(record, document, part, server, cost)
        except (ServerError, AnswerError) as error:
            what = error.what if isinstance(error, ServerError) else f"the answer {error}"
            reading.faults.append(f"characters {start} to {start + len(part)}: {what}")
            continue
        _sort(grounded(listed, grounds, start, part, rule_of(server.model)), reading)
    return reading


def _sort(found: Iterable[Statement | Refusal], reading: SecondReading) -> None:
    seen = set()
    for item in found:
        if isinstance(item, Refusal):
            reading.refusals.append(item)
        elif item not in seen:
            seen.add(item)
            reading.statements.append(item)


def _asked(
    record: Record, document: Document, part: str, server: ModelServer, cost: Cost
) -> list[object]:
    """The proposals for a part, from the record's memory when the same was asked before."""
    asked = messages(document, part)
    request = json.dumps([server.base, server.model, asked, schema()], ensure_ascii=False)
    name = hashlib.sha256(request.encode("utf-8", "replace")).hexdigest()
    kept = answer_kept(record, name)
    if kept is not None:
        cost.remembered += 1
        return proposals(kept)
    answer = server.complete(asked, schema())
    cost.add(answer)
    listed = proposals(answer.text)
    # Only an answer that could be used is kept: another try may bring a better one.
    keep_answer(record, name, server.model, answer.text)
    return listed
