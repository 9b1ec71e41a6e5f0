"""Commands whose plain words are taken as they are: text, one of a few words, nothing.

Typer checks every value by a library whose loading alone takes longer than most of our commands
have to. What is not plain, or not right, goes Typer's own way, with its messages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from functools import partial
from typing import Any

from typer import Context
from typer.core import TyperCommand, TyperGroup

_ELSE = object()


class _Plainly:
    """What both kinds of command do."""

    params: list[Any]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        _take_plainly(self.params)

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            _take_plainly([option])
        return option


class Command(_Plainly, TyperCommand):
    """Typer's command, with plain values taken as they are."""


class Group(_Plainly, TyperGroup):
    """The same for the command that holds the others."""


def _take_plainly(params: Iterable[Any]) -> None:
    for param in params:
        if not isinstance(param.process_value, partial):
            # An attribute of this one parameter, in place of its class's method.
            param.process_value = partial(_processed, param, param.process_value)


def _processed(
    param: Any, usual: Callable[[Context, Any], Any], context: Context, value: Any
) -> Any:
    found = _plain(param, value)
    if found is _ELSE:
        return usual(context, value)
    return found if param.callback is None else param.callback(context, param, found)


def _plain(param: Any, value: Any) -> Any:
    if value is None:
        return _ELSE if param.required or param.multiple or param.nargs != 1 else None
    kind = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    if kind is str and isinstance(value, str):
        return value
    if isinstance(kind, type) and issubclass(kind, Enum):
        if isinstance(value, kind):
            return value
        return next((member for member in kind if member.value == value), _ELSE)
    return _ELSE
