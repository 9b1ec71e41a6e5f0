"""Bilateral reads foreign-relations news and keeps the record of a relationship."""

__version__ = "0.1.0"
