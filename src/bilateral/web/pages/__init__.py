"""One module a kind of page; `ROUTERS` are those that the server serves, in their order."""

from fastapi import APIRouter

from bilateral.web.pages import (
    acting,
    adding,
    documents,
    dossier,
    entries,
    home,
    review,
    search,
    sign_in,
    users,
)

ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    dossier.router,
    acting.router,
    acting.sending,
    entries.router,
    documents.router,
    documents.sending,
    search.router,
    review.router,
    review.sending,
    adding.router,
    adding.sending,
    sign_in.router,
    sign_in.sending,
    users.router,
    users.sending,
)
