"""The words that open a promise in, who makes it out, where it is not the plain subject.

Passives ("was asked by"), nouns with their makers ("a pledge by Oslo to", "gave Kyiv a pledge
to"), clauses joined to another, and speakers whose country stands elsewhere.
"""

from __future__ import annotations

import re

from bilateral.knowledge.commitments import frames
from bilateral.knowledge.matching import Match
from bilateral.reading.commitments.subjects import Subject, is_place, subject_of
from bilateral.reading.page import Mention, Page, Sentence

_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being|be)(?: (?:also|again|\w+ly|once more))? $", re.IGNORECASE
)
_PARTICIPLE = re.compile(r"(?:\w+ed|sworn)\b")
_BY = re.compile(r"\bby (?:the )?(?:governments? (?:of|in) (?:the )?)?$")
_JOINT = re.compile(
    r"(?:,? and|,? but|,? while|;)(?:(?: also| both)? (?:confirm|affirm|reaffirm|agre|add|note"
    r"|stat|announc|decid|pledg|reiterat|stress|said|emphasi[sz]|concurr)(?:s|ed|d)?)?(?: that)?"
    r"(?: (?:also|in (?:exchange|return|turn)|then|further|later|again|both|have|has|had))*,?"
    r"(?: the)? $"
)
_PRONOUN_CLAUSE = re.compile(
    r"(?:,? and|,? but)(?: that)? (?:it|he|she|they|his|her)\b[\w ]{0,25}$"
)
_GIVES = re.compile(
    r"\b(?:gave|gives|given|made|makes|extended|extends|issued|renewed|renews|repeated|repeats"
    r"|confirmed|confirms|reiterated|honou?red|announced|offered)\b(?: [\w’'-]+){0,4} $"
)
_GAP = 45


def agent_of(sentence: Sentence, match: Match, page: Page) -> Subject | None:
    """Who promises or asks: the subject of an active verb, the agent of a passive one."""
    if _is_passive(sentence.text, match):
        return _passive_agent(sentence, match, page)
    if sentence.text[match.start : match.end].endswith("agreed with"):
        return _agreed_with(sentence, match, page)
    inner = _clause_subject(sentence, match)
    return (
        inner
        or _other_than_asked(sentence, match, page, subject_of(sentence, match.start, page))
        or _impersonal(sentence, match, page)
        or the_country(sentence, match, page)
        or _it(sentence, match)
        or _unnamed_speaker(sentence, match, page)
    )


def _other_than_asked(
    sentence: Sentence, match: Match, page: Page, subject: Subject | None
) -> Subject | None:
    """The subject; "he asked Vietnam" is said by the other side, whoever "he" was taken for."""
    if subject is None or frames()[match.key].takes != "noun" or len(page.parties) != 2:
        return subject
    asked = next((m for m in sentence.mentions if m.start == match.end + 1), None)
    pronoun = any(m.kind == "pronoun" and m.start == subject.start for m in sentence.mentions)
    if not pronoun or asked is None or asked.sides != subject.sides:
        return subject
    rest = tuple(side for side in page.parties if side not in subject.sides)
    return Subject(subject.start, rest, False)


def _clause_subject(sentence: Sentence, match: Match) -> Subject | None:
    """ "assured X that Qatar would hire": who is to act is the subject of the inner clause."""
    if frames()[match.key].name not in ("commitments.pledged", "commitments.agreed_that"):
        return None
    text = sentence.text
    reach = match.end + (60 if frames()[match.key].takes == "act" else 2)
    inner = [m for m in sentence.mentions if match.end <= m.start <= reach and m.sides]
    for mention in inner:
        that = _THAT.search(text, match.end - 5, mention.start)
        if that and len(mention.sides) == 1 and _WOULD.match(text, mention.end):
            return Subject(mention.start, mention.sides, False, None)
    return None


_THAT = re.compile(r"\bthat (?:the )?$")
_WOULD = re.compile(r" (?:government |side )?(?:would|will|shall)\b")


def _agreed_with(sentence: Sentence, match: Match, page: Page) -> Subject | None:
    """ "Rome agreed with Paris to": both together."""
    subject = subject_of(sentence, match.start, page)
    partner = next((m for m in sentence.mentions if m.start >= match.end and m.sides), None)
    if subject is None or partner is None or partner.start > match.end + 30:
        return None
    if not re.match(r"(?: [\w’'-]+){0,3} (?:to|on) ", sentence.text[partner.end :]):
        return None
    sides = tuple(dict.fromkeys((*subject.sides, *partner.sides)))
    return Subject(subject.start, sides, len(sides) > 1)


def speaking_subject(sentence: Sentence, match: Match, page: Page) -> Subject | None:
    """Who a pronoun or "his country" before "will" stands for: the side that says so."""
    return (
        _it(sentence, match)
        or the_country(sentence, match, page)
        or _unnamed_speaker(sentence, match, page)
    )


def _it(sentence: Sentence, match: Match) -> Subject | None:
    """ "and it would pay": the country that opens the sentence."""
    if not _IT.search(sentence.text, max(0, match.start - 20), match.start):
        return None
    states = [m for m in sentence.mentions if m.kind in ("country", "seat", "capital")]
    acting = [m for m in states if m.end <= match.start and _may_say(sentence.text, m)]
    last = acting[-1] if acting else None
    return Subject(match.start, last.sides, False) if last and len(last.sides) == 1 else None


def _may_say(text: str, mention: Mention) -> bool:
    """Whether a state is no place and nobody who is told something."""
    if mention.possessive or is_place(text, mention):
        return False
    return _TOLD.search(text, max(0, mention.start - 20), mention.start) is None


