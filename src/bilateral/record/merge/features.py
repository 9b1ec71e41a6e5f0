"""Two profiles in, the named features that speak for and against their being one thing out.

This table is all there is to matching: each feature has a name, a weight in points and the
words in which it is read. `SAME` points or more and the two are one; from `UNSURE` on a person
is asked. A feature that forbids ends the comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from rapidfuzz import fuzz

from bilateral.record.merge.profiles import (
    MANY_A_DAY,
    NEAR_DAYS,
    ONCE,
    TOLD_DAYS,
    Profile,
)
from bilateral.record.merge.words import alike

SAME = 5.0
UNSURE = 3.5
FORBIDDEN = float("-inf")

FEATURES: dict[str, tuple[float, str]] = {
    "identical": (10.0, "they agree in everything that is compared"),
    # when
    "same_day": (3.0, "both tell the same day"),
    "days_near": (2.0, f"their days lie at most {NEAR_DAYS} days apart, as in a visit of days"),
    "same_month": (1.5, "one gives a day, the other the month around it"),
    "same_year": (1.0, "one gives a day or a month, the other the year around it"),
    "told_together": (2.0, "neither gives a day, and they were published within two days"),
    "told_after": (2.0, f"one gives no day and was published within {TOLD_DAYS} days of the other"),
    "told_near": (1.0, f"neither gives a day, and they were published within {NEAR_DAYS} days"),
    "told_in_month": (0.5, "they were published within a month of each other"),
    "no_day": (0.0, "at least one gives no day"),
    "change_undated": (2.5, "at least one of two tellings of a change gives no day"),
    "rung_undated": (2.5, "one gives no day, and both name the rung in the same words"),
    "days_apart": (FORBIDDEN, "their days cannot be the same"),
    "same_due": (1.0, "due on the same day"),
    "due_apart": (-1.5, "due on different days"),
    # who
    "same_sides": (1.5, "the same acts toward the same"),
    "mutual": (1.0, "the same countries, one telling without direction"),
    "sides_swapped": (-2.0, "the same countries the other way round"),
    "sides_overlap": (0.5, "most of the countries are the same"),
    "other_sides": (FORBIDDEN, "other countries"),
    "same_parties": (2.0, "the same countries"),
    "same_by": (1.5, "promised by the same"),
    "people_shared": (2.0, "the same person is named"),
    "people_partly": (-0.5, "one person is named by both, and each names another besides"),
    "people_differ": (-2.5, "different people are named"),
    # what
    "same_type": (0.5, "the same kind of act"),
    "other_type": (-1.0, "coded as different kinds of act"),
    "other_activity": (-1.0, "one is told as a call, the other as a meeting"),
    "same_amount": (1.5, "the same amount is told"),
    "other_amount": (-3.0, "other amounts are told"),
    "same_strength": (0.5, "promised as firmly"),
    "seldom": (1.0, "two countries seldom have two of these in a few days"),
    "once": (2.0, "two countries have one of these at a time"),
    "same_change": (1.0, "the same change"),
    "kindred_change": (0.5, "one says established, the other upgraded or restored"),
    "words_most": (1.5, "of an act of which a day may see several, most words are the same"),
    "words_half": (-1.0, "of an act of which a day may see several, half the words are the same"),
    "words_some": (-4.0, "of an act of which a day may see several, only some words are the same"),
    "words_few": (FORBIDDEN, "of an act of which a day may see several, the words differ"),
    "content_most": (3.0, "most words of what is promised are the same"),
    "content_half": (1.5, "half the words of what is promised are the same"),
    "content_differs": (FORBIDDEN, "something else is promised"),
    # where
    "same_place": (1.0, "in the same place"),
    "other_place": (-1.5, "in different places"),
    # names of people and bodies
    "same_name": (6.0, "the same name"),
    "longer_name": (5.0, "one name is the other with more of it"),
    "spelt_alike": (5.0, "the names are spelt almost alike"),
    "surname": (3.5, "one is told by one word of the other's name"),
    "other_name": (FORBIDDEN, "other names"),
}
"""Every feature with its points and what it says."""

SELDOM = frozenset({"visit", "call", "commemoration", "joint_activity", "dialogue"})
DIRECTED = frozenset({"visit", "aid_given", "invitation"})
"""Activities in which who comes first makes another event of it."""

_WORDS = ((0.6, "words_most"), (0.5, "words_half"), (0.35, "words_some"), (0.0, "words_few"))
_CONTENT = ((0.6, "content_most"), (0.45, "content_half"), (0.0, "content_differs"))
_ALIKE = 93


@dataclass(frozen=True, slots=True)
class Weighed:
    """What speaks for and against two profiles being one thing."""

    features: tuple[str, ...]

    @property
    def score(self) -> float:
        return sum(FEATURES[name][0] for name in self.features)

    @property
    def verdict(self) -> str:
        """same, unsure or different."""
        if self.score >= SAME:
            return "same"
        return "unsure" if self.score >= UNSURE else "different"


def weigh(one: Profile, other: Profile) -> Weighed:
    """The features of two profiles; the same whichever comes first."""
    if one == other:
        return Weighed(("identical",))
    if (one.kind, one.group) != (other.kind, other.group):
        return Weighed(("other_sides",))
    readers = {"event": _event, "status": _status, "commitment": _commitment, "actor": _actor}
    return Weighed(tuple(readers[one.kind](one, other)))


def _event(one: Profile, other: Profile) -> Iterator[str]:
    when = _when(one, other)
    yield when
    if FEATURES[when][0] == FORBIDDEN:
        return
    yield _sides(one, other)
    yield "same_type" if one.type == other.type else "other_type"
    yield from _activity(one, other)
    yield from _people(one, other)
    yield from _place(one, other)
    if one.code in MANY_A_DAY or one.code.startswith("other_"):
        yield _words(one, other, _WORDS)
        yield from _amounts(one, other)


def _activity(one: Profile, other: Profile) -> Iterator[str]:
    if one.code != other.code:
        yield "other_activity"
    elif one.code in ONCE:
        yield "once"
    elif one.code in SELDOM:
        yield "seldom"


def _amounts(one: Profile, other: Profile) -> Iterator[str]:
    if one.amounts and other.amounts:
        yield "same_amount" if set(one.amounts) & set(other.amounts) else "other_amount"


def _when(one: Profile, other: Profile) -> str:
    if one.days and other.days:
        return _days(one, other)
    if not one.days and not other.days:
        return _both_told(one, other)
    dated, told = (one, other) if one.days else (other, one)
    assert dated.days is not None
    if not told.told_day:
        return "no_day"
    first, last = dated.days
    if one.code in ONCE and one.words and one.words == other.words and first <= told.told_day:
        return "rung_undated"
    since = first - timedelta(2)
    if dated.fine and since <= told.told_day <= last + timedelta(TOLD_DAYS):
        return "told_after"
    return "no_day" if not dated.fine else "days_apart"


def _days(one: Profile, other: Profile) -> str:
    assert one.days and other.days
    gap = (max(one.days[0], other.days[0]) - min(one.days[1], other.days[1])).days
    if one.fine and other.fine:
        if gap <= 0:
            return "same_day"
        near = NEAR_DAYS if one.code == other.code and one.code in SELDOM else 1
        return "days_near" if gap <= near else "days_apart"
    if gap > 0:
        return "days_apart"
    longest = max((p.days[1] - p.days[0]).days for p in (one, other) if p.days)
    return "same_month" if longest <= 31 else "same_year"


def _both_told(one: Profile, other: Profile) -> str:
    if not one.told_day or not other.told_day:
        return "no_day"
    gap = abs((one.told_day - other.told_day).days)
    if gap <= 2:
        return "told_together"
    return "told_near" if gap <= NEAR_DAYS else "no_day"


def _sides(one: Profile, other: Profile) -> str:
    mine, theirs = set(one.parties), set(other.parties)
    if mine == theirs:
        if (one.source, one.recipient) == (other.source, other.recipient):
            return "same_sides"
        swapped = one.code in DIRECTED and bool(one.recipient and other.recipient)
        return "sides_swapped" if swapped else "mutual"
    common = len(mine & theirs)
    return "sides_overlap" if common >= 2 and 2 * common >= len(mine | theirs) else "other_sides"


def _people(one: Profile, other: Profile) -> Iterator[str]:
    if not one.people or not other.people:
        return
    mine = [any(_same_person(a, b) for b in other.people) for a in one.people]
    theirs = [any(_same_person(a, b) for a in one.people) for b in other.people]
    if not any(mine):
        yield "people_differ"
    else:
        yield "people_shared" if all(mine) or all(theirs) else "people_partly"


def _same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: told in full, or by one word of it."""
    first, second = set(one.split()), set(other.split())
    return first <= second or second <= first or fuzz.ratio(one, other) >= _ALIKE


