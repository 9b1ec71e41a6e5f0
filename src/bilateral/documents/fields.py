"""The plain words of a page in, its fields and the remaining text out.

Above the first paragraph stand section, title, outlet, byline, date and view count, in any
order and often several in one line; below the last one byline and source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from bilateral.documents.draft import Draft
from bilateral.documents.published import find_dates, publication
from bilateral.knowledge.furniture import alternatives, label_set, labels
from bilateral.knowledge.outlets import outlet_named
from bilateral.language.characters import close_gaps

_HEAD_LINES = 12
_LONGEST_TITLE = 32
_SHORTEST_TITLE = 3
_LONGEST_META = 22
_LONGEST_LINE = 500
_LONGEST_SECTION = 5
_PARAGRAPH = 14
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_STATEMENT_END = re.compile(r"[.:;][\"”’)]*$")
_ABBREVIATION_END = re.compile(r"\b(?:U\.S|Jr|[A-Z])\.$")
_DAY_OR_ZONE = re.compile(
    r"\b(?:Mon|Tues?|Wednes|Wed|Thurs?|Fri|Satur|Sat|Sun)(?:day)?\b\.?,?|\(?GMT[+-]?\d*\)?"
)
_IMPRINT = re.compile(
    r"^(?P<name>[A-ZĐÀ-Ý][\w'’& -]{2,50}), (?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2},) \d{4}\.\s"
)
_DATELINE = re.compile(r"^[A-ZĐÀ-Ý][\w.'’ ,()/-]{1,60}?\s[-–—]{1,2}\s+(?=\S)")
_NAME = re.compile(r"[A-ZĐÀ-Ý][\w'’.-]*")
_VIETNAMESE = re.compile(r"\b(?:ngày|đăng|lúc|cập nhật|thứ|tháng)\b", re.I)
_OWN_LETTERS = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_TOLD_WORDS = 7
_PARTS = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+|,\s+|\.\s+|\s*;\s*")


@dataclass(slots=True)
class _Head:
    """The fields found in the lines above the text, and the lines that stay with it."""

    sections: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    outlet: str | None = None
    byline: str | None = None
    views: int | None = None


def take_fields(text: str, title: str | None = None, address: str | None = None) -> Draft:
    """The draft of a tidied page: fields out of its first and last lines, the rest as text.

    With a `title` given only lines that say what they are (a label, a date of its own) are
    taken; without one, the first line that looks like a title is the title.
    """
    lines = text.split("\n")
    start = _body_start(lines)
    head = _read_head(lines[:start], title)
    body = head.kept + lines[start:]
    draft = Draft(text="", title=title, outlet=head.outlet, byline=head.byline)
    draft.view_count = head.views
    if title is None:
        _name_title(draft, head)
    body = _take_tail(body, draft, guess=title is None)
    draft.text = close_gaps("\n".join(body)).strip("\n")
    draft.published = _published(head.dates, draft.text, address)
    draft.outlet = draft.outlet or _dateline_outlet(draft.text)
    return draft


def _body_start(lines: list[str]) -> int:
    """The index of the first line that is a paragraph of the article."""
    seen = 0
    for index, line in enumerate(lines):
        if not line:
            continue
        seen += 1
        if seen > _HEAD_LINES or _is_paragraph(line, first=seen == 1):
            return index
    return 0 if seen <= 1 else len(lines)


def _is_paragraph(line: str, *, first: bool) -> bool:
    words = len(line.split())
    if is_meta(line):
        return False
    if _DATELINE.match(line) and words >= _PARAGRAPH:
        return True
    if first:
        return words > _LONGEST_TITLE or (words >= 8 and line.endswith((".", ".”", '."')))
    ended = bool(_SENTENCE_END.search(line))
    return words > _LONGEST_TITLE or (ended and words >= 6) or words >= _LONGEST_META


def is_meta(line: str) -> bool:
    """Whether a line is there to say when, by whom or where the article was published."""
    if len(line) > _LONGEST_LINE or len(line.split()) > _LONGEST_META or _is_told(line):
        return False
    if _labelled("views").search(line) or _labelled("posted").match(line):
        return bool(re.search(r"\d", line))
    if _byline(line):
        return True
    found = find_dates(line)
    if not found or _DATELINE.match(line):
        return False
    rest = _without_dates(line)
    return len(rest.split()) <= 12 and not re.search(r"[a-z] (?:will|is|was|has|to) [a-z]", rest)


def _is_told(line: str) -> bool:
    """Whether a line that opens with its day ("Ngày 6/7, ...") is a sentence of the article."""
    if not (_SENTENCE_END.search(line) and _OWN_LETTERS.search(line)):
        return False
    return len(_without_dates(line).split()) >= _TOLD_WORDS


@cache
def _labelled(kind: str) -> re.Pattern[str]:
    words = alternatives(labels(kind))
    if kind == "views":
        return re.compile(
            rf"\b(?:{words})\s*:?\s*(?P<n>\d[\d.,]*)|(?P<before>(?<![\d.,])\d[\d.,]*)\s+(?:{words})\b",
            re.I,
        )
    return re.compile(rf"\W*(?:{words})\b\s*[:|-]?\s*", re.I)


@cache
def _byline_pattern() -> re.Pattern[str]:
    words = alternatives(labels("byline"))
    return re.compile(rf"^(?i:{words})\s*[:|-]?\s+(?P<name>[A-ZĐÀ-Ý][^|\n]{{1,80}})$")


def _byline(line: str) -> str | None:
    match = _byline_pattern().match(line)
    if not match or len(line.split()) > 16:
        return None
    name = _without_dates(match["name"])
    first = re.split(r"\s*[|•·,]\s*|\s+(?:for|of)\s+", name)[0].strip(" .-")
    words = first.split()
    return first if 1 <= len(words) <= 7 and not _SENTENCE_END.search(line) else None


def named_in(line: str) -> str | None:
    """The person named by a line that is known to be a byline ("By A. Name, 5 May 2024")."""
    name = re.split(r"\s*[|•·,(]\s*", _without_dates(line).strip())[0]
    name = re.sub(rf"^(?i:{alternatives(labels('byline'))})\b\s*[:|-]?\s*", "", name).strip(" .-|")
    words = name.split()
    return name if 1 <= len(words) <= 6 and words[0][0].isupper() else None


def _read_head(lines: list[str], title: str | None) -> _Head:
    head = _Head()
    named = [line for line in lines if line and not is_meta(line)]
    for line in lines:
        if line and title and _same(line, title):
            continue
        if line and is_meta(line):
            _read_meta(line, head)
        elif not line or title or not _place(line, named, head):
            head.kept.append(line)
    return head


def _same(line: str, title: str) -> bool:
    return re.sub(r"\W+", " ", line).lower().strip() == re.sub(r"\W+", " ", title).lower().strip()


def _place(line: str, named: list[str], head: _Head) -> bool:
    """Whether a line without a label is a section, a title or an outlet; it goes there."""
    others = [other for other in named if other != line and not _is_outlet(other)]
    if _is_section(line) and not head.titles and others:
        head.sections.append(line)
    elif outlet_named(line) or (_is_outlet(line) and others):
        head.outlet = head.outlet or line
    elif _is_title(line) and not head.titles:
        head.titles.append(line.removeprefix("<item> "))
    else:
        return False
    return True


def _is_section(line: str) -> bool:
    plain = line.strip(" :>|").lower()
    words = line.split()
    return plain in label_set("section") or (line.isupper() and len(words) <= 4)


def _is_outlet(line: str) -> bool:
    """Whether a line is a name ending in, or holding, a word that outlets are called by."""
    words = [word for word in re.split(r"[\s()]+", line) if word]
    if not 2 <= len(words) <= 7 or _SENTENCE_END.search(line):
        return False
    small = ("of", "and", "the", "for", "&", words[-1])
    capital = all(word[0].isupper() or word in small for word in words)
    return capital and any(word.lower() in label_set("outlet_word") for word in words)


def _is_title(line: str) -> bool:
    words = line.split()
    if not _SHORTEST_TITLE <= len(words) <= _LONGEST_TITLE:
        return False
    return not _STATEMENT_END.search(line) or bool(_ABBREVIATION_END.search(line))


def _read_meta(line: str, head: _Head) -> None:
    """Takes date, time, views, byline and outlet out of one line."""
    views = _labelled("views").search(line)
    if views and head.views is None:
        digits = re.sub(r"\D", "", views["n"] or views["before"])
        head.views = int(digits[:12]) if digits else None
    if find_dates(line):
        head.dates.append(line)
    name = _byline(line)
    if name:
        head.byline = head.byline or name
    rest = _labelled("views").sub(" | ", _without_dates(line))
    for part in _PARTS.split(rest):
        own = part.strip(" ()*_.,:|-")
        if own == name or not own or not _is_name_of_outlet(own):
            continue
        head.outlet = head.outlet or own
        break


def _is_name_of_outlet(part: str) -> bool:
    words = part.split()
    if outlet_named(part):
        return True
    if len(words) < 2 or part.lower() in _LEFT_OVER or _labelled("posted").fullmatch(part):
        return False
    return _is_outlet(part) or any(word.lower() in label_set("outlet_word") for word in words[-1:])


_LEFT_OVER = frozenset(("feed item", "staff writers", "last updated"))


def _without_dates(line: str) -> str:
    """`line` with its dates, weekdays and the labels of dates taken out."""
    for found in reversed(find_dates(line)):
        line = f"{line[: found.start]} | {line[found.end :]}"
    line = _DAY_OR_ZONE.sub(" ", line)
    line = _labelled("posted").sub(" ", line, count=1) if _labelled("posted").match(line) else line
    return " ".join(line.split()).strip(" ,|")


def _name_title(draft: Draft, head: _Head) -> None:
    draft.title = head.titles[0] if head.titles else None
    draft.section = head.sections[0] if head.sections else None


def _published(dates: list[str], text: str, address: str | None) -> str | None:
    """The date that a line of the head tells, else the whole date of a dateline."""
    for line in sorted(dates, key=lambda line: not _labelled("posted").match(line)):
        vietnamese = bool(_VIETNAMESE.search(line))
        day = publication(line, page=text, address=address, vietnamese=vietnamese)
        if day:
            return day
    for line in text.split("\n")[:5]:
        dateline = _DATELINE.match(line) or _IMPRINT.match(line)
        if dateline and find_dates(dateline.group()):
            return publication(dateline.group(), page=text, address=address)
    return None


def _dateline_outlet(text: str) -> str | None:
    """The agency that a dateline names, "HANOI, Sept 10 (Xinhua) -", or the newspaper that
    opens the text, "Savanna Courier, 11 July 2025."."""
    imprint = _IMPRINT.match(text)
    if imprint and find_dates(imprint.group()) and _is_name_of_outlet(imprint["name"]):
        return imprint["name"]
    dateline = _DATELINE.match(text)
    name = re.search(r"\(([^()]{2,40})\)\s*[-–—]", dateline.group()) if dateline else None
    if not name or not (outlet_named(name[1]) or _is_outlet(name[1])):
        return None
    return name[1]


def _take_tail(lines: list[str], draft: Draft, *, guess: bool) -> list[str]:
    """The lines without the byline, source and reprint note that stand below the text."""
    out = list(lines)
    notices = tuple(labels("notice"))
    position = len(out) - 1
    for _ in range(8):
        while position >= 0 and (not out[position] or out[position].lower().startswith(notices)):
            position -= 1
        if position <= 0 or not _read_tail(out[position], draft, guess=guess):
            break
        del out[position]
        position -= 1
    return out


def _read_tail(line: str, draft: Draft, *, guess: bool) -> bool:
    """Whether `line` is a field below the text; what it tells goes into `draft`."""
    if len(line) > _LONGEST_LINE:
        return False
    plain = line.strip(" ()[]*_-–—.")
    if plain.lower() in label_set("reprint"):
        draft.reprint = True
        return True
    source = _source_pattern().match(plain)
    if source and len(plain.split()) <= 8:
        name = source["name"].strip()
        if name.lower() in label_set("reprint") or (draft.outlet and draft.outlet != name):
            draft.reprint = True
        draft.outlet = draft.outlet or (None if draft.reprint else name)
        return True
    name = _byline(plain) if len(plain.split()) <= 10 else None
    name = name or (plain if guess and _is_person(line) else None)
    if name:
        draft.byline = draft.byline or name
        return True
    if is_meta(line) and _labelled("views").search(line):
        draft.view_count = draft.view_count or _views(line)
        return True
    return False


def _views(line: str) -> int | None:
    match = _labelled("views").search(line)
    digits = re.sub(r"\D", "", match["n"] or match["before"]) if match else ""
    return int(digits[:12]) if digits else None


@cache
def _source_pattern() -> re.Pattern[str]:
    return re.compile(rf"^(?i:{alternatives(labels('source'))})\s*[:|-]\s*(?P<name>\S.{{1,80}})$")


def _is_person(line: str) -> bool:
    """Whether a line is a name and nothing else: two to four capitalised words."""
    words = line.split()
    if not 2 <= len(words) <= 4 or line.isupper() or re.search(r"[\d:;!?|]", line):
        return False
    if _is_outlet(line) or line.endswith("."):
        return False
    return all(_NAME.fullmatch(word) for word in words)
