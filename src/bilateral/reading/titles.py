"""A sentence in, the titles in it out: what office, of which country, and whose name follows.

"former US Secretary of State John Kerry", "Deputy Prime Minister and Foreign Minister of
Vietnam Bui Thanh Son", "Wang Yi, China's foreign minister,", "the deputy foreign minister".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bilateral.knowledge.holders import PERSON
from bilateral.knowledge.matching import Match
from bilateral.knowledge.offices import BODY, OFFICE, PORTFOLIO, Office, name_words, offices
from bilateral.knowledge.organisations import PHRASE_KIND as ORGANISATION
from bilateral.knowledge.organisations import Organisation
from bilateral.knowledge.organisations import read_key as organisation_of
from bilateral.reading.names import Name, name_at, name_before
from bilateral.reading.nations import Matches
from bilateral.reading.page import Mention, Sentence

_OF = re.compile(r"(?:,? (?:of|for|at|in)|,)( the| our)? ", re.IGNORECASE)
_FROM = re.compile(r"(?: of| from|,)(?: the)? ")
_STAYS = frozenset({"president", "prime_minister", "vice_president", "foreign_minister", "king"})
"""Offices that are sent nowhere: in "the visit of the president to Kenya" the visit goes there."""
_TO = re.compile(r"(?: Extraordinary and Plenipotentiary)? to (?:the )?")
_AND = re.compile(r",? (?:and|cum|&) (?:also )?|, |/")
_PORTFOLIO_JOIN = re.compile(r",? (?:and|&) |, | of | for | of the | for the ")
_PART = re.compile(r"['’]s (?:[A-Z][\w-]+(?: (?=[A-Z]))?){1,5}")
_ARTICLE = re.compile(r"\b(the|a|an|his|her|their|its|our|my)[ \u00a0]$", re.IGNORECASE)
_DEPUTY = frozenset({"deputy", "vice", "assistant", "under", "associate"})


COUNTERPART = "counterpart"
"""Who holds the same office in another country: the office is told of somebody else."""


@dataclass(slots=True)
class Title:
    """A title in a sentence. `offices` are the codes that the words may stand for, one tuple a
    part of "General Secretary and President"; `roles` the words without the country."""

    start: int
    end: int
    offices: list[tuple[str, ...]] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    country: str | None = None
    host: str | None = None
    article: str = ""
    former: bool = False
    deputy: bool = False
    name: Name | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for part in self.offices for code in part)


@dataclass(slots=True)
class _Anchors:
    """What may stand beside a title, by where it begins or ends."""

    country_at: dict[int, Mention]
    country_to: dict[int, Mention]
    body_at: dict[int, tuple[int, str | None]]
    body_to: dict[int, tuple[int, str | None]]
    portfolio_at: dict[int, int]
    office_at: dict[int, tuple[int, tuple[str, ...]]]
    person_at: dict[int, int]
    person_to: dict[int, int]


def read_titles(sentence: Sentence, matches: Matches, countries: Sequence[Mention]) -> list[Title]:
    """The titles of `sentence` in the order of their words, with the names beside them."""
    spans = _office_spans(matches.get(OFFICE, ()))
    if not spans:
        return []
    anchors = _anchors(matches, countries, spans)
    out: list[Title] = []
    for start, (end, codes) in spans.items():
        if (out and start < out[-1].end) or _LEVEL.match(sentence.text, end):
            continue
        title = _title(sentence.text, start, end, codes, anchors)
        if out and title.start < out[-1].end:
            title.start = min(start, out[-1].end + 2)
        if title.name or not _only_before_names(codes):
            out.append(title)
    return out


# "Home Secretary-level talks" are held by nobody in particular.
_LEVEL = re.compile(r"(?:[-–‑ ]| and [\w ]{3,30}[- ])[Ll]evel\b")


@lru_cache(maxsize=1 << 12)
def _only_before_names(codes: tuple[str, ...]) -> bool:
    return all(office(code).title_only for code in codes)


def office(code: str) -> Office:
    """The office of a code that `read_titles` gave."""
    return offices("en")[code]


def _office_spans(matches: Sequence[Match]) -> dict[int, tuple[int, tuple[str, ...]]]:
    out: dict[int, tuple[int, tuple[str, ...]]] = {}
    for match in matches:
        known = out.get(match.start)
        out[match.start] = (match.end, (*(known[1] if known else ()), match.key))
    return out


def _anchors(
    matches: Matches,
    countries: Sequence[Mention],
    spans: dict[int, tuple[int, tuple[str, ...]]],
) -> _Anchors:
    bodies = [*matches.get(BODY, ()), *matches.get(ORGANISATION, ())]
    known = matches.get(PERSON, ())
    return _Anchors(
        country_at={m.start: m for m in countries},
        country_to={m.end: m for m in countries},
        body_at={m.start: (m.end, _country_of(m)) for m in bodies},
        body_to={m.end: (m.start, _country_of(m)) for m in bodies},
        portfolio_at={m.start: m.end for m in matches.get(PORTFOLIO, ())},
        office_at=spans,
        person_at={m.start: m.end for m in known},
        person_to={m.end: m.start for m in known},
    )


def _country_of(match: Match) -> str | None:
    """The country of a body that has a name of its own."""
    if match.kind != ORGANISATION:
        return None
    entry = organisation_of(match.key)
    return entry.country if isinstance(entry, Organisation) else entry.usual_country


def _title(text: str, start: int, end: int, codes: tuple[str, ...], anchors: _Anchors) -> Title:
    title = Title(start, end)
    inside = (m.sides[0] for m in anchors.country_at.values() if start <= m.start and m.end <= end)
    title.country = next(inside, None) or anchors.body_at.get(start, (0, None))[1]
    prefix = _extend_left(text, title, anchors)
    _add_part(text, title, prefix, start, end, codes, anchors)
    _extend_right(text, title, anchors)
    _find_name(text, title, anchors)
    return title


def _extend_left(text: str, title: Title, anchors: _Anchors) -> list[str]:
    """Take in "former", "deputy", the country and the body before the office."""
    prefix: list[str] = []
    while title.start > 0 and text[title.start - 1] in " \u00a0-":
        end = title.start - 1
        bare = end - 2 if text[max(0, end - 2) : end] in ("'s", "’s") else end
        bare = end - 1 if text[max(0, end - 1) : end] in ("'", "’") else bare
        country = anchors.country_to.get(bare)
        if country and not title.country:
            title.country, title.start = country.sides[0], country.start
            continue
        if bare in anchors.body_to and not prefix:
            title.start, owner = anchors.body_to[bare]
            title.country = title.country or owner
            continue
        cut = max(text.rfind(" ", 0, end), text.rfind("-", 0, end), text.rfind("(", 0, end)) + 1
        word = text[cut:end]
        if word.lower() not in name_words("prefix"):
            break
        prefix.insert(0, word)
        title.start = cut
    found = _ARTICLE.search(text, max(0, title.start - 7), title.start)
    title.article = found[1].lower() if found else ""
    return prefix


def _add_part(
    text: str,
    title: Title,
    prefix: list[str],
    start: int,
    end: int,
    codes: tuple[str, ...],
    anchors: _Anchors,
) -> None:
    """One office of the title, with the portfolio that goes on after it."""
    title.end = _portfolio_end(text, end, anchors)
    role = " ".join([*_kept(prefix), text[_behind_country(start, end, anchors) : title.end]])
    title.roles.append(role)
    title.offices.append(codes)
    lowered = {word.lower() for word in prefix}
    title.former = title.former or bool(lowered & name_words("past"))
    title.deputy = title.deputy or bool(lowered & _DEPUTY)


def _kept(prefix: list[str]) -> list[str]:
    """The words before an office that belong to it ("deputy"), without those of the day
    ("visiting")."""
    return [word for word in prefix if word.lower() not in name_words("of_the_day")]


def _behind_country(start: int, end: int, anchors: _Anchors) -> int:
    """Past the country that opens the words for an office ("Chinese President")."""
    country = anchors.country_at.get(start)
    return country.end + 1 if country and country.end + 1 < end else start


def _portfolio_end(text: str, end: int, anchors: _Anchors) -> int:
    """Past further fields of the office ("Minister of Trade, Industry and Energy")."""
    while True:
        joint = _PORTFOLIO_JOIN.match(text, end)
        if joint is None or joint.end() not in anchors.portfolio_at:
            return end
        end = anchors.portfolio_at[joint.end()]


def _extend_right(text: str, title: Title, anchors: _Anchors) -> None:
    """Take in "of Vietnam", "to the United States", "of the Foreign Ministry", "and President"."""
    while True:
        taken = (
            _take_of(text, title, anchors)
            or _take_host(text, title, anchors)
            or _take_served(text, title, anchors)
        )
        if not taken and not _take_office(text, title, anchors):
            return


def _take_of(text: str, title: Title, anchors: _Anchors) -> bool:
    of = _OF.match(text, title.end)
    if of is None or of[0].startswith(","):
        return False
    country = anchors.country_at.get(of.end())
    start = _owned_body(text, of.end(), country, anchors)
    if start is not None:
        end, owner = anchors.body_at[start]
        part = _PART.match(text, end)
        end = part.end() if part else end
        title.country = title.country or (country.sides[0] if country else owner)
        title.roles[-1] += text[title.end : end]
        title.end = end
        return True
    other = country is not None and title.country not in (None, country.sides[0])
    if country is None or country.kind == "adjective" or other:
        return False
    title.country, title.end = country.sides[0], country.end
    return True


def _owned_body(text: str, start: int, country: Mention | None, anchors: _Anchors) -> int | None:
    """Where the body after "of" begins: at once, or after "China's" or "Russian"."""
    after = None
    if country:
        owned = re.match("(?:['’]s)? ", text[country.end : country.end + 3])
        after = country.end + owned.end() if owned else None
    candidates = (start, after)
    return next((at for at in candidates if at is not None and at in anchors.body_at), None)


def _take_host(text: str, title: Title, anchors: _Anchors) -> bool:
    to = _TO.match(text, title.end)
    country = anchors.country_at.get(to.end()) if to else None
    if to is None or country is None or title.host or country.kind == "adjective":
        return False
    if title.codes and _STAYS.issuperset(title.codes):
        return False
    title.host, title.end = country.sides[0], country.end
    return True


def _take_served(text: str, title: Title, anchors: _Anchors) -> bool:
    """Whom the office serves: "adviser to the President of Chad"."""
    to = _SERVES.match(text, title.end)
    served = anchors.office_at.get(to.end()) if to else None
    of = _OF.match(text, served[0]) if served else None
    country = anchors.country_at.get(of.end()) if of and not of[0].startswith(",") else None
    if country is None or title.country or country.kind == "adjective":
        return False
    title.country, title.end = country.sides[0], country.end
    return True


_SERVES = re.compile(r" to (?:the |His Majesty the |Her Majesty the )?")


def _take_office(text: str, title: Title, anchors: _Anchors) -> bool:
    """A second office after "and" ("Deputy Prime Minister and Foreign Minister")."""
    joint = _AND.match(text, title.end)
    if joint is None:
        return False
    position, prefix = joint.end(), []
    while position not in anchors.office_at:
        space = text.find(" ", position)
        word = text[position:space] if space > 0 else ""
        if word.lower() not in name_words("prefix"):
            return False
        prefix.append(word)
        position = space + 1
    end, codes = anchors.office_at[position]
    if title.article == "the" and not (joint[0] == ", " and _only_before_names(codes)):
        return False
    if not _goes_with(text, title, position, end, joint[0]):
        return False
    _add_part(text, title, prefix, position, end, codes, anchors)
    return True


def _goes_with(text: str, title: Title, start: int, end: int, joint: str) -> bool:
    """Whether the office after "and" is the same person's: both capitalised, a name follows."""
    same = text[start].isupper()
    following = text[end : end + 2]
    named = (
        len(following) == 2
        and following[0] == " "
        and (following[1].isupper() or following[1] == "o")
    )
    return same and (named or joint.strip() != ",")


