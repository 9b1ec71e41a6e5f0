"""Gold articles in, each beside what the program reads in it now out.

An article of the corpus is handed over as a line of JSON Lines and one of the demo as its file,
so that the whole way from the page to the statements is measured.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bilateral.documents import load
from bilateral.model import Document, as_json
from bilateral.reading import read
from evaluation.gold import GoldArticle, article_file
from evaluation.scoring import ArticleResult, score_article

Json = dict[str, Any]


def results_of(articles: Iterable[GoldArticle]) -> Iterator[ArticleResult]:
    """Each article that is at hand, read and scored; one whose text is not there is left out."""
    with tempfile.TemporaryDirectory() as folder:
        for article in articles:
            path = _input(article, Path(folder))
            if path is not None:
                yield score_article(article, read_file(path, article.name))


def read_file(path: Path, name: str, published: str | None = None) -> Json | None:
    """The reading of the first document in `path`; None where it was skipped.

    An error keeps its type and is given the article's `name`.
    """
    document = next((d for d in load(path, published=published) if isinstance(d, Document)), None)
    if document is None:
        return None
    try:
        return as_json(read(document))
    except Exception as error:
        error.add_note(f"while reading {name}")
        raise


def _input(article: GoldArticle, folder: Path) -> Path | None:
    if article.row is not None:
        path = folder / f"{article.name}.jsonl"
        path.write_text(json.dumps(article.row) + "\n", encoding="utf-8")
        return path
    return article_file(article.name, article.path)
