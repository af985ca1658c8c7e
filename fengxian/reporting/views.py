"""Pages of figures: the dashboard and the list of figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fengxian.doors import needs
from fengxian.reporting.asking import ask
from fengxian.reporting.compute import compute
from fengxian.reporting.dashboard import look
from fengxian.reporting.links import drill_link, hazards_link
from fengxian.reporting.panels import page_frame
from fengxian.reporting.tiles import SHADES, knows_places
from fengxian.reporting.values import plain


@needs("figures.view")
def dashboard(request: HttpRequest) -> HttpResponse:
    """工作台: the figures of the person's region, by town or village, by day, and what is overdue."""
    asked = ask(request)
    shown = look(asked, drill_link(request.user, asked))
    return render(request, "reporting/dashboard.html", page_frame(request, asked) | {
        "shown": shown, "values": shown.figures.values, "rectified": plain(shown.rectified), "now": timezone.now(),
        "as_table": "trend" in request.GET, "shades": SHADES, "places_known": knows_places(shown.tiles),
        "hazards_url": hazards_link(request.user, asked), "late_url": hazards_link(request.user, asked, late=True),
    })


@needs("figures.view")
def figures(request: HttpRequest) -> HttpResponse:
    """指标: all figures of the region with their definitions."""
    asked = ask(request)
    computed = compute(asked.reach, asked.period)
    return render(request, "reporting/figures.html", page_frame(request, asked) | {"values": computed.values})
