"""A checked draft in; a Word document out with a comment at the words of each claim and finding.

The author's own file keeps all its formatting: a run is split at the words, each piece with the
properties of the whole. A draft that is no Word document becomes one of its paragraphs.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bilateral.checking.drafts import Check
from bilateral.documents.docx import MEDIA_TYPE
from bilateral.documents.extras import needs
from bilateral.publishing.check_report import KIND_WORDS, VERDICT_WORDS, tally

AUTHOR, INITIALS = "Bilateral", "B"
# What tidying changes between the file and the text that was read.
_ALIKE = str.maketrans({"\u00a0": " ", "\u2011": "-", "\u202f": " ", "\u2009": " "})


@dataclass(frozen=True, slots=True)
class _Comment:
    """What is said at some words."""

    quote: str
    text: str


def as_docx(check: Check) -> bytes:
    """The bytes of the document. Raises DocumentError without python-docx."""
    with needs("docx"):
        import docx
    original = check.document.original
    if original and original.media_type == MEDIA_TYPE:
        document = docx.Document(io.BytesIO(original.content))
    else:
        document = _made(docx.Document(), check)
    paragraphs = list(_paragraphs(document))
    lost = [c for c in _comments(check) if not _place(document, paragraphs, c)]
    _sum_up(document, paragraphs, check, lost)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _made(document: Any, check: Check) -> Any:
    """A document of the draft's title and paragraphs."""
    if check.document.title:
        document.add_heading(check.document.title, level=1)
    for block in check.document.text.split("\n"):
        if block.strip():
            document.add_paragraph(block)
    return document


def _paragraphs(document: Any) -> Iterator[Any]:
    """The paragraphs of the body in order, those in the cells of tables too."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            seen: list[Any] = []
            for cell in (cell for row in block.rows for cell in row.cells):
                if not any(cell._tc is other for other in seen):
                    seen.append(cell._tc)
                    yield from _paragraphs(cell)
        else:
            yield block


def _comments(check: Check) -> Iterator[_Comment]:
    """Findings first, then the claims that a person must look at, then those that hold."""
    for problem in check.problems:
        for quote in problem.quotes[:1]:
            yield _Comment(quote, f"{KIND_WORDS[problem.kind].capitalize()}. {problem.message}")
    for claim in check.claims:
        words = VERDICT_WORDS[claim.verdict].capitalize()
        parts = (f"{words}.", claim.message, claim.suggestion or "")
        yield _Comment(claim.evidence[0].quote, " ".join(p for p in parts if p))


def _place(document: Any, paragraphs: Sequence[Any], comment: _Comment) -> bool:
    """Puts a comment at its words, wherever they stand; False where they are not found."""
    wanted = _pattern(comment.quote)
    for paragraph in paragraphs:
        match = wanted.search(paragraph.text.translate(_ALIKE))
        if match:
            runs = _runs_at(paragraph, match.start(), match.end())
            if runs:
                document.add_comment(runs, comment.text, author=AUTHOR, initials=INITIALS)
                return True
    return False


def _pattern(quote: str) -> re.Pattern[str]:
    """The quote with any spaces between its words."""
    return re.compile(r"\s+".join(map(re.escape, quote.translate(_ALIKE).split())))


def _runs_at(paragraph: Any, start: int, end: int) -> list[Any]:
    """The runs that hold exactly these characters of the paragraph, split where they must be.

    Words inside a link are no runs of the paragraph: then the runs around them are taken.
    """
    found, at = [], 0
    for item in paragraph.iter_inner_content():
        length = len(item.text)
        first, last = max(start - at, 0), min(end - at, length)
        at += length
        if last <= first or not hasattr(item, "bold"):
            continue
        found.append(_cut(item, first, last))
    return found


def _cut(run: Any, start: int, end: int) -> Any:
    """The run of these characters; what stands before and behind becomes runs of its own.

    A run that holds more than words (a picture, a field) stays whole.
    """
    if start == 0 and end == len(run.text):
        return run
    if not _only_words(run):
        return run
    text = run.text
    if start > 0:
        before = _twin(run)
        run._r.addprevious(before._r)
        before.text = text[:start]
    if end < len(text):
        after = _twin(run)
        run._r.addnext(after._r)
        after.text = text[end:]
    run.text = text[start:end]
    return run


_WORDS = ("rPr", "t", "tab", "br", "noBreakHyphen", "cr")


def _only_words(run: Any) -> bool:
    return all(child.tag.rsplit("}", 1)[-1] in _WORDS for child in run._r)


def _twin(run: Any) -> Any:
    """A run with the same properties."""
    return type(run)(copy.deepcopy(run._r), run._parent)


def _sum_up(
    document: Any, paragraphs: Sequence[Any], check: Check, lost: Sequence[_Comment]
) -> None:
    """A comment at the first words with the counts, and what found no place of its own."""
    first = next((p.runs[0] for p in paragraphs if p.runs and p.text.strip()), None)
    if first is None:
        return
    lines = [f"Checked as told on {check.day}. {tally(check)}."]
    lines += [f"“{comment.quote}”: {comment.text}" for comment in lost]
    comment = document.add_comment(first, lines[0], author=AUTHOR, initials=INITIALS)
    for line in lines[1:]:
        comment.add_paragraph(line)
