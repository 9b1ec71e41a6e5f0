"""Labelled sentences in, the amounts that other libraries find in them beside ours out.

No peer reads figures, so what is scored is what all can do: finding the numbers of which the
labelled figures are made (values, upper ends of ranges, second currencies, changes), each with
its value, within the words of the label. Numbers found that belong to no figure lower the
precision: a reader of bare amounts has no way to leave them out. All run in one process, on one
core. The extra `peers` installs them; one that is not installed is named and left out.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from bilateral.documents import from_text
from bilateral.language.numbers import find_amounts
from bilateral.model import as_json
from bilateral.reading import read
from evaluation.printing import columns, ratio

if TYPE_CHECKING:
    from evaluation.labelled_sentences import Sentence

CLOSE = 1e-9
"""Relative difference up to which two values are one, for the last bit of peers' floats."""


class Number(NamedTuple):
    """A number found: its value, and the code points of the text that it stands on."""

    value: float
    start: int
    end: int


Reader = Callable[["Sentence"], list[Number]]


@dataclass
class Row:
    """One library's counts on all sentences."""

    name: str
    right: int = 0
    missed: int = 0
    extra: int = 0
    seconds: float = 0.0
    sentences: int = 0
    absent: str = ""

    @property
    def precision(self) -> float | None:
        return self.right / (self.right + self.extra) if self.right + self.extra else None

    @property
    def recall(self) -> float | None:
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        found = 2 * self.right + self.missed + self.extra
        return 2 * self.right / found if found else None

    @property
    def rate(self) -> float | None:
        return self.sentences / self.seconds if self.seconds else None

    def as_json(self) -> dict[str, Any]:
        if self.absent:
            return {"absent": self.absent}
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "sentences_a_second": self.rate,
        }


# The readers


def our_figures(sentence: Sentence) -> list[Number]:
    """The numbers of the figures that a whole reading gives."""
    found = []
    document = from_text(sentence.text, sentence.article.title, sentence.published)
    for figure in as_json(read(document))["figures"]:
        for evidence in figure["evidence"]:
            if evidence["in"] == "text":
                span = evidence["start"], evidence["end"]
                found += [Number(value, *span) for value in _values_of(figure)]
    return found


def our_amounts(sentence: Sentence) -> list[Number]:
    """What the reader of numbers gives, before anything is known of measures and parties."""
    found = []
    for amount in find_amounts(sentence.text):
        values = [amount.value, amount.high, *(second.value for second in amount.equivalents)]
        found += [_number(v, amount.start, amount.end) for v in values if v is not None]
    return found


def quantulum() -> Reader:
    """quantulum3, with the unit classifier off as it is by default."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser = import_module("quantulum3.parser")

    def reader(sentence: Sentence) -> list[Number]:
        return [Number(float(q.value), *q.span) for q in parser.parse(sentence.text)]

    return reader


def recognizers() -> Reader:
    """Recognizers: currencies, percentages, ordinals and numbers; the longest of one place."""
    numbers = import_module("recognizers_number")
    units = import_module("recognizers_number_with_unit")
    models = (
        units.recognize_currency,
        numbers.recognize_percentage,
        numbers.recognize_ordinal,
        numbers.recognize_number,
    )
    english = numbers.Culture.English

    def reader(sentence: Sentence) -> list[Number]:
        results = [result for model in models for result in model(sentence.text, english)]
        return _longest(filter(None, map(_resolved, results)))

    return reader


def _resolved(result: Any) -> Number | None:
    """A result of Recognizers as a number; a few have no value at all."""
    try:
        value = Decimal(str(result.resolution["value"]).rstrip("%"))
    except (InvalidOperation, KeyError):
        return None
    return _number(value, result.start, result.end + 1)


def _longest(numbers: Iterable[Number]) -> list[Number]:
    kept: list[Number] = []
    for number in sorted(numbers, key=lambda n: n.start - n.end):
        if not any(number.start < other.end and other.start < number.end for other in kept):
            kept.append(number)
    return kept


def _number(value: Decimal, start: int, end: int) -> Number:
    return Number(float(value), start, end)


# The comparison


def compare(sentences: Sequence[Sentence]) -> list[Row]:
    """Every reader on the same sentences, ours first."""
    rows = [
        _measure("bilateral, figures", our_figures, sentences),
        _measure("bilateral, amounts alone", our_amounts, sentences),
    ]
    for name, load in (("quantulum3", quantulum), ("recognizers-text-suite", recognizers)):
        try:
            rows.append(_measure(name, load(), sentences))
        except ImportError as error:
            rows.append(Row(name, absent=f"cannot be imported ({error}): the extra `peers` has it"))
    return rows


def _measure(name: str, reader: Reader, sentences: Sequence[Sentence]) -> Row:
    row = Row(name, sentences=len(sentences))
    reader(sentences[0])  # so that nobody's tables are loaded within the time
    started = time.process_time()
    found = [reader(sentence) for sentence in sentences]
    row.seconds = time.process_time() - started
    for sentence, numbers in zip(sentences, found, strict=True):
        _count(row, sentence, numbers)
    return row


def _count(row: Row, sentence: Sentence, found: list[Number]) -> None:
    article = sentence.article
    wanted = list(_wanted(sentence.text, article.required["figures"]))
    allowed = list(_wanted(sentence.text, article.optional["figures"]))
    for number in found:
        match = next((w for w in wanted if _same(w, number)), None)
        if match:
            wanted.remove(match)
            row.right += 1
        elif not any(_same(w, number) for w in allowed):
            row.extra += 1
    row.missed += len(wanted)


def _wanted(text: str, labels: Iterable[Any]) -> Iterator[Number]:
    for label in labels:
        quote = label["evidence"][0]["quote"]
        start = text.find(quote)
        if start >= 0:
            for value in _values_of(label):
                yield Number(value, start, start + len(quote))


def _values_of(figure: Any) -> list[float]:
    """The numbers that a figure is made of, without their sign."""
    values = [figure.get("obs_value"), figure.get("obs_value_high")]
    values += [second["obs_value"] for second in figure.get("equivalents") or ()]
    values.append((figure.get("change") or {}).get("value"))
    return [abs(float(value)) for value in values if value is not None]


def _same(wanted: Number, found: Number) -> bool:
    near = abs(wanted.value - abs(found.value)) <= CLOSE * max(wanted.value, abs(found.value))
    return near and wanted.start < found.end and found.start < wanted.end


def peer_table(rows: Sequence[Row]) -> str:
    """A line a library; those that are absent below, with the reason."""
    table = [("amounts of figures", "P", "R", "F1", "sentences/s")]
    absent = [f"{row.name}: {row.absent}" for row in rows if row.absent]
    for row in rows:
        if not row.absent:
            rate = "-" if row.rate is None else f"{row.rate:,.0f}"
            scores = (ratio(row.precision), ratio(row.recall), ratio(row.f1))
            table.append((row.name, *scores, rate))
    return "\n".join([*columns(table), *absent])
