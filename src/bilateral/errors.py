"""The one family of exceptions: each message says what is wrong, where, and the next step."""

from __future__ import annotations

import errno

_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)


class BilateralError(Exception):
    """Something a person can mend.

    `what` is the fault, `where` the file, line, address or argument it was found in and
    `next_step` what to try. The text of the exception is one line made of the three.
    """

    def __init__(
        self, what: str, *, where: str | None = None, next_step: str | None = None
    ) -> None:
        self.what = what
        self.where = where
        self.next_step = next_step
        head = f"{where}: {what}" if where else what
        super().__init__(f"{head}. {next_step}" if next_step else head)


class KnowledgeError(BilateralError):
    """A data file of the knowledge room does not say what its loader expects."""


class UnknownCountryError(BilateralError):
    """A word given for a country names none."""


class DocumentError(BilateralError):
    """An input cannot be read as a document; it is skipped and the others go on."""


class FetchError(DocumentError):
    """An address cannot be fetched, or must not be."""


class RecordError(BilateralError):
    """The record cannot be opened, read or written."""


def is_full(error: BaseException) -> bool:
    """Whether a disk, a quota or a limit of sizes has no room left."""
    return isinstance(error, OSError) and error.errno in _FULL


def is_closed(error: BaseException) -> bool:
    """Whether a place may not be written to."""
    return isinstance(error, OSError) and error.errno in _CLOSED
