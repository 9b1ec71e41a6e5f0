"""The countries that a sentence names in, how each stands to a measure's words out.

A mention stands as owner, subject or object of the words, or behind a preposition of its own; who
is thanked, talked to or quoted stands aside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilateral.reading.figures.frame import Line
from bilateral.reading.page import Mention

PREPOSITIONS = frozenset(
    [
        "to",
        "into",
        "in",
        "from",
        "on",
        "with",
        "for",
        "by",
        "of",
        "between",
        "against",
        "toward",
        "towards",
        "inside",
        "across",
        "at",
        "among",
        "bound",
        "within",
    ]
)
_SKIPPED = frozenset(
    [
        "the",
        "their",
        "both",
        "mainland",
        "neighbouring",
        "neighboring",
        "its",
        "fellow",
        "all",
        "other",
        "exporters",
        "importers",
        "companies",
        "partners",
        "government",
        "people",
        "republic",
        "some",
        "nearly",
        "almost",
        "most",
        "many",
        "certain",
        "some",
        "than",
    ]
)
_LAST_WORDS = re.compile(r"[\w'’-]+$")
_ATTRIBUTIVE = re.compile(
    r"(?:[\s-]+(?!(?:"
    + "|".join(
        [
            "is",
            "are",
            "was",
            "were",
            "has",
            "have",
            "had",
            "been",
            "will",
            "would",
            "could",
            "can",
            "may",
            "might",
            "to",
            "in",
            "on",
            "of",
            "for",
            "from",
            "with",
            "by",
            "and",
            "or",
            "that",
            "which",
            "who",
            "whose",
            "said",
            "says",
            "announced",
            "pledged",
            "plans",
            "agreed",
            "and",
            "became",
            "become",
            "ranks",
            "ranked",
            "as",
            "at",
            "while",
            "the",
            "a",
            "an",
            "its",
            "their",
            "making",
        ]
    )
    + r")\b)(?!\w*\d)(?!(?!applied|weighted|combined|registered|proposed|planned)\w+ed\b)"
    + r"[\w-]+){0,4}[\s-]*$"
)
POSSESSOR = "possessor"
"""An owner by 's, told from a demonym only by rules that name it: "China's debt" is what China
owes, "the Chinese debt" what is owed to China."""
CLUBS = frozenset({"G7", "G8", "G20", "QUAD", "AUKUS", "NATO", "BRICS", "OECD", "OPEC", "C5+1"})
"""Circles of countries that keep no books, and so are no side of a figure."""
_DASHES = ("-", "–", "‑")
_ATTRIBUTED = re.compile(r"\b(?:according to|figures from|data from|cited by)\s+(?:the\s+)?$", re.I)
_INTENT = re.compile(
    r"(?:['’]s?)?\s+(?:[\w-]+\s+)?(?:commitment|pledge|plans?|promise|decision|agreement|offer)"
    r"(?: [\w ]{1,30})? to\b"
)
_TRADED = ("trade", "exports", "imports", "trade_balance")
_ASIDE = frozenset({"after", "behind", "besides", "unlike", "alongside"})
_TO_DO = re.compile(r"\bto [a-z]+\s+(?:the |its |their )?$")
_MET = re.compile(
    r"\b(?:(?:talks|meetings?|met|summit|dialogue|discussions|negotiations|friendship|border|war"
    r"|truce"
    r"|consultations|match|spoke|speaking) with|(?:visits?|trips?|tours?|flew|fly|travell?ed|letter"
    r"|ambassador|envoy) to)\s+(?:the\s+)?(?:\w+\s+)?$"
)
_HOSTS = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:universit\w+|colleges?|schools?|campuses|hospitals?|farms?|employers"
    r"|factor(?:y|ies)|hotels|resorts|airports?|institutions)\s+(?:now |also |alone )?"
    r"(?:have|has|had|host\w*|enrol\w*|count\w*|welcom\w+|receiv\w+|employ\w*|attract\w*"
    r"|admit\w*|took|take)\b"
)
_DATELINE = re.compile(
    r"(?:,[^.;—–]{0,40})?(?:\s*\([A-Z][^)]{0,30}\))?\s*(?:[—–]|\s-|--)\s"
    r"|,? \d{1,2} [A-Z][a-z]{2,8}\b"
)
_THANKED = re.compile(r"\bthank(?:s|ed|ing)?\s+(?:[\w-]+\s+){0,3}$", re.I)
_ACTS = re.compile(
    r"\s+(?:also\s+)?(?:has|have|had|will|would|is|was|are|were|could|may|must|imposes?d?|runs?"
    r"|ran)\b"
)
_LISTED = re.compile(r"(?:['’]s?)?\s*(?:,|\band\b|\bor\b|&)")
_NOUN_NEXT = re.compile(
    r"\s+(?!(?:and|or|in|to|at|on|for|from|of|with|by|as|was|were|is|are|has|have|had|will|would"
    r"|could"
    r"|may|which|that|who|while|but|reached|rose|fell|hit|came|stood|amounted|total\w*|during|since"
    r"|between|after|before|worth|last|this|alone)\b)(?!\w+ed\b)[a-z][a-z-]+"
)
_PLACE_NEXT = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:universit|school|college|cit(?:y|ies)\b|ports?\b|hospital|prison"
    r"|institution|waters\b"
    r"|territor|soil\b|province|town|camps?\b|factor(?:y|ies)\b|farms?\b|custody|hands\b|mines\b"
    r"|firms\b"
    r"|compan|banks\b|hotels\b|markets?\b)"
)
_FAVOUR = re.compile(r"(?:['’]s?)?\s+favou?r\b")
_LEAVES = re.compile(r"\b(?:withdr[ae]w\w*|pull(?:s|ed|ing)?|remov\w+|expel\w*|evict\w*)\b")
_DOES = re.compile(
    r"(?:,[^,;]{1,60},)?\s+(?:(?:has|have|had|will|would|shall|should|may|could|can|must|to|also"
    r"|already|is|are|was|were"
    r"|recently|now|then|alone|jointly|today|thus|not|been|agreed to|plans to|hopes to|wants to"
    r"|intends to|decided to|committed to|pledged to|promised to|aims to)\s+){0,4}"
)
_ESTIMATED = re.compile(
    r"(?:['’]s)?\s+(?:estimates?|figures|data|statistics|accounts?|reckoning|statisticians?"
    r"|(?:customs|statistics|central bank|finance ministry|trade ministry)\s+(?:\w+\s+)?(?:says?"
    r"|said|counts?"
    r"|calculate[sd]?|reports?|reported|shows?|puts?))\b"
)
_STATISTICIANS = re.compile(
    r"['’]s?\s+(?:statisticians?|statistics (?:office|agency|bureau)|customs (?:office|service"
    r"|agency)"
    r"|central bank|(?:finance|trade|economy) ministry)\b"
)
_USED_BY = re.compile(
    r"\b(?:used|received|requested|sought|welcomed|needed|spent|managed|implemented"
    r"|matched)\s+by\s+"
    r"(?:the\s+)?$"
)
_VISITED = re.compile(
    r"\b(?:visit|trip|travell?(?:ed|ing)?|summit|meetings?|talks|forum|today|held|speech|stop)"
    r" (?:to|in)\s+$"
    r"|^[^a-z]*(?:Today |Yesterday )?[Ii]n\s+$",
    re.IGNORECASE,
)
_FIRMS_IN = re.compile(
    r"\b(?:from|by)\s+(?:[\w-]+\s+){0,2}(?:companies|firms|investors"
    r"|businesses)\s+(?:based\s+)?in\s+(?:the\s+)?$"
)
_AGENTS = re.compile(
    r"\b(?:compan(?:y|ies)|firms?|consortium|investors?|business(?:es)?|groups?|exporters"
    r"|importers|farmers"
    r"|manufacturers|makers|suppliers|donors?)\s+from\s+(?:the\s+)?$"
)
_TO_WHOM = re.compile(
    r"\b(?:gives?|gave|given|giving|grant(?:s|ed|ing)?|lends?|lent|lending|loan(?:s|ed)|offer(?:s|ed"
    r"|ing)?|sends?|sent|sending|hand(?:s|ed|ing)?|owes?|owed|owing|promis(?:e|es|ed|ing)"
    r"|award(?:s|ed|ing)?|sells?|sold|selling|ship(?:s|ped|ping)?"
    r"|allocat(?:e|es|ed|ing)|gifted|gifts|bring|brought|deliver(?:s|ed|ing)?|extend(?:s|ed|ing)?)"
    r"\s+(?:the\s+|the (?:government|people|republic) of\s+)?$"
)
_WHAT = re.compile(
    r"(?:\s+(?:an?|its|another|some|about|around|nearly|almost|over|more|than|up|to|at|least|as|much"
    r"|the|roughly|approximately|further|additional|extra|initial|also)\b){0,5}\s+"
    r"(?:[$€£¥₹]|\d|US\$|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens"
    r"|hundreds|thousands|millions|billions|half|twenty|thirty|forty|fifty)\b)"
)
_EXCEPT = re.compile(
    r"\b(?:except(?: for| from)?|other than|excluding|apart from|aside from)\s+(?:the\s+)?$"
)
_HOSTILE = re.compile(
    r"(?:['’]s?)?\s+(?:\w+\s+){0,2}?(?:assets?|aggression|invasions?|wars?|attacks?|missiles?|strikes?"
    r"|occupation|occupiers|oligarchs?|sanctions|threats?|bombardments?|shelling|violations?"
    r"|offensives?|brutality|atrocities)\b"
)
_SHORT = frozenset({"US", "U.S.", "UK", "U.K.", "EU"})
_OPENERS = frozenset({"that", "whether", "because", "when", "if", "although"})
_COUNTED = re.compile(r"(?:\d|\b(?:million|thousand|hundred|billion))\s+$")


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention of one side with how it stands: a preposition, owner, subject or object."""

    mention: Mention
    side: str
    cue: str


