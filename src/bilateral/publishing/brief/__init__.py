"""A record and two countries in, a paper of one to three pages to carry out.

`compose` makes the brief from the record; `written` sets it as Markdown, HTML, Word or PDF. The
same record gives the same bytes.
"""

from __future__ import annotations

from pathlib import PurePath

from bilateral.errors import BilateralError
from bilateral.publishing.brief.composing import Wanted, compose
from bilateral.publishing.brief.contents import SECTIONS, Brief
from bilateral.publishing.brief.language import languages

__all__ = ["ENDINGS", "SECTIONS", "Brief", "Wanted", "compose", "ending", "languages", "written"]

ENDINGS = ("md", "html", "docx", "pdf")
"""What a file can end in; the ending says the format."""


def ending(name: str) -> str:
    """The format that a file's name asks for. Raises BilateralError for an unknown one."""
    found = PurePath(name).suffix.lstrip(".").lower()
    if found not in ENDINGS:
        raise BilateralError(
            f"a brief cannot end in {found!r}" if found else "the name of a brief has no ending",
            where=name,
            next_step=f"Endings are {', '.join(f'.{one}' for one in ENDINGS)}",
        )
    return found


def written(brief: Brief, form: str) -> bytes:
    """The bytes of a brief in one of ENDINGS.

    Raises BilateralError, naming the extra to install, where a part is missing.
    """
    match form:
        case "md":
            from bilateral.publishing.brief.markdown import as_markdown

            return as_markdown(brief).encode()
        case "html":
            from bilateral.publishing.brief.html import as_html

            return as_html(brief).encode()
        case "docx":
            from bilateral.publishing.brief.docx import as_docx

            return as_docx(brief)
        case "pdf":
            from bilateral.publishing.brief.pdf import as_pdf

            return as_pdf(brief)
    raise BilateralError(f"a brief cannot be written as {form!r}")
