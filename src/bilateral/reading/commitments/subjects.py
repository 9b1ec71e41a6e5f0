"""The place of a promising word in a sentence in, who promises and who says so out.

Works on the words around the verb instead of a parse: the subject is the mention that only
auxiliaries, adverbs and an apposition part from the verb, or, where the verb is a second one
("met X and pledged"), the first mention of the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from bilateral.knowledge.commitments import words
from bilateral.knowledge.seats import government_of
from bilateral.reading.page import Mention, Page, Sentence

_AUXILIARIES = (
    "too|have|has|had|is|are|was|were|be|been|do|did|does|also|further|both|jointly|together|today"
    "|again|mutually|then|each|now|already|once again|recently|thereby|in turn|all|still|first"
    "|meanwhile|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    "|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_APPOSITION = r"(?:, [^,;]{1,90},(?! (?:and|or) ))?"
_ASIDE = r"(?: \([^()]{1,60}\))?"
_LIGHT = re.compile(
    rf"{_ASIDE}{_APPOSITION}(?:,? (?:who|which))?"
    rf"(?:,? (?:{_AUXILIARIES}|\w+ly|will|would|should|may|can|could|shall)\b)*,? $",
    re.IGNORECASE,
)
_SECOND_VERB = re.compile(
    rf"(?:,| and|, and| or| but|, but)(?: (?:{_AUXILIARIES}|\w+ly))* $", re.IGNORECASE
)
_CONTRACTED = re.compile(r"[’'](?:re|ve|s) $")
_JOINED = re.compile(
    rf"(?:\)|{_ASIDE})(?:,? (?:and|&|as well as) (?:the |also )?(?:[A-Z]\w+ of )?|, (?:the )?)$"
)
_AFTER_PREPOSITION = re.compile(
    r"\b(?:of|in|with|to|for|by|from|between|at|on|into|against|toward|towards|about|over|among"
    r"|via|through|after|under|alongside|including|following|within|across|upon) (?:the |its )?$"
    r"|[-–/]$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?:;|:| that|, (?:which|who|while|whereas|as)) ?")
_LAST_WORDS = 110


@dataclass(frozen=True, slots=True)
class Subject:
    """Who promises: the sides, where their words begin, and the person when it is one.

    `joint` is whether it is both (or all) of them together.
    """

    start: int
    sides: tuple[str, ...]
    joint: bool
    person: str | None = None


def subject_of(sentence: Sentence, verb: int, page: Page) -> Subject | None:
    """Who does what the verb at `verb` says; None where it is nobody that acts for a side."""
    remark = _before_second_verb(sentence, verb, page) if _is_remark(sentence.text, verb) else None
    return remark or (
        _joint_words(sentence.text, verb, page)
        or _beside(sentence, verb)
        or _before_second_verb(sentence, verb, page)
    )


def _is_remark(text: str, verb: int) -> bool:
    """Whether the verb is a participle behind a comma, which is the main subject's ("met X,
    suggesting that")."""
    return _PARTICIPLE.match(text, verb) is not None and text[max(0, verb - 2) : verb] == ", "


_PARTICIPLE = re.compile(r"(?:also )?\w{3,}ing\b")


def _joint_words(text: str, verb: int, page: Page) -> Subject | None:
    """ "the two leaders", "they", "we", right before the verb; "Ministers" that opens it."""
    opens = _GENERAL.match(text, 0, verb)
    if opens and len(page.parties) == 2:
        return Subject(0, page.parties, True)
    found = _joint_pattern().search(text, max(0, verb - 110), verb)
    if found is None or len(page.parties) < 2:
        return None
    own = own_government(page) if found[1].lower() == "we" else None
    if own and not _in_quotation(text, found.start(1)):
        return Subject(found.start(1), (own,), False)
    agreed = text.startswith(("agreed", "have agreed"), verb) and len(page.parties) == 2
    if not (agreed or _means_both(text, found, page)):
        return None
    return Subject(found.start(1), page.parties, True)


