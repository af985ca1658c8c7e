"""Outings: who went out on which day, whom they visited; what all their visits share changes here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from visits.models import Outing, Visit
from visits.outing_ledger import LEDGER
from visits.pages.base import FieldPages


class OutingPages(FieldPages):
    """Seen by whoever sees visits; entered with their visits, so there is no page to make one."""

    ledger = LEDGER
    noun = "出动"
    list_fields = ("number", "date", "region", "cadres")
    card = {"number": "c-title", "date": "c-side", "region": "c-full", "cadres": "c-full"}
    orders = (("-date,-number", "走访日期（新的在前）"), ("date,number", "走访日期（旧的在前）"))
    searchable = ("number__icontains", "cadres__name__exact")
    search_hint = "出动编号、干部姓名"
    list_template = "visits/outings.html"
    detail_template = "visits/outing.html"

    @property
    def rights(self) -> str:
        return "visits"

    def urls(self) -> list:
        return [route for route in super().urls() if route.name not in ("create", "void")]

    def search(self, records: Any, text: str) -> Any:
        return super().search(records, text).distinct()

    def table(self, records: list[Outing]) -> list[dict[str, Any]]:
        visited = Outing.objects.filter(pk__in=[o.pk for o in records]).visited()
        return [row | {"visited": visited.get(row["record"].pk, 0)} for row in super().table(records)]

    def may_edit(self, request: HttpRequest, record: Outing) -> bool:
        return super().may_edit(request, record) and request.user.covers(record.region_id)

    def detail_context(self, request: HttpRequest, record: Outing) -> dict[str, Any]:
        visits = Visit.objects.visible_to(request.user).live().filter(outing=record)
        return {
            "visits": visits.for_list().order_by("region_id", "household__code", "pk"),
            "members": record.cadres.select_related("cadre"),
            "all_mine": request.user.covers(record.region_id),
        }
