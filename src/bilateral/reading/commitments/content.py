"""Where a promise begins in, where it ends out: the promised thing as a slice of the sentence."""

from __future__ import annotations

import re

_STARTS_GERUND = re.compile(r"(?:to )?(?:\w+ly )?\w+ing\b", re.IGNORECASE)
# A new clause, a remark behind a comma, or who said it.
_END = re.compile(
    r";|: |, (?:which|while|whereas|although|though|but|according to|as well as to"
    r"|because|given|despite|amid|after|before|where|when|who|so|yet|even)\b"
    r"|,[”\"]? (?:[Hh]e|[Ss]he|[Tt]he [\w ]{1,40}|[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,4})"
    r" (?:said|says|added|noted|told|stressed|stated|explained|announced|continued|emphasi[sz]ed)\b"
    r"| (?:[Hh]e|[Ss]he) (?:said|added|noted)\b"
    r"|, (?:the )?(?:[A-Z][\w.’'-]*(?: of| and| the)? ?){1,5} (?:will|shall|would|has|have)\b"
    r"|, (?:following|during|at the end of|on the sidelines of|according to)\b"
    r"|,? and (?:also |they |both |further )?(?:welcomed|confirmed|reaffirmed|discussed|noted"
    r"|expressed|thanked|emphasi[sz]ed|underscored|commended|praised|called (?:for|on)|affirmed"
    r"|reviewed|urged|reiterated|highlighted|acknowledged|recognized|condemned|exchanged"
    r"|congratulated|stressed|conveyed)\b"
)
_REMARK = re.compile(
    r", (?!including|building|leading up|pending|bring|during|according|regarding|concerning"
    r"|king|spring|beijing|nothing|something)\w{2,}ing\b(?! (?:and|or|security|capacity)\b)"
)
_CLOSING = ' .,;:\n”"’)'


def content_start(text: str, end: int) -> int:
    """Where the promise begins behind words that end at `end`: at the sum, and past "(i)"."""
    if text[end - 1] in "$€£":
        return end - 1
    numbered = _NUMBERED.match(text, end)
    return numbered.end() if numbered else end + 1


_NUMBERED = re.compile(r":? \((?:\d{1,2}|[ivx]{1,4}|[a-z])\) ")


def content_end(text: str, start: int) -> int:
    """The end of the promise that begins at `start`."""
    ends = [len(text.rstrip(_CLOSING)), _quotation_end(text, start)]
    found = _END.search(text, start)
    if found:
        ends.append(found.start())
    if not _STARTS_GERUND.match(text, start):
        remarks = list(_REMARK.finditer(text, start))
        if len(remarks) == 1 and not _is_list(text, start, remarks[0]):
            ends.append(remarks[0].start())
    return max(start, min(ends))


def _is_list(text: str, start: int, remark: re.Match[str]) -> bool:
    """ "help in building roads, training nurses and sending books": one list of acts."""
    before = _GERUND_OF.search(text, start, remark.start())
    return before is not None and _AND_GERUND.search(text, remark.end()) is not None


_GERUND_OF = re.compile(r"\b(?:in|by|on|with|as|like|for) \w{2,}ing\b")
_AND_GERUND = re.compile(r" and \w{2,}ing\b")


def _quotation_end(text: str, start: int) -> int:
    """Where a quotation closes that was opened before `start`; one opened behind it is part of
    the promise ("dialogue \"at all levels\" and ...")."""
    inside = False
    for mark in _MARK.finditer(text, start):
        opens = mark[0] == "“" or (mark[0] == '"' and text[mark.start() - 1] in " (-")
        if opens:
            inside = True
        elif not inside:
            return mark.start()
        else:
            inside = False
    return len(text)


_MARK = re.compile(r"[“”\"]")


def behind_clause(text: str, content: int, end: int) -> int:
    """Where the promise begins behind who makes or gets it ("assured X that it would build", "was
    proposed by X that")."""
    found = _CLAUSE_OPENS.match(text, content, end)
    return found.end() if found else content


_CLAUSE_OPENS = re.compile(
    r"(?:by (?:[A-Z][\w.’'-]*,? (?:of |and )?){1,6}(?:to|that) "
    r"|(?:[A-Z][\w.’'-]* ){0,4}that (?:it|he|she|they|(?:its|his|her|their) (?:government|country))"
    r" (?:would|will|shall) )"
)


def is_question(text: str, content: int) -> bool:
    """ "was asked whether it would": nothing is promised or asked for."""
    return _OPEN_QUESTION.match(text, content) is not None


_OPEN_QUESTION = re.compile(r"(?:whether|if|about|why|how|what|when|who|where)\b")
