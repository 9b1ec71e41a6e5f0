"""The knowledge files in, the codebook out: every kind, field and code, with examples it reads.

Generated, so that it never says anything else than what the program does. Examples are those
beside the rules, which the tests read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from bilateral import __version__
from bilateral.knowledge import areas, measures, statuses
from bilateral.knowledge.contract import values
from bilateral.knowledge.loading import table
from bilateral.knowledge.plover import context_words, modes, roots
from bilateral.knowledge.plover.cameo import cameo_codes, defaults
from bilateral.knowledge.policies import policies, standings
from bilateral.knowledge.version import rules_version
from bilateral.model import KINDS
from bilateral.publishing.cells import in_full
from bilateral.publishing.export.columns import COLUMNS, DOCUMENTS
from bilateral.publishing.export.tally import PLURALS
from bilateral.reading.examples import examples, topics

EXAMPLES = 2
"""Examples printed of a code, at most; the others stand beside the rules."""
WORDS = 12
"""Words printed of those that show a context, at most."""

QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}

Lines = Iterator[str]


def codebook() -> str:
    """The codebook as Markdown."""
    sections: tuple[Callable[[], Lines], ...] = (
        _head,
        _kinds,
        _events,
        _figures,
        _statuses,
        _commitments,
        _areas,
        _actors,
        _sources,
        _cameo,
    )
    return "\n".join(line for section in sections for line in section()) + "\n"


def _head() -> Lines:
    yield "# Codebook"
    yield ""
    yield (
        f"Of bilateral {__version__}, rules `{rules_version()}`. Generated from the knowledge "
        "files by `bilateral codebook`; the examples are those beside the rules, which tests read."
    )
    yield ""
    yield (
        "Dates are EDTF (ISO 8601-2), countries ISO 3166-1 alpha-3, currencies ISO 4217. Lists in "
        "one cell are parted by `; `. An empty cell means that the text does not say."
    )


def _kinds() -> Lines:
    """The tables of CSV, Excel and Parquet: their columns are the fields."""
    yield from _title("Kinds and fields", 2)
    for kind in KINDS:
        yield from _title(f"{PLURALS[kind]}", 3)
        yield from _table(
            ("field", "type", "what it holds"),
            ((f"`{c.name}`", c.kind, c.about) for c in COLUMNS[kind]),
        )
    yield from _title("documents", 3)
    yield from _table(
        ("field", "type", "what it holds"), ((f"`{c.name}`", c.kind, c.about) for c in DOCUMENTS)
    )


def _events() -> Lines:
    yield from _title("Events: roots (PLOVER 2.0)", 2)
    for root in roots().values():
        needs = "; needs a recipient" if root.recipient_required else ""
        yield from _title(root.root, 3)
        yield (
            f"{root.reads.capitalize()}. Quad {root.quad_code} ({QUADS[root.quad_code]}), "
            f"intensity {in_full(root.intensity)}{needs}."
        )
        own = [m for m in modes().values() if m.root == root.root]
        if own:
            told = ", ".join(f"`{m.mode}` {in_full(m.intensity)}" for m in own)
            yield ""
            yield f"Modes with their intensities: {told}."
        yield from _examples("event_type", root.root)
    yield from _title("Events: activities", 2)
    yield from _table(
        ("activity", "usual root", "what it is"),
        (_cells(row.values.values()) for row in table("plover/activities.csv")),
    )
    yield from _title("Events: contexts", 2)
    yield "PLOVER's. Among the words that show them:"
    yield ""
    yield from _table(
        ("context", "words"),
        ((f"`{c}`", ", ".join(words[:WORDS])) for c, words in context_words().items()),
    )
    yield from _values("event", "state", "Events: states")


def _figures() -> Lines:
    yield from _title("Figures: measures", 2)
    for measure in measures.measures().values():
        sides = [f"`ref_area` is {measure.ref_area}"] if measure.ref_area else []
        if measure.counterpart_area:
            sides.append(f"`counterpart_area` {measure.counterpart_area}")
        yield from _title(measure.code, 3)
        yield "; ".join([f"{measure.reads}. Unit: {measure.unit}", *sides]) + "."
        yield from _examples("measure", measure.code)
    for field in ("bound", "nature", "product_scope", "valuation"):
        yield from _values("figure", field, f"Figures: {field}")


def _statuses() -> Lines:
    yield from _title("Statuses: levels", 2)
    for level in statuses.levels().values():
        yield from _title(level.code, 3)
        yield f"Rung {level.rung}: {level.reads}."
        yield from _examples("level", level.code)
    yield from _values("status", "change", "Statuses: changes")


def _commitments() -> Lines:
    yield from _values("commitment", "strength", "Commitments: strengths")
    for value in values()["commitment", "strength"]:
        yield from _examples("strength", value.value, f"`{value.value}`")


def _areas() -> Lines:
    yield from _title("Areas", 2)
    yield from _table(
        ("code", "PLOVER context", "what it covers", "among the words that show it"),
        (
            (f"`{a.code}`", a.context, a.reads, ", ".join(_terms()[a.code][:WORDS]))
            for a in areas.codes().values()
        ),
    )
    for code in areas.codes():
        yield from _examples("code", code, f"`{code}`")
    yield from _values("area", "stance", "Areas: stances")


@cache
def _terms() -> Mapping[str, list[str]]:
    """Field to the words that show it alone, in the order of the file."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in areas.terms().values():
        if len(term.codes) == 1 and term.weight == "strong":
            found[term.codes[0]].append(term.term)
    return found


