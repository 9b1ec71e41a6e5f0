"""The table of office-holders and everyone named in, the people to know on the day out."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import zip_longest

from bilateral.knowledge.holders import Tenure, on
from bilateral.publishing.brief.contents import Paragraph, Section, Table, Text
from bilateral.publishing.brief.making import Making, text
from bilateral.publishing.brief.notes import one_line

OFFICES = (
    "general_secretary",
    "supreme_leader",
    "president",
    "monarch",
    "prime_minister",
    "chancellor",
    "vice_president",
    "deputy_prime_minister",
    "foreign_minister",
    "secretary_of_state",
    "foreign_secretary",
    "defense_minister",
    "secretary_of_defense",
    "trade_minister",
    "trade_representative",
    "secretary_of_commerce",
    "national_security_adviser",
)
"""The offices that a brief names besides the ambassador, in the order of desks."""
SHOWN = 7
NAMED = 1
"""Others of a side who are named most often."""


def people_section(making: Making) -> Section:
    """Both sides beside each other: who holds which office, then who else is named most."""
    lists = [_side(making, side, other) for side, other in (making.sides, making.sides[::-1])]
    rows = tuple((one or (), other or ()) for one, other in zip_longest(*lists))
    head = tuple(making.language.name(side) for side in making.sides)
    about = making.language.labels["tables"]["people"]
    missing = [s for s, found in zip(making.sides, lists, strict=True) if not found]
    said = Paragraph(
        text(making.say("holders_none", side=making.language.areas(missing))), small=True
    )
    table = Table(about, head, (50, 50), rows) if rows else None
    return making.section("people", table, said if missing else None)


def _side(making: Making, side: str, other: str) -> list[Text]:
    held = holders(making.day, side, other)
    names = {t.person for t in held}
    return [_holder(making, t) for t in held] + [
        _person(making, name, roles, n) for name, roles, n in named(making, side, names)
    ]


def holders(day: str, side: str, other: str) -> list[Tenure]:
    """Who holds the offices of OFFICES on a day, and the ambassador to the other side."""
    found = [
        t
        for t in on(date.fromisoformat(day), side)
        if t.office in OFFICES or (t.office == "ambassador" and t.host == other)
    ]
    # On a day of change the one who came in.
    latest = {(t.office, t.host): t for t in sorted(found, key=lambda t: t.since)}
    ordered = sorted(latest.values(), key=_place)
    envoys = [t for t in ordered if t.office == "ambassador"]
    others = [t for t in ordered if t.office != "ambassador"]
    return [*others[: SHOWN - len(envoys)], *envoys]


def _place(tenure: Tenure) -> tuple[int, str]:
    place = OFFICES.index(tenure.office) if tenure.office in OFFICES else len(OFFICES)
    return place, tenure.since


def _holder(making: Making, tenure: Tenure) -> Text:
    words = making.language
    own = words.labels["offices"].get(f"{tenure.office}_{tenure.country}")
    office = own or words.word("offices", tenure.office)
    if tenure.host:
        office += f" {making.say('to', host=words.area(tenure.host))}"
    since = making.say("since_day", day=words.day(tenure.since[:7]))
    return text(f"{office[:1].upper()}{office[1:]}: {tenure.person}, {since}")


def named(making: Making, side: str, known: set[str]) -> list[tuple[str, str, int]]:
    """Others of a side named in the last year of the record: name, role, articles."""
    day = date.fromisoformat(making.day)
    since = making.since or f"{day.year - 1}{making.day[4:]}"
    articles: dict[str, set[str]] = defaultdict(set)
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    for document, actor in making.actors:
        told = (document.published or "")[:10]
        if actor.country == side and actor.roles and since <= told <= making.day:
            articles[actor.name].add(document.id)
            roles[actor.name].update(actor.roles)
    found = [n for n in articles if n not in known and " " in n]
    found.sort(key=lambda n: (-len(articles[n]), n))
    return [(n, roles[n].most_common(1)[0][0], len(articles[n])) for n in found[:NAMED]]


def _person(making: Making, name: str, role: str, articles: int) -> Text:
    told = making.language.count("articles", articles)
    return text(f"{one_line(name)} ({one_line(role)}), {told}")
