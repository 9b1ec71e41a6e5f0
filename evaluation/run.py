"""The gold set in, the scores of the program as it stands out: `make evaluate`.

Prints corpus and demo apart, and what is for development apart from what is kept for checking;
fails under a pinned floor.

    python -m evaluation.run                         tables, bars, floors
    python -m evaluation.run --verbose --kind events every fault in the development part
    python -m evaluation.run --article wh-01fe79d51ee0 --verbose
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from evaluation.floors import (
    FLOORS,
    Floors,
    Pinned,
    cut,
    load_floors,
    measured,
    moved,
    save_floors,
    under,
)
from evaluation.gold import GOLD, SECTIONS, GoldArticle, GoldError, gold_hash, load_gold
from evaluation.languages import language_groups, language_tables
from evaluation.printing import columns, faults_of, field_table, ratio, rule_table, score_table
from evaluation.reading import results_of
from evaluation.scoring import ArticleResult, Scores, total
from evaluation.suites import SuiteResult, run_suites

GOLD_BARS = (
    ("figures", "f1", 0.92),
    ("figures", "whole", 0.85),
    ("statuses", "f1", 0.95),
    ("events", "f1", 0.80),
    ("actors", "f1", 0.90),
    ("commitments", "f1", 0.75),
    ("areas", "f1", 0.85),
)
Groups = dict[str, list[ArticleResult]]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    try:
        articles = [a for a in load_gold(options.gold) if options.article in (None, a.name)]
    except (GoldError, OSError) as error:
        print(f"evaluation: {error}", file=sys.stderr)
        return 2
    started = time.process_time()
    results = list(results_of(articles))
    seconds = time.process_time() - started
    print(_heading(options.gold, articles, results, seconds))
    kinds = options.kind or list(SECTIONS)
    if options.verbose:
        print(_faults(results, kinds, with_checking=options.checking))
    groups = _groups(results)
    for name, found in groups.items():
        print("\n" + score_table(name, total(found)))
    print("\n" + _summary(results))
    if options.article or options.kind:
        return 0
    suites = [] if options.no_suites else run_suites()
    if suites:
        print("\n" + _suite_table(suites))
    if options.gold == GOLD:
        others = language_groups()
        print("\n" + language_tables(others))
        groups |= others
    now = {name: measured(total(found)) for name, found in groups.items()}
    return _hold(options, now | _suite_floors(suites))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of labelled articles")
    parser.add_argument("--floors", type=Path, default=FLOORS, help="file of pinned floors")
    parser.add_argument("-v", "--verbose", action="store_true", help="print every fault")
    parser.add_argument("--checking", action="store_true", help="faults of the checking part too")
    parser.add_argument("--kind", action="append", choices=list(SECTIONS), help="faults of these")
    parser.add_argument("--article", metavar="ID", help="this article alone")
    parser.add_argument("--no-suites", action="store_true", help="leave the public suites out")
    parser.add_argument("--raise-floors", action="store_true", help="pin what is higher now")
    parser.add_argument("--lower-floors", action="store_true", help="pin what is lower now")
    return parser.parse_args(arguments)


def _heading(
    gold: Path, articles: list[GoldArticle], results: list[ArticleResult], seconds: float
) -> str:
    corpus = sum(article.group == "corpus" for article in articles)
    checking = sum(article.checking for article in articles)
    negatives = sum(article.negative for article in articles)
    first = (
        f"Gold set: {len(articles)} articles ({corpus} corpus, {len(articles) - corpus} demo;"
        f" {checking} kept for checking; {negatives} with nothing bilateral),"
        f" sha256 {gold_hash(gold)[:16]}"
    )
    lines = [first, f"Read {len(results)} of them in {seconds:.1f} s."]
    if len(results) < len(articles):
        lines.append("The others' texts are not at hand (../shared/corpus), they are left out.")
    return "\n".join(lines)


def _faults(results: list[ArticleResult], kinds: list[str], *, with_checking: bool) -> str:
    shown = [r for r in results if with_checking or not r.article.checking]
    hidden = len(results) - len(shown)
    parts = [faults_of(shown, kinds), "", rule_table(shown, kinds), "", field_table(shown, kinds)]
    if hidden:
        parts.append(f"\n{hidden} articles are kept for checking: --checking shows their faults.")
    return "\n".join(parts)


def _groups(results: list[ArticleResult]) -> Groups:
    groups: Groups = {}
    for group in ("corpus", "demo"):
        for checking, part in ((False, "development"), (True, "checking")):
            found = [
                r for r in results if r.article.group == group and r.article.checking == checking
            ]
            if found:
                groups[f"{group}, {part}"] = found
    return groups


def _summary(results: list[ArticleResult]) -> str:
    """The bars beside all articles, the real ones, and both parts."""
    sets = {
        "all": results,
        "corpus": [r for r in results if r.article.group == "corpus"],
        "development": [r for r in results if not r.article.checking],
        "checking": [r for r in results if r.article.checking],
    }
    scores = {name: total(found) for name, found in sets.items()}
    rows = [("gold set", "bar", *sets)]
    for section, measure, bar in GOLD_BARS:
        values = (_value(scores[name], section, measure) for name in sets)
        rows.append((f"{section} {measure}", f"{bar:.2f}", *map(ratio, values)))
    read = (str(scores[name].read_from_negatives) for name in sets)
    rows.append(("read from negatives", "0", *read))
    return "\n".join(columns(rows))


def _value(scores: Scores, section: str, measure: str) -> float | None:
    score = scores.kinds[section]
    return score.whole if measure == "whole" else score.f1


def _suite_table(suites: list[SuiteResult]) -> str:
    rows = [("suite", "now", "bar", "peers")]
    notes = []
    for result in suites:
        if result.scores is None:
            notes.append(f"{result.suite.module}: left out, {result.reason}")
            continue
        for bar in result.suite.bars:
            wanted = "-" if bar.bar is None else f"{bar.bar:.2f}"
            rows.append((bar.name, ratio(result.value(bar)), wanted, bar.peers))
    return "\n".join([*columns(rows), *notes])


def _suite_floors(suites: list[SuiteResult]) -> Floors:
    values = {
        bar.name: cut(value)
        for result in suites
        for bar in result.suite.bars
        if (value := result.value(bar)) is not None
    }
    return {"public suites": values} if values else {}


def _hold(options: argparse.Namespace, now: Floors) -> int:
    """Compare with the floors, or move them where asked; the exit code."""
    pinned = load_floors(options.floors) or Pinned("", {})
    digest = gold_hash(options.gold)
    floors = pinned.floors
    if options.raise_floors:
        floors = moved(floors, now, lower=False)
    if options.lower_floors:
        floors = moved(floors, now, lower=True)
    if options.raise_floors or options.lower_floors:
        pinned = Pinned(digest, floors)
        save_floors(pinned, options.floors)
        print(f"\nFloors and gold set pinned in {options.floors.name}.")
    faults = under(floors, now)
    if pinned.gold != digest:
        faults.append(
            "the gold set is not the one that the floors are pinned on:"
            " look at the tables, then pin it with --raise-floors"
        )
    print("\n" + ("\n".join(f"FAILED {fault}" for fault in faults) or "Every score holds."))
    return 1 if faults else 0


if __name__ == "__main__":
    # So that the list of faults can be cut short by `head`.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    raise SystemExit(main())
