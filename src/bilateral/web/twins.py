"""A page's view in, the page or its JSON twin out: one object, two renderings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

SUFFIX = ".json"

H = TypeVar("H", bound=Callable[..., Response])


def twinned(router: APIRouter, path: str) -> Callable[[H], H]:
    """Serves a handler at `path` and its twin at `path.json` (`/index.json` for `/`)."""

    def serve(handler: H) -> H:
        # The twin first: a parameter of the page's path would take the suffix as its own.
        twin = "/index" if path == "/" else path
        name = handler.__name__
        router.add_api_route(
            twin + SUFFIX, handler, name=f"{name}_json", response_model=None, tags=["pages"]
        )
        router.add_api_route(path, handler, name=name, response_model=None, include_in_schema=False)
        return handler

    return serve


def wants_json(request: Request) -> bool:
    """Whether the twin was asked for."""
    return request.url.path.endswith(SUFFIX)


def answer(
    request: Request,
    template: str,
    view: Any,
    status: int = 200,
    charts: Mapping[str, Mapping[str, Any]] | None = None,
) -> Response:
    """The page made of `view` (a dataclass) by `template`, or the view itself as JSON.

    `charts` are Vega-Lite specifications by name, drawn from what the view holds.
    """
    if wants_json(request):
        return JSONResponse(plain(view), status_code=status)
    twin = "/index.json" if request.url.path == "/" else request.url.path + SUFFIX
    query = f"?{request.url.query}" if request.url.query else ""
    address = twin + query if status == 200 else None
    context = {"view": view, "twin": address, "charts": charts or {}}
    response: Response = request.app.state.templates.TemplateResponse(
        request, template, context, status_code=status
    )
    return response


def plain(value: Any) -> Any:
    """A view as JSON has it: dataclasses as objects, decimals as numbers."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value
