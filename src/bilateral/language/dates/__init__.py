"""Text in, its dates and periods out as EDTF (ISO 8601-2), counted from the document's day.

Weekdays, months and days without a year are past by default and future with a future verb;
where the words leave it open both readings are kept as `[a,b]`. Without a day to count from,
a relative time keeps its words and has no EDTF.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bilateral.language.dates import absolute, making
from bilateral.language.dates.context import Context, When
from bilateral.language.dates.lexicon import time_lexicon
from bilateral.language.dates.patterns import find_patterned
from bilateral.language.dates.readers import readers_at
from bilateral.language.lexicon import lexicon
from bilateral.language.tokens import bare_words, tokens

__all__ = ["TimeSpan", "find_times"]

# Words before a time that open or close it, and what they make of it.
OPENERS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("as", "of"), "as_of"),
    (("as", "at"), "as_of"),
    (("prior", "to"), "before"),
    (("no", "later", "than"), "until"),
    (("not", "later", "than"), "until"),
    (("later", "than"), "after"),
    (("earlier", "than"), "before"),
    *(((word,), "since") for word in ("since", "starting", "beginning", "effective")),
    *(((word,), "until") for word in ("until", "till")),
    *(((word,), word) for word in ("before", "after", "by")),
    (("kể", "từ"), "since"),
    (("đến",), "by"),
    (("trước",), "before"),
    (("sau",), "after"),
)
ANCHOR_REACH = 11
_LINKS = frozenset({"on", "in", "from", "the"})
# Words after a time that leave it open to one side.
_CLOSERS = {
    ("or", "later"): "since",
    ("and", "after"): "since",
    ("and", "later"): "since",
    ("onwards",): "since",
    ("onward",): "since",
    ("or", "earlier"): "until",
    ("or", "before"): "until",
}
_FROM = frozenset({"from", "between", "từ"})
_OPENING = frozenset(_FROM | {words[0] for words, _ in OPENERS})
_JOINTS = frozenset({"to", "until", "till", "through", "-", "~", "đến", "tới"})


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time as the text gives it: `text` is the slice from `start` to `end`.

    `kind` is date, period, as_of, since, until, before, after, by or same_period; `edtf` None
    where the words cannot be resolved; `alternatives` the other readings that there are.
    """

    start: int
    end: int
    text: str
    edtf: str | None
    kind: str
    alternatives: tuple[str, ...] = ()


def find_times(
    text: str,
    reference: date | None,
    *,
    language: str = "en",
    fiscal: str | None = None,
) -> list[TimeSpan]:
    """Every time of `text`, in order, none over another.

    `reference` is the day that relative times are counted from; `fiscal` the country (ISO
    3166-1 alpha-3) whose fiscal year is meant. Never raises for any text.
    """
    patterned = [
        TimeSpan(found.start, found.end, text[found.start : found.end], found.edtf, found.kind)
        for found in find_patterned(text, reference, language)
    ]
    others = _read(text, reference, language, fiscal)
    if not patterned:
        return others
    wider = [t for t in others if any(_holds(t, p) for p in patterned)]
    kept = [p for p in patterned if not any(_holds(t, p) for t in wider)]
    own = [t for t in others if not any(p.start < t.end and t.start < p.end for p in kept)]
    return sorted([*kept, *own], key=lambda time: time.start)


def _holds(time: TimeSpan, other: TimeSpan) -> bool:
    """Whether the words of one time are part of a longer one ("từ năm 2013")."""
    longer = time.end - time.start > other.end - other.start
    return longer and time.start <= other.start and other.end <= time.end


def _read(text: str, reference: date | None, language: str, fiscal: str | None) -> list[TimeSpan]:
    """The times that the readers of the language know, token by token."""
    digit, bare = bare_words(text)
    if not digit and time_lexicon(language).anchors.isdisjoint(bare):
        return []
    words = tokens(text)
    context = Context(words, time_lexicon(language), lexicon(language), reference, fiscal)
    times = list(_times(context))
    return [
        _settled(time, context.period) if time.kind == "same_period" else time for time in times
    ]


def _settled(time: TimeSpan, period: str | None) -> TimeSpan:
    """ "up 13% year on year in the first quarter": the period can stand after the words."""
    if time.kind != "same_period" or time.edtf or not period:
        return time
    return replace(time, edtf=making.shift_years(period, -1))


def _times(c: Context) -> Iterator[TimeSpan]:
    floor = 0
    near = _near_an_anchor(c)
    for index, form in enumerate(c.words.forms):
        if index < floor or not near[index]:
            continue
        if form not in _OPENING and not readers_at(c, index):
            continue
        if _repeats(c, index):
            continue
        found = _bounded(c, index) or _joined(c, index)
        if found is None:
            continue
        floor = found.end
        if found.edtf and found.kind in ("period", "since") and found.edtf[:4].isdecimal():
            c.period = found.edtf
        elif found.edtf and found.kind == "by":
            c.period = None
        yield _span(c, index, found)


