"""One module a kind of page; `ROUTERS` are those that the server serves, in their order."""

from fastapi import APIRouter

from bilateral.web.pages import home

ROUTERS: tuple[APIRouter, ...] = (home.router,)