def placed(line: Line, span: tuple[int, int], anchor: tuple[int, int]) -> list[Placed]:
    """The one-sided mentions within `span`, seen from the measure's words at `anchor`."""
    out: list[Placed] = []
    for mention in line.mentions:
        if len(mention.sides) != 1 or not span[0] <= mention.start < span[1]:
            continue
        if mention.kind in ("capital", "seat") and _is_dateline(line.text, mention):
            continue
        if mention.sides[0] in CLUBS:
            continue
        if _in_brackets(line.text, mention, anchor):
            continue
        out.append(Placed(mention, mention.sides[0], _cue(line, mention, anchor, out)))
    return out


def _is_dateline(text: str, mention: Mention) -> bool:
    """ "Maputo — Portugal opened", "ANKARA, 5 June (Reuters) - ...": where it was written."""
    first = not any(letter.islower() for letter in text[: mention.start])
    return first and _DATELINE.match(text, mention.end) is not None


def _in_brackets(text: str, mention: Mention, anchor: tuple[int, int]) -> bool:
    """Whether a mention stands in brackets that do not hold the measure's words."""
    opening = text.rfind("(", 0, mention.start)
    if opening < 0 or text.find(")", opening, mention.start) >= 0:
        return False
    closing = text.find(")", mention.end)
    return closing >= 0 and not opening <= anchor[0] < closing


