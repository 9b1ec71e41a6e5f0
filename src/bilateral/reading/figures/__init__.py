"""A page in, the figures that it tells out: one module for each thing a figure is made of."""

from __future__ import annotations

from bilateral.knowledge.currencies import resolve
from bilateral.knowledge.seats import government_of
from bilateral.model import Figure
from bilateral.reading.figures.assemble import figure_of, with_changes
from bilateral.reading.figures.carried import Carried, Memory, told_again
from bilateral.reading.figures.changes import read_changes
from bilateral.reading.figures.frame import Line, lines
from bilateral.reading.figures.levels import read_levels
from bilateral.reading.figures.lists import listed
from bilateral.reading.figures.ranks import read_ranks
from bilateral.reading.figures.sides import Sides
from bilateral.reading.figures.tables import in_tables, read_tables
from bilateral.reading.page import Page

__all__ = ["read_figures"]


def read_figures(page: Page) -> list[Figure]:
    """The figures of `page` in the order of their words, each told once."""
    outlet = government_of(page.document.outlet)
    dollar = resolve("$", outlet) or "USD"
    fiscal = outlet or ("USA" if "USA" in page.parties else None)
    memory = Memory(outlet=outlet)
    found: list[Figure] = []
    rows = in_tables(page)
    for line in lines(page, dollar, outlet, fiscal):
        if line.sentence.index not in rows:
            found.extend(_read(line, memory) or _read_headed(line, memory))
    return _told_once([*found, *read_tables(page, dollar)])


def _read_headed(line: Line, memory: Memory) -> list[Figure]:
    """What a line of a list tells with its heading before it."""
    whole = line.under_heading()
    return _read(whole, memory) if whole else []


def _read(line: Line, memory: Memory) -> list[Figure]:
    ranks = read_ranks(line)
    if ranks:
        last = ranks[-1].figure
        first = ranks[0].figure
        for figure in (last, first):
            sides = Sides(figure.ref_area, figure.counterpart_area)
            memory.keep(Carried(figure.measure, sides, line.sentence.index))
    changes = read_changes(line)
    spans = [(rank.start, rank.end) for rank in ranks]
    ranked = ranks[-1].figure.measure if ranks else None
    levels = read_levels(line, changes, spans, ranked)
    levels = levels or ([] if ranks else told_again(line, changes, memory))
    pairs = []
    for told_in, level in listed(line, levels):
        told = figure_of(told_in, level, levels, memory)
        if told:
            pairs.append((level, told))
    figures = [rank.figure for rank in ranks] + with_changes(line, changes, pairs, memory)
    return sorted(figures, key=lambda figure: figure.evidence[0].start)


def _told_once(figures: list[Figure]) -> list[Figure]:
    """Without those that tell an observation again, as a lead repeats the title; of two tellings
    the one that says when is kept."""
    kept: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        key = (
            *(figure.measure, figure.ref_area, figure.counterpart_area, figure.obs_value),
            *(figure.unit_measure, figure.scope, figure.obs_value is None and figure.change),
        )
        before = kept.get(key)
        if before is None or _says_more(figure, before):
            kept[key] = figure
        elif _dated(figure) and _dated(figure) != _dated(before):
            kept[(*key, _dated(figure))] = figure
    return sorted(
        kept.values(), key=lambda f: (f.evidence[0].field != "title", f.evidence[0].start)
    )


def _says_more(figure: Figure, before: Figure) -> bool:
    """Whether the later telling is dated and the first is not, or the first a title's."""
    titled = before.evidence[0].field == "title" and figure.evidence[0].field == "text"
    return bool(_dated(figure) and not _dated(before)) or (titled and not _dated(before))


def _dated(figure: Figure) -> str | None:
    return figure.time_period or figure.as_of
