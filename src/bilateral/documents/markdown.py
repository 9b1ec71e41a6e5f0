"""Markdown in, one draft out: front matter becomes fields, marks of headings, emphasis, links
and pictures go, tables become rows with " | " between cells."""

from __future__ import annotations

import re
from dataclasses import fields as dataclass_fields

from bilateral.documents.draft import Draft
from bilateral.documents.published import publication
from bilateral.documents.text import draft_of_text

_FRONT = re.compile(
    r"\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*\n(?P<matter>.*?)\n(?P=fence)[ \t]*(?:\n|\Z)", re.S
)
_HEADING = re.compile(r"(?m)^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
_UNDERLINED = re.compile(r"(?m)^(?P<words>\S[^\n]*)\n(?:={3,}|-{3,})[ \t]*$")
_LINK = re.compile(r"(?<!!)\[([^\]\n]{1,300})\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\)")
_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)")
_REFERENCE = re.compile(r"(?m)^ {0,3}\[[^\]\n]{1,100}\]:\s+\S+.*$")
_STRONG = re.compile(r"(?<![\w\\])(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1(?!\w)")
_EMPHASIS = re.compile(r"(?<![\w\\*_])([*_])(?=[^\s*_])([^\n*_]{1,2000}?)(?<=[^\s*_])\1(?![\w*_])")
_CODE = re.compile(r"`([^`\n]{1,500})`")
_QUOTE = re.compile(r"(?m)^ {0,3}>[ \t]?")
_RULE = re.compile(r"(?m)^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_BULLET = re.compile(r"(?m)^[ \t]*[-*+][ \t]+(?=\S)")
_TABLE_RULE = re.compile(
    r"(?m)^[ \t]*(?:\|[ \t]*)?(?::?-{2,}:?[ \t]*\|[ \t]*)+(?::?-{2,}:?[ \t]*)?$\n?"
)
_ROW = re.compile(r"(?m)^[ \t]*\|(.*)\|[ \t]*$")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_SIGNS = (_HEADING, _LINK, _STRONG, _TABLE_RULE, _PICTURE)
_STRING_FIELDS = ("title", "outlet", "section", "byline")
_NAMES = {
    "author": "byline",
    "authors": "byline",
    "source": "outlet",
    "publisher": "outlet",
    "category": "section",
    "date": "published",
    "lang": "language",
    "headline": "title",
    "link": "url",
}


def is_markdown(text: str) -> bool:
    """Whether a text has front matter, a heading, a link or another sure mark of Markdown."""
    return bool(_FRONT.match(text)) or any(sign.search(text[:20_000]) for sign in _SIGNS)


def draft_of_markdown(source: str, address: str | None = None) -> Draft:
    """The draft of a Markdown text."""
    source = source.replace("\r\n", "\n")
    front = _FRONT.match(source)
    told = _front_matter(front["matter"]) if front else {}
    body = source[front.end() :] if front else source
    title = told.get("title")
    heading = _HEADING.search(body) if title is None else None
    if heading and not body[: heading.start()].strip():
        title = strip_marks(heading[2])
        body = body[heading.end() :]
    draft = draft_of_text(strip_marks(body), title, address)
    _complete(draft, told)
    return draft


def strip_marks(text: str) -> str:
    """The words of a Markdown text."""
    for pattern, by in (
        (_PICTURE, ""),
        (_REFERENCE, ""),
        (_LINK, r"\1"),
        (_UNDERLINED, r"\g<words>"),
        (_HEADING, r"\2"),
        (_RULE, ""),
        (_TABLE_RULE, ""),
        (_QUOTE, ""),
        (_BULLET, ""),
        (_STRONG, r"\2"),
        (_EMPHASIS, r"\2"),
        (_CODE, r"\1"),
    ):
        text = pattern.sub(by, text)
    text = _ROW.sub(lambda row: " | ".join(cell.strip() for cell in row[1].split("|")), text)
    return _ESCAPE.sub(r"\1", text)


def _front_matter(matter: str) -> dict[str, str]:
    """The plain `key: value` lines (YAML or TOML) of front matter; anything deeper is left."""
    out: dict[str, str] = {}
    known = {field.name for field in dataclass_fields(Draft)} - {"text", "content", "reprint"}
    for line in matter.split("\n"):
        match = re.match(r"([A-Za-z_]+)\s*[:=]\s*(.+?)\s*$", line)
        if not match:
            continue
        name = _NAMES.get(match[1].lower(), match[1].lower())
        value = match[2].strip().strip("\"'").strip()
        if name in known and value and not value.startswith(("[", "{", "|", ">")):
            out.setdefault(name, value)
    return out


def _complete(draft: Draft, told: dict[str, str]) -> None:
    """Front matter over what the text tells."""
    for name in _STRING_FIELDS:
        setattr(draft, name, told.get(name) or getattr(draft, name))
    if "published" in told:
        draft.published = publication(told["published"]) or draft.published
    draft.language = told.get("language", "")[:2].lower() or None
    draft.url = told.get("url")
