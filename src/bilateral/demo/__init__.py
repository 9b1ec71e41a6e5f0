"""The demo articles: short reports written for the project, and where they lie."""

from pathlib import Path

ARTICLES = Path(__file__).parent / "articles"
"""One folder a pair of countries."""
