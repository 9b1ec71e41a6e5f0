"""Who publishes news of foreign relations: names, addresses, and what kind of source each is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from bilateral.knowledge.loading import build, table

KINDS = frozenset({"official", "state_media", "wire", "independent", "reprint"})


@dataclass(frozen=True, slots=True)
class Outlet:
    """`source_kind` is one of KINDS; `country` ISO 3166-1 alpha-3, or IGO; `names` are other
    forms of `name`; a page belongs to the outlet whose `domains` its host ends with."""

    name: str
    source_kind: str
    country: str
    domains: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@cache
def outlets() -> tuple[Outlet, ...]:
    return tuple(build(Outlet, table("outlets/outlets.csv")))


@cache
def _by_name() -> dict[str, Outlet]:
    out: dict[str, Outlet] = {}
    for outlet in outlets():
        for name in (outlet.name, *outlet.names):
            out[_key(name)] = outlet
    return out


@cache
def _by_domain() -> dict[str, Outlet]:
    return {domain: outlet for outlet in outlets() for domain in outlet.domains}


def outlet_named(name: str) -> Outlet | None:
    """The outlet that goes by `name`, with or without "the", in any case."""
    return _by_name().get(_key(name))


def outlet_at(url: str) -> Outlet | None:
    """The outlet at whose domain, or below it, `url` is."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    parts = host.split(".")
    for start in range(len(parts)):
        found = _by_domain().get(".".join(parts[start:]))
        if found:
            return found
    return None


def _key(name: str) -> str:
    return " ".join(name.lower().replace(".", "").split()).removeprefix("the ")
