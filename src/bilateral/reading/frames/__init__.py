"""A page in a language without inflection in, its statements out, by phrases and small words.

Everything that is known of the language is data (`knowledge/frames.py` says where it stands), so
that a language is added without touching code: `docs/add-a-language.md`.
"""

from __future__ import annotations

from bilateral.knowledge.frames import languages
from bilateral.model import Document
from bilateral.reading.frames.areas import read_areas
from bilateral.reading.frames.commitments import read_commitments
from bilateral.reading.frames.events import read_events
from bilateral.reading.frames.figures import read_figures
from bilateral.reading.frames.statuses import read_statuses
from bilateral.reading.frames.who import resolve

__all__ = [
    "language_of",
    "read_areas",
    "read_commitments",
    "read_events",
    "read_figures",
    "read_statuses",
    "resolve",
]


def language_of(document: Document) -> str | None:
    """The language of a document if it is one that is read by frames, else None."""
    return document.language if document.language in languages() else None
