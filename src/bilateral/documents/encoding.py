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
_FEW = 0.08


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
    for tried in (_halves_of_letters(content), _mostly_utf8(content), _western(content)):
        if tried is not None:
            return tried
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE]).best()
    found = _try(content, best.encoding) if best else None
    return found if found is not None else content.decode("cp1252", "replace")


def _halves_of_letters(content: bytes) -> str | None:
    """UTF-8 in which some program wrote the halves of a letter one by one; they are put
    together again, and a half alone becomes the mark for an unknown letter."""
    try:
        text = content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _mostly_utf8(content: bytes) -> str | None:
    """UTF-8 with a few broken bytes, as of a page that was cut in the middle of a letter."""
    text = content.decode("utf-8", "replace")
    whole = sum(c > "\x7f" for c in text) - text.count("\ufffd")
    return text if whole > 20 * text.count("\ufffd") else None


def _western(content: bytes) -> str | None:
    """Windows-1252, where only a few letters are not plain: too little to guess from."""
    odd = sum(byte > 0x7F for byte in content[:_SAMPLE])
    if odd > _FEW * len(content[:_SAMPLE]):
        return None
    return _try(content, "cp1252")
