"""A measure's words in a sentence in, its two sides out: whose figure, and with whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bilateral.knowledge.measures import MeasureRule
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
OWNER_REACH = 60
POSSESSOR = "possessor"
"""An owner by 's, told from a demonym only by rules that name it: "China's debt" is what China
owes, "the Chinese debt" what is owed to China."""
CLUBS = frozenset({"G7", "G8", "G20", "QUAD", "AUKUS", "NATO", "BRICS", "OECD", "OPEC", "C5+1"})
"""Circles of countries that keep no books, and so are no side of a figure."""
BODIES = frozenset({"IGO", "NGO"})
_DASHES = ("-", "–", "‑")
_ATTRIBUTED = re.compile(r"\b(?:according to|figures from|data from|cited by)\s+(?:the\s+)?$", re.I)
_INTENT = re.compile(
    r"(?:['’]s?)?\s+(?:[\w-]+\s+)?(?:commitment|pledge|plans?|promise|decision|agreement|offer)"
    r"(?: [\w ]{1,30})? to\b"
)
_TRADED = ("trade", "exports", "imports", "trade_balance")
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
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be|getting|got)\s+(?:\w+ly\s+)?$")
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
_SHORT = frozenset({"US", "U.S.", "UK", "U.K.", "EU"})
_PARTICIPLE = re.compile(r"\w+(?:ed|en|nt|ld|id|ut|ought|ft|won)\b")
_OPENERS = frozenset({"that", "whether", "because", "when", "if", "although"})
_COUNTED = re.compile(r"(?:\d|\b(?:million|thousand|hundred|billion))\s+$")
_ITS = re.compile(r"\b(?:its|their|his|her)\b[\w\s-]{0,40}$", re.IGNORECASE)
_IMPLIED = re.compile(
    r"\b(?:bilateral|two-way|mutual|each other|reciprocal|both|between the two)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sides:
    """Who a figure is about: `ref` and `counterpart` as its measure defines them."""

    ref: str | None
    counterpart: str | None

    @property
    def whole(self) -> bool:
        return bool(self.ref and self.counterpart and self.ref != self.counterpart)


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
        if mention.sides[0] in CLUBS:
            continue
        if _in_brackets(line.text, mention, anchor):
            continue
        out.append(Placed(mention, mention.sides[0], _cue(line, mention, anchor, out)))
    return out


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
    word, start = _word_before(text, mention.start)
    if word in ("and", ",", "&", "or") and before:
        previous = before[-1]
        listed = word != "," or _LISTED.match(text, mention.end)
        if start - previous.mention.end <= 2 and listed:
            return previous.cue
    if _THANKED.search(text[max(0, mention.start - 40) : mention.start]):
        return "by"
    met = word in ("with", "to") and _MET.search(text, max(0, mention.start - 40), mention.start)
    if met and any(t.start == anchor[0] and t.measure in _TRADED for t in line.triggers):
        return "aside"
    if _ATTRIBUTED.search(text[max(0, mention.start - 24) : mention.start]):
        return "said"
    if (mention.possessive or mention.kind == "adjective") and _INTENT.match(text, mention.end):
        return "subject"
    owns = mention.possessive or mention.kind == "adjective"
    if owns and 0 < anchor[0] - mention.end < 3:
        return "possessor" if mention.possessive else "owner"
    if _COUNTED.search(text[max(0, mention.start - 16) : mention.start]):
        return "owner"
    inner = owns and word in ("of", "among") and mention.start < anchor[1]
    verb = line.is_verb(anchor[0])
    free = word not in ("from", "in", "to", "on", "for", "by", "into", "with")
    if verb and free and anchor[0] > mention.end and _DOES.fullmatch(text, mention.end, anchor[0]):
        return "subject"
    special = _by_its_words(text, mention, word, anchor, before)
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


def read_sides(
    line: Line, rule: MeasureRule, anchor: tuple[int, int], at: int, floor: int = 0
) -> Sides:
    """The sides that the words around an amount at `at` give; either may be missing.

    Looked for in the amount's clause first, then in the sentence; nothing before `floor`, where
    the words of another figure end.
    """
    found = Sides(None, None)
    clause = line.clause(at)
    spans = ((max(clause[0], floor), clause[1]), (floor, len(line.text)))
    verb = line.is_verb(anchor[0])
    everyone = placed(line, (0, len(line.text)), anchor)
    if POSSESSOR not in (*rule.ref, *rule.counterpart):
        everyone = [replace(p, cue="owner") if p.cue == POSSESSOR else p for p in everyone]
    if verb and _is_passive(line.text, anchor[0]):
        everyone = [replace(p, cue="object") if p.cue == "subject" else p for p in everyone]
    everyone = [_of_the_other_flow(line, p, rule, anchor) for p in everyone]
    for span in dict.fromkeys(spans):
        people = [
            p
            for p in everyone
            if span[0] <= p.mention.start < span[1] or (verb and p.cue == "subject")
        ]
        found = _matched(people, rule, anchor, found, verb)
        if found.whole:
            return found
    return found


_FLOWS = {"exports": "to", "imports": "from"}


def _of_the_other_flow(
    line: Line, person: Placed, rule: MeasureRule, anchor: tuple[int, int]
) -> Placed:
    """The partner of exports is that of the imports told beside them ("exports were $900 million
    and imports from the Netherlands $400 million")."""
    if rule.measure not in _FLOWS or person.cue not in ("to", "from"):
        return person
    start = person.mention.start
    back = next((t for t in reversed(line.triggers) if t.end < start and not t.verb), None)
    if back is None or back.start == anchor[0] or _FLOWS.get(back.measure) != person.cue:
        return person
    beside = start - back.end < len(" from the ") + 1
    return replace(person, cue=_FLOWS[rule.measure]) if beside else person


def _is_passive(text: str, at: int) -> bool:
    """Whether the verb at a place is a participle behind "was": its subject has it done to it."""
    return bool(_PASSIVE.search(text[max(0, at - 30) : at]) and _PARTICIPLE.match(text, at))


def _matched(
    people: list[Placed], rule: MeasureRule, anchor: tuple[int, int], have: Sides, verb: bool
) -> Sides:
    ref_cues, counterpart_cues = rule.ref, rule.counterpart
    if verb:  # who does it stands before a verb, whatever else is named
        ref_cues, counterpart_cues = _subject_first(ref_cues), _subject_first(counterpart_cues)
    ref = have.ref or _best(people, ref_cues, anchor, have.counterpart)
    counterpart = have.counterpart or _best(people, counterpart_cues, anchor, ref)
    return Sides(ref, counterpart)


def _subject_first(cues: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(cues, key=lambda cue: cue != "subject"))


def _best(
    people: list[Placed],
    cues: tuple[str, ...],
    anchor: tuple[int, int],
    other: str | None,
) -> str | None:
    """The side of the surest cue, the nearest to the measure's words."""
    body: str | None = None
    for cue in cues:
        fits = [p for p in people if p.cue == cue and p.side != other and _beside(p, anchor)]
        fits.sort(key=lambda p: _distance(p.mention, anchor))
        if cue == cues[0] and "object" in cues and "subject" not in cues:
            fits = [p for p in people if _receives(p, anchor, other)] or fits
        for person in fits:
            if person.side not in BODIES:
                return person.side
            body = body or person.side
    return body


def _receives(person: Placed, anchor: tuple[int, int], other: str | None) -> bool:
    """Whether somebody stands right after the verb: "sold Iceland goods"."""
    near = 0 < person.mention.start - anchor[1] <= 5
    return near and person.cue == "object" and person.side != other


def _beside(person: Placed, anchor: tuple[int, int]) -> bool:
    """An owner stands beside the measure's words; any other may be anywhere."""
    return person.cue not in ("owner", POSSESSOR) or _distance(person.mention, anchor) < OWNER_REACH


def _distance(mention: Mention, anchor: tuple[int, int]) -> int:
    return min(abs(mention.start - anchor[1]), abs(anchor[0] - mention.end))


def is_mutual(line: Line) -> bool:
    """Whether the sentence says that the figure is of the two together."""
    return bool(_IMPLIED.search(line.text)) or any(m.kind == "both" for m in line.mentions)


def says_its(line: Line, at: int) -> bool:
    """Whether a pronoun owns what stands at `at` ("its exports")."""
    return bool(_ITS.search(line.text[max(0, at - 60) : at]))


def pair_of(line: Line) -> tuple[str, str] | None:
    """The two sides that the page is about, or that its title names; None where there are not
    just two."""
    parties = line.page.parties
    title = line.page.title
    if len(parties) != 2 and title and title is not line.sentence:
        named = dict.fromkeys(side for m in title.mentions for side in m.sides)
        parties = tuple(sorted(named))
    return (parties[0], parties[1]) if len(parties) == 2 else None


def other_party(line: Line, side: str | None) -> str | None:
    """The other of the two sides of the page, where this is one of them."""
    pair = pair_of(line)
    if pair is None or side not in pair:
        return None
    return pair[0] if side == pair[1] else pair[1]