def _cue(line: Line, mention: Mention, anchor: tuple[int, int], before: list[Placed]) -> str:
    text = line.text
    if text[mention.end : mention.end + 1] in _DASHES or text[: mention.start][-1:] in _DASHES:
        return "between"
    if _EXCEPT.search(text, max(0, mention.start - 24), mention.start):
        return "aside"
    owns = mention.possessive or mention.kind == "adjective"
    if owns and _HOSTILE.match(text, mention.end):
        return "aside"
    if owns and 0 < anchor[0] - mention.end < 3:
        return "possessor" if mention.possessive else "owner"
    word, start = _word_before(text, mention.start)
    if word in ("and", ",", "&", "or") and before:
        previous = before[-1]
        listed = word != "," or _LISTED.match(text, mention.end)
        if start - previous.mention.end <= 2 and listed:
            return previous.cue
    if _THANKED.search(text[max(0, mention.start - 40) : mention.start]):
        return "by"
    if word in _ASIDE:
        return "aside"
    back = text[max(0, mention.start - 24) : mention.start]
    named = mention.possessive or mention.kind == "adjective"
    if named and mention.start > anchor[1] and _TO_DO.search(back):
        return "object"
    met = word in ("with", "to") and _MET.search(text, max(0, mention.start - 40), mention.start)
    if met and any(t.start == anchor[0] and t.measure in _TRADED for t in line.triggers):
        return "aside"
    if _ATTRIBUTED.search(text[max(0, mention.start - 24) : mention.start]):
        return "said"
    if (mention.possessive or mention.kind == "adjective") and _INTENT.match(text, mention.end):
        return "subject"
    if _COUNTED.search(text[max(0, mention.start - 16) : mention.start]):
        return "owner"
    inner = owns and word in ("of", "among") and mention.start < anchor[1]
    verb = line.is_verb(anchor[0])
    free = word not in ("from", "in", "to", "on", "for", "by", "into", "with")
    if verb and free and anchor[0] > mention.end and _DOES.fullmatch(text, mention.end, anchor[0]):
        return "subject"
    special = _by_its_words(text, mention, word, anchor, before) or _as_receiver(text, mention)
    if special:
        return special
    attributive = owns or mention.text in _SHORT
    inner_noun = _NOUN_NEXT.match(text, mention.end) and not _PLACE_NEXT.match(text, mention.end)
    if word == "in" and attributive and inner_noun:
        return "of"  # "in Chinese investment", "in UK vehicles" is no place
    if word in PREPOSITIONS and not inner:
        return "with" if word in ("toward", "towards") else word
    if owns or (not verb and _attributive(text, mention, anchor)):
        return "possessor" if mention.possessive else "owner"
    if verb and mention.start > anchor[1]:
        return "object"
    if word in _OPENERS or _ACTS.match(text, mention.end):
        return "subject"
    if word.endswith("ing") and before:
        return "object"
    if mention.start > anchor[1] and any(p.cue in ("subject", "owner") for p in before):
        return "object"
    return "object" if any(p.cue == "subject" for p in before) else "subject"


