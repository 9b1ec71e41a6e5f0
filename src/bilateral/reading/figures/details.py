"""A figure's place in its sentence in, what the words say of it out: nature, valuation, caveat,
and who says so."""

from __future__ import annotations

import re

from bilateral.language.numbers import Amount
from bilateral.reading.figures.frame import Line
from bilateral.reading.page import Mention

BESIDE = 4
NEAR = 70
PLEDGED_MEASURES = frozenset(
    {"aid", "loan", "fdi_inward_flow", "fdi_inward_stock", "deal_value", "other", "tariff_rate"}
)
_TARGET_MEASURES = frozenset(
    {"trade", "exports", "imports", "fdi_inward_stock", "visitors", "students"}
)
_BY_YEAR = re.compile(r"\bby (?:the end of )?(?:20\d\d)\b")
_PROMISED_AFTER = re.compile(
    r"\s+(?:in |of )?(?:(?:new|additional|investment|funding|financial|aid|annual"
    r"|humanitarian)\s+){0,3}(?:commitments?|pledges?)\b"
)
_WILL_DO = re.compile(
    r"\b(?:will|shall|is going to|are going to|(?:agrees?|agreed|plans?|intends?|commit(?:s|ted)?"
    r"|pledge[sd]?|promise[sd]?|vow(?:s|ed)) to)\s+(?:\w+ly\s+|also\s+|now\s+)?"
    r"(?!continue|be able|help\b)\w+[^.;]{0,100}$"
)
_TOLD = re.compile(r"(?:announc|offer|request)\w*", re.IGNORECASE)
_STARTS = re.compile(r"\b(?:from|against)\s+(?:the\s+|a\s+)?(?:current\s+)?$")
_CAVEAT = re.compile(
    r",?\s*((?:not to mention|excluding|not including|not counting|without counting|exclusive of"
    r"|which (?:does|do) not include)\b[^;]*)",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\b(?:according to|as reported by|citing)\s+(?:the\s+)?", re.IGNORECASE)
_DATA_SHOWS = re.compile(
    r"((?:[A-Z][\w.’']*\s+|official\s+|government\s+|customs\s+|trade\s+|preliminary\s+|latest\s+"
    r"|the\s+)*(?:data|statistics|figures"
    r"|estimates))\s+(?:from\s+(?:the\s+)?([A-Z][^,.]{2,50}?)\s+)?"
    r"(?:shows?|showed|indicates?|indicated|reveals?|revealed|says?|suggests?|suggested)\b"
)
_FROM_SIDE = re.compile(r"\b(?:statistics|figures|data) (?:from|of|by) (?:the )?", re.IGNORECASE)
_KEEPS = re.compile(
    r"\b(?:customs|census bureau|(?:customs|statistics|statistical) (?:agency|office|bureau)"
    r"|data|statistics|figures)\s+"
    r"(?:counts?|counted|puts?|gives?|gave|reports?|reported|records?|recorded|shows?|showed)\b",
    re.IGNORECASE,
)
"""An office or books that say a number: "Vietnam Customs counts", "American statistics give"."""
_BY_COUNT = re.compile(r"\bby (?:the )?[A-Z]\w+(?:['’]s)? (?:count|reckoning|statistics|figures)\b")
_GOES_ON = re.compile(r"(?:Its?|Their|They)\b")
_SAYS = re.compile(
    r"\s*(?:,[^,]{0,60},\s*)?(?:has |have |also |had )*"
    r"(?:said|says|told|added|noted|stated|announced|announces|announcing|stressed|emphasi[sz]ed"
    r"|highlighted|pledged|confirmed|claimed|reported|estimates?|estimated|committed|affirmed)\b"
)
_SAID_BEFORE = re.compile(r"\b(?:said|says|added|noted|told)\s+(?:the\s+)?$")
_OFFICES = re.compile(r"customs|statistic|census|bureau|department|ministry|office|agency", re.I)


def nature(line: Line, amount: Amount, measure: str, anchor: int) -> str:
    """observed, target, forecast or pledged, from the nearest words before the amount."""
    start = line.clause(amount.start)[0]
    if _STARTS.search(
        line.text[: amount.start if amount.bound_start is None else amount.bound_start]
    ):
        return "observed"
    cues = [m for m in line.cues("nature") if start <= m.start and m.end <= amount.start + 1]
    cues += [m for m in line.cues("outlook") if amount.end <= m.start <= amount.end + BESIDE]
    if measure == "aid" and amount.bound == "at_most":
        return "pledged"
    promised = _PROMISED_AFTER.match(line.text, amount.end)
    if promised and measure in PLEDGED_MEASURES:
        return "pledged"
    if measure in PLEDGED_MEASURES and _WILL_DO.search(line.text, start, amount.start):
        return "pledged"
    for cue in reversed(cues):
        if measure == "deal_value" and _TOLD.match(line.text, cue.start):
            continue  # a deal that is announced is made
        if cue.key == "pledged" and measure not in PLEDGED_MEASURES:
            continue
        if cue.key == "target" and measure not in _TARGET_MEASURES:
            continue
        if cue.start >= amount.end:
            return cue.key
        if amount.start - cue.end > 2 * NEAR and cue.key != "pledged":
            continue
        return "pledged" if measure in ("aid", "loan") and cue.key == "target" else cue.key
    if _BY_YEAR.search(line.text) and re.search(r"\b(?:to|of)\b", line.text[anchor : amount.start]):
        return "target" if cues else "observed"
    return "observed"


def valuation(line: Line, start: int, end: int) -> str | None:
    """How the value was taken, said beside the amount."""
    return next((m.key for m in line.cues_between("valuation", start, end)), None)


def product_scope(line: Line, start: int, end: int) -> str | None:
    return next((m.key for m in line.cues_between("product", start, end)), None)


def caveat(line: Line, after: int) -> tuple[str | None, int]:
    """What the figure leaves out, in the text's words, and where they end."""
    match = _CAVEAT.search(line.text, after)
    if match is None:
        return None, after
    words = match.group(1).rstrip(" .")
    return words, match.start(1) + len(words)


def speaker(line: Line) -> str | None:
    """Who says so in the sentence: a person, an office, "official data"; None for the outlet."""
    text = line.text
    shown = _DATA_SHOWS.search(text)
    if shown:
        return (shown.group(2) or shown.group(1)).strip().removeprefix("the ")
    match = _ACCORDING.search(text)
    if match:
        mention = _mention_at(line, match.end())
        if mention and mention.kind in ("person", "office", "body"):
            return mention.actor or mention.text
        return _named(text[match.end() :])
    return _sayer(line)


def _named(rest: str) -> str | None:
    match = re.match(r"[^,.;]{2,80}", rest)
    return match.group().strip() if match else None


def _sayer(line: Line) -> str | None:
    for mention in line.mentions:
        if mention.kind not in ("person", "office", "body"):
            continue
        after = _SAYS.match(line.text, mention.end)
        before = _SAID_BEFORE.search(line.text[: mention.start])
        if after or before:
            return mention.actor or mention.text
    return None


def _mention_at(line: Line, at: int) -> Mention | None:
    return next((m for m in line.mentions if at <= m.start <= at + 4), None)


def reporter(line: Line) -> str | None:
    """Whose statistics, when the text says: the country of the office or side that is named, in
    the sentence or in the one before it, whose subject goes on ("Its exports were ...")."""
    own = _reporter(line)
    if own or not _GOES_ON.match(line.text) or not line.sentence.index:
        return own
    before = line.page.sentences[line.sentence.index - 1]
    return _reporter(Line(line.page, before)) if _KEEPS.search(before.text) else None


def _reporter(line: Line) -> str | None:
    for pattern in (_ACCORDING, _FROM_SIDE):
        match = pattern.search(line.text)
        if match is None:
            continue
        stretch = re.match(r"[^,.;]*", line.text[match.end() :])
        end = match.end() + (stretch.end() if stretch else 0)
        named = line.text[match.end() : end]
        sides = _sides_between(line, match.end(), end)
        if len(sides) == 1 and (_OFFICES.search(named) or pattern is _FROM_SIDE):
            return sides.pop()
    for pattern in (_KEEPS, _BY_COUNT):
        match = pattern.search(line.text)
        sides = _sides_between(line, match.start() - 24, match.end()) if match else set()
        if len(sides) == 1:
            return sides.pop()
    return None


def _sides_between(line: Line, start: int, end: int) -> set[str]:
    return {s for m in line.mentions if start <= m.start < end for s in m.sides}
