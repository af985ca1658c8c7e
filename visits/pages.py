"""The pages of field work: visits, hazards, institutions, inspections, and the day's list."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, Max, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from fengxian.doors import needs
from fengxian.ledgers.pages import Filter, Listing, RecordPages
from households.choosing import ForPersonPages
from households.models import Household, Person
from visits import hazard_ledger, inspection_ledger, institution_ledger
from visits import ledger as visit_ledger
from visits.choices import HazardState
from visits.models import Hazard, Visit

TODAY_MOST = 60
DUE_AFTER = 30  # days without a visit after which a family is due


class VisitPages(ForPersonPages):
    ledger = visit_ledger.LEDGER
    noun = "走访"
    person_fields = ("household_code", "name", "identity")
    list_fields = ("date", "name", "identity", "region", "cadres", "method", "hazard_type", "completed_on", "appeal")
    card = {"date": "c-first", "name": "c-title", "method": "c-side", "region": "c-full", "cadres": "c-full"}
    filters = (Filter("method", "method"),)
    searchable = ("person__name__icontains", "outing__number__iexact", "household__code__iexact")
    search_hint = "姓名、出动编号、户编号"
    reveals = ("identity",)
    list_template = "visits/list.html"
    form_template = "visits/form.html"

    def urls(self) -> list:
        view = needs("visits.view")
        return [
            *super().urls(),
            path("today/", view(self.today), name="today"),
            path("of-household/<uuid:pk>/", view(self.of_household), name="of-household"),
        ]

    def suggested(self, request: HttpRequest) -> dict[str, Any]:
        """Today, the person's village, and a number that nobody else uses."""
        today = timezone.localdate()
        mark = f"{today:%Y%m%d}-{request.user.username[:12]}-{timezone.localtime():%H%M%S}"
        return super().suggested(request) | {
            "number": mark, "date": today, "cadres": (request.user.name,), "method": "入户",
        }

    def of_household(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """The last visits to a family and what is still open there, for its case page."""
        household = Household.objects.visible_to(request.user).filter(pk=pk).first()
        if household is None:
            raise Http404
        rows = Visit.objects.visible_to(request.user).live().of_household(household).for_list().order_by("-date", "-pk")
        return render(request, "visits/_of_household.html", {
            "rows": rows[:10], "household": household, "today": timezone.localdate(),
        })

    def today(self, request: HttpRequest) -> HttpResponse:
        """Whom to visit today and why: open hazards past their day first, then high risk, then the longest unseen."""
        today = timezone.localdate()
        late = Hazard.objects.live().overdue(today).filter(visit__household=OuterRef("household"))
        people = (
            Person.objects.visible_to(request.user).live().in_need().select_related("household")
            .annotate(last=Max("visits__date"), late=Exists(late))
        )
        due = [_due(person, today) for person in people.order_by("-late", "risk", "last", "name_key")[: TODAY_MOST * 4]]
        families: dict[Any, dict[str, Any]] = {}
        for one in sorted((d for d in due if d["rank"] < 9), key=lambda d: (d["rank"], str(d["last"] or ""))):
            families.setdefault(one["person"].household_id, one)
        return render(request, "visits/today.html", self.context(request) | {
            "families": list(families.values())[:TODAY_MOST], "today": today,
        })


def _due(person: Any, today: dt.date) -> dict[str, Any]:
    """Why this person's family is due, and how urgent that is (0 first, 9 not due)."""
    unseen = (today - person.last).days if person.last else None
    if person.late:
        rank, tag, why = 0, "隐患逾期", "有隐患过了整改期限还没有销号"
    elif person.risk == "高":
        rank, tag, why = 1, "高风险", "高风险户"
    elif unseen is None:
        rank, tag, why = 2, "没走访过", "还没有走访记录"
    elif unseen > DUE_AFTER:
        rank, tag, why = 3, "该走访了", f"{unseen} 天没有走访"
    else:
        rank, tag, why = 9, "", ""
    if person.last and rank < 2:
        why += f"，上次走访 {person.last:%Y-%m-%d}"
    return {"person": person, "rank": rank, "tag": tag, "why": why, "last": person.last}


class HazardPages(RecordPages):
    """Hazards and their rectification; seen by whoever sees visits."""

    ledger = hazard_ledger.LEDGER
    noun = "隐患"
    list_fields = ("description", "hazard_type", "severity", "region", "name", "owner", "found_on", "deadline", "completed_on")
    card = {"description": "c-title", "severity": "c-side", "region": "c-full"}
    filters = (Filter("hazard_type", "type"), Filter("severity", "severity"))
    searchable = ("description__icontains", "owner__icontains", "visit__person__name__icontains")
    search_hint = "隐患描述、责任人、走访对象"
    list_template = "visits/hazards.html"

    @property
    def rights(self) -> str:
        return "visits"

    def listing(self, request: HttpRequest) -> Listing:
        listing = super().listing(request)
        state = request.GET.get("state", "")
        listing.records = listing.records.in_state(state, timezone.localdate())
        return listing

    def list_context(self, request: HttpRequest, listing: Listing) -> dict[str, Any]:
        return {"states": HazardState.choices, "state": request.GET.get("state", "")}

    def urls(self) -> list:
        return [route for route in super().urls() if route.name != "create"]


class InstitutionPages(RecordPages):
    ledger = institution_ledger.LEDGER
    noun = "机构"
    list_fields = ("name", "kind_name", "region", "beds", "legal_person")
    card = {"name": "c-title", "kind_name": "c-side", "region": "c-full"}
    searchable = ("name__icontains",)
    search_hint = "机构名称"
    list_template = "visits/plain.html"
    detail_template = "visits/institution.html"

    @property
    def rights(self) -> str:
        return "inspections"

    def detail_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        return {"inspections": record.inspections.live().order_by("-date")}


class InspectionPages(RecordPages):
    ledger = inspection_ledger.LEDGER
    noun = "检查"
    list_fields = ("number", "date", "institution", "institution_kind", "region", "group", "found", "fixed", "to_fix", "to_fix_done", "deadline")
    card = {"number": "c-first", "institution": "c-title", "date": "c-side", "region": "c-full"}
    filters = (Filter("group", "group"),)
    sums = {"found": "found", "fixed": "fixed", "to_fix": "to_fix", "to_fix_done": "to_fix_done"}
    searchable = ("institution__name__icontains", "number__iexact")
    search_hint = "机构名称、检查编号"
    list_template = "visits/list.html"