def _actors() -> Lines:
    yield from _values("actor", "sector", "Actors: sectors (PLOVER)")


def _sources() -> Lines:
    yield from _values("document", "source_kind", "Documents: kinds of source")
    yield from _title("Whose word an entry shows", 2)
    yield "The first that tells it, by the policy:"
    yield ""
    yield from _table(
        ("policy", "in this order"),
        (
            (
                f"`{name}`",
                ", ".join(standings()[code] for code in sorted(ranks, key=ranks.__getitem__)),
            )
            for name, ranks in policies().items()
        ),
    )


def _cameo() -> Lines:
    yield from _title("CAMEO codes for PLOVER events", 2)
    yield "For GDELT and ICEWS; of each root the first row that fits. An empty cell fits anything."
    yield ""
    rows = (
        (row.root, row.mode, row.activity, row.context, row.code, *_cameo_cells(row.code))
        for own in defaults().values()
        for row in own
    )
    names = (
        "root",
        "mode",
        "activity",
        "context",
        "CAMEO",
        "what it is",
        "Goldstein",
        "quad class",
    )
    yield from _table(names, (_cells(row) for row in rows))


def _cameo_cells(code: str) -> tuple[str, str, str]:
    found = cameo_codes()[code]
    return found.name, in_full(found.goldstein), str(found.quad_class)


# Examples


@cache
def _read() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Field and code to the sentences that are read so, in the order of the files."""
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for topic in topics():
        for example in examples(topic):
            for field, value in _told(example.reads or {}):
                found[field, value][" ".join(example.text.split())] = None
    return {key: tuple(texts) for key, texts in found.items()}


def _told(reads: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for field, value in reads.items():
        if isinstance(value, str):
            yield field, value
        elif field == "areas":
            # A promise's fields are codes as an area's own is.
            yield from (("code", code) for code in value)


def _examples(field: str, code: str, name: str = "") -> Lines:
    texts = _read().get((field, code), ())[:EXAMPLES]
    if texts:
        yield ""
        yield f"Read as {name}:" if name else "Read so:"
        yield ""
        yield from (f"- {_plain(text)}" for text in texts)


# Markdown


def _title(text: str, level: int) -> Lines:
    yield ""
    yield f"{'#' * level} {text}"
    yield ""


def _values(kind: str, field: str, title: str) -> Lines:
    yield from _title(title, 2)
    yield from _table(
        (f"`{field}`", "what it means"),
        ((f"`{value.value}`", value.reads) for value in values()[kind, field]),
    )


def _table(names: Iterable[str], rows: Iterable[Iterable[str]]) -> Lines:
    names = tuple(names)
    yield f"| {' | '.join(names)} |"
    yield f"| {' | '.join('---' for _ in names)} |"
    for row in rows:
        yield f"| {' | '.join(_plain(cell) for cell in row)} |"


def _cells(row: Iterable[str | None]) -> list[str]:
    return [cell or "" for cell in row]


def _plain(text: str) -> str:
    """Text in which Markdown finds no sign of its own."""
    return text.replace("|", "\\|").replace("<", "&lt;")
