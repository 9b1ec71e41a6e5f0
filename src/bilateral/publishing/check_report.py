"""A checked draft in; its report out, as JSON, Markdown or one self-contained page of HTML."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from html import escape
from typing import Any

from bilateral.checking.drafts import Check, Claim, Problem, Telling
from bilateral.checking.drafts.claims import TITLE
from bilateral.checking.verdicts import (
    AS_BOUND,
    CONTRADICTED,
    HOLDS,
    MIRROR_ONLY,
    NO_DATA,
    NOT_COMPARABLE,
    ROUNDING,
    STALE,
    SUPPORTED,
    ReporterVerdict,
)
from bilateral.model import Evidence
from bilateral.model.contract import evidence_as_json

VERDICT_WORDS = {
    SUPPORTED: "holds",
    ROUNDING: "holds, rounded",
    AS_BOUND: "holds as a bound",
    MIRROR_ONLY: "holds in the partner's books only",
    STALE: "was true earlier",
    CONTRADICTED: "contradicted",
    NOT_COMPARABLE: "another concept",
    NO_DATA: "nothing to hold it against",
}
"""Verdicts as a person reads them."""
KIND_WORDS = {
    "spliced": "two countries' books in one comparison",
    "stale_rank": "a rank of earlier",
    "false_sum": "parts that do not make their total",
    "contradiction": "two values of one thing",
}
"""Kinds of finding as a person reads them."""


def tally(check: Check) -> str:
    """The check in one line: 12 statements: 7 hold, 2 contradicted ...; 1 finding."""
    counts: dict[str, int] = {}
    for claim in check.claims:
        name = "hold" if claim.holds else VERDICT_WORDS[claim.verdict]
        counts[name] = counts.get(name, 0) + 1
    total, found = len(check.claims), len(check.problems)
    parts = ", ".join(f"{number} {name}" for name, number in counts.items())
    head = f"{total} statement{'' if total == 1 else 's'}" + (f": {parts}" if parts else "")
    return f"{head}; {found} finding{'' if found == 1 else 's'}"


# JSON


def as_json(check: Check) -> dict[str, Any]:
    """`document`, `day`, `contradicted`, `claims` and `findings`, every key always there."""
    document = check.document
    return {
        "document": {
            "id": document.id,
            "file": document.file,
            "url": document.url,
            "title": document.title,
            "published": document.published,
            "parties": list(document.parties),
        },
        "day": check.day,
        "contradicted": check.contradicted,
        "claims": [_claim(claim) for claim in check.claims],
        "findings": [_problem(problem) for problem in check.problems],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "quote": claim.quote,
        "kind": claim.kind,
        "says": claim.says,
        "verdict": claim.verdict,
        "supported": claim.verdict in HOLDS,
        "explanations": list(claim.explanations),
        "reporters": [_reporter(r) for r in claim.reporters],
        "change": [_reporter(r) for r in claim.change],
        "true_in": list(claim.true_in),
        "missing": list(claim.missing),
        "record": [_telling(t) for t in claim.told],
        "message": claim.message,
        "suggestion": claim.suggestion,
        "evidence": [evidence_as_json(e) for e in claim.evidence],
        "statement": claim.statement or None,
    }


def _reporter(told: ReporterVerdict) -> dict[str, Any]:
    return {
        "reporter": told.reporter,
        "value": _number(told.value),
        "period": told.period,
        "source": told.source,
        "series": told.series,
        "vintage": told.vintage,
        "valuation": told.valuation,
        "role": told.role,
        "verdict": told.verdict,
        "supported": told.verdict in HOLDS,
        "gap": None if told.gap is None else _number(told.gap),
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _telling(told: Telling) -> dict[str, Any]:
    return {
        "document": told.document,
        "name": told.name,
        "outlet": told.outlet,
        "published": told.published,
        "says": told.says,
        "agrees": told.agrees,
        "quote": told.quote,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "kind": problem.kind,
        "quotes": list(problem.quotes),
        "message": problem.message,
        "serious": problem.serious,
        "evidence": [evidence_as_json(e) for e in problem.evidence],
    }


# Markdown


def as_markdown(check: Check) -> str:
    """A heading, the findings, then a section a claim; what the draft says stands as a quote."""
    return "\n\n".join(_markdown(check)) + "\n"


def _markdown(check: Check) -> Iterator[str]:
    yield f"# Check of {_plain(check.document.title or check.document.name)}"
    yield f"As told on {check.day}. {tally(check)}."
    if check.problems:
        yield "## Findings"
        for problem in check.problems:
            yield f"**{KIND_WORDS[problem.kind]}** {_plain(problem.message)}"
            yield "\n>\n".join(f"> {_plain(quote)}" for quote in problem.quotes)
    if check.claims:
        yield "## Statements"
    for claim in check.claims:
        yield f"### {claim.kind}: {VERDICT_WORDS[claim.verdict]}"
        yield f"> {_plain(claim.quote)}"
        yield _plain(claim.message)
        if claim.suggestion:
            yield f"**{_plain(claim.suggestion)}**"


_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#|"})


def _plain(text: str) -> str:
    """Words of a draft in which no mark of Markdown works, on one line."""
    return " ".join(text.split()).translate(_MARKS)


# HTML

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;
color:#1a1a1a}
blockquote{margin:.3rem 0;padding:.2rem .8rem;border-left:4px solid #ccc;background:#f7f7f7}
.text{white-space:pre-wrap} mark{background:#e8eef7;padding:0 .1em}
.contradicted,.finding{border-left:4px solid #b00020;padding-left:.8rem}
.stale{border-left:4px solid #b36b00;padding-left:.8rem} .good{border-left:4px solid #2e7d32;
padding-left:.8rem} .plain{border-left:4px solid #999;padding-left:.8rem}
mark.contradicted{background:#fbd7dc;border:0} mark.stale{background:#fde8c8;border:0}
mark.good{background:#d9f0da;border:0} mark.plain{background:#eee;border:0}
section{margin:1rem 0} h3{font-size:1rem;margin:.2rem 0}
"""


