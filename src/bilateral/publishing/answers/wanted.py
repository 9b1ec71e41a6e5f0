"""What a person or program may ask of a list of entries, checked and in the record's terms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bilateral.errors import BilateralError
from bilateral.model import KINDS
from bilateral.record.entries import DISPUTED, SINGLE, SUPPORTED
from bilateral.record.pages import Choice

SUPPORT = (SUPPORTED, SINGLE, DISPUTED)
"""How entries may stand among their sources."""

FIRST_YEAR, LAST_YEAR = 1800, 2199
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


class WrongQuestionError(BilateralError):
    """A question that cannot be asked so."""


def today() -> str:
    """The day of today, ISO 8601."""
    return date.today().isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries of a kind are asked for; None leaves it open.

    `code` is the event type, measure, level, strength, field or country; `state` the state of
    an event, the strength, the change of status, a figure's nature or the stance of a field;
    `support` one of SUPPORT. `since` and `until` are ISO 8601 years, months or days, `as_of` the
    day as of which the record is asked, `words` what a statement must hold.

    Raises WrongQuestionError for a kind, a day or a support that there is not.
    """

    kind: str
    as_of: str
    code: str | None = None
    state: str | None = None
    support: str | None = None
    side: str | None = None
    activity: str | None = None
    since: str | None = None
    until: str | None = None
    words: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise WrongQuestionError(
                f"there is no kind {self.kind!r}", next_step=f"Kinds are {', '.join(KINDS)}"
            )
        if self.support is not None and self.support not in SUPPORT:
            raise WrongQuestionError(
                f"no entry is {self.support!r}", next_step=f"They are {', '.join(SUPPORT)}"
            )
        checked_day(self.as_of)
        for name in ("since", "until"):
            _check_part(name, getattr(self, name))

    def choice(self) -> Choice:
        """The record's own terms."""
        return Choice(
            self.kind,
            code=self.code,
            form=self.state,
            state=self.support,
            activity=self.activity,
            side=self.side,
            since=self.since,
            until=f"{self.until}~" if self.until else None,
            told_until=self.as_of,
        )


def checked_day(day: str) -> str:
    """The day as ISO 8601 has it, of the years that a record can be about.

    Raises WrongQuestionError for what is none.
    """
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise WrongQuestionError(f"{day!r} is no day", next_step="Write it as 2024-09-23") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise WrongQuestionError(
            f"{day} is no day that can be asked for",
            next_step=f"Years are {FIRST_YEAR} to {LAST_YEAR}",
        )
    return found.isoformat()


def _check_part(name: str, value: str | None) -> None:
    if value is not None and not _DAY.fullmatch(value):
        raise WrongQuestionError(
            f"{name} {value!r} is no day, month or year", next_step="Write it as 2024-09-23"
        )