def _find_name(text: str, title: Title, anchors: _Anchors) -> None:
    """The name after the title, or before it where the title stands in apposition."""
    stops = {*anchors.office_at, *anchors.country_at, *anchors.body_at}
    if text[title.end : title.end + 1] in (" ", "\u00a0"):
        title.name = _name_from(text, title.end + 1, stops, anchors)
    elif text[title.end : title.end + 2] == ", ":
        title.name = _appositive(text, title, stops)
    acronym = _ACRONYM.match(text, title.end)
    if acronym and not title.name:
        named = name_at(text, acronym.end(), stops)
        title.name = named if named and len(named.words) > 1 else None
    if title.name:
        title.end = title.name.end
        _country_after_name(text, title, anchors)
        return
    _name_in_front(text, title, anchors)


_ACRONYM = re.compile(r" \([A-Z]{2,8}\),? ")


def _appositive(text: str, title: Title, stops: set[int]) -> Name | None:
    """The name behind a comma ("the foreign minister, Wang Yi,", "the Minister, Lord Ito and")."""
    named = name_at(text, title.end + 2, stops)
    if named is None or (len(named.words) < 2 and not named.honorific):
        return None
    if named.honorific or text[named.end : named.end + 1] == ",":
        return named
    ends = _ENDS.match(text, named.end)
    return named if ends and (title.country or title.article == "the") else None