def as_html(check: Check) -> str:
    """One page that needs nothing else: findings, the text with its statements marked, claims."""
    title = escape(f"Check of {check.document.title or check.document.name}")
    body = "\n".join(_html(check))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    )


def _html(check: Check) -> Iterator[str]:
    yield f"<p>As told on {escape(check.day)}. {escape(tally(check))}.</p>"
    if check.problems:
        yield "<h2>Findings</h2>"
    for problem in check.problems:
        quotes = "".join(f"<blockquote>{escape(q)}</blockquote>" for q in problem.quotes)
        yield (
            f'<section class="finding"><h3>{escape(KIND_WORDS[problem.kind])}</h3>{quotes}'
            f"<p>{escape(problem.message)}</p></section>"
        )
    yield f'<h2>The draft</h2>\n<div class="text">{_marked(check)}</div>'
    yield "<h2>Statements</h2>"
    for number, claim in enumerate(check.claims):
        yield _claim_html(number, claim)


def _claim_html(number: int, claim: Claim) -> str:
    instead = f"<p><strong>{escape(claim.suggestion)}</strong></p>" if claim.suggestion else ""
    return (
        f'<section id="c{number}" class="{_colour(claim)}">'
        f"<h3>{escape(claim.kind)}: {escape(VERDICT_WORDS[claim.verdict])}</h3>"
        f"<blockquote>{escape(claim.quote)}</blockquote>"
        f"<p>{escape(claim.message)}</p>{instead}</section>"
    )


def _colour(claim: Claim) -> str:
    if claim.holds:
        return "good"
    return claim.verdict if claim.verdict in (CONTRADICTED, STALE) else "plain"


def _marked(check: Check) -> str:
    """The text with the words of each claim marked; where two overlap, the first."""
    text, out, at = check.document.text, [], 0
    for number, claim, words in _placed(check):
        if words.start < at:
            continue
        quote = escape(text[words.start : words.end])
        out.append(escape(text[at : words.start]))
        out.append(f'<a href="#c{number}"><mark class="{_colour(claim)}">{quote}</mark></a>')
        at = words.end
    out.append(escape(text[at:]))
    return "".join(out)


def _placed(check: Check) -> list[tuple[int, Claim, Evidence]]:
    found = [
        (number, claim, words)
        for number, claim in enumerate(check.claims)
        for words in claim.evidence
        if words.field == "text"
    ]
    # What is wrong goes before what is not, and a title is part of its sentence.
    rank = {CONTRADICTED: 0, STALE: 1}
    ordered = sorted(
        found, key=lambda f: (rank.get(f[1].verdict, 2), f[1].kind != TITLE, f[2].start)
    )
    kept: list[tuple[int, Claim, Evidence]] = []
    for item in ordered:
        if all(item[2].end <= k[2].start or k[2].end <= item[2].start for k in kept):
            kept.append(item)
    return sorted(kept, key=lambda f: f[2].start)
