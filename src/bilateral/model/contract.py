"""Documents and readings to and from the JSON objects that `read --jsonl` prints.

Every key of the contract is there, null or [] when empty. Decimals become plain JSON numbers
on the way out and exact decimals again on the way in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from functools import cache
from typing import Any

from bilateral.model.document import Document
from bilateral.model.reading import Reading
from bilateral.model.statements import (
    KINDS,
    Actor,
    Area,
    Change,
    Commitment,
    Equivalent,
    Event,
    Evidence,
    Figure,
    Statement,
    Status,
)

Json = dict[str, Any]


SECTIONS: dict[str, type[Statement]] = {
    "actors": Actor,
    "figures": Figure,
    "statuses": Status,
    "events": Event,
    "commitments": Commitment,
    "areas": Area,
}
"""Key of the contract to the kind of statement that stands under it."""


def as_json(reading: Reading) -> Json:
    """The contract's object for one document."""
    sections: Json = {
        key: [statement_as_json(item) for item in getattr(reading, key)] for key in SECTIONS
    }
    return {"document": document_as_json(reading.document), **sections}


def document_as_json(document: Document) -> Json:
    """The `document` object: the input's name under `file` or `url`, both for a saved page that
    tells its address; then the fields."""
    named = {"file": document.file, "url": document.url}
    named_by = "url" if document.url else "file"
    source = {key: value for key, value in named.items() if value or key == named_by}
    return {
        "id": document.id,
        **source,
        "title": document.title,
        "outlet": document.outlet,
        "source_kind": document.source_kind,
        "section": document.section,
        "byline": document.byline,
        "published": document.published,
        "language": document.language,
        "view_count": document.view_count,
        "parties": list(document.parties),
        "text": document.text,
    }


def statement_as_json(statement: Statement) -> Json:
    """One statement: id, then its own fields, then speaker, evidence and rule."""
    common = ("id", "speaker", "evidence", "rule")
    own = [field.name for field in fields(statement) if field.name not in common]
    out: Json = {"id": statement.id}
    out.update({name: _plain(getattr(statement, name)) for name in own})
    if "obs_value" in out and out["obs_value"] is None:
        out["unit_measure"] = None  # a growth without a level has no unit of its own
    out["speaker"] = statement.speaker
    out["evidence"] = [evidence_as_json(item) for item in statement.evidence]
    out["rule"] = statement.rule
    return out


def evidence_as_json(evidence: Evidence) -> Json:
    return {
        "in": evidence.field,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Change | Equivalent):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def document_from_json(data: Mapping[str, Any]) -> Document:
    """The document that `document_as_json` printed (without the original bytes)."""
    values = {key: value for key, value in data.items() if key in _of_document()}
    values["parties"] = tuple(data.get("parties") or ())
    return Document(**values)


def reading_from_json(data: Mapping[str, Any]) -> Reading:
    """The reading that `as_json` printed."""
    sections = {
        key: tuple(statement_from_json(kind.kind, item) for item in data.get(key) or ())
        for key, kind in SECTIONS.items()
    }
    return Reading(document=document_from_json(data["document"]), **sections)  # type: ignore[arg-type]


def statement_from_json(kind: str, data: Mapping[str, Any]) -> Statement:
    """One statement of `kind` from its JSON object; keys that are not its own are left out."""
    cls = KINDS[kind]
    known = _names(kind)
    values = {
        key: _typed(key, value) if key in _OF_OWN_TYPE else _plural(value)
        for key, value in data.items()
        if key in known
    }
    return cls(**values)


_OF_OWN_TYPE = frozenset(
    ("evidence", "change", "equivalents", "unit_measure", "obs_value", "obs_value_high")
)


def _plural(value: Any) -> Any:
    return tuple(value) if value.__class__ is list else value


@cache
def _of_document() -> frozenset[str]:
    return frozenset(field.name for field in fields(Document)) - {"original"}


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(field.name for field in fields(KINDS[kind]))


def _typed(key: str, value: Any) -> Any:
    if key == "evidence":
        return tuple(Evidence(e["in"], e["start"], e["end"], e["quote"]) for e in value)
    if key == "change" and isinstance(value, Mapping):
        return Change(
            _decimal(value["value"]), value["unit"], value["direction"], value["base_period"]
        )
    if key == "equivalents":
        return tuple(Equivalent(Decimal(str(e["obs_value"])), e["unit_measure"]) for e in value)
    if key == "unit_measure" and value is None:
        return "percent"
    if key in ("obs_value", "obs_value_high"):
        return _decimal(value)
    return _plural(value)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