_GENERAL = re.compile(
    r"(?:\(?\d{1,2}[.)] |[•*–-] ?)?(?:The )?(?:Ministers|Leaders|Presidents|Countries|Parties|Sides"
    r"|Delegations|Governments|Principals|Participants|Secretaries)"
    rf"(?:,? (?:{_AUXILIARIES}|\w+ly|will|would|shall)\b)* $"
)


def own_government(page: Page) -> str | None:
    """Whose "we" and "our" it is where one government speaks for itself: in its statements and
    read-outs, not in what it publishes with another or in a transcript."""
    if not _OWN_WORDS.match(page.document.title or "") or is_transcript(page):
        return None
    own = government_of(page.document.outlet)
    return own if own in page.parties else None


_OWN_WORDS = re.compile(
    r"(?!.*\b[Jj]oint\b)(?:Statement|Readout|Read-out|Press Statement|Press Release|Background)\b"
)


def _means_both(text: str, found: re.Match[str], page: Page) -> bool:
    """Whether "we" and "they" can be both sides: of two, and not in somebody's own words."""
    word = found[1].lower()
    if word.split()[0] not in ("we", "they"):
        return True
    if len(page.parties) != 2:
        return False
    return not (is_transcript(page) or (word != "they" and _in_quotation(text, found.start(1))))


def _in_quotation(text: str, at: int) -> bool:
    """Whether quotation marks stand around the words, or close behind them."""
    return text.count("“", 0, at) > text.count("”", 0, at) or "”" in text[at:] or '"' in text


@cache
def _joint_pattern() -> re.Pattern[str]:
    names = _alternatives(words("joint"))
    return re.compile(
        rf"(?<![\w’'-])({names})(?:[’'](?:re|ve|ll))?"
        rf"(?:,? (?:{_AUXILIARIES}|\w+ly|will|would|shall)\b)* $",
        re.IGNORECASE,
    )


def _alternatives(phrases: Iterable[str]) -> str:
    """A pattern of all `phrases`, the longest first, that reads each first word once."""
    rests: dict[str, list[str]] = {}
    for phrase in phrases:
        first, _, rest = phrase.partition(" ")
        rests.setdefault(first, []).append(rest)
    out = []
    for first, found in sorted(rests.items(), reverse=True):
        longer = [rest for rest in found if rest]
        after = f"(?: (?:{_alternatives(longer)}))" if longer else ""
        out.append(re.escape(first) + (f"{after}?" if after and "" in found else after))
    return "|".join(out)


UPPER = "A-Z\u00c0-\u00de\u0100-\u024f"
_TURN = re.compile(
    rf"^(?:Q|[{UPPER}][{UPPER} .,’'-]{{3,60}}:) |(?:^|[.?!] )\**[QA]: ", re.MULTILINE
)


def is_transcript(page: Page) -> bool:
    """Whether the page is what people said in turns, where "we" is the speaker's own side."""
    return _has_turns(page.document.text)


@lru_cache(maxsize=1)
def _has_turns(text: str) -> bool:
    return len(list(islice(_TURN.finditer(text), 2))) == 2


_STATES = ("country", "capital", "seat", "bloc")


def _beside(sentence: Sentence, verb: int) -> Subject | None:
    """The mention that only light words part from the verb."""
    mention = _last_before(sentence, verb)
    if mention is None or not mention.sides:
        return None
    if is_place(sentence.text, mention) or _is_aside(sentence.text, mention):
        return None
    gap = _without_government(sentence.text[mention.end : verb], mention)
    if gap and gap.lstrip(",").startswith(" which") and mention.kind not in _STATES:
        return None
    if gap is None or not (_LIGHT.fullmatch(gap) or _CONTRACTED.fullmatch(gap)):
        return None
    return _with_others(sentence, mention)


def is_place(text: str, mention: Mention) -> bool:
    """Whether a preposition makes the side a place ("a bank in Suva"), but not "the Government
    of Japan"."""
    if mention.kind not in ("country", "capital", "seat"):
        return False
    found = _AFTER_PREPOSITION.search(text, max(0, mention.start - 20), mention.start)
    if found is None:
        return False
    before = re.findall(r"[a-z]+", text[: found.start()].lower())[-1:]
    return not (found[0].startswith("of") and words("government").intersection(before))


