"""Bytes of a text in, its characters out, whatever encoding they are in; nothing raises."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.I,
)
_HEAD = 4096
_SAMPLE = 200_000


def decode(content: bytes, declared: str | None = None) -> str:
    """The text of `content`: by its mark, as UTF-8, as declared (by the server, or in the
    page), else as guessed. UTF-8 comes before what is declared, for text in another encoding
    is almost never valid UTF-8 and pages often declare the wrong one."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for told in (declared, _declared(content)):
        text = _try(content, told)
        if text is not None:
            return text
    return _guess(content)


def _declared(content: bytes) -> str | None:
    match = _DECLARED.search(content[:_HEAD])
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def _try(content: bytes, name: str | None) -> str | None:
    """`content` in the encoding called `name`, None where it is unknown or does not fit."""
    if not name:
        return None
    # Pages that say Latin-1 are Windows-1252 in practice (the HTML standard says so too).
    name = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252"}.get(
        name.lower(), name
    )
    try:
        return content.decode(name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _guess(content: bytes) -> str:
    # Mostly UTF-8 with a few broken bytes (a page cut in the middle of a letter) stays UTF-8.
    text = content.decode("utf-8", "replace")
    if text.count("\ufffd") * 200 < sum(c > "\x7f" for c in text):
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE]).best()
    found = _try(content, best.encoding) if best else None
    return found if found is not None else content.decode("cp1252", "replace")
