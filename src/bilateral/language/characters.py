"""Text in, the same text in clean characters out: spaces, invisible marks, mojibake, Unicode."""

from __future__ import annotations

import re
import unicodedata

_SURROGATES = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\u2028\u2029\x85]")
_RUN_OF_SPACES = re.compile(r"[^\S\n]+")
_TWO_SPACES = re.compile(r"  +")
_SPACE_AT_BREAK = re.compile(r"(?<! ) *\n *")
_BLANK_LINES = re.compile(r"\n{3,}")


def repair_spaces(text: str) -> str:
    """One kind of space and of line break, at most one blank line, nothing that cannot be seen.

    "two\\u00a0 sides" becomes "two sides"; soft hyphens, zero-width marks, control characters
    and lone surrogates go.
    """
    text = text.replace("\r\n", "\n")
    # A line of printable signs holds no space but " " and none of the signs that go.
    if "  " in text or not text.replace("\n", " ").isprintable():
        text = "\n".join(map(_seen, text.split("\n")))
    if " \n" in text or "\n " in text:
        text = _SPACE_AT_BREAK.sub("\n", text)
    return close_gaps(text).strip()


def _seen(line: str) -> str:
    """What can be seen of a line, in one kind of space and of line break."""
    if line.isprintable():
        return _TWO_SPACES.sub(" ", line) if "  " in line else line
    line = _LINE_ENDS.sub("\n", line)
    line = _SURROGATES.sub("", line)
    line = _INVISIBLE.sub("", line)
    return _CONTROLS.sub("", _RUN_OF_SPACES.sub(" ", line))


def close_gaps(text: str) -> str:
    """At most one blank line between two lines."""
    return _BLANK_LINES.sub("\n\n", text) if "\n\n\n" in text else text


def repair_composition(text: str) -> str:
    """Unicode NFC: a letter and its accents are one code point where there is one."""
    return unicodedata.normalize("NFC", text)


# Byte 0x80-0xBF as Windows-1252 shows it, or as Latin-1 does (a control character).
_SHOWN: dict[str, int] = {chr(byte): byte for byte in range(0x80, 0x100)}
for _byte in range(0x80, 0xA0):
    try:
        _SHOWN[bytes([_byte]).decode("cp1252")] = _byte
    except UnicodeDecodeError:
        continue
_CONTINUING = "".join(re.escape(c) for c, byte in _SHOWN.items() if byte < 0xC0)
_MOJIBAKE = re.compile(
    f"[\u00c2-\u00df][{_CONTINUING}]|[\u00e0-\u00ef][{_CONTINUING}]{{2}}"
    f"|[\u00f0-\u00f4][{_CONTINUING}]{{3}}"
)
# Sequences that no language writes: a text with one of them has been read in the wrong encoding.
_SURE = re.compile(
    "â€[\u0090-\u009d™œ\u009d˜“”¦¢\u00a6]|Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|"
    "á[º»][^\\s\\w]|á[º»][\u00aa-\u00bf]|Â[\u00a0-\u00bf]|Ä[‘\u0091]|Æ[°¡]"
)


def misread(text: str) -> bool:
    """Whether a text holds what no language writes, and so was read in the wrong encoding."""
    return _SURE.search(text) is not None


def repair_mojibake(text: str) -> str:
    """UTF-8 that was read as Windows-1252 or Latin-1: "Vietnamâ€™s" becomes "Vietnam’s".

    A text is touched only when it holds a sequence that no language writes, so that an
    accented capital before a closing quotation mark stays.
    """
    for _ in range(2):
        if not misread(text):
            break
        text = _MOJIBAKE.sub(_as_utf8, text)
    return text


def _as_utf8(match: re.Match[str]) -> str:
    try:
        return bytes(_SHOWN[c] for c in match.group()).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