def _by_its_words(
    text: str, mention: Mention, word: str, anchor: tuple[int, int], before: list[Placed]
) -> str | None:
    """How a mention stands where the words beside it say another thing than their preposition."""
    back = text[max(0, mention.start - 30) : mention.start]
    if back.endswith(("home to the ", "home to ")) and _NOUN_NEXT.match(text, mention.end):
        return "at"
    if mention.kind == "adjective" and mention.end < anchor[0] and _HOSTS.match(text, mention.end):
        return "in"
    if word == "by" and _USED_BY.search(back):
        return "to"
    if mention.kind == "capital" and _VISITED.search(back[-24:]):
        return "at"
    if mention.possessive and _STATISTICIANS.match(text, mention.end):
        return "said"
    if word == "by" and _ESTIMATED.match(text, mention.end):
        return "said"
    firms = _FIRMS_IN.search(text, max(0, mention.start - 60), mention.start)
    if word == "in" and firms and not any(p.mention.start >= firms.start() for p in before):
        return "from"
    if word == "from" and mention.end < anchor[0] and _AGENTS.search(text, 0, mention.start):
        return "subject"
    if back.endswith(("favours ", "favors ", "favoured ", "favored ", "favouring ", "favoring ")):
        return "owner"
    if mention.possessive and _FAVOUR.match(text, mention.end):
        return "owner"
    left = word == "from" or (word == "of" and back.endswith("out of "))
    if left and _LEAVES.search(text[max(0, anchor[0] - 60) : mention.start]):
        return "in"
    return "from" if left and word == "of" else None


def _as_receiver(text: str, mention: Mention) -> str | None:
    """ "has given Viet Nam six million doses" is given to it."""
    if mention.possessive or mention.kind == "adjective":
        return None
    told = _TO_WHOM.search(text, max(0, mention.start - 40), mention.start)
    return "to" if told and _WHAT.match(text, mention.end) else None


def _word_before(text: str, at: int) -> tuple[str, int]:
    """The last word (or comma) before `at` that is no article, and where it starts."""
    end = at
    for _ in range(4):
        head = text[:end].rstrip()
        if head.endswith((",", "&")):
            return head[-1], len(head) - 1
        match = _LAST_WORDS.search(head[-40:])
        if match is None:
            return "", len(head)
        word = match.group().lower()
        start = len(head) - len(match.group())
        if word not in _SKIPPED:
            return word, start
        end = start
    return "", end


def _attributive(text: str, mention: Mention, anchor: tuple[int, int]) -> bool:
    """Whether a country's name stands before the measure's words as their owner ("US exports")."""
    if mention.end > anchor[0] or anchor[0] - mention.end > 60:
        return False
    gap = text[mention.end : anchor[0]]
    return "," not in gap and bool(_ATTRIBUTIVE.fullmatch(gap))