def _is_aside(text: str, mention: Mention) -> bool:
    """Whether somebody is named in an aside only ("which, working with the Senate, will")."""
    if text[mention.end : mention.end + 2] != ", " or text.startswith("who ", mention.end + 2):
        return False
    return _WITH.search(text, max(0, mention.start - 20), mention.start) is not None


_WITH = re.compile(r"\b(?:with|to|by|for|from|against|about|alongside|between) (?:the )?$")


def _last_before(sentence: Sentence, verb: int) -> Mention | None:
    """The last mention that ends before `verb`, of one inside an apposition the mention before."""
    before = [m for m in sentence.mentions if m.end <= verb]
    if not before:
        return None
    last = before[-1]
    for mention in reversed(before):
        gap = sentence.text[mention.end : verb]
        if mention.sides and mention.kind != "adjective" and _LIGHT.fullmatch(gap):
            return mention
        if len(gap) > 110:
            break
    return last


def _without_government(gap: str, mention: Mention) -> str | None:
    """The words between mention and verb without "government", "side" ...; None where another
    noun follows an adjective or a possessive ("Chinese companies")."""
    gap = gap.removeprefix(" and people")
    if mention.kind == "adjective" or mention.possessive or gap.startswith(("'s ", "’s ", "’ ")):
        nouns = words("government")
        for size in (1, 2, 3):
            found = re.match(rf"(?:[’']s?)?((?: [\w-]+){{{size}}})(?=[ ,])", gap)
            if found and found[1].rsplit(" ", 1)[-1].lower() in nouns:
                return gap[found.end() :].removeprefix(" and people")
        return None
    first = re.match(r" ([\w-]+)(?=[ ,])", gap)
    if first and first[1].lower() in words("government"):
        return gap[first.end() :]
    return None if first and first[1].lower() in words("not_a_promise_subject") else gap


def _with_others(sentence: Sentence, mention: Mention) -> Subject:
    """The subject with the sides joined to it by "and"."""
    sides, start = list(mention.sides), mention.start
    person = mention.actor if mention.kind in ("person", "office", "pronoun") else None
    for other in reversed([m for m in sentence.mentions if m.end <= mention.start]):
        if not other.sides or not _JOINED.fullmatch(sentence.text[other.end : start]):
            break
        if _OBJECT.search(sentence.text, max(0, other.start - 30), other.start):
            break
        sides.extend(side for side in other.sides if side not in sides)
        start = other.start
        person = None
    return Subject(start, tuple(sides), len(sides) > 1, person if len(sides) == 1 else None)


# "discussed Venezuela and the Vice President stressed": the first is no subject.
_OBJECT = re.compile(r"\b[a-z]{2,}ed (?:also )?(?:the )?$")


def _before_second_verb(sentence: Sentence, verb: int, page: Page) -> Subject | None:
    """The subject that a verb shares with one before it ("met X in Rome and pledged to")."""
    text = sentence.text
    if not _SECOND_VERB.search(text, max(0, verb - 40), verb):
        return None
    dateline = _DATELINE.match(text)
    begin = max(
        (m.end() for m in _CLAUSE.finditer(text, 0, verb)),
        default=dateline.end() if dateline else 0,
    )
    begin = max(begin, _open_quotation(text, verb))
    both = _first_joint(text, begin, verb, page)
    first = next((m for m in sentence.mentions if begin <= m.start < verb and m.sides), None)
    behind = begin
    while first and (
        _AFTER_PREPOSITION.search(text, max(begin, first.start - 20), first.start)
        or (behind > begin and text[behind : first.start] in (" and ", " and the "))
    ):
        behind = first.end
        first = next((m for m in sentence.mentions if behind <= m.start < verb and m.sides), None)
    if both and (first is None or both.start <= first.start):
        return both
    if first is None or _without_government(text[first.end : verb], first) is None:
        return None
    return _with_following(sentence, first, verb)


def _open_quotation(text: str, end: int) -> int:
    """Where a quotation begins that is still open at `end`; 0 where none is."""
    begin = 0
    for mark in _MARK.finditer(text, 0, end):
        opens = mark[0] == "“" or (mark[0] == '"' and not begin)
        begin = mark.end() if opens else 0
    return begin


