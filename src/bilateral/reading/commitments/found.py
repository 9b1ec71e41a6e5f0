"""What is carried while the promises of a page are read: one promise in its sentence, and what
the sentences before leave open."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.knowledge.commitments import Rule
from bilateral.reading.commitments.subjects import Subject
from bilateral.reading.page import Page

WILL = "commitments.will"
FIELDS_WILL = "commitments.cooperation_will"
LISTED = "commitments.listed"
EXPECTED = "commitments.expected"


@dataclass(frozen=True, slots=True)
class Found:
    """A promise in a sentence: its words, what is promised, and by whom."""

    rule: Rule
    subject: Subject
    start: int
    content: int
    end: int


@dataclass(slots=True)
class Reader:
    """What is carried from sentence to sentence: the last speaker, and an open list."""

    page: Page
    formal: bool
    speaker: str | None = None
    turn: Subject | None = None
    opened: Found | None = None
    opened_at: int = -1
