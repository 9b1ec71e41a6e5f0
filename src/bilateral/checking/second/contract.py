"""The contract as a model is told it: what to look for, in words and as a JSON schema.

Both are made from the code lists, so that the two readers speak of the same things.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from bilateral.knowledge import areas, contract, measures, plover, statuses
from bilateral.model import Document

Json = dict[str, Any]

CHUNK = 12_000
"""Characters of an article that are asked about at once."""

_TEXT: Json = {"type": "string"}
_NULLABLE: Json = {"type": ["string", "null"]}
_LIST: Json = {"type": "array", "items": {"type": "string"}}

_TASK = """\
You read one part of a news article and list what it says about the relation between countries.
Give only what the words say. Each statement has a "quote": words copied from the article, letter
by letter, that say it. What the words do not say is null, or left out.
Countries are ISO 3166-1 alpha-3 codes. Dates are EDTF: 2024-09-22, 2024-09, 2024, 2024-01/2024-08.
Numbers are written out: 12.5 billion is 12500000000. Units are ISO 4217 codes, percent, rank,
projects, persons, or a plain noun.
Events are acts of governments or bodies of one side toward the other, coded by PLOVER: a visit or
meeting still to come is AGREE, state planned; signing and upgrading is SUPPORT; what is asked for
is REQUEST; the visitor is source, the host recipient.
Commitments are what one side said it would do, or wants done.
Answer with one JSON object: {"statements": [...]}. An article that tells of no relation between
countries has an empty list."""


@cache
def schema() -> Json:
    """The JSON schema of an answer."""
    kinds = [_kind(name, fields) for name, fields in _fields().items()]
    return {
        "type": "object",
        "properties": {"statements": {"type": "array", "items": {"anyOf": kinds}}},
        "required": ["statements"],
        "additionalProperties": False,
    }


def messages(document: Document, part: str) -> list[dict[str, str]]:
    """The conversation that asks about one part of a document."""
    about = {"title": document.title, "published": document.published, "outlet": document.outlet}
    # The article is data: it stands in JSON, and what it may ask for is no instruction.
    article = json.dumps({**about, "text": part}, ensure_ascii=False)
    return [
        {"role": "system", "content": f"{_TASK}\n{_lists()}"},
        {"role": "user", "content": article},
    ]


def parts(text: str) -> list[tuple[int, str]]:
    """The text in parts of at most `CHUNK` characters, cut at line ends, each with its offset."""
    out: list[tuple[int, str]] = []
    start = 0
    while start < len(text):
        stop = min(start + CHUNK, len(text))
        if stop < len(text):
            line = text.rfind("\n", start + CHUNK // 2, stop)
            stop = line + 1 if line > 0 else stop
        out.append((start, text[start:stop]))
        start = stop
    return out


def codes(kind: str, field: str) -> tuple[str, ...] | None:
    """The values that a field may have, None for a free one."""
    known: dict[tuple[str, str], Iterable[str]] = {
        ("figure", "measure"): measures.measures(),
        ("status", "level"): statuses.levels(),
        ("event", "event_type"): plover.roots(),
        ("event", "activity"): plover.activities(),
        ("area", "code"): areas.codes(),
        ("commitment", "areas"): areas.codes(),
    }
    if (kind, field) in known:
        return tuple(known[kind, field])
    values = contract.values().get((kind, field))
    return tuple(value.value for value in values) if values else None


def _fields() -> dict[str, dict[str, Json]]:
    """The fields of each kind that a model is asked for."""
    return {
        "figure": {
            "measure": _TEXT, "ref_area": _TEXT, "counterpart_area": _NULLABLE,
            "obs_value": {"type": ["number", "null"]}, "unit_measure": _TEXT,
            "time_period": _NULLABLE, "nature": _TEXT,
        },
        "status": {"level": _TEXT, "label": _TEXT, "parties": _LIST, "date": _NULLABLE,
                   "change": _TEXT},
        "event": {"event_type": _TEXT, "activity": _TEXT, "source": _LIST, "recipient": _LIST,
                  "date": _NULLABLE, "state": _TEXT},
        "commitment": {"strength": _TEXT, "by": _LIST, "to": _LIST, "content": _TEXT,
                       "areas": _LIST, "due": _NULLABLE},
        "area": {"code": _TEXT, "stance": _TEXT},
    }  # fmt: skip


def _kind(kind: str, fields: dict[str, Json]) -> Json:
    properties: dict[str, Json] = {"kind": {"type": "string", "enum": [kind]}, "quote": _TEXT}
    for name, form in fields.items():
        allowed = codes(kind, name)
        if allowed and form is _TEXT:
            form = {"type": "string", "enum": list(allowed)}
        elif allowed and form is _LIST:
            form = {"type": "array", "items": {"type": "string", "enum": list(allowed)}}
        properties[name] = form
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


@cache
def _lists() -> str:
    """The code lists in words, for servers that hold no answer to a schema."""
    lines = []
    for kind, fields in _fields().items():
        told = [f"{name} ({'|'.join(codes(kind, name) or ()) or 'free'})" for name in fields]
        lines.append(f"{kind}: kind, quote, {', '.join(told)}")
    return "\n".join(lines)
