"""Scores and results in, text for people out: tables, and every fault with its words and rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from evaluation.comparing import FIELDS, Fault
from evaluation.gold import SECTIONS, GoldArticle
from evaluation.matching import Alignment, Pair
from evaluation.scoring import WHOLE_KINDS, ArticleResult, Scores

WIDTH = 150
"""Columns to which a quote is cut in the list of faults."""

Json = Mapping[str, Any]


def ratio(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines, the first cell to the left and the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def score_table(name: str, scores: Scores) -> str:
    """A row a kind: precision, recall, F1, whole, and the counts they are made of."""
    head = (name, "P", "R", "F1", "whole", "gold", "right", "missed", "extra", "optional")
    rows = [head]
    for section, found in scores.kinds.items():
        whole = ratio(found.whole)
        rows.append(
            (
                section,
                ratio(found.precision),
                ratio(found.recall),
                ratio(found.f1),
                whole if section in WHOLE_KINDS else f"({whole})",
                str(found.right + found.missed),
                str(found.right),
                str(found.missed),
                str(found.extra),
                str(found.neutral),
            )
        )
    return "\n".join([*columns(rows), *_notes(scores)])


def _notes(scores: Scores) -> Iterator[str]:
    if scores.fields:
        parts = (f"{name} {right}/{given}" for name, (right, given) in scores.fields.items())
        yield "document: " + ", ".join(parts)
    if scores.negatives:
        yield (
            f"negatives: {scores.read_from_negatives} statements read from"
            f" {scores.negatives} articles with nothing bilateral"
        )
    if scores.unread:
        yield f"NOT READ ({len(scores.unread)}, every label missed): {', '.join(scores.unread)}"


def faults_of(results: Iterable[ArticleResult], kinds: Sequence[str]) -> str:
    """Every fault of these articles, article by article and kind by kind."""
    return "\n".join(line for result in results for line in _article_lines(result, kinds))


def _article_lines(result: ArticleResult, kinds: Sequence[str]) -> list[str]:
    lines = [
        f"  document   {fault.field}: gold {_show(fault.gold)} | read {_show(fault.read)}"
        for fault in result.field_faults
        if len(kinds) == len(SECTIONS)
    ]
    for section in kinds:
        lines.extend(_kind_lines(section, result.article, result.alignments[section]))
    if not lines:
        return []
    article = result.article
    parties = ",".join(article.document.get("parties") or ()) or "no parties"
    title = article.title or str((result.reading or {}).get("document", {}).get("title") or "")
    return ["", f"=== {article.name}  [{parties}]  {clip(title, 90)}", *lines]


def _kind_lines(section: str, article: GoldArticle, found: Alignment) -> Iterator[str]:
    partial = [pair for pair in found.right if not pair.whole]
    if not (found.missed or found.extra or partial):
        return
    yield (
        f"  {section}: {len(found.right)} right ({len(partial)} not whole),"
        f" {len(found.missed)} missed, {len(found.extra)} extra"
    )
    paired = {id(pair.gold) for pair in found.close} | {id(pair.read) for pair in found.close}
    for pair in found.close:
        yield from _pair_lines("WRONG", section, article, pair)
    for label in found.missed:
        if id(label) not in paired:
            yield from _statement_lines("MISSED", section, label, _gold_words(article, label))
    for item in found.extra:
        if id(item) not in paired:
            yield from _statement_lines("EXTRA", section, item, _read_words(item))
    for pair in partial:
        yield from _pair_lines("PARTLY", section, article, pair)


def _pair_lines(word: str, section: str, article: GoldArticle, pair: Pair) -> Iterator[str]:
    differs = [_difference(fault) for fault in pair.faults]
    if word == "WRONG" and not any(fault.key for fault in pair.faults):
        differs.insert(0, "the evidence stands elsewhere")
    yield f"    {word:<7} {'; '.join(differs)}"
    yield f"            gold  {describe(section, pair.gold)}"
    yield f"                  {_gold_words(article, pair.gold)}"
    if any(fault.key for fault in pair.faults):
        yield f"            read  {describe(section, pair.read)}"
    yield f"            rule  {pair.read.get('rule')}"
    yield f"                  {_read_words(pair.read)}"


def _difference(fault: Fault) -> str:
    return f"{fault.field}: gold {_show(fault.gold)} | read {_show(fault.read)}"


def _statement_lines(word: str, section: str, item: Json, words: str) -> Iterator[str]:
    rule = f"   rule {item['rule']}" if item.get("rule") else ""
    yield f"    {word:<7} {describe(section, item)}{rule}"
    if words:
        yield f"            {words}"


def describe(section: str, item: Json) -> str:
    """The scored fields of a statement on one line, empty ones left out."""
    shown = {
        field.name: item[field.name]
        for field in FIELDS[section]
        if field.key or item.get(field.name) not in (None, "", [], "exact", "observed")
        if field.name in item
    }
    return " ".join(f"{name}={_show(value)}" for name, value in shown.items())


def _show(value: Any) -> str:
    if isinstance(value, float) and value == int(value):
        return f"{int(value):_}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:_}"
    if isinstance(value, list | tuple):
        return "+".join(str(item) for item in value) or "-"
    if isinstance(value, Mapping):
        return "/".join(_show(item) for item in value.values())
    return "null" if value is None else str(value)


def _gold_words(article: GoldArticle, label: Json) -> str:
    return _words([article.quote(item) for item in label.get("evidence") or ()])


def _read_words(item: Json) -> str:
    return _words([str(e.get("quote", "")) for e in item.get("evidence") or ()])


def _words(quotes: Sequence[str]) -> str:
    shown = [f"«{clip(' '.join(quote.split()), WIDTH)}»" for quote in quotes[:2]]
    more = f" and {len(quotes) - 2} more" if len(quotes) > 2 else ""
    return " ... ".join(shown) + more


def clip(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def rule_table(results: Iterable[ArticleResult], kinds: Sequence[str]) -> str:
    """How often each rule was right, whole, neutral and wrong; the worst first."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for result in results:
        for section in kinds:
            found = result.alignments[section]
            for pair in found.right:
                counts[str(pair.read.get("rule"))][0] += 1
                counts[str(pair.read.get("rule"))][1] += pair.whole
            for pair in found.neutral:
                counts[str(pair.read.get("rule"))][2] += 1
            for item in found.extra:
                counts[str(item.get("rule"))][3] += 1
    if not counts:
        return "No rule read anything."
    ordered = sorted(counts.items(), key=lambda item: (-item[1][3], item[0]))
    rows = [("rule", "right", "whole", "optional", "extra")]
    rows += [(rule, str(c[0]), str(c[1]), str(c[2]), str(c[3])) for rule, c in ordered]
    return "\n".join(columns(rows))


def field_table(results: Iterable[ArticleResult], kinds: Sequence[str]) -> str:
    """Which fields go wrong: in statements that are right but not whole, and in wrong ones."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for result in results:
        for section in kinds:
            found = result.alignments[section]
            for column, pairs in enumerate((found.right, found.close)):
                for fault in (fault for pair in pairs for fault in pair.faults):
                    counts[section, fault.field][column] += 1
    rows = [("field that differs", "of right statements", "of wrong ones")]
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], -sum(item[1])))
    rows += [(f"{section} {name}", str(c[0]), str(c[1])) for (section, name), c in ordered]
    return "\n".join(columns(rows))
