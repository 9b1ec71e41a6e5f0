"""Who may sign in, for admins: `/users`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from bilateral.errors import BilateralError
from bilateral.record.accounts import ROLES, add_user, change_user, remove_user, users
from bilateral.web.access.forms import writing_router
from bilateral.web.access.passwords import hashed
from bilateral.web.pages.common import TheRecord
from bilateral.web.twins import answer, twinned

router = APIRouter()
sending = writing_router()


@dataclass(frozen=True, slots=True)
class UserLine:
    """A person, their role, since when, and whether it is who looks."""

    name: str
    role: str
    made: str
    own: bool


@dataclass(frozen=True, slots=True)
class UsersView:
    """All who may sign in; `fault` is why the last change was not made."""

    users: tuple[UserLine, ...]
    roles: tuple[str, ...]
    fault: str | None


@twinned(router, "/users")
def users_page(request: Request, record: TheRecord) -> Response:
    """Who may sign in."""
    return _page(request, record, None)


def _page(request: Request, record: TheRecord, fault: str | None) -> Response:
    own = request.state.visitor.name
    lines = tuple(UserLine(u.name, u.role, u.made, u.name == own) for u in users(record))
    return answer(request, "users.html", UsersView(lines, ROLES, fault), 422 if fault else 200)


@sending.post("/users", response_model=None)
def save_user(
    request: Request,
    record: TheRecord,
    name: Annotated[str, Form(max_length=200)],
    act: Annotated[str, Form(pattern="^(add|role|password|remove)$")],
    role: Annotated[str, Form(max_length=20)] = "",
    password: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Names a person, changes their role or password, or lets them in no more."""
    try:
        if act == "add":
            add_user(record, name, role, hashed(password))
        elif act == "role":
            _keep_an_admin(record, name, role)
            change_user(record, name, role=role)
        elif act == "password":
            change_user(record, name, password=hashed(password))
        else:
            remove_user(record, name)
    except BilateralError as error:
        told = f"{error.what[:1].upper()}{error.what[1:]}. {error.next_step or ''}".strip()
        return _page(request, record, told)
    return RedirectResponse("/users", 303)


def _keep_an_admin(record: TheRecord, name: str, role: str) -> None:
    admins = [u.name for u in users(record) if u.role == ROLES[-1]]
    if admins == [name] and role != ROLES[-1]:
        raise BilateralError(f"{name} is the last admin", next_step="Name another one first.")
