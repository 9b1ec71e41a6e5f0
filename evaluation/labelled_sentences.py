"""Labelled sentences in, how well one kind of statement is read from them out.

    python -m evaluation.labelled_sentences [FILE] [--verbose] [--checking] [--peers]

FILE is JSON Lines of `id`, `text`, perhaps `title` and `published`, `split` (development or
checking), the labels (`figures` in one file, `statuses` in another: the first line tells which)
and `optional`, as labels on articles give them; evidence is a quote. A field that a label leaves
out is not compared. `--verbose` names every fault of the development part. `--peers` scores the
readers of amounts beside ours. The last line printed is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bilateral.documents import from_text
from bilateral.model import as_json
from bilateral.reading import read
from evaluation.gold import SECTIONS, GoldArticle, GoldError
from evaluation.matching import NOT_SCORED, align
from evaluation.printing import columns, faults_of, ratio, rule_table
from evaluation.scoring import ArticleResult, Score, score

SENTENCES = Path(__file__).with_name("sentences")
SPLITS = ("development", "checking")

Json = dict[str, Any]


@dataclass(frozen=True)
class Sentence:
    """One labelled sentence (or two, where the parties stand in the first one).

    `section` is the key of the contract that its labels stand under.
    """

    section: str
    split: str
    article: GoldArticle
    published: str | None

    @property
    def text(self) -> str:
        return self.article.text or ""

    @property
    def hard_negative(self) -> bool:
        """It sounds like a statement of the kind (numbers, partners) and makes none."""
        return not self.article.required[self.section]


def load_sentences(path: Path) -> list[Sentence]:
    """The sentences of a file; a label that cannot be used raises `GoldError` with its line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_sentence(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _sentence(path: Path, number: int, line: str) -> Sentence:
    try:
        data: Json = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(f"{path}:{number}: not JSON ({error})") from error
    if data.get("split") not in SPLITS:
        raise GoldError(f"{path}:{number}: `split` is one of {', '.join(SPLITS)}")
    section = _section(f"{path}:{number}", data)
    _check_quotes(f"{path}:{number}", section, data)
    article = GoldArticle(
        name=data["id"],
        path=path,
        document={"title": data.get("title")},
        required=_labels(section, data[section]),
        optional=_labels(section, data.get("optional") or ()),
        text=data["text"],
    )
    return Sentence(section, data["split"], article, data.get("published"))


def _section(where: str, data: Json) -> str:
    given = [section for section in SECTIONS if section in data]
    if len(given) != 1:
        raise GoldError(f"{where}: labels stand under one of {', '.join(SECTIONS)}")
    return given[0]


def _labels(section: str, labels: Iterable[Json]) -> dict[str, tuple[Json, ...]]:
    return {name: tuple(labels) if name == section else () for name in SECTIONS}


def _check_quotes(where: str, section: str, data: Json) -> None:
    for label in (*data[section], *(data.get("optional") or ())):
        for evidence in label["evidence"]:
            field = evidence.get("in", "text")
            if evidence["quote"] not in (data.get(field) or ""):
                raise GoldError(f"{where}: no {evidence['quote']!r} in the {field}")


def results_of(sentences: Iterable[Sentence]) -> Iterator[ArticleResult]:
    """Each sentence read and aligned with its labels; other kinds of statement are left out."""
    for sentence in sentences:
        article = sentence.article
        document = from_text(sentence.text, title=article.title, published=sentence.published)
        reading = as_json(read(document))
        alignments = dict.fromkeys(SECTIONS, NOT_SCORED)
        alignments[sentence.section] = align(sentence.section, article, reading)
        yield ArticleResult(article, reading, alignments, (), ())


def total(results: Iterable[ArticleResult]) -> Score:
    """The one kind that is scored, of all results together."""
    alignments = (alignment for result in results for alignment in result.alignments.values())
    return sum(map(score, alignments), Score())


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    try:
        sentences = load_sentences(options.file)
    except (GoldError, OSError) as error:
        print(f"evaluation: {error}", file=sys.stderr)
        return 2
    started = time.process_time()
    results = list(results_of(sentences))
    seconds = time.process_time() - started
    shown = [r for s, r in zip(sentences, results, strict=True) if _shown(s, options)]
    kinds = sorted({sentence.section for sentence in sentences})
    if options.verbose:
        print(f"{faults_of(shown, kinds)}\n\n{rule_table(shown, kinds)}\n")
    print(f"{len(sentences)} sentences read in {seconds:.2f} s")
    scores = _scores(sentences, results)
    print(_table(" and ".join(kinds), scores))
    if options.peers:
        from evaluation.peers import compare, peer_table

        peers = compare(sentences)
        print(f"\n{peer_table(peers)}")
        scores["peers"] = {row.name: row.as_json() for row in peers}
    print(json.dumps(scores))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.labelled_sentences",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, nargs="?", default=SENTENCES / "figures.jsonl")
    parser.add_argument("-v", "--verbose", action="store_true", help="name the faults")
    parser.add_argument("--checking", action="store_true", help="faults of the checking part too")
    parser.add_argument("--peers", action="store_true", help="the peers' amounts beside ours")
    return parser.parse_args(arguments)


def _shown(sentence: Sentence, options: argparse.Namespace) -> bool:
    return bool(options.checking) or sentence.split == "development"


def _scores(sentences: Sequence[Sentence], results: Sequence[ArticleResult]) -> Json:
    scores: Json = {}
    for split in (*SPLITS, "all"):
        own = [
            (sentence, result)
            for sentence, result in zip(sentences, results, strict=True)
            if split in (sentence.split, "all")
        ]
        negatives = [result for sentence, result in own if sentence.hard_negative]
        scores[split] = {
            **total(result for _, result in own).as_json(),
            "sentences": len(own),
            "hard_negatives": len(negatives),
            "read_from_negatives": total(negatives).extra,
        }
    return scores


def _table(name: str, scores: Json) -> str:
    head = "P R F1 whole gold right missed extra optional sentences negatives read-of-them"
    ratios = ("precision", "recall", "f1", "whole")
    counts = (
        *("gold", "right", "missed", "extra", "optional"),
        *("sentences", "hard_negatives", "read_from_negatives"),
    )
    rows = [
        [split, *(ratio(values[name]) for name in ratios), *(str(values[name]) for name in counts)]
        for split, values in scores.items()
    ]
    return "\n".join(columns([[name, *head.split()], *rows]))


if __name__ == "__main__":
    # So that the list of faults can be cut short by `head`.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    raise SystemExit(main())