_ENDS = re.compile(r"[.;]|$| and (?:the |his |her |[A-Z]\w+ (?:Minister|President))")


def _name_from(text: str, start: int, stops: set[int], anchors: _Anchors) -> Name | None:
    """The name at `start`: one that is known, where it is longer than what is read."""
    found = name_at(text, start, stops)
    if found and _is_acronym(text, found):
        found = None
    known = anchors.person_at.get(start)
    if known is None or (found and found.end >= known):
        return found
    return Name(start, known, tuple(text[start:known].split()))


def _is_acronym(text: str, name: Name) -> bool:
    """ "Secretary EAD": the short form of a body, in a text that does not shout its titles."""
    word = name.words[0]
    alone = len(name.words) == 1 and word.isupper() and 2 < len(word) <= 5
    return alone and not text[max(0, name.start - 4) : name.start].strip().isupper()


def _country_after_name(text: str, title: Title, anchors: _Anchors) -> None:
    """ "Prime Minister Scott Morrison of Australia", "Maj. Gen. Sidi Keita from Mali"."""
    of = _FROM.match(text, title.end)
    country = anchors.country_at.get(of.end()) if of and not title.country else None
    if of is None or country is None:
        return
    if country.kind == "adjective" and country.end + 1 not in anchors.body_at:
        return
    if not of[0].startswith(",") or text[country.end : country.end + 1] in (",", "."):
        title.country, title.end = country.sides[0], country.end


def _name_in_front(text: str, title: Title, anchors: _Anchors) -> None:
    """ "Wang Yi, China's foreign minister,"; the article belongs to the title."""
    start = title.start
    found = _ARTICLE.search(text, max(0, start - 7), start)
    if found:
        start = found.start()
    if not text[:start].endswith(", "):
        return
    known = anchors.person_to.get(start - 2)
    name = name_before(text, start - 2)
    if known is not None:
        name = Name(known, start - 2, tuple(text[known : start - 2].split()))
    if name and text[title.end : title.end + 1] in (",", ".", ";", "", " "):
        title.name, title.start = name, name.start
