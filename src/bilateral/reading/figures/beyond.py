"""A level in its sentence in, whether it goes beyond two countries out: a region's, a circle's of
donors, companies' own, or a government's at home.
"""

from __future__ import annotations

import re

from bilateral.knowledge.measures import TRANSFER_KIND
from bilateral.reading.figures.frame import Level, Line
from bilateral.reading.page import Mention

GOT = frozenset({"aid_received", "money_got", "grant_got"})
REGION_REACH = 90
_TO_REGION = re.compile(
    r"\b(?:to|for|in|across)\s+(?:the\s+)?(?:[A-Z]?[a-z]+\s+){0,2}"
    r"(?:African\s+(?:countries|nations|states)|Africa\b|region\b|continent\b|countries\b"
    r"|Indo-Pacific\b"
    r"|Pacific Islands\b|Central America\b|Caribbean\b|world\b)"
    r"|\b(?:to|for|toward|towards)\s+(?:this|these|our|the|that)\s+(?:\w+\s+)?"
    r"(?:effort|initiative|fund|goal|cause"
    r"|programme|program|institute|project|partnership)\b"
    r"|\b(?:to|with|for)\s+(?:our|other|its|these|European|regional)\s+(?:\w+\s+){0,2}"
    r"(?:partners|allies|neighbou?rs)\b(?! in)"
    r"|\binternational (?:climate|public|development) |\bclimate financ|\bglobal (?!positioning)"
    r"|\bthe world['’]s\b|\b(?:globally|worldwide|around the world"
    r"|vulnerable countries|developing countries"
    r"|international disaster|those countries|the continent)\b"
)
_OWN_DEBT = re.compile(
    r"\b(?:foreign|external|public|national|sovereign|government|household|total|state"
    r"|outstanding)\s+$"
)
_OWED_TO = re.compile(r"\b(?:to|with|from)\s+(?:the\s+)?[A-Z]")
_TO_FLANK = re.compile(
    r"\b(?:to|in|across|throughout|on"
    r"|along)\s+(?:NATO['’]s\s+)?(?:the\s+)?(?:[a-z]+\s+)?(?:[Ee]astern [Ff]lank"
    r"|Europe\b|Middle East\b|Indo-Pacific\b|Pacific\b|Africa\b|Asia\b|region\b|Gulf\b|world\b"
    r"|Sahel\b)"
)


def to_region(line: Line, level: Level) -> bool:
    """Whether aid is for a whole region, and so not of two countries."""
    rest = line.text[level.amount.end : level.amount.end + REGION_REACH]
    if level.rule == "debt" and _OWN_DEBT.search(line.text, 0, level.anchor[0]):
        part = line.text.startswith(" of ", level.amount.end)
        return not (part or _OWED_TO.search(line.text, level.anchor[1]))
    if level.measure == "troops":
        return bool(_TO_FLANK.search(line.text, 0, level.amount.end + REGION_REACH))
    if level.measure in _OWN_KINDS and (_is_domestic(line) or _is_private(line, level)):
        return True
    if level.measure in ("aid", "loan"):
        region = _TO_REGION.search(rest)
        beside = region and _and_others(line, level, level.amount.end + region.start())
        return bool(region and not beside) or _from_a_club(line, level) or _to_many(line, level)
    return _of_a_region(line, level)


_OWN_KINDS = frozenset(
    {"aid", "loan", "fdi_inward_stock", "fdi_inward_flow", "fdi_outward_stock", "fdi_outward_flow"}
)
_DOMESTIC = re.compile(
    r"\b(?:Bipartisan Infrastructure|Inflation Reduction Act|CHIPS|Rescue Plan|Investing in America"
    r"|Defense Production Act|DPA\b|domestic(?:ally)? |nationwide"
    r"|America['’]s (?:workers|factories|infrastructure)"
    r"|(?:American|U\.S\.) (?:\w+ )?(?:manufactur\w+"
    r"|semiconductors?|workers|families|communities|farmers|industry|households|taxpayers))"
)


_PRIVATE = re.compile(
    r"\s+(?:\w+\s+){0,3}from (?:the |public and )?private\b|\s+in (?:\w+ ){0,2}private\b"
)
_LEVERAGED = re.compile(
    r"\bleverag\w+ (?:up to |over |about |nearly |at least |more than |an additional )?$"
    r"|\bprivate[- ]sector (?:partners|companies|donors)\b[^;.]{0,200}$"
)
_WORLD = re.compile(r"\b(?:globally|worldwide|(?:across|around|throughout) the (?:globe|world))\b")


