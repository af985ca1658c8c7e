"""Hazards and their 整改: the list by state, one hazard, another one of a visit, 销号."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from fengxian.audit.writing import ChangedMeanwhile
from fengxian.doors import needs
from fengxian.ledgers.engine import RowsRefused
from fengxian.ledgers.forms import RecordForm
from fengxian.ledgers.pages import Filter, Listing
from fengxian.web.asked import asked_row
from fengxian.web.once import submit_once
from visits.choices import HazardState, Severity
from visits.columns import HAZARD
from visits.hazard_ledger import LEDGER
from visits.models import Hazard, Visit
from visits.pages.base import FieldPages
from visits.services import rectify_hazard

RECTIFIED = ("completed_on", "measure")


@dataclass
class HazardListing(Listing):
    """``every_state``: the rows asked for before ?state= narrowed them."""

    every_state: Any = None


class HazardPages(FieldPages):
    """Seen and rectified by whoever sees and enters visits."""

    ledger = LEDGER
    noun = "隐患"
    list_fields = (
        "description", "region", "name", "severity", "owner", "found_on", "deadline", "completed_on",
    )
    filters = (Filter("hazard_type", "type"), Filter("severity", "severity"))
    orders = (
        ("-date", "发现日期（新的在前）"), ("deadline", "整改期限（早的在前）"),
    )
    searchable = ("description__contains", "owner__contains", "visit__person__name__contains")
    search_hint = "隐患描述、责任人、走访对象"
    list_template = "visits/hazards.html"
    detail_template = "visits/hazard.html"
    form_template = "visits/hazard_form.html"

    @property
    def rights(self) -> str:
        return "visits"

    def urls(self) -> list:
        edit = needs("visits.edit")
        return [*super().urls(), path("<uuid:pk>/rectify/", edit(self.rectify), name="rectify")]

    # ── list ─────────────────────────────────────────────────────────────────

    def listing(self, request: HttpRequest) -> Listing:
        asked = super().listing(request)
        records = asked.records.in_state(request.GET.get("state", ""), timezone.localdate()).for_list()
        return HazardListing(records, asked.filters, asked.region, every_state=asked.records)

    def list_context(self, request: HttpRequest, listing: Listing) -> dict[str, Any]:
        """The states with how many hazards each holds; their sum is all of them."""
        assert isinstance(listing, HazardListing)
        counts = listing.every_state.order_by().count_states(timezone.localdate())
        states = [("", "全部", sum(counts.values()), "")]
        states += [(state.value, str(state.label), count, state.mark) for state, count in counts.items()]
        asked = request.GET.get("state", "")
        return {"states": states, "state": asked if asked in HazardState.values else ""}

    def table(self, records: list[Hazard]) -> list[dict[str, Any]]:
        return [{"record": hazard, "state": _state(hazard)} for hazard in records]

    def sections(self, record: Hazard) -> list[tuple[str, list[dict[str, Any]]]]:
        """Where and on whom it was found stands beside, with its links."""
        return [(name, items) for name, items in super().sections(record) if name == HAZARD]

    def detail_context(self, request: HttpRequest, record: Hazard) -> dict[str, Any]:
        visit = Visit.objects.select_related("person", "household", "outing").get(pk=record.visit_id)
        return {"visit": visit, "state": _state(record)}

    # ── another hazard of a visit ────────────────────────────────────────────

    def visit(self, request: HttpRequest) -> Visit:
        """The live visit of ?visit= within one's regions; otherwise 404."""
        mine = Visit.objects.visible_to(request.user).live().select_related("person", "household")
        visit = asked_row(request, "visit", mine)
        if visit is None:
            raise Http404
        return visit

    def given(self, request: HttpRequest) -> dict[str, Any] | None:
        if "visit" not in request.GET:
            return None
        self.visit(request)
        return {}

    def choose_first(self, request: HttpRequest) -> HttpResponse:
        """A hazard is found on a visit: that one is opened first."""
        messages.info(request, "隐患是走访时发现的。请先打开那次走访，再登记隐患。")
        return redirect("visits:list")

    def refs(self, request: HttpRequest) -> dict[str, Any]:
        return {"visit": self.visit(request)}

    def form(self, request: HttpRequest, data: Any = None, *, values: dict[str, Any] | None = None) -> RecordForm:
        """A hazard has a grade: 一般 unless somebody says 重大."""
        form = super().form(request, data, values=values)
        form.fields["severity"].choices = Severity.choices
        return form

    def suggested(self, request: HttpRequest) -> dict[str, Any]:
        return {"severity": Severity.COMMON.value}

    def form_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        return {"visit": record.visit if record is not None else self.visit(request), "draft": "hazards"}

    # ── 销号 ─────────────────────────────────────────────────────────────────

    def rectify(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """When it was mended and what was done. Two at once: the second is told and keeps what was typed."""
        hazard = self.get(request, pk)
        if not self.may_edit(request, hazard):
            raise Http404
        if hazard.completed_on:
            return redirect(self.url("detail", hazard.pk))
        values = {"completed_on": timezone.localdate(), "measure": hazard.measure or None}
        form = self._rectify_form(request, request.POST if request.method == "POST" else None, values)
        problem = ""
        if request.method == "POST":
            try:
                return submit_once(request, lambda: self._rectified(request, hazard, form))
            except RowsRefused as refused:
                form.take_errors(refused)
            except ValueError as missing:
                form.add_error("completed_on", str(missing))
            except ChangedMeanwhile as theirs:
                problem = f"{theirs}。请看一眼现在的样子，再保存一次"
                hazard = self.get(request, pk)
        return render(request, "visits/rectify.html", self.context(request) | {
            "hazard": hazard, "record": hazard, "title": self.title(hazard), "form": form, "problem": problem,
            "version": hazard.version, "visit": hazard.visit,
        }, status=422 if form.errors or problem else 200)

    def _rectify_form(self, request: HttpRequest, data: Any, values: dict[str, Any]) -> RecordForm:
        skip = tuple(column.field for column in self.ledger.columns if column.field not in RECTIFIED)
        form = RecordForm(self.ledger, request.user, data, values=values, skip=skip)
        form.fields["completed_on"].marked_required = True  # type: ignore[attr-defined]
        form.order_fields(RECTIFIED)
        return form

    def _rectified(self, request: HttpRequest, hazard: Hazard, form: RecordForm) -> str:
        data = form.raw()
        rectify_hazard(
            actor=request.user, hazard=hazard, version=self.seen_version(request),
            completed_on=data["completed_on"], measure=data["measure"],
        )
        messages.success(request, "已销号。")
        return self.url("detail", hazard.pk)


def _state(hazard: Hazard) -> dict[str, Any]:
    state = hazard.state(timezone.localdate())
    return {"word": state.label, "mark": state.mark, "late": hazard.days_late}
