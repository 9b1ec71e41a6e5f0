"""Templates out, with the filters that pages need: days in words, names in their script."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context
from markupsafe import Markup

from bilateral import __version__
from bilateral.checking.wording import country
from bilateral.publishing.wording import area_name, words
from bilateral.web.access.forms import FIELD, key_of
from bilateral.web.drawing import stairs, year_bars
from bilateral.web.wording import count, day, kind, many, script_of, titled, when

HERE = Path(__file__).parent
STATIC = HERE / "static"


@cache
def static(name: str) -> str:
    """The address of a file under `static/`, which changes when the file does."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def templates() -> Jinja2Templates:
    """The templates, escaping everything; a name that a template does not get is a fault."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {
        "area": area_name,
        "count": count,
        "country": country,
        "day": day,
        "kind": kind,
        "many": many,
        "script": script_of,
        "stairs": stairs,
        "titled": titled,
        "when": when,
        "words": words,
        "year_bars": year_bars,
    }
    environment.filters.update(filters)
    environment.globals.update(static=static, version=__version__, form_key=_form_key)
    return Jinja2Templates(env=environment, context_processors=[_visitor])


def _visitor(request: Request) -> dict[str, Any]:
    """What every page shows of who looks at it, and how much waits for them."""
    state = request.app.state
    return {
        "visitor": request.state.visitor,
        "waiting": state.waiting.known(),
        "limits": state.settings.limits,
    }


@pass_context
def _form_key(context: Context) -> Markup:
    """The hidden field by which a form is known to be our own."""
    key = key_of(context["request"].state.cookie)
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, key)
