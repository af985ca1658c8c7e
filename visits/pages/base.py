"""What the pages of field work share: the parts of the work side by side."""

from __future__ import annotations  # a method named list would otherwise hide the type in the lines below it

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from fengxian.ledgers.pages import RecordPages


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the line of parts."""

    label: str
    url: str
    current: bool


PARTS = (  # label, url name, right
    ("今日走访", "visits:today", "visits.view"),
    ("走访台账", "visits:list", "visits.view"),
    ("出动", "outings:list", "visits.view"),
    ("隐患", "hazards:list", "visits.view"),
    ("机构检查", "inspections:list", "inspections.view"),
    ("服务机构", "institutions:list", "inspections.view"),
    ("待对应名单", "visits:cadres", "cadres.manage"),
)


def parts_of(request: HttpRequest) -> list[Part]:
    """The parts that this person may open."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [
        Part(label, reverse(name), name == here) for label, name, right in PARTS if request.user.may(right)
    ]


class FieldPages(RecordPages):
    """Pages of one kind of record of field work."""

    list_template = "visits/list.html"

    def context(self, request: HttpRequest) -> dict[str, Any]:
        return super().context(request) | {"parts": parts_of(request)}


def is_update(request: HttpRequest) -> bool:
    return bool(request.resolver_match and request.resolver_match.url_name == "update")
