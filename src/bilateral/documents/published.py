"""Words around an article in, the day and time of its publication out (ISO 8601).

"9/10/2024" is 10 September or 9 October; which one is decided by evidence: a number above
twelve, a name of a weekday, other dates of the same page, the address, the language of the
label and the way the time is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from bilateral.knowledge.furniture import alternatives, months

DAY_FIRST, MONTH_FIRST = "day_first", "month_first"
_YEARS = range(1900, 2100)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS_VI = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?\s?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?(?!\d)"
)
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4})(?![\d/-])"
)
_YEAR_FIRST = re.compile(
    r"(?<![\d/.-])(?P<year>\d{4})[/.](?P<a>\d{1,2})[/.](?P<b>\d{1,2})(?![\d/])"
)
_TIME = re.compile(
    r"(?<![\d/.,$])(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::(?P<second>\d{2}))?(?![\d/])"
    r"\s*(?P<half>[AaPp]\.?\s?[Mm]\b\.?)?"
    r"(?:\s*\(?(?:GMT|UTC)?\s?(?P<zone>[+-]\d{1,2}(?::?\d{2})?\b|GMT\b|UTC\b|Z\b))?"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: the span of its words and every day it may mean.

    `style` is the order of a numeric date where the numbers alone settle it.
    """

    start: int
    end: int
    days: tuple[date, ...]
    time: str | None = None
    style: str | None = None
    iso: str | None = None


@cache
def _worded() -> re.Pattern[str]:
    names = alternatives(sorted(months(), key=lambda name: (-len(name), name)))
    day = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
    return re.compile(
        rf"\b(?:(?P<m1>{names})\.?\s+{day.format('d1')},?\s+(?P<y1>\d{{4}})"
        rf"|(?:ngày\s+)?{day.format('d2')}[\s-]+(?:of\s+)?(?P<m2>{names})\.?,?[\s-]+(?:năm\s+)?"
        rf"(?P<y2>\d{{4}}))\b",
        re.I,
    )


def find_dates(text: str) -> list[Found]:
    """The whole dates in `text`, in order, with the times that stand beside them."""
    found = [*_iso_dates(text), *_worded_dates(text), *_numeric_dates(text)]
    found.sort(key=lambda item: item.start)
    return [_with_time(item, text) for item in found]


def publication(
    labelled: str, *, page: str = "", address: str | None = None, vietnamese: bool = False
) -> str | None:
    """The first date in `labelled`, ISO 8601; `page` and `address` help where it is unclear."""
    dates = find_dates(labelled)
    if not dates:
        return None
    first = dates[0]
    if first.iso:
        return first.iso
    day = _decide(first, labelled, page, address, vietnamese)
    return f"{day.isoformat()}T{first.time}" if first.time else day.isoformat()


def date_in_address(url: str) -> date | None:
    """The day in an address: /2023/09/11/, /20230911/ or 2023-09-11."""
    match = re.search(r"(?<!\d)((?:19|20)\d\d)([/-]?)(\d\d)\2(\d\d)(?!\d)", url)
    return _date(int(match[1]), int(match[3]), int(match[4])) if match else None


def _decide(found: Found, labelled: str, page: str, address: str | None, vietnamese: bool) -> date:
    """One of the days that `found` may mean, by what else is known."""
    days = found.days
    if len(days) == 1:
        return days[0]
    named = [day for day in days if _weekday_named(labelled, day)]
    if len(named) == 1:
        return named[0]
    told = date_in_address(address) if address else None
    if told in days:
        return told
    others = [item for item in find_dates(page) if len(item.days) == 1]
    same = [day for day in days if any(day == item.days[0] for item in others)]
    if len(same) == 1:
        return same[0]
    styles = {item.style for item in others if item.style}
    style = styles.pop() if len(styles) == 1 else _usual_style(labelled, vietnamese)
    return days[0] if style == DAY_FIRST else days[1]


def _usual_style(labelled: str, vietnamese: bool) -> str:
    """Day first, as most of the world writes, but for a time with seconds and AM or PM in
    front of the date, which is how American server software writes."""
    american = re.match(r"\W*\d{1,2}:\d\d(?::\d\d)?\s*[AP]M\W+\d{1,2}/", labelled)
    return MONTH_FIRST if american and not vietnamese else DAY_FIRST


def _weekday_named(text: str, day: date) -> bool:
    lowered = text.lower()
    names = (_WEEKDAYS[day.weekday()], _WEEKDAYS_VI[day.weekday()])
    return any(name in lowered for name in names)


def _iso_dates(text: str) -> Iterable[Found]:
    for match in _ISO.finditer(text):
        day = _date(int(match["year"]), int(match["month"]), int(match["day"]))
        if day:
            zone = (match["zone"] or "").replace("Z", "+00:00")
            iso = f"{day.isoformat()}T{match['time']}{zone}" if match["time"] else None
            yield Found(match.start(), match.end(), (day,), iso=iso)


def _worded_dates(text: str) -> Iterable[Found]:
    for match in _worded().finditer(text):
        name, number, year = (
            (match["m1"], match["d1"], match["y1"])
            if match["m1"]
            else (match["m2"], match["d2"], match["y2"])
        )
        day = _date(int(year), months()[" ".join(name.lower().split())], int(number))
        if day:
            yield Found(match.start(), match.end(), (day,))


def _numeric_dates(text: str) -> Iterable[Found]:
    for match in _NUMERIC.finditer(text):
        a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
        day_first, month_first = _date(year, b, a), _date(year, a, b)
        days = tuple(dict.fromkeys(day for day in (day_first, month_first) if day))
        if days:
            style = None
            if len(days) == 1 and a != b:
                style = DAY_FIRST if day_first else MONTH_FIRST
            yield Found(match.start(), match.end(), days, style=style)
    for match in _YEAR_FIRST.finditer(text):
        day = _date(int(match["year"]), int(match["a"]), int(match["b"]))
        if day:
            yield Found(match.start(), match.end(), (day,))


def _date(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


_BESIDE = 24


def _with_time(found: Found, text: str) -> Found:
    """`found` with the time of day that stands just after it, or else just before it."""
    after = _TIME.match(text, found.end + _gap(text[found.end : found.end + _BESIDE]))
    if after is None or _time(after) is None:
        before = list(_TIME.finditer(text, max(0, found.start - _BESIDE), found.start))
        after = before[-1] if before else None
    time = _time(after) if after else None
    if found.iso or after is None or time is None:
        return found
    start, end = min(found.start, after.start()), max(found.end, after.end())
    return Found(start, end, found.days, time, found.style)


def _gap(text: str) -> int:
    match = re.match(r"[\s,|–—·•-]*(?:at|lúc|\()?\s*", text)
    return match.end() if match else 0


def _time(match: re.Match[str]) -> str | None:
    hour, minute, second = int(match["hour"]), int(match["minute"]), match["second"]
    half = (match["half"] or "").replace(".", "").replace(" ", "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or int(second or 0) > 59:
        return None
    clock = f"{hour:02}:{minute:02}" + (f":{second}" if second else "")
    return clock + _zone(match["zone"])


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone in ("GMT", "UTC", "Z"):
        return "+00:00"
    digits = zone[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{zone[0]}{int(hours):02}:{minutes}"
