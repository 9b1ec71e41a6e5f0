"""`bilateral second`: let a model server read again, and decide where it differs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated

import typer

from bilateral.cli.common import (
    SOME_SKIPPED,
    RecordOption,
    existing,
    line,
    pair_of,
    progress,
    say,
    wrong_use,
)

if TYPE_CHECKING:
    from bilateral.checking.second.asking import Cost, Prices, SecondReading
    from bilateral.model import Document
    from bilateral.record import Record
    from bilateral.record.proposals import Proposal

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Let a model server read again; where it differs, a person decides. Nothing needs it.",
)

WhoOption = Annotated[str | None, typer.Option(metavar="NAME", help="Who decides.")]
WhyOption = Annotated[str | None, typer.Option(metavar="WORDS", help="Why.")]
Names = Annotated[list[str], typer.Argument(metavar="PROPOSAL...", show_default=False)]


@app.command("read")
def read(
    documents: Annotated[
        list[str] | None,
        typer.Argument(metavar="DOCUMENT...", help="Files, addresses or ids in the record."),
    ] = None,
    server: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            envvar="BILATERAL_MODEL_SERVER",
            help="A server that speaks the OpenAI protocol, as http://127.0.0.1:8080/v1",
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME", envvar="BILATERAL_MODEL", help="The model to ask there."),
    ] = None,
    pair: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="Read all documents on a pair of countries."),
    ] = None,
    most: Annotated[int | None, typer.Option(min=1, help="Read at most so many.")] = None,
    prices: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="ASKED ANSWERED", help="Price of a million tokens, to show the cost."),
    ] = None,
    record: RecordOption = None,
) -> None:
    """Ask a model what documents of the record say, and keep where it differs.

    The key, if the server wants one, is taken from BILATERAL_MODEL_KEY.
    """
    if not server or not model:
        wrong_use("name the server and the model: --server http://127.0.0.1:8080/v1 --model NAME")
    if not documents and not pair:
        wrong_use("name documents, or a pair: --pair VNM USA")
    from bilateral.checking.second.asking import Cost
    from bilateral.checking.second.server import ModelServer
    from bilateral.record import Record

    asked = ModelServer(server, model, os.environ.get("BILATERAL_MODEL_KEY"))
    money = _prices(prices)
    with Record(existing(record)) as kept:
        wanted = _wanted(kept, documents or [], pair)[:most]
        cost, faults = Cost(), 0
        with progress() as bar:
            for document in bar.track(wanted, description="reading again"):
                faults += _read_one(kept, document, asked, cost)
        _report(cost, money)
    if faults:
        raise typer.Exit(SOME_SKIPPED)


def _prices(told: tuple[str, str] | None) -> Prices:
    from bilateral.checking.second.asking import Prices

    try:
        return Prices(*(Decimal(price) for price in told)) if told else Prices()
    except InvalidOperation:
        wrong_use(f"--prices {' '.join(told or ())}: not two numbers")


def _wanted(
    record: Record, documents: Sequence[str], pair: tuple[str, str] | None
) -> list[Document]:
    found = [record.document(name) for name in documents]
    return found + (record.documents(pair_of(*pair)) if pair else [])


def _read_one(record: Record, document: Document, server: object, cost: Cost) -> int:
    from bilateral.checking.second.asking import read_again
    from bilateral.checking.second.keeping import keep_differences
    from bilateral.checking.second.server import ModelServer

    assert isinstance(server, ModelServer)
    reading = read_again(record, document, server, cost)
    _tell(reading, keep_differences(record, reading, server.model))
    return len(reading.faults)


def _tell(reading: SecondReading, waiting: int) -> None:
    line(
        f"{reading.document.name}: {len(reading.statements)} read, "
        f"{len(reading.refusals)} refused, {waiting} differences wait for a person"
    )
    for refusal in reading.refusals:
        say(f"refused: {refusal.reason}: {refusal.proposal}")
    for fault in reading.faults:
        say(f"not read: {reading.document.name}: {fault}")


def _report(cost: Cost, prices: Prices) -> None:
    tokens = f"{cost.prompt_tokens:,} tokens asked, {cost.completion_tokens:,} answered"
    if cost.untold:
        tokens += f"; the server did not tell those of {cost.untold} answers"
    money = cost.money(prices)
    price = f"; cost {money.normalize():f}" if money is not None else ""
    line(f"{cost.requests} requests, {cost.remembered} from memory; {tokens}{price}")


@app.command("list")
def listing(record: RecordOption = None) -> None:
    """List the differences that wait for a person."""
    from bilateral.record import Record
    from bilateral.record.proposals import waiting

    with Record(existing(record)) as kept:
        found = waiting(kept)
        for item in found:
            line(_words(item))
    if not found:
        line("nothing waits")


def _words(item: Proposal) -> str:
    from bilateral.model.contract import statement_as_json

    quote = ""
    if item.proposed:
        told = statement_as_json(item.proposed)
        changed = {name: told[name] for name in item.fields} if item.fields else {}
        quote = f" {changed or ''} “{item.proposed.evidence[0].quote}”"
    return f"{item.id}  {item.kind} {item.what} {item.first or ''}{quote}"


@app.command("accept")
def accept(
    names: Names, who: WhoOption = None, why: WhyOption = None, record: RecordOption = None
) -> None:
    """Let the second reader be right: add, correct or reject what it differs about."""
    _decide(names, "accepted", who, why, record)


@app.command("reject")
def reject(
    names: Names, who: WhoOption = None, why: WhyOption = None, record: RecordOption = None
) -> None:
    """Let the first reader be right."""
    _decide(names, "rejected", who, why, record)


def _decide(
    names: Sequence[str], verdict: str, who: str | None, why: str | None, record: str | None
) -> None:
    from bilateral.record import Record
    from bilateral.record.proposals import decide

    with Record(existing(record)) as kept:
        for name in names:
            found = decide(kept, name, verdict, who=who, why=why)
            line(f"{found.id}: {found.verdict}")


@app.command("undo")
def undo(names: Names, record: RecordOption = None) -> None:
    """Take decisions back: the record is what it was, and the differences wait again."""
    from bilateral.record import Record
    from bilateral.record.proposals import take_back

    with Record(existing(record)) as kept:
        for name in names:
            take_back(kept, name)
            line(f"{name}: waits again")
