"""Where news comes from: files, addresses, feeds and archives in, documents out."""

from bilateral.documents.sources import load
from bilateral.documents.text import from_text

__all__ = ["from_text", "load"]