_TOLD = re.compile(r"\b(?:told|assured|informed|promised|reminded) (?:the )?$")
_IT = re.compile(r"\b(?:that|and|but|\w+s|\w+ed|said|told \w+) it (?:also )?$")


def _is_passive(text: str, match: Match) -> bool:
    words = text[match.start : match.end]
    if frames()[match.key].name not in _MAY_BE_PASSIVE or not _PARTICIPLE.match(words):
        return False
    return _PASSIVE.search(text, max(0, match.start - 24), match.start) is not None


_MAY_BE_PASSIVE = ("commitments.pledged", "commitments.called", "commitments.proposed")


def _passive_agent(sentence: Sentence, match: Match, page: Page) -> Subject | None:
    """ "by X" behind the participle; without it the other of two sides."""
    text = sentence.text
    for mention in sentence.mentions:
        if mention.start >= match.start and mention.sides and _BY.search(text, 0, mention.start):
            return _as_subject(mention)
    asked = subject_of(sentence, match.start, page)
    rest = [side for side in page.parties if asked and side not in asked.sides]
    if asked is None or asked.joint or len(rest) != 1 or len(page.parties) != 2:
        return None
    return Subject(asked.start, tuple(rest), False)


def _as_subject(mention: Mention) -> Subject:
    person = mention.actor if mention.kind in ("person", "office", "pronoun") else None
    return Subject(mention.start, mention.sides, len(mention.sides) > 1, person)


def the_country(sentence: Sentence, match: Match, page: Page) -> Subject | None:
    """ "The country has pledged": the side that the words before tell of."""
    found = _THE_COUNTRY.search(sentence.text, max(0, match.start - 60), match.start)
    if found is None:
        return None
    before = [m for m in sentence.mentions if m.end <= found.start() and m.sides]
    if not before and sentence.index:
        before = [m for m in page.sentences[sentence.index - 1].mentions if m.sides]
    told = next((m for m in before if m.kind != "both" and set(m.sides) <= set(page.parties)), None)
    if told is None or len(told.sides) != 1:
        return None
    return Subject(found.start(1), told.sides, False)


_THE_COUNTRY = re.compile(
    r"(?:^|[,;] |\band |\bthat )((?:[Tt]he|[Tt]his) (?:\w+ )?(?:country|kingdom|nation|republic"
    r"|emirate|sultanate|bloc))(?: (?:has|have|had|also|is|was|then|now|\w+ly))* $"
)


def _impersonal(sentence: Sentence, match: Match, page: Page) -> Subject | None:
    """ "It was agreed that": both sides."""
    found = _IT_WAS.search(sentence.text, max(0, match.start - 40), match.start)
    if found is None or len(page.parties) != 2:
        return None
    return Subject(found.start(), page.parties, True)


_IT_WAS = re.compile(r"\bit (?:was|is|has been|had been)(?: also)? $", re.IGNORECASE)


def _unnamed_speaker(sentence: Sentence, match: Match, page: Page) -> Subject | None:
    """ "The visiting minister said his country would train Laotian officers": where two sides
    are in play and the promise names one, the other makes it."""
    text = sentence.text
    before = _UNNAMED.search(text, max(0, match.start - 110), match.start)
    if before is None or len(page.parties) != 2:
        return None
    told = {side for m in sentence.mentions if m.start > match.start for side in m.sides}
    told &= set(page.parties)
    if len(told) != 1:
        return None
    rest = tuple(side for side in page.parties if side not in told)
    return Subject(before.start(1), rest, False)


_UNNAMED = re.compile(
    r"\b((?:[Hh]is|[Hh]er) (?:own )?(?:country|government|side|nation|ministry)"
    r"|(?:[Hh]e|[Ss]he)|M(?:r|s|rs)\.? [A-Z][\w’-]+"
    r"|[Tt]he (?:visiting |(?:prime|foreign|deputy|vice) ){0,2}"
    r"(?:minister|president|ambassador|envoy|premier|secretary|leader|chancellor|king|emir))"
    r"(?: (?:also|then|again|had|has|said (?:he|she|it)))* $"
)


def named_owner_of(sentence: Sentence, match: Match, page: Page) -> Subject | None:
    """Who stands behind "a pledge by", "the commitment of"."""
    text = sentence.text
    for mention in sentence.mentions:
        if mention.start < match.end or not mention.sides:
            continue
        gap = text[match.end : mention.start]
        return _as_subject(mention) if gap in (" ", " the ") else None
    return None


def giver_of(sentence: Sentence, match: Match, page: Page) -> Subject | None:
    """Who gives "a pledge to", "a promise of"; whoever wins one has it from the other."""
    text = sentence.text
    gives = _GIVES.search(text, max(0, match.start - _GAP), match.start)
    if gives:
        return subject_of(sentence, gives.start(), page)
    return None


def joined_at(sentence: Sentence, verb: int) -> int | None:
    """Where "and", "but" or "while" begins that joins the clause of the verb at `verb` to the
    words before it; None where the verb stands in the same clause."""
    text = sentence.text
    found = _JOINT.search(text, max(0, verb - _GAP), verb)
    if found is None:
        found = _PRONOUN_CLAUSE.search(text, max(0, verb - _GAP), verb)
    if found:
        return found.start()
    before = [m for m in sentence.mentions if m.end <= verb and m.sides]
    if not before or not _LIGHT_VERB.fullmatch(text, before[-1].end, verb):
        return None
    found = _JOINT.search(text, max(0, before[-1].start - _GAP), before[-1].start)
    return found.start() if found else None


_LIGHT_VERB = re.compile(r"(?: (?:has|have|had|is|are|was|were|also|then|again|\w+ly))* ")
