"""Tokens in, the parts of a year out: quarters, halves, first months, early and late, fiscal."""

from __future__ import annotations

from bilateral.knowledge.dates import fiscal_years
from bilateral.language.dates import making
from bilateral.language.dates.absolute import fiscal_months, month_first, relative_year
from bilateral.language.dates.context import Context, When
from bilateral.language.edtf import bounds

_OPENING = frozenset({"first", "opening", "initial"})
_CLOSING = frozenset({"last", "final"})
_SOLID = ("beginning", "start", "outset", "end", "close", "middle")


def part_of_year(c: Context, at: int) -> When | None:
    """ "Q1 2024", "2024 Q1", "the first half of last year", "first eight months of the year"."""
    if c.form(at) == "the":
        at += 1
    leading = c.year(at)
    if leading:
        after = at + 2 if c.form(at + 1) == "-" else at + 1
        months = _short(c, after)
        return When(making.months(leading, *months[0]), months[1]) if months else None
    months = _short(c, at) or _long(c, at)
    if months is None:
        return None
    span, end = months
    return _in_year(c, span, end)


def _short(c: Context, at: int) -> tuple[tuple[int, int], int] | None:
    """ "Q1", "H2", "1Q"."""
    letter, digit = c.form(at), c.form(at + 1)
    if letter in "1234" and digit in ("q", "h"):
        letter, digit = digit, letter
    if not c.words.glued(at + 1) or letter not in ("q", "h"):
        return None
    table = making.QUARTER if letter == "q" else making.HALF
    span = table.get(int(digit)) if digit.isdecimal() and len(digit) == 1 else None
    return (span, at + 2) if span else None


def _long(c: Context, at: int) -> tuple[tuple[int, int], int] | None:
    """ "first quarter", "second half", "first eight months", "nine months of"."""
    if c.form(at) in _OPENING or c.form(at) in _CLOSING:
        run = _run_of_months(c, at + 1)
        if run and (c.form(at) in _OPENING or c.form(run[1]) == "of"):
            number, end = run
            return ((1, number) if c.form(at) in _OPENING else (13 - number, 12)), end
    found = c.numeral(at)
    if found and found.ordinal:
        unit = c.form(found.end)
        table = {"quarter": making.QUARTER, "half": making.HALF}.get(unit)
        span = table.get(int(found.value)) if table else None
        return (span, found.end + 1) if span else None
    run = _run_of_months(c, at)
    if run and c.form(run[1]) == "of" and (c.year(run[1] + 1) or _is_year(c, run[1] + 1)):
        return (1, run[0]), run[1]
    return None


def _is_year(c: Context, at: int) -> bool:
    return relative_year(c, at) is not None


def _run_of_months(c: Context, at: int) -> tuple[int, int] | None:
    found = c.numeral(at)
    if found is None or found.ordinal or not 1 <= found.value <= 12:
        return None
    end = found.end + 1 if c.form(found.end) == "-" else found.end
    return (int(found.value), end + 1) if c.form(end) in ("months", "month") else None


def _in_year(c: Context, span: tuple[int, int], end: int) -> When:
    """The months of the year named after them; else of the last year in which they were over."""
    at = end + 1 if c.form(end) in ("of", "in", ",", "/") else end
    year = c.year(at)
    if year:
        return When(making.months(year, *span), at + 1)
    fiscal = fiscal_year(c, at)
    if fiscal and fiscal.edtf:
        return When(_months_of(fiscal.edtf, span), fiscal.end)
    named = relative_year(c, at)
    if named:
        return When(making.months(named[0], *span) if named[0] else None, named[1])
    if c.reference is None:
        return When(None, end)
    over = span[1] <= c.reference.month
    return When(making.months(c.reference.year if over else c.reference.year - 1, *span), end)


def _months_of(fiscal: str, span: tuple[int, int]) -> str:
    first = making.start_of(fiscal)
    offset = int(first[5:]) - 1 if len(first) == 7 else 0
    return making.interval(
        making.month(int(first[:4]), span[0] + offset),
        making.month(int(first[:4]), span[1] + offset),
    )


def fiscal_year(c: Context, at: int) -> When | None:
    """ "fiscal 2023", "fiscal year 2023-24", "FY2023", "FY23", as the country counts it."""
    if c.form(at) == "the":
        at += 1
    if c.form(at) in c.lex.relatives and c.form(at + 1) in ("fiscal", "financial"):
        return _fiscal_around(c, at)
    if c.form(at) == "fy":
        at += 1
    elif c.form(at) in ("fiscal", "financial"):
        at += 2 if c.form(at + 1) in ("year", "years") else 1
    else:
        return None
    if c.form(at) == "of":
        at += 1
    year = c.year(at)
    form = c.form(at)
    if year is None and len(form) == 2 and form.isdecimal() and c.words.glued(at):
        year = 2000 + int(form)
    if year is None:
        return None
    if c.form(at + 1) in ("-", "/") and c.words.glued(at + 2) and c.form(at + 2).isdecimal():
        return When(_fiscal(c, year, "start"), at + 3)
    return When(_fiscal(c, year, None), at + 1)


def _fiscal_around(c: Context, at: int) -> When | None:
    """ "the last fiscal year", which only a country's own calendar tells."""
    if c.form(at + 2) != "year":
        return None
    rule = fiscal_years().get(c.fiscal or "")
    if rule is None or c.reference is None:
        return When(None, at + 3)
    begun = c.reference.month >= rule.start_month
    start = c.reference.year + c.lex.relatives[c.form(at)] - (0 if begun else 1)
    return When(fiscal_months(rule.iso3, start) if rule.start_month > 1 else str(start), at + 3)


