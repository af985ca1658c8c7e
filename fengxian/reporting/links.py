"""Addresses of the pages behind numbers, for whoever may open them."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from fengxian.figures import Figure
from fengxian.reporting.asking import Asked
from visits.choices import HazardState


def kinds_of(figure: Figure) -> list[str]:
    """The kinds of record that a figure counts."""
    if figure.coverage:
        return [figure.coverage.kind]
    return list(dict.fromkeys(source.kind for source in figure.sources))


def may_open(user: Any, figure: Figure) -> bool:
    """Whether the person may see rows of at least one of its kinds."""
    return any(user.may(f"{kind}.view") for kind in kinds_of(figure))


def drill_link(user: Any, asked: Asked) -> Callable[[Figure], str]:
    """Figure → the page of its rows in this region and period; empty for kinds that are closed to the person."""

    def link(figure: Figure, **more: Any) -> str:
        if not may_open(user, figure):
            return ""
        return reverse("reporting:drill", args=[figure.key]) + asked.query(**more)

    return link


def hazards_link(user: Any, asked: Asked, late: bool = False) -> str:
    """The list of hazards of this region, all or the overdue ones."""
    if not user.may("visits.view"):
        return ""
    asked_for = {"region": asked.reach.official if asked.reach.only else "", "state": HazardState.LATE if late else ""}
    query = urlencode({name: value for name, value in asked_for.items() if value})
    return reverse("hazards:list") + (f"?{query}" if query else "")
