"""What the pages of field work share: the parts of the work side by side."""

from __future__ import annotations  # a method named list would otherwise hide the type in the lines below it

from typing import Any

from django.http import HttpRequest

from fengxian.ledgers.pages import RecordPages
from fengxian.web.parts import Part, ShownPart, shown_parts

PARTS = (
    Part("今日走访", "visits:today", "visits.view"),
    Part("走访台账", "visits:list", "visits.view"),
    Part("出动", "outings:list", "visits.view"),
    Part("隐患", "hazards:list", "visits.view"),
    Part("机构检查", "inspections:list", "inspections.view"),
    Part("服务机构", "institutions:list", "inspections.view"),
    Part("待对应名单", "visits:cadres", "cadres.manage"),
)


def parts_of(request: HttpRequest) -> list[ShownPart]:
    """The parts of field work that this person may open."""
    return shown_parts(request, PARTS)


class FieldPages(RecordPages):
    """Pages of one kind of record of field work."""

    list_template = "visits/list.html"

    def context(self, request: HttpRequest) -> dict[str, Any]:
        return super().context(request) | {"parts": parts_of(request)}


def is_update(request: HttpRequest) -> bool:
    return bool(request.resolver_match and request.resolver_match.url_name == "update")
