"""Inspections of service institutions, and the institutions themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from fengxian.ledgers.forms import RecordForm
from fengxian.ledgers.pages import Filter, Listing
from visits import inspection_ledger, institution_ledger
from visits.models import Inspection, Institution
from visits.numbers import next_inspection_number
from visits.pages.base import FieldPages


class InspectionPages(FieldPages):
    ledger = inspection_ledger.LEDGER
    noun = "检查"
    list_fields = (
        "date", "institution", "institution_kind", "region", "group", "cadres", "found", "fixed", "to_fix",
        "to_fix_done", "deadline",
    )
    filters = (Filter("group", "group"), Filter("institution_kind", "institution__kind_name"))
    sums = {"found": "found", "fixed": "fixed", "to_fix": "to_fix", "to_fix_done": "to_fix_done"}
    orders = (("-date,-number", "检查日期（新的在前）"), ("date,number", "检查日期（旧的在前）"))
    searchable = ("institution__name__contains", "number__icontains", "cadres__name__exact")
    search_hint = "机构名称、检查编号、检查人员"
    list_template = "visits/inspections.html"
    detail_template = "visits/inspection.html"
    form_template = "visits/inspection_form.html"

    def search(self, records: Any, text: str) -> Any:
        """Distinct by key: the sums below the list must not count a row twice."""
        return records.filter(pk__in=super().search(records, text).order_by().values("pk"))

    def listing(self, request: HttpRequest) -> Listing:
        listing = super().listing(request)
        listing.records = listing.records.for_list()
        return listing

    def table(self, records: list[Inspection]) -> list[dict[str, Any]]:
        return [{"record": inspection, "inspection": inspection} for inspection in records]

    def form(self, request: HttpRequest, data: Any = None, *, values: dict[str, Any] | None = None) -> RecordForm:
        form = super().form(request, data, values=values)
        form.fields["institution"].widget.attrs["list"] = "institutions"
        return form

    def suggested(self, request: HttpRequest) -> dict[str, Any]:
        """Today, a free number, oneself; and of ?institution= what is known of it."""
        today = timezone.localdate()
        start = {"number": next_inspection_number(today), "date": today, "cadres": (request.user.name,)}
        institution = self._institution(request)
        if institution is None:
            return start
        return start | {
            "institution": institution.name, "institution_kind": institution.kind_name,
            "region": institution.region_id,
        }

    def _institution(self, request: HttpRequest) -> Institution | None:
        try:
            key = UUID(request.GET.get("institution", ""))
        except ValueError:
            return None
        return Institution.objects.visible_to(request.user).live().filter(pk=key).first()

    def form_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """Institutions on record, offered while one types."""
        known = Institution.objects.visible_to(request.user).live().order_by("name")
        return {"known": known.values_list("name", flat=True).distinct(), "draft": "inspections"}

    def detail_context(self, request: HttpRequest, record: Inspection) -> dict[str, Any]:
        return {"institution": record.institution}


class InstitutionPages(FieldPages):
    """Seen and entered by whoever sees and enters inspections."""

    ledger = institution_ledger.LEDGER
    noun = "机构"
    list_fields = ("name", "kind_name", "region", "beds", "legal_person")
    card = {"name": "c-title", "kind_name": "c-side", "region": "c-full"}
    filters = (Filter("kind_name", "kind_name"),)
    searchable = ("name__contains", "legal_person__contains")
    search_hint = "机构名称、负责人"
    list_template = "visits/institutions.html"
    detail_template = "visits/institution.html"

    @property
    def rights(self) -> str:
        return "inspections"

    def table(self, records: list[Institution]) -> list[dict[str, Any]]:
        known = Institution.objects.filter(pk__in=[i.pk for i in records]).for_list()
        counted = {institution.pk: institution for institution in known}
        return [row | {"institution": counted[row["record"].pk]} for row in super().table(records)]

    def detail_context(self, request: HttpRequest, record: Institution) -> dict[str, Any]:
        inspections = Inspection.objects.visible_to(request.user).live().filter(institution=record)
        return {"inspections": inspections.newest_first().for_list()}