def _near_an_anchor(c: Context) -> list[bool]:
    """For each token, whether a digit or a word of which each time holds one follows soon."""
    near, reach = [False] * len(c.words), 0
    for index in range(len(near) - 1, -1, -1):
        form = c.words.forms[index]
        if form[0].isdecimal() or form in c.lex.anchors:
            reach = ANCHOR_REACH
        near[index] = reach > 0
        reach -= 1
    return near


def _repeats(c: Context, at: int) -> bool:
    """Whether "every" or "each", perhaps with "other", stands before."""
    before = c.form(at - 2) if c.form(at - 1) == "other" else c.form(at - 1)
    return before in ("every", "each")


def _span(c: Context, index: int, found: When) -> TimeSpan:
    start, end = c.words.starts[index], c.words.ends[found.end - 1]
    if c.words.forms[found.end - 1].endswith("'s"):
        end -= 2  # "last year's" tells of last year
    others = tuple(reading for reading in found.readings if reading != found.edtf)
    return TimeSpan(start, end, c.words.text[start:end], found.edtf, found.kind, others)


def _atom(c: Context, at: int) -> When | None:
    if not 0 <= at < len(c.words):
        return None
    for reader in readers_at(c, at):
        found = reader(c, at)
        if found:
            return found
    return None


def _bounded(c: Context, at: int) -> When | None:
    if c.words.forms[at] not in _OPENING:
        return None
    return _opened_by(c, at)


def _opened_by(c: Context, at: int) -> When | None:
    """ "as of early this year", "since 2013", "until Friday", "by 2030", "from May to August"."""
    if c.words.forms[at] in _FROM:
        return _range(c, at)
    for words, kind in OPENERS:
        if c.words.forms[at] == words[0] and c.words.phrase(at, words):
            start = at + len(words)
            if kind == "since" and c.form(start) in _LINKS and not _atom(c, start):
                start += 1
            if kind == "before" and "end" in c.words.forms[start : start + 2]:
                kind = "until"
            found = _atom(c, start)
            return _open_ended(found, kind) if found else None
    return None


def _open_ended(found: When, kind: str) -> When:
    if kind in ("by", "as_of") or found.edtf is None:
        return replace(found, kind=kind)
    readings = tuple(_opened(reading, kind) for reading in found.readings)
    edtf = f"[{','.join(readings)}]" if found.edtf[0] == "[" else _opened(found.edtf, kind)
    return replace(found, edtf=edtf, kind=kind, readings=readings)


def _opened(edtf: str, kind: str) -> str:
    """Open to one side; "after 2010" starts with the next year, "before May" ends in April."""
    if kind == "since":
        return f"{making.start_of(edtf)}/.."
    if kind == "after":
        return f"{making.neighbour(making.end_of(edtf), 1)}/.."
    last = making.end_of(edtf)
    return f"../{making.neighbour(making.start_of(edtf), -1) if kind == 'before' else last}"


def _range(c: Context, at: int) -> When | None:
    """ "from A to B", "between A and B", and "from A on"."""
    days = _days_of_one_month(c, at)
    if days:
        return days
    first = _now(c, at + 1) or _atom(c, at + 1)
    if first is None:
        return None
    if c.form(first.end) in ("on", "onward", "onwards") and c.form(at) == "from":
        return _open_ended(replace(first, end=first.end + 1), "since")
    joints = ("and", "through", "-") if c.form(at) == "between" else tuple(_JOINTS)
    joined = _join(c, first, joints)
    if joined is None and c.form(at) == "từ":
        return _open_ended(first, "since")
    if joined is None and first.edtf and "/" in first.edtf:
        inside = c.words.forms[at + 1 : first.end]
        return first if _JOINTS.intersection(inside) else None
    return joined


def _days_of_one_month(c: Context, at: int) -> When | None:
    """ "from 4 to 22 January 1995", "between the ninth and seventeenth of April"."""
    first = c.numeral(at + 2 if c.form(at + 1) == "the" else at + 1)
    if first is None or not 1 <= first.value <= 31 or first.scale > 1:
        return None
    if c.form(first.end) not in _JOINTS | {"and"}:
        return None
    last = absolute.day_first(c, first.end + 1)
    if last is None or last.kind != "date" or last.edtf is None:
        return None
    readings = last.readings if last.edtf.startswith("[") else (last.edtf, *last.readings)
    runs = tuple(
        f"{low}/{high}"
        for high in dict.fromkeys(readings)
        for low in [making.valid_day(int(high[:4]), int(high[5:7]), int(first.value))]
        if low and low < high
    )
    return When(runs[0], last.end, readings=runs) if runs else None