def _fiscal(c: Context, year: int, named_for: str | None) -> str:
    rule = fiscal_years().get(c.fiscal or "")
    if rule is None:
        return f"{year}/{year + 1}" if named_for else str(year)
    if named_for == "start":
        return fiscal_months(rule.iso3, year)
    if rule.start_month == 1:
        return str(year)
    start = year if (named_for or rule.named_for) == "start" else year - 1
    return f"{making.month(start, rule.start_month)}/{making.month(start, rule.start_month + 11)}"


def year_to(c: Context, at: int) -> When | None:
    """ "the year to June 2023", "the twelve months to June 2023"."""
    if c.form(at) == "the":
        at += 1
    run = _run_of_months(c, at)
    if c.form(at) == "year":
        number, end = 12, at + 1
    elif run:
        number, end = run
    else:
        return None
    if c.form(end) in ("ended", "ending"):
        end += 1 if c.form(end + 1) not in ("in", "on") else 2
    elif c.form(end) in ("to", "through"):
        end += 1
    else:
        return None
    last = month_first(c, end) if end < len(c.words) else None
    if last is None or last.edtf is None or len(last.edtf) < 7 or "/" in last.edtf:
        return None
    year, month = int(last.edtf[:4]), int(last.edtf[5:7])
    return When(f"{making.month(year, month - number + 1)}/{making.month(year, month)}", last.end)


def early_or_late(c: Context, at: int) -> When | None:
    """ "early this year", "mid-2024", "late September 2023", "the end of 2022"."""
    if c.form(at) == "the":
        at += 1
    which = c.lex.parts.get(c.form(at))
    if which is None:
        return None
    solid = c.form(at) in _SOLID
    at += 1
    if (c.form(at) == "-" and c.words.glued(at)) or c.form(at) in ("of", "in"):
        at += 1
    elif solid:
        return None
    target = _whole(c, at)
    if target is None or (target.edtf and making.part(target.edtf, which) is None):
        return None
    if target.edtf is None:
        return When(None, target.end)
    if len(target.readings) > 1:
        readings = tuple(filter(None, (making.part(r, which) for r in target.readings)))
        return When(making.part(target.edtf, which), target.end, readings=readings)
    if solid and which == "late" and len(target.edtf) == 4 and target.edtf.isdecimal():
        return When(f"{target.edtf}-12", target.end)
    return When(making.part(target.edtf, which), target.end)


def _whole(c: Context, at: int) -> When | None:
    """A year, month or decade of which there can be an early part."""
    from bilateral.language.dates.absolute import decade
    from bilateral.language.dates.relative import unit_around

    named = relative_year(c, at)
    if named:
        return When(str(named[0]) if named[0] else None, named[1])
    if c.form(at) == "the" and c.form(at + 1) not in c.lex.relatives:
        at += 1
    found = decade(c, at) or month_first(c, at) or unit_around(c, at + (c.form(at) == "the"))
    if found:
        return found if found.kind == "period" else None
    year = c.year(at)
    if year:
        return When(str(year), at + 1)
    return _this_one(c, at)


def _this_one(c: Context, at: int) -> When | None:
    """ "the end of the month", "end of year": the one around the reference."""
    if c.form(at) not in ("month", "year") or c.form(at - 1) not in ("of", "the", "-"):
        return None
    if c.reference is None:
        return When(None, at + 1)
    today = c.reference
    month = c.form(at) == "month"
    return When(making.month(today.year, today.month) if month else f"{today.year:04d}", at + 1)


def earlier_or_later(c: Context, at: int) -> When | None:
    """ "earlier this year" runs from its start to the reference; "later" from there on."""
    word = c.form(at)
    if word not in ("earlier", "later") or c.form(at + 1) not in ("this", "in", "that"):
        return None
    target = _whole(c, at + 1 if c.form(at + 1) == "this" else at + 2)
    if target is None:
        return None
    if target.edtf is None or c.reference is None:
        return When(None, target.end)
    return When(_cut(target.edtf, word, c), target.end, readings=_cut_at_day(target.edtf, word, c))


def so_far(c: Context, at: int) -> When | None:
    """ "so far this year", "year to date"."""
    if c.words.phrase(at, ("month", "to", "date")):
        today = c.reference
        found = f"{today.year:04d}-{today.month:02d}-01/{making.day(today)}" if today else None
        return When(found, at + 3)
    if c.words.phrase(at, ("so", "far", "this", "year")):
        end = at + 4
    elif c.words.phrase(at, ("year", "to", "date")):
        end = at + 3
    else:
        return None
    if c.reference is None:
        return When(None, end)
    return When(making.months(c.reference.year, 1, c.reference.month), end)


def _cut_at_day(edtf: str, word: str, c: Context) -> tuple[str, ...]:
    """ "earlier this year" up to the very day."""
    first, _ = bounds(edtf)
    if word != "earlier" or c.reference is None or first is None:
        return ()
    return (f"{first}/{making.day(c.reference)}",)


def _cut(edtf: str, word: str, c: Context) -> str:
    assert c.reference is not None
    today = c.reference
    if len(edtf) == 4:
        span = (1, today.month) if word == "earlier" else (today.month, 12)
        return making.months(today.year, *span)
    first, last = bounds(edtf)
    if word == "earlier":
        return making.interval(first or making.day(today), making.day(today))
    return making.interval(making.day(today), last or making.day(today))
