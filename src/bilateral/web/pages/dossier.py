"""The dossier of a pair: `/r/VNM-USA` and its sections, each on any day."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from bilateral.publishing.wording import area_name
from bilateral.record.indexing import Pair
from bilateral.web import queries
from bilateral.web.charts import course_chart, figure_chart
from bilateral.web.faults import NotThere
from bilateral.web.filters import Filters
from bilateral.web.pages.common import AsOf, TheRecord
from bilateral.web.seen import Seen
from bilateral.web.twins import SUFFIX, answer, twinned
from bilateral.web.views.commitments import commitments
from bilateral.web.views.fields import fields
from bilateral.web.views.figures import figures
from bilateral.web.views.overview import overview
from bilateral.web.views.people import people
from bilateral.web.views.sources import sources
from bilateral.web.views.timeline import timeline

router = APIRouter()


class Dossier:
    """What every section starts from: the pair in the order of the address, and its view."""

    def __init__(self, request: Request, pair: str, record: TheRecord, day: AsOf) -> None:
        self.sides = _sides(pair)
        self.asked = day.asked
        first, second = sorted(self.sides)
        page = request.url.path.removesuffix(SUFFIX).split("/")[3:]
        name = page[0] if page else ""
        self.view: Seen = queries.relationship(record, (first, second), day.shown, name)
        if not self.view.sizes.documents and not queries.knows(record, (first, second)):
            raise NotThere(
                f"The record holds nothing on {area_name(first)} and {area_name(second)}.",
                "Add articles: bilateral add FILE",
            )


def _sides(code: str) -> Pair:
    one, dash, other = code.upper().partition("-")
    if not dash or not one or not other or one == other:
        raise NotThere(f"{code!r} is no pair of countries.", "Write it as VNM-USA.")
    return one, other


Of = Annotated[Dossier, Depends()]


@twinned(router, "/r/{pair}")
def overview_page(request: Request, of: Of) -> Response:
    """The overview of a relationship."""
    view = overview(of.view, of.sides, of.asked)
    return answer(request, "overview.html", view, charts={"course": course_chart(view.course)})


@twinned(router, "/r/{pair}/timeline")
def timeline_page(
    request: Request,
    of: Of,
    record: TheRecord,
    filters: Annotated[Filters, Depends()],
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """The events of a relationship, filtered."""
    chosen = queries.events(record, of.view, filters, page)
    view = timeline(of.view, chosen, of.sides, of.asked, filters)
    charts = {"course": course_chart(view.course, brush=True)}
    return answer(request, "timeline.html", view, charts=charts)


@twinned(router, "/r/{pair}/figures")
def figures_page(request: Request, of: Of, record: TheRecord) -> Response:
    """The figures of a relationship against official series."""
    judged = partial(queries.verdict, record)
    yearly = partial(queries.yearly, record, until=of.view.as_of)
    view = figures(of.view, judged, yearly, of.sides, of.asked)
    charts = {f"panel-{n}": figure_chart(p) for n, p in enumerate(view.panels) if p.charted}
    return answer(request, "figures.html", view, charts=charts)


@twinned(router, "/r/{pair}/fields")
def fields_page(request: Request, of: Of) -> Response:
    """The fields of cooperation by year."""
    return answer(request, "fields.html", fields(of.view, of.sides, of.asked))


@twinned(router, "/r/{pair}/commitments")
def commitments_page(request: Request, of: Of) -> Response:
    """Plans, promises and proposals, and what became of them."""
    return answer(request, "commitments.html", commitments(of.view, of.sides, of.asked))


@twinned(router, "/r/{pair}/people")
def people_page(request: Request, of: Of, record: TheRecord) -> Response:
    """People, bodies and offices of both sides."""
    named = queries.people(record, of.view)
    return answer(request, "people.html", people(of.view, named, of.sides, of.asked))


@twinned(router, "/r/{pair}/sources")
def sources_page(request: Request, of: Of, record: TheRecord) -> Response:
    """Who tells all this, and how many of them are independent."""
    stories = queries.stories(record, of.view.documents)
    return answer(request, "sources.html", sources(of.view, stories, of.sides, of.asked))