def _now(c: Context, at: int) -> When | None:
    if c.form(at) != "now" or c.reference is None:
        return None
    return When(making.day(c.reference), at + 1, "date")


def _joined(c: Context, at: int) -> When | None:
    """A time, or two that make one ("January to August 2024", "2013 to 2022")."""
    first = _atom(c, at)
    if first is None or first.kind == "same_period":
        return first
    joined = _join(c, first, tuple(_JOINTS))
    if joined:
        return joined
    for words, kind in _CLOSERS.items():
        if c.form(first.end) == words[0] and c.words.phrase(first.end, words):
            if c.form(first.end + len(words))[:1].isalpha() and words[-1] == "after":
                continue
            return _open_ended(replace(first, end=first.end + len(words)), kind)
    return first


def _join(c: Context, first: When, joints: tuple[str, ...]) -> When | None:
    if c.form(first.end) not in joints:
        return None
    days = _to_a_day(c, first)
    if days:
        return days
    second = _atom(c, first.end + 1) or _now(c, first.end + 1)
    if second is None or second.kind not in ("date", "period"):
        return None
    if second.edtf is None or (first.edtf is None and first.month_day is None):
        return When(None, second.end)
    low, high = _aligned(c, first, second)
    if low.startswith("[") and high.startswith("["):
        return _either(first, second)
    if high.startswith("[") or (first.month_day is None and high < low):
        high = next((r for r in _later_readings(second) if r >= low), high)
    if not low or not _runs(low, high):
        return None
    return When(
        making.interval(low, high), second.end, readings=_other_years(first, second, low, high)
    )


def _either(first: When, second: When) -> When | None:
    """Both runs there can be where the year of neither end is told."""
    runs = []
    for low in first.readings:
        high = next((r for r in _later_readings(second) if r >= low), None)
        if high and _runs(low, high):
            runs.append(making.interval(low, high))
    if not runs:
        return None
    edtf = f"[{','.join(runs)}]" if len(runs) > 1 else runs[0]
    return When(edtf, second.end, readings=tuple(runs))


def _later_readings(second: When) -> list[str]:
    """The readings of an end, and for a weekday those of the weeks after."""
    readings = sorted(second.readings)
    if second.kind == "date" and second.month_day is None and readings:
        last = date.fromisoformat(readings[-1])
        readings += [making.day(making.add_days(last, days)) for days in (7, 14)]
    return readings


def _runs(low: str, high: str) -> bool:
    return not ("[" in low + high or "." in low + high) and making.start_of(low) <= making.end_of(
        high
    )


def _other_years(first: When, second: When, low: str, high: str) -> tuple[str, ...]:
    """The same run a year back or on where neither end has its year."""
    if first.month_day is None or second.month_day is None:
        return ()
    edtf = making.interval(low, high)
    shifted = (making.shift_years(edtf, step) for step in (-1, 0, 1))
    return tuple(reading for reading in shifted if reading)


def _to_a_day(c: Context, first: When) -> When | None:
    """ "April 9 to the 17th", "from May 27 till the third": a day told without its month."""
    found = c.numeral(first.end + 2 if c.form(first.end + 1) == "the" else first.end + 1)
    day = first.edtf
    if found is None or day is None or len(day) != 10 or not 1 <= found.value <= 31:
        return None
    after = c.form(found.end)
    if after in c.lex.months or after in ("of", "day") or after in c.lex.units:
        return None
    if not found.ordinal and (after[:1].isalpha() or after in ("%", "$", "/")):
        return None
    low = date.fromisoformat(day)
    step = 0 if found.value > low.day else 1
    year, month = divmod(low.year * 12 + low.month - 1 + step, 12)
    high = making.valid_day(year, month + 1, int(found.value))
    if high is None:
        return None
    readings = _other_years(first, first, day, high)
    return When(making.interval(day, high), found.end, readings=readings)


def _aligned(c: Context, first: When, second: When) -> tuple[str, str]:
    """Both ends, the first put in the year that the second has ("January to August 2024")."""
    low, high = first.edtf or "", second.edtf or ""
    if first.month_day is None or not high[:4].isdecimal():
        return low, high
    if second.month_day and c.reference:
        high = _current(c.reference, first, second) or high
    month, day = first.month_day
    year = int(high[:4])
    dated = making.valid_day(year, month, day) if day else making.month(year, month)
    if dated and dated > high:
        dated = making.shift_years(dated, -1)
    return dated or low, high


def _current(today: date, first: When, second: When) -> str | None:
    """The end of months without a year that today stands between ("from August to October")."""
    assert first.month_day and second.month_day
    (low, _), (high, day) = first.month_day, second.month_day
    if not low <= today.month <= high:
        return None
    return making.valid_day(today.year, high, day) if day else making.month(today.year, high)
