"""What a reader of dates carries: the tokens, the day counted from, and what it found last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from bilateral.language.dates import making
from bilateral.language.dates.lexicon import TimeLexicon
from bilateral.language.dates.tense import tense_at
from bilateral.language.lexicon import Lexicon
from bilateral.language.numerals import Numeral, read_numeral
from bilateral.language.tokens import Tokens

NEAR_DAYS = 31
FAR_DAYS = 180


@dataclass(frozen=True, slots=True)
class When:
    """A time and the index of the token after it.

    `month_day` is the month (and the day) as written where the year had to be found;
    `readings` are all of them where the words leave it open.
    """

    edtf: str | None
    end: int
    kind: str = "period"
    month_day: tuple[int, int | None] | None = None
    readings: tuple[str, ...] = ()


@dataclass(slots=True)
class Context:
    """`reference` is the day of the document; `fiscal` the country whose fiscal year is meant;
    `period` the last period told, which "the same period" means."""

    words: Tokens
    lex: TimeLexicon
    numbers: Lexicon
    reference: date | None
    fiscal: str | None = None
    period: str | None = field(default=None)

    def form(self, index: int) -> str:
        return self.words.form(index)

    def numeral(self, index: int) -> Numeral | None:
        """The plain or ordinal number at `index`, when it is whole and small."""
        if not 0 <= index < len(self.words):
            return None
        found = read_numeral(self.words, index, self.numbers)
        if found is None or found.value != int(found.value) or found.value > 9999:
            return None
        return found

    def year(self, index: int) -> int | None:
        """The year written in four digits at `index`."""
        form = self.form(index)
        if len(form) == 4 and form.isdecimal() and 1500 <= int(form) <= 2199:
            return int(form)
        return None

    def dated(self, month: int, day: int | None, start: int, end: int) -> When:
        """A month or a day of it whose year the words do not give.

        In the past by default, in the future with a future verb; both where a modal leaves it
        open, or where no verb tells and the day to come is much nearer.
        """
        kind = "date" if day else "period"
        if self.reference is None:
            return When(None, end, kind, (month, day))
        past, future = self._around(month, day)
        return self.settled(past, future, start, end, kind, (month, day))

    def around(self, day_in: Callable[[int], str | None], start: int, end: int) -> When:
        """A day that each year has of its own, put where the tense asks."""
        if self.reference is None:
            return When(None, end, "date")
        today = self.reference.isoformat()
        years = range(max(self.reference.year - 1, 1), min(self.reference.year + 2, 9999))
        days = [day for day in map(day_in, years) if day]
        past = next((day for day in reversed(days) if day <= today), None)
        future = next((day for day in days if day > today), None)
        return self.settled(past, future, start, end, "date", None)

    def settled(
        self,
        past: str | None,
        future: str | None,
        start: int,
        end: int,
        kind: str,
        month_day: tuple[int, int | None] | None,
    ) -> When:
        """The day or month before or after the reference that the tense asks for."""
        if past is None or future is None:
            return When(past or future, end, kind, month_day)
        tense = tense_at(self.words, start, end, self.lex)
        if tense is None and self._nearer(past, future):
            tense = "open"
        return chosen(past, future, tense, end, kind, month_day)

    def _around(self, month: int, day: int | None) -> tuple[str | None, str | None]:
        """The last such month or day up to the reference, and the first after it."""
        assert self.reference is not None
        today = self.reference
        now = (today.month, today.day) if day else (today.month, 0)
        this = (month, day or 0)
        year = today.year if this <= now else today.year - 1
        past = _dated(year, month, day) or _leap(year, month, day, -1)
        future = _dated(year + 1, month, day) or _leap(year + 1, month, day, 1)
        return past, future

    def _nearer(self, past: str, future: str) -> bool:
        if len(past) != 10 or self.reference is None:
            return False
        back = (self.reference - date.fromisoformat(past)).days
        ahead = (date.fromisoformat(future) - self.reference).days
        return ahead <= NEAR_DAYS and back >= FAR_DAYS


def chosen(
    past: str,
    future: str,
    tense: str | None,
    end: int,
    kind: str,
    month_day: tuple[int, int | None] | None = None,
) -> When:
    """The reading that the tense asks for; `[a,b]` where it leaves both open."""
    if tense == "open":
        return When(f"[{past},{future}]", end, kind, month_day, (past, future))
    return When(future if tense == "future" else past, end, kind, month_day, (past, future))


def _dated(year: int, month: int, day: int | None) -> str | None:
    return making.valid_day(year, month, day) if day else making.month(year, month)


def _leap(year: int, month: int, day: int | None, step: int) -> str | None:
    """The next 29 February that there is, going back or on."""
    if day is None or (month, day) != (2, 29):
        return None
    years = (making.valid_day(year + step * n, month, day) for n in range(1, 9))
    return next((found for found in years if found), None)
