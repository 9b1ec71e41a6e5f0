"""Hand-made statements: what a document is read to say, told in one line each."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bilateral.model import (
    Actor,
    Change,
    Commitment,
    Document,
    Event,
    Evidence,
    Figure,
    Reading,
    Statement,
    Status,
)
from bilateral.record import Record

PAIR = ("USA", "VNM")


def event(activity: str = "visit", date: str | None = None, **fields: object) -> Event:
    """An event of the United States toward Vietnam."""
    given: dict[str, object] = {"event_type": "CONSULT", "source": ("USA",), "recipient": ("VNM",)}
    return Event(activity=activity, date=date, evidence=(), rule="t", **{**given, **fields})  # type: ignore[arg-type]


def status(level: str, change: str = "described", date: str | None = None) -> Status:
    return Status(
        level=level,
        label=level.replace("_", " ").title(),
        parties=PAIR,
        date=date,
        change=change,
        evidence=(),
        rule="t",
    )


def promise(content: str, strength: str = "pledged", due: str | None = None) -> Commitment:
    """What the United States promises Vietnam."""
    return Commitment(
        strength=strength, by=("USA",), to=("VNM",), content=content, due=due, evidence=(), rule="t"
    )


def actor(name: str, country: str | None = "USA", *roles: str) -> Actor:
    return Actor(name=name, country=country, roles=roles, evidence=(), rule="t")


def figure(measure: str, value: str | None, period: str | None = None, **fields: object) -> Figure:
    """A figure between the United States and Vietnam, in dollars."""
    given: dict[str, object] = {"ref_area": "USA", "counterpart_area": "VNM", "unit_measure": "USD"}
    return Figure(
        measure=measure,
        obs_value=Decimal(value) if value else None,
        time_period=period,
        evidence=(),
        rule="t",
        **{**given, **fields},  # type: ignore[arg-type]
    )


def up(percent: str, base: str | None = None) -> Change:
    return Change(Decimal(percent), "percent", "up", base)


def reading(
    name: str,
    published: str | None,
    *statements: Statement,
    outlet: str | None = None,
    text: str | None = None,
    **fields: object,
) -> Reading:
    """A document called `name` that says these statements, each in a sentence of its own.

    A statement's evidence is its sentence: "<name> tells no. 3 ...".
    """
    words = [_sentence(name, number, s) for number, s in enumerate(statements)]
    whole = text if text is not None else " ".join(words) or f"{name} says nothing."
    key = hashlib.sha256(whole.encode()).hexdigest()
    told = []
    for number, (statement, sentence) in enumerate(zip(statements, words, strict=True)):
        start = max(0, whole.find(sentence))
        quote = sentence if sentence in whole else whole
        evidence = (Evidence("text", start, start + len(quote), quote),)
        label = f"{statement.kind}-{key[:8]}-{number}"
        told.append(replace(statement, evidence=evidence, id=label))
    document = Document(
        id=key,
        text=whole,
        title=name,
        file=f"{name}.txt",
        published=published,
        outlet=outlet or f"The {name}",
        parties=PAIR,
    )
    if fields:
        document = replace(document, **fields)  # type: ignore[arg-type]
    kinds = {"event": "events", "status": "statuses", "commitment": "commitments"}
    kinds |= {"actor": "actors", "figure": "figures"}
    parts: dict[str, Sequence[Statement]] = {
        part: tuple(s for s in told if s.kind == kind) for kind, part in kinds.items()
    }
    return Reading(document, **parts)  # type: ignore[arg-type]


def _sentence(name: str, number: int, statement: Statement) -> str:
    content = getattr(statement, "content", "") or getattr(statement, "activity", statement.kind)
    return f"{name} tells no. {number} of a {content}."


def add(record: Record, *readings: Reading) -> None:
    run = record.start_run([])
    for item in readings:
        record.add(item, run)


def partition(record: Record) -> set[frozenset[str]]:
    """The entries as sets of statements."""
    groups: dict[str, set[str]] = {}
    for statement, entry in record.entries(PAIR).items():
        groups.setdefault(entry, set()).add(statement)
    return {frozenset(group) for group in groups.values()}