_MARK = re.compile(r"[“”\"]")
_DATELINE = re.compile(r"[A-Z][A-Z .’'/-]{2,30}(?:, [A-Z][\w .]{2,20}(?:, \d{4})?)? ?(?:-|–|—|--) ")


def _with_following(sentence: Sentence, mention: Mention, verb: int) -> Subject:
    """The subject with the sides that follow it joined by "and"."""
    sides, end = list(mention.sides), mention.end
    person = mention.actor if mention.kind in ("person", "office", "pronoun") else None
    for other in sentence.mentions:
        if end < other.start < verb and _JOINED.fullmatch(sentence.text[end : other.start]):
            sides.extend(side for side in other.sides if side not in sides)
            end = other.end
    return Subject(mention.start, tuple(sides), len(sides) > 1, person if len(sides) == 1 else None)


def _first_joint(text: str, begin: int, verb: int, page: Page) -> Subject | None:
    found = _any_joint().match(text, begin, verb)
    if found is None or len(page.parties) < 2:
        return None
    if found[1].lower() in ("they", "we") and is_transcript(page):
        return None
    return Subject(found.start(1), page.parties, True)


@cache
def _any_joint() -> re.Pattern[str]:
    names = _alternatives(words("joint") - {"both"})
    return re.compile(rf"(?:[\w ,]{{0,60}}, )?({names})\b", re.IGNORECASE)


def owner_of(sentence: Sentence, noun: int, page: Page) -> Subject | None:
    """Whose commitment, plan or wish the noun at `noun` names: "Japan's", "U.S.", "their"."""
    text = sentence.text
    if _PRAISED.search(text, max(0, noun - 90), noun):
        return None
    named = _last_before(sentence, noun)
    if named and named.sides and _OWNED.fullmatch(text[named.end : noun]):
        if " and " in text[named.end : noun]:
            return None
        verb = _VERB_OF_OWN.search(text, named.end, noun)
        return _received(sentence, page, verb[0]) if verb else _with_others(sentence, named)
    found = _OWN.search(text, max(0, noun - 70), noun)
    if found is None:
        return None
    word = found[1].lower()
    if word == "our":
        return _ours(sentence, found, page)
    if len(page.parties) > 1 and word in ("shared", "mutual", "joint"):
        return Subject(found.start(), page.parties, True)
    verb = _VERB_BEFORE.search(text, max(0, found.start() - 60), found.start())
    at = verb.start(1) if verb else found.start()
    subject = subject_of(sentence, at, page) or _first_subject(sentence, at, page)
    if subject and word == "their" and not subject.joint:
        return None
    return subject


_VERB_OF_OWN = re.compile(r" (?:also |both )?(\w{2,}ed|welcomes|notes|outlines) $")


def _received(sentence: Sentence, page: Page, verb: str) -> Subject | None:
    """ "Mr. Sullivan welcomed plans to": plans of both, where nobody is said to own them."""
    if len(page.parties) != 2 or not _WELCOMED.fullmatch(verb.strip()):
        return None
    return Subject(sentence.text.find(verb.strip()), page.parties, True)


_WELCOMED = re.compile(
    r"(?:also |both )?(?:welcomed|welcomes|noted|reviewed|outlined|endorsed|approved|announced)"
)


def _ours(sentence: Sentence, found: re.Match[str], page: Page) -> Subject | None:
    """ "our commitment": of both, or of the one side that voices it."""
    verb = _VERB_BEFORE.search(sentence.text, max(0, found.start() - 60), found.start())
    speaker = subject_of(sentence, verb.start(1), page) if verb else None
    if speaker and not speaker.joint and speaker.person:
        return speaker
    own = own_government(page)
    together = _TOGETHER.search(sentence.text, 0, found.start())
    if own and not (together or _SHARED.search(found[0])):
        return Subject(found.start(), (own,), False)
    return Subject(found.start(), page.parties, True) if len(page.parties) > 1 else None


