"""A gold folder and readings in, scores out: `python -m evaluation.articles GOLD READINGS.jsonl`.

READINGS holds what `bilateral read --jsonl` prints, one object a document (`-` for standard
input). A table by kind is printed, then, on the last line, one JSON object of the same scores.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from evaluation.documents import pair_readings
from evaluation.gold import SECTIONS, GoldArticle, GoldError, load_gold
from evaluation.printing import faults_of, field_table, rule_table, score_table
from evaluation.scoring import ArticleResult, score_article, total

Json = dict[str, Any]


def load_readings(lines: Iterable[str]) -> list[Json]:
    """The readings of JSON Lines; a line that holds none raises `GoldError` with its number."""
    readings = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            reading = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(f"line {number} of the readings is not JSON ({error})") from error
        if not isinstance(reading, dict) or "document" not in reading:
            raise GoldError(f"line {number} of the readings has no `document`")
        readings.append(reading)
    return readings


def score_articles(
    articles: Sequence[GoldArticle], readings: Sequence[Json]
) -> list[ArticleResult]:
    """The results of all articles, each beside its own reading."""
    paired = pair_readings(articles, readings)
    return [score_article(article, paired[i]) for i, article in enumerate(articles)]


def report(results: Sequence[ArticleResult], verbose: bool, kinds: Sequence[str]) -> str:
    """The table, below the faults and the rules when `verbose`; the JSON object last."""
    scores = total(results)
    tables = (faults_of, rule_table, field_table)
    parts = [f"{table(results, kinds)}\n" for table in tables] if verbose else []
    parts += [score_table(f"{scores.articles} articles", scores), json.dumps(scores.as_json())]
    return "\n".join(parts)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.articles", description=__doc__)
    parser.add_argument("gold", type=Path, help="folder of labelled articles (*.json)")
    parser.add_argument("readings", help="JSON Lines of `bilateral read --jsonl`, or -")
    parser.add_argument("-v", "--verbose", action="store_true", help="print every fault")
    parser.add_argument("--kind", action="append", choices=list(SECTIONS), help="faults of these")
    options = parser.parse_args(arguments)
    try:
        if options.readings == "-":
            readings = load_readings(sys.stdin)
        else:
            with Path(options.readings).open(encoding="utf-8") as lines:
                readings = load_readings(lines)
        articles = load_gold(options.gold)
    except (GoldError, OSError) as error:
        print(f"evaluation.articles: {error}", file=sys.stderr)
        return 2
    if not articles:
        print(f"evaluation.articles: no *.json below {options.gold}", file=sys.stderr)
        return 2
    results = score_articles(articles, readings)
    print(report(results, options.verbose, options.kind or list(SECTIONS)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