def _place(one: Profile, other: Profile) -> Iterator[str]:
    if one.place and other.place:
        same = one.place in other.place or other.place in one.place
        yield "same_place" if same else "other_place"


def _words(one: Profile, other: Profile, steps: tuple[tuple[float, str], ...]) -> str:
    part = alike(set(one.words), set(other.words))
    return next(name for least, name in steps if part >= least)


def _status(one: Profile, other: Profile) -> Iterator[str]:
    if one.days and other.days:
        when = _days(one, other)
        # Of changes, a day beside a day is another telling of one act; a year's is as good.
        yield "same_day" if when in ("days_near", "same_month", "same_year") else when
    else:
        yield "change_undated"
    mine, theirs = set(one.parties), set(other.parties)
    if mine == theirs:
        yield "same_parties"
    else:
        yield "sides_overlap" if len(mine & theirs) >= 2 else "other_sides"
    yield "same_change" if one.type == other.type else "kindred_change"


def _commitment(one: Profile, other: Profile) -> Iterator[str]:
    if not set(one.source) & set(other.source):
        yield "other_sides"
        return
    yield "same_by" if one.source == other.source else "sides_overlap"
    if one.code == other.code:
        yield "same_strength"
    yield _words(one, other, _CONTENT)
    yield from _amounts(one, other)
    if one.told_day and other.told_day and abs((one.told_day - other.told_day).days) <= 31:
        yield "told_in_month"
    if one.days and other.days:
        yield "due_apart" if _days(one, other) == "days_apart" else "same_due"


def _actor(one: Profile, other: Profile) -> Iterator[str]:
    (mine,), (theirs,) = one.people, other.people
    first, second = set(mine.split()), set(theirs.split())
    shorter = min(len(first), len(second))
    if first == second:
        yield "same_name"
    elif first < second or second < first:
        yield "longer_name" if shorter > 1 else "surname"
    elif shorter > 1 and fuzz.ratio(mine, theirs) >= _ALIKE:
        yield "spelt_alike"
    else:
        yield "other_name"
