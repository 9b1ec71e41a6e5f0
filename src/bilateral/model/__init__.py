"""The types that pass between the rooms: documents, readings, the six kinds of statement.

Nothing here computes: a room takes these in and gives these out. All are frozen, and
`as_json` in `bilateral.model.contract` gives each the shape that `read --jsonl` prints.
"""

from bilateral.model.contract import as_json, document_from_json, reading_from_json
from bilateral.model.document import Document, Original, Skip
from bilateral.model.reading import Reading
from bilateral.model.statements import (
    KINDS,
    Actor,
    Area,
    Change,
    Commitment,
    Equivalent,
    Event,
    Evidence,
    Figure,
    Statement,
    Status,
)

__all__ = [
    "KINDS",
    "Actor",
    "Area",
    "Change",
    "Commitment",
    "Document",
    "Equivalent",
    "Event",
    "Evidence",
    "Figure",
    "Original",
    "Reading",
    "Skip",
    "Statement",
    "Status",
    "as_json",
    "document_from_json",
    "reading_from_json",
]
