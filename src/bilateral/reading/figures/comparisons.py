"""A sentence that compares in, the first rank that it tells without a word of rank out.

"No country buys more Paraguayan beef than Chile", "Malta draws more of its fuel from Italy than
from anybody else", "Mauritius has invested more in India than any other country".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bilateral.reading.figures.frame import Line
from bilateral.reading.figures.goods import named_goods
from bilateral.reading.page import Mention

_OTHERS = (
    r"(?:any(?:body|one|where)?(?: else| other (?:\w+ )?(?:country|nation|state|economy|place"
    r"|partner"
    r"|market|supplier|source|investor|neighbour|neighbor))"
    r"|(?:all|every)(?:body)? (?:others?|else)(?: \w+)?)"
)
_SELLS = r"sells?|sold|exports?|exported|ships?|shipped|sends?|sent|suppl(?:y|ies|ied)|delivers?"
_BUYS = (
    r"buys?|bought|imports?|imported|draws?|drew|gets?|got|sources?|sourced|takes?|took"
    r"|purchase[sd]?"
)
_INVESTS = r"invests?|invested|puts?|poured|pours?"
_TRADES = r"trades?|traded|does business|do business|did business"
_VERBS = (("sells", _SELLS), ("buys", _BUYS), ("invests", _INVESTS), ("trades", _TRADES))
_VERB = "|".join(f"(?P<{name}>{verbs})" for name, verbs in _VERBS)
_MORE = re.compile(
    rf"\b(?:{_VERB})\b(?P<what>[^.;,]{{0,60}}?)\bmore\b(?P<of>[^.;]{{0,80}}?)\bthan\b"
)
_THAN_OTHERS = re.compile(rf"\s+(?P<at>to|from|in|into|with)?\s*(?:does |do )?{_OTHERS}")
_NOBODY = re.compile(
    r"\b(?:[Nn]o (?:other )?(?:\w+ )?(?:country|nation|state|economy)|[Nn]obody|[Nn]o one)\s+"
    r"(?:else )?(?:has |had )?$"
)
_INVESTED = re.compile(r"\binvestments?\b|\bcapital\b|\bFDI\b")
_RANKS = {
    ("sells", True): "export_market_rank",
    ("sells", False): "import_source_rank",
    ("buys", True): "import_source_rank",
    ("buys", False): "export_market_rank",
    ("invests", True): "fdi_recipient_rank",
    ("invests", False): "fdi_investor_rank",
    ("trades", True): "trade_partner_rank",
    ("trades", False): "trade_partner_rank",
}
"""The rank by the verb, and by whether the partners of its subject are compared or its peers."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Who is first among whose partners, of which goods, and the place of the words."""

    measure: str
    ref: str
    counterpart: str
    scope: str | None
    start: int
    end: int


def compared(line: Line) -> Compared | None:
    """The one first rank that a comparison with all others tells."""
    found = _MORE.search(line.text) if " than " in line.text and " more " in line.text else None
    if found is None:
        return None
    one = [m for m in line.mentions if len(m.sides) == 1 and m.kind != "person"]
    if _NOBODY.search(line.text, 0, found.start()):
        return _than_one(line, found, one)
    return _than_any(line, found, one)


def _than_one(line: Line, found: re.Match[str], one: Sequence[Mention]) -> Compared | None:
    """ "No country buys more Paraguayan beef than Chile"."""
    first = next((m for m in one if 0 < m.start - found.end() <= len(" the ")), None)
    partner = next((m for m in one if found.start() < m.start < found.end()), None)
    if first is None or partner is None:
        return None
    return _told(line, found, (partner.sides[0], first.sides[0]), own=False, end=first.end)


def _than_any(line: Line, found: re.Match[str], one: Sequence[Mention]) -> Compared | None:
    """ "Peru sells more copper to China than to any other country"."""
    others = _THAN_OTHERS.match(line.text, found.end())
    subject = next((m for m in reversed(one) if m.end <= found.start()), None)
    partner = next((m for m in one if found.start() < m.start < found.end()), None)
    if others is None or subject is None or partner is None:
        return None
    own = others["at"] is not None
    sides = (subject.sides[0], partner.sides[0])
    return _told(line, found, sides if own else sides[::-1], own=own, end=others.end())


def _told(
    line: Line, found: re.Match[str], sides: tuple[str, str], *, own: bool, end: int
) -> Compared | None:
    verb = next(name for name, _ in _VERBS if found[name])
    if verb == "sells" and _INVESTED.search(found.group()):
        verb = "invests"
    if sides[0] == sides[1]:
        return None
    of = line.unnamed(found.start("of"), found.end("of"))
    goods = named_goods(of) if verb in ("sells", "buys") else None
    return Compared(_RANKS[verb, own], *sides, goods, found.start(), end)