def _first_subject(sentence: Sentence, before: int, page: Page) -> Subject | None:
    """Who opens the sentence: an owner named by a pronoun is most often its subject."""
    both = _first_joint(sentence.text, 0, before, page)
    if both:
        return both
    first = next((m for m in sentence.mentions if m.end <= before and m.sides), None)
    if first is None or first.start > 40 or first.kind == "adjective" or first.possessive:
        return None
    if _AFTER_PREPOSITION.search(sentence.text, 0, first.start):
        return None
    return _with_following(sentence, first, before)


_TOGETHER = re.compile(r"\b(?:[Tt]ogether|[Jj]ointly|[Bb]oth),? we\b")
_SHARED = re.compile(r"\b(?:shared|mutual|joint|common|collective)\b", re.IGNORECASE)
# What one side thanks the other for is known already and not promised here.
_PRAISED = re.compile(
    r"\b(?:prais|commend|applaud|thank|admir|congratulat|salut|appreciat|discuss|recogni[sz]"
    r"|acknowledg)\w*\b(?:(?! (?:re)?(?:affirm|iterat|confirm|stat|new)| underscor| express| convey"
    r"| stress| emphasi)[^.;,]){0,70}$"
)
_OWNED = re.compile(r"(?:[’']s?| Government[’']s| government[’']s)?(?: [\w-]+){0,2} ")
_OWN = re.compile(
    r"\b(their|its|his|her|our|shared|mutual|joint|(?:administration|government|country)[’']s)"
    r"(?: [\w-]+){0,3} $",
    re.IGNORECASE,
)
_VERB_BEFORE = re.compile(r"(?<=[ ,])(\w+(?:ed|es|s|ing)|underscore|reiterate) (?:the )?$")


def speaker_of(sentence: Sentence, start: int, end: int) -> str | None:
    """Who is quoted for the words from `start` to `end` in the same sentence."""
    return _speaker_before(sentence, start) or tail_speaker(sentence, end)


def _speaker_before(sentence: Sentence, start: int) -> str | None:
    """ "X said (that) ..." before the words."""
    for mention in reversed(sentence.mentions):
        if mention.end > start or not mention.actor or mention.kind == "body":
            continue
        if _speaks(sentence.text[mention.end : start]):
            return mention.actor
    return None


def _speaks(gap: str) -> bool:
    """Whether the words after a person begin with a verb of saying."""
    heads = re.findall(r"[a-z]+", gap[:60].lower())[:5]
    return any(word in words("speech") for word in heads)


def tail_speaker(sentence: Sentence, begin: int = 0) -> str | None:
    """Who is named at the end: "..., Mr Ito said"."""
    text = sentence.text.rstrip(" .\n")
    for mention in reversed(sentence.mentions):
        if mention.start < begin or len(text) - mention.start > _LAST_WORDS or not mention.actor:
            continue
        if _SAYS_BEFORE.search(text, max(begin, mention.start - 30), mention.start):
            return mention.actor
        before = text[max(0, mention.start - 5) : mention.start].removesuffix("the ")
        if not before.rstrip().endswith((",", "”", '"', "’")):
            continue
        last = re.findall(r"[a-z]+", text[mention.end :])[:3]
        if any(word in words("speech") for word in last):
            return mention.actor
    return None


# "…, added the president".
_SAYS_BEFORE = re.compile(
    r"[,”\"»]\s?(?:said|says|added|stressed|noted|stated|announced|declared|explained|concluded"
    r"|emphasi[sz]ed|continued|promised|pledged|assured) (?:the )?$"
)


def goes_on(sentence: Sentence) -> bool:
    """Whether the sentence ends with "he added": the last speaker goes on."""
    found = _PRONOUN_TAIL.search(sentence.text)
    return found is not None


_PRONOUN_TAIL = re.compile(
    r",[”\"]? (?:he|she|they|the \w+(?: \w+){0,3}|[A-Z][\w’-]+(?: [A-Z][\w’-]+)?)"
    r" (?:also )?(?:added|said|noted|continued|stressed|went on|explained|told \w+)"
    r"(?: [\w ]{1,30})?\.?[”\"]?\s*$"
)
