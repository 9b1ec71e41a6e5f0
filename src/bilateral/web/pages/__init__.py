"""One module a kind of page; `ROUTERS` are those that the server serves, in their order."""

from fastapi import APIRouter

from bilateral.web.pages import documents, dossier, entries, home, search

ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    dossier.router,
    entries.router,
    documents.router,
    search.router,
)
