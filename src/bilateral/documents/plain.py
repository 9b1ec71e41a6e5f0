"""Plain text or Markdown in, one draft out: front matter read, marks stripped."""

from __future__ import annotations

from collections.abc import Iterator

from bilateral.documents.draft import Draft
from bilateral.documents.encoding import decode
from bilateral.documents.input import Input
from bilateral.documents.markdown import draft_of_markdown, is_markdown
from bilateral.documents.text import draft_of_text

MEDIA_TYPE = "text/plain"
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
# Bytes that plain text never holds, in any encoding of one byte a letter or in UTF-8.
_NEVER = bytes([*range(9), 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 28, 29, 30, 31])
_MOST_ODD = 0.01


def recognise(head: bytes) -> bool:
    """Whether these bytes are words."""
    if head.startswith(_MARKS):
        return True
    odd = len(head) - len(head.translate(None, _NEVER))
    return odd <= _MOST_ODD * len(head)


def read(source: Input) -> Iterator[Draft]:
    text = decode(source.content(), source.charset)
    if is_markdown(text):
        yield draft_of_markdown(text, source.url)
    else:
        yield draft_of_text(text, address=source.url)
