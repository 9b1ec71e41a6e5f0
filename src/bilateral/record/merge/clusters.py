"""Profiles and judgements in, entries out: a pure function, the same in any order.

What people judged comes first: their "same" joins, their "different" keeps apart. Then the
machine's "same", the strongest first, unless it would join what a person parted or stretch one
visit over weeks. A telling without a day joins the one dated telling that fits it best; where
two fit equally well it stays alone, for a person to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bilateral.record.merge.features import SELDOM
from bilateral.record.merge.profiles import FINE_DAYS, Profile

DATED_KINDS = frozenset({"event", "status"})
"""Kinds that are told apart by their days."""
CLEARLY = 0.5
"""How many points the best of two dated tellings must be ahead of the other."""


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A judgement between two profiles; `one` sorts before `other`. `taken_out` is the one that
    a person set apart from the other."""

    one: str
    other: str
    verdict: str
    by_person: bool
    score: float = 0.0
    taken_out: str = ""


class _Clusters:
    """Profiles that stand together so far."""

    def __init__(self, profiles: Mapping[str, Profile], apart: Iterable[tuple[str, str]]) -> None:
        self.profiles = profiles
        self._parent = {name: name for name in profiles}
        self._members = {name: {name} for name in profiles}
        self._days = {name: _fine_days(p) for name, p in profiles.items()}
        self._apart: dict[str, set[str]] = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def of(self, name: str) -> str:
        """The name of the cluster."""
        while self._parent[name] != name:
            name = self._parent[name]
        return name

    def join(self, one: str, other: str, *, by_person: bool = False) -> None:
        """Put two clusters together, where nothing forbids it."""
        a, b = self.of(one), self.of(other)
        if a == b or not (by_person or self.may_join(a, b)):
            return
        keep, gone = min(a, b), max(a, b)
        self._parent[gone] = keep
        self._members[keep] |= self._members.pop(gone)
        self._days[keep] = _joined(self._days[keep], self._days.pop(gone))

    def may_join(self, one: str, other: str) -> bool:
        a, b = self.of(one), self.of(other)
        if any(self._apart.get(m, set()) & self._members[b] for m in self._members[a]):
            return False
        days = _joined(self._days[a], self._days[b])
        seldom = {self.profiles[name].code for name in (one, other)} <= SELDOM
        longest = FINE_DAYS if seldom else 2
        if self.profiles[one].kind != "event" or days is None:
            return True
        own = max((d[1] - d[0]).days for d in (self._days[a], self._days[b]) if d)
        return (days[1] - days[0]).days <= max(longest, own)


Days = tuple[date, date] | None


def _fine_days(profile: Profile) -> Days:
    return profile.days if profile.fine else None


def _joined(one: Days, other: Days) -> Days:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])


def cluster(profiles: Mapping[str, Profile], links: Iterable[Link]) -> dict[str, str]:
    """Each profile's entry, named after the first of its profiles in alphabetical order."""
    links = list(links)
    out = {link.taken_out for link in links}
    links.sort(key=lambda k: (-k.score, bool({k.one, k.other} & out), k.one, k.other))
    said = {(k.one, k.other): k.verdict for k in links if k.by_person}
    parted = [pair for pair, verdict in said.items() if verdict != "same"]
    made = _Clusters(profiles, parted)
    for (one, other), verdict in sorted(said.items()):
        if verdict == "same":
            made.join(one, other, by_person=True)
    same = [k for k in links if k.verdict == "same" and (k.one, k.other) not in said]
    loose = {name for name, p in profiles.items() if p.kind in DATED_KINDS and not p.fine}
    for link in same:
        if not loose & {link.one, link.other}:
            made.join(link.one, link.other)
    _join_loose(made, [k for k in same if len(loose & {k.one, k.other}) == 1])
    for link in same:
        if loose >= {link.one, link.other}:
            made.join(link.one, link.other)
    return {name: made.of(name) for name in profiles}


def _join_loose(made: _Clusters, links: list[Link]) -> None:
    """Join what gives no day of its own to the dated cluster that clearly fits it best."""
    fits: dict[str, dict[str, float]] = {}
    for link in links:
        loose, dated = (
            (link.other, link.one) if made.profiles[link.one].fine else (link.one, link.other)
        )
        best = fits.setdefault(loose, {})
        home = made.of(dated)
        best[home] = max(best.get(home, link.score), link.score)
    for loose, best in sorted(fits.items()):
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        if len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= CLEARLY:
            made.join(loose, ranked[0][0])