def _is_private(line: Line, level: Level) -> bool:
    """Whether the money is that of companies, or for the whole world."""
    if not level.measure.startswith("fdi"):
        first = level.amount.start if level.amount.bound_start is None else level.amount.bound_start
        if _PRIVATE.match(line.text, level.amount.end) or _LEVERAGED.search(line.text, 0, first):
            return True
    home = line.country
    alone = home and all(set(m.sides) <= {home} for m in line.mentions)
    return bool(alone and _WORLD.search(line.text))


def _is_domestic(line: Line) -> bool:
    """Whether a government tells of money at home: its own laws and industries, with no other
    country named."""
    home = line.country
    if home is None or not _DOMESTIC.search(line.text):
        return False
    return all(
        set(m.sides) <= {home} or m.kind in ("person", "office", "body") for m in line.mentions
    )


_JOINT = re.compile(r"\s*(?:,\s*and|,|and)\s+(?:in |to |for )?(?:the )?")
_EACH = re.compile(r"\b(?:each|apiece|respectively)\b")
MANY = 3


def _to_many(line: Line, level: Level) -> bool:
    """Whether one sum is for a row of countries ("in El Salvador, Guatemala and Honduras")."""
    if _EACH.search(line.text):
        return False
    run: list[Mention] = []
    for mention in line.mentions:
        if mention.kind != "country" or mention.start < level.amount.end:
            continue
        if run and not _JOINT.fullmatch(line.text, run[-1].end, mention.start):
            run = []
        run.append(mention)
        if len(run) >= MANY:
            about = {m.sides[0] for m in run if m.sides} & set(line.page.parties)
            return len(about) != 1 and not any(
                run[0].start < a.start < run[-1].end for a in line.amounts
            )
    return False


def _and_others(line: Line, level: Level, at: int) -> bool:
    """Whether a region only follows a country that is named ("to people in Ukraine and in
    neighbouring countries")."""
    named = any(level.amount.end <= m.start < at and m.sides for m in line.mentions)
    return named and line.text.endswith((" and ", " and"), 0, at)


_CLUB = re.compile(
    r"\b(?:G-?7|G-?20|Group of Seven|NATO|World Bank|IMF|Monetary Fund|Development Bank"
    r"|United Nations|UNICEF|international (?:community|partners|donors)"
    r"|Allies|other (?:countries|nations"
    r"|donors|partners|allies)|allies and partners|donor countries)\b(?![-–'’])"
)


def _from_a_club(line: Line, level: Level) -> bool:
    """Whether a circle of countries gives ("the G7 will lend Ukraine $50 billion"): nobody named
    between it and the amount does, but whom it gives to."""
    if level.carried or level.rule in GOT or line.heading:
        return False
    first = level.amount.start
    clubs = list(_CLUB.finditer(line.text, line.clause(first)[0], first))
    club = clubs[-1] if clubs else None
    if (
        club is None
        or line.text.count(",", club.end(), first)
        or _WITHIN.search(line.text, max(0, club.start() - 30), club.start())
    ):
        return False
    verb = any(t.verb and club.end() <= t.start < first for t in line.triggers)
    verb = verb or any(club.end() <= m.start < first for m in line.sentence.of_kind(TRANSFER_KIND))
    between = [m for m in line.mentions if club.end() <= m.start < first]
    return verb and len({side for m in between for side in m.sides}) < 2


_WITHIN = re.compile(
    r"\b(?:with|through|to|for|by|of|in|at|alongside|from|joins?)\s+(?:the\s+|our\s+)?$"
)


def _of_a_region(line: Line, level: Level) -> bool:
    """ "China's trade with Africa was": the figure of a region, where no second party is named."""
    if level.carried or level.measure not in _TRADED:
        return False
    start = line.clause(level.amount.start)[0]
    stop = level.amount.end + REGION_REACH // 2
    said = _WITH_REGION.search(line.text, level.anchor[0], stop)
    if not (said or _REGIONS_OWN.search(line.text, start, level.anchor[1])):
        return False
    if said is None or said.end() <= level.amount.start:
        stop = level.amount.end
    named = {side for m in line.mentions if start <= m.start < stop for side in m.sides}
    return len(named.intersection(line.page.parties)) < 2


_TRADED = ("trade", "exports", "imports", "trade_balance")
_REGIONS = (
    r"(?:East |West |North |Southern |sub-Saharan |Central |South |Latin |Southeast )?"
    r"(?:Africa|America|Asia|Europe)"
    r"|the (?:Middle East|Gulf|Caribbean|Pacific|continent|region|world)"
)
_WITH_REGION = re.compile(
    rf"\b(?:with|to|from|and|between) (?:{_REGIONS})(?!\w|['’]| (?:and [A-Z]|Union))"
)
_REGIONS_OWN = re.compile(rf"\b(?:{_REGIONS})['’]s (?:\w+ )?(?:trade|exports|imports)\b")
