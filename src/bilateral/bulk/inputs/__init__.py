"""An input in, its units of work out; a unit in, its records out: one module a kind.

A kind is a module with `recognise(name, head) -> bool`, `units(item) -> Iterator[Unit]` and
`records(unit) -> Iterator[Record]`. To add one, write the module and name it in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from types import ModuleType

from bilateral.bulk.inputs import files, lines, parquet, warc
from bilateral.bulk.places import open_at
from bilateral.bulk.units import Item, Record, Unit

KINDS: dict[str, ModuleType] = {
    "warc": warc,
    "parquet": parquet,
    "lines": lines,
    "files": files,
}
"""Every kind, the surest signs first; single files are what nothing else is."""

HEAD = 4096


def units_of(items: Iterable[Item]) -> Iterator[Unit]:
    """The units of all inputs; single documents are put together into units of many."""
    single: list[Item] = []
    for item in items:
        kind = _kind(item)
        if kind is files:
            single.append(item)
        else:
            yield from kind.units(item)
    rest = iter(single)
    while group := list(islice(rest, files.AT_ONCE)):
        yield files.unit(group)


def records_of(unit: Unit) -> Iterator[Record]:
    """The records of a unit, always the same ones in the same order."""
    records: Iterator[Record] = KINDS[unit.kind].records(unit)
    return records


def _kind(item: Item) -> ModuleType:
    with open_at(item.uri) as stream:
        head = stream.read(HEAD)
    return next(kind for kind in KINDS.values() if kind.recognise(item.uri, head))
