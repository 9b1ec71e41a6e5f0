"""Articles in, how fast they are read out: `make bench`.

Everything is CPU time of one process on one core, the median of several repeats, after one
article that loads what is loaded once. The articles are an even sample of the packed corpus
where it is at hand, else of the demo. A table is printed, then one JSON object on the last line.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

import trafilatura

from bilateral.documents import from_text, load
from bilateral.language.dates import find_times
from bilateral.language.numbers import find_amounts
from bilateral.language.sentences import sentence_spans
from bilateral.model import Document, Reading
from bilateral.reading import read
from bilateral.reading.annotate import reference_day
from evaluation.gold import DEMO, SHARED, corpus_lines
from evaluation.pages import page_of
from evaluation.printing import columns

VOLUME = SHARED / "corpus" / "whitehouse-volume.jsonl.gz"
BILATERAL = SHARED / "corpus" / "whitehouse.jsonl"
USUAL_WORDS = range(350, 701)
"""Lengths, in words, of the articles that stand for one of 500."""


@dataclass(frozen=True)
class Article:
    """One article as it comes in."""

    text: str
    title: str | None
    published: str | None

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True)
class Measure:
    """One line of the table; `bar` says what is wanted, as text."""

    name: str
    value: float
    unit: str
    bar: str = "-"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.bench", description=__doc__)
    parser.add_argument("--articles", type=int, default=300, help="how many are read")
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args(arguments)
    source, articles = sample(options.articles)
    words = sum(article.words for article in articles)
    print(f"{len(articles)} articles of {source}, {words} words, {options.repeats} repeats\n")
    measures = [
        *first_reading(articles[0]),
        *throughput(articles, options.repeats),
        *usual_article("article", articles, options.repeats),
        *_bilateral_articles(options.articles, options.repeats),
        *beside_extraction(articles[: max(1, len(articles) // 3)], options.repeats),
        *sentence_rate(articles, options.repeats),
        *start_up(),
        Measure("peak memory", peak_memory(), "MB", "under 1000"),
    ]
    rows = [("measure", "value", "unit", "bar")]
    rows += [(m.name, f"{m.value:,.2f}", m.unit, m.bar) for m in measures]
    print("\n".join(columns(rows)))
    print(json.dumps({m.name: round(m.value, 4) for m in measures}))
    return 0


def sample(number: int) -> tuple[str, list[Article]]:
    """The name of the source and about `number` of its articles, evenly spread."""
    if VOLUME.is_file():
        return "the packed corpus", _spread(VOLUME, number)
    found = (d for d in load(DEMO) if isinstance(d, Document))
    return "the demo", [Article(d.text, d.title, d.published) for d in found][:number]


def _spread(path: Path, number: int) -> list[Article]:
    # Counted first, so that the whole corpus is never held.
    step = max(1, sum(1 for _ in corpus_lines(path)) // number)
    rows = map(json.loads, islice(corpus_lines(path), 0, None, step))
    return [Article(row["text"], row["title"], row["published"]) for row in rows]


def cpu(work: Callable[[], object], repeats: int = 1) -> float:
    """Seconds of CPU time that `work` takes, the median of the repeats."""
    taken = []
    for _ in range(repeats):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def document_of(article: Article) -> Document:
    """The text tidied, its fields taken out."""
    return from_text(article.text, article.title, article.published)


def understand(article: Article) -> Reading:
    """The whole way from plain text to statements."""
    return read(document_of(article))


def first_reading(article: Article) -> list[Measure]:
    """What loading all knowledge adds to the first article."""
    return [Measure("first article, knowledge loaded", cpu(lambda: understand(article)), "s")]


def throughput(articles: Sequence[Article], repeats: int) -> list[Measure]:
    """Articles and words a second from plain text to statements."""

    def work() -> None:
        for article in articles:
            understand(article)

    seconds = cpu(work, repeats)
    words = sum(article.words for article in articles)
    return [
        Measure("articles a second", len(articles) / seconds, "1/s"),
        Measure("words a second", words / seconds, "1/s"),
    ]


def usual_article(name: str, articles: Iterable[Article], repeats: int) -> list[Measure]:
    """Milliseconds for an article of 500 words, tidied and read, and read alone."""
    usual = [article for article in articles if article.words in USUAL_WORDS]
    if not usual:
        return []
    whole = [_per_500(a, repeats, partial(understand, a)) for a in usual]
    alone = [_per_500(a, repeats, partial(read, document_of(a))) for a in usual]
    return [
        Measure(f"{name} of 500 words, median", statistics.median(whole), "ms", "5 at most"),
        Measure(f"{name} of 500 words, p95", _percentile(whole, 95), "ms"),
        Measure(f"{name} of 500 words, read() alone, median", statistics.median(alone), "ms"),
        Measure(f"{name} of 500 words, read() alone, p95", _percentile(alone, 95), "ms"),
    ]


def _per_500(article: Article, repeats: int, work: Callable[[], object]) -> float:
    return cpu(work, repeats) * 1000 * 500 / article.words


def _percentile(values: Sequence[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _bilateral_articles(number: int, repeats: int) -> list[Measure]:
    """The same for articles that are all about relations: more to read in each."""
    if not BILATERAL.is_file():
        return []
    return usual_article("bilateral article", _spread(BILATERAL, number), repeats)


def beside_extraction(articles: Sequence[Article], repeats: int) -> list[Measure]:
    """Trafilatura's time on pages made of the texts, and ours on the text that it extracts.

    The sums weigh a long transcript as much as ten short articles; the last line asks of each
    page for itself.
    """
    pages = [page_of(a.text, a.title or "Untitled", a.published) for a in articles]
    texts = [
        replace(article, text=trafilatura.extract(page) or "")
        for article, page in zip(articles, pages, strict=True)
    ]
    documents = [document_of(text) for text in texts]
    extracting = cpu(lambda: [trafilatura.extract(page) for page in pages], repeats)
    tidying = cpu(lambda: [document_of(text) for text in texts], repeats)
    reading = cpu(lambda: [read(document) for document in documents], repeats)
    each = [
        cpu(partial(understand, text), repeats) / cpu(partial(trafilatura.extract, page), repeats)
        for text, page in zip(texts, pages, strict=True)
    ]
    per_page = 1000 / len(pages)
    both = tidying + reading
    return [
        Measure("page: trafilatura extracts", extracting * per_page, "ms"),
        Measure("page: text tidied, fields found", tidying * per_page, "ms"),
        Measure("page: text read", reading * per_page, "ms"),
        Measure("page: reading / extracting", reading / extracting, "", "0.5 at most"),
        Measure("page: tidying and reading / extracting", both / extracting, "", "0.5 at most"),
        Measure(
            "page by page: tidying and reading / extracting, median", statistics.median(each), ""
        ),
    ]


def sentence_rate(articles: Sequence[Article], repeats: int) -> list[Measure]:
    """Sentences a second whose amounts and times are both found."""
    sentences = [
        (article.text[start:end], reference_day(article.published))
        for article in articles
        for start, end in sentence_spans(article.text)
    ]

    def work() -> None:
        for sentence, day in sentences:
            find_amounts(sentence)
            find_times(sentence, day)

    rate = len(sentences) / cpu(work, repeats)
    return [Measure("sentences a second, numbers and dates", rate, "1/s", "5000 at least")]


def start_up(repeats: int = 5) -> list[Measure]:
    """CPU and wall time of `bilateral --help`."""
    processor, wall = [], []
    for _ in range(repeats):
        before, started = _children(), time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "bilateral", "--help"], check=True, stdout=subprocess.DEVNULL
        )
        wall.append(time.perf_counter() - started)
        processor.append(_children() - before)
    return [
        Measure("bilateral --help, CPU", statistics.median(processor), "s"),
        Measure("bilateral --help, wall", statistics.median(wall), "s", "0.2 at most"),
    ]


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def peak_memory() -> float:
    """The most memory this process has held, in MB (Linux counts in KB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main())
