"""The gold folders of other languages in (`gold_<language>`), their scores out, each apart."""

from __future__ import annotations

from pathlib import Path

from evaluation.gold import GOLD, load_gold
from evaluation.printing import columns, ratio, score_table
from evaluation.reading import results_of
from evaluation.scoring import ArticleResult, total

BARS = (("figures", 0.85), ("statuses", 0.95), ("events", 0.65))
"""What a language beside English is held to: F1 by kind."""

Groups = dict[str, list[ArticleResult]]


def language_groups(folder: Path = GOLD.parent) -> Groups:
    """The results of each language's articles by part, as `vi, development` and `vi, checking`."""
    groups: Groups = {}
    for gold in sorted(folder.glob("gold_*")):
        language = gold.name.removeprefix("gold_")
        for result in results_of(load_gold(gold)):
            part = "checking" if result.article.checking else "development"
            groups.setdefault(f"{language}, {part}", []).append(result)
    return dict(sorted(groups.items(), reverse=True))


def language_tables(groups: Groups) -> str:
    """A table of scores for each part of each language, below it the bars."""
    parts = [score_table(name, total(found)) for name, found in groups.items()]
    rows = [("other languages", "bar", *groups)]
    for section, bar in BARS:
        values = (ratio(total(found).kinds[section].f1) for found in groups.values())
        rows.append((f"{section} f1", f"{bar:.2f}", *values))
    return "\n\n".join([*parts, "\n".join(columns(rows))])
