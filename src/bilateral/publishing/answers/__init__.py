"""A record and a question in, the answer out, at the same cost in a record of any size.

These are the verbs of the interfaces for programs: Python, REST and the assistants' protocol ask
through them, so that one question has one answer.
"""

from bilateral.publishing.answers.checks import Claimed, check_figure, check_text
from bilateral.publishing.answers.documents import documents, entries_of
from bilateral.publishing.answers.entries import Listed, Telling, called, evidence, follow, listed
from bilateral.publishing.answers.pairs import known_pair, pair_called, pairs
from bilateral.publishing.answers.statuses import ladder, relation, status
from bilateral.publishing.answers.wanted import SUPPORT, Wanted

__all__ = [
    "SUPPORT",
    "Claimed",
    "Listed",
    "Telling",
    "Wanted",
    "called",
    "check_figure",
    "check_text",
    "documents",
    "entries_of",
    "evidence",
    "follow",
    "known_pair",
    "ladder",
    "listed",
    "pair_called",
    "pairs",
    "relation",
    "status",
]
