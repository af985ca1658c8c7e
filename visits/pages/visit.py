"""Visits: the ledger's list, one visit with its hazards, registering one as 走访登记表 groups it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone

from fengxian.doors import needs
from fengxian.ledgers.forms import RecordForm
from fengxian.ledgers.pages import Filter, Listing
from fengxian.regions import codes
from fengxian.web.asked import asked_row, render_fragment
from households.choosing import ForPersonPages, family_or_404
from households.models import Household, Person
from visits.choices import Method
from visits.columns import HAZARD
from visits.hazards import HAZARD_FIELDS
from visits.ledger import LEDGER
from visits.models import Hazard, Outing, Visit
from visits.numbers import next_outing_number
from visits.pages.base import FieldPages, is_update
from visits.today import due_families, visited_families

LAST_VISITS = 8
OF_OUTING = ("number", "date", "cadres")


class LiveHazard(Filter):
    """Visits on which such a hazard was found; a voided one is no reason to show its visit."""

    def apply(self, records: Any, value: str) -> Any:
        return records.with_hazard(value)


class VisitPages(ForPersonPages, FieldPages):
    ledger = LEDGER
    noun = "走访"
    person_fields = ("household_code", "name", "identity")
    list_fields = ("date", "region", "cadres", "method", "household_code", "name", "identity", "hazard_type")
    filters = (Filter("method", "method"), LiveHazard("hazard_type", ""))
    orders = (("-date,-outing_id", "走访日期（新的在前）"), ("date,outing_id", "走访日期（旧的在前）"))
    searchable = ("person__name__contains", "outing__number__icontains", "household__code__icontains")
    search_hint = "姓名、出动编号、户编号"
    reveals = ("identity",)
    list_template = "visits/visits.html"
    detail_template = "visits/visit.html"
    form_template = "visits/form.html"

    def urls(self) -> list:
        view = needs("visits.view")
        return [
            *super().urls(),
            path("today/", view(self.today), name="today"),
            path("of-household/<uuid:pk>/", view(self.of_household), name="of-household"),
        ]

    # ── the list ─────────────────────────────────────────────────────────────

    def listing(self, request: HttpRequest) -> Listing:
        listing = super().listing(request)
        listing.records = listing.records.for_list()
        return listing

    def table(self, records: list[Visit]) -> list[dict[str, Any]]:
        return [{"record": visit, "visit": visit} for visit in records]

    # ── one visit ────────────────────────────────────────────────────────────

    def sections(self, record: Visit) -> list[tuple[str, list[dict[str, Any]]]]:
        """Without the hazard's columns: all hazards of the visit stand in a table of their own."""
        return [(name, items) for name, items in super().sections(record) if name != HAZARD]

    def detail_context(self, request: HttpRequest, record: Visit) -> dict[str, Any]:
        visit = Visit.objects.filter(pk=record.pk).for_list().get()
        members = _at_home(request, visit.household_id)
        met = Visit.objects.live().filter(outing=visit.outing_id).values("person")
        return {"visit": visit, "others": members.exclude(pk__in=met).by_name()}

    # ── registering ──────────────────────────────────────────────────────────

    def hidden_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Whom and which outing a visit was cannot change; its day and cadres change on the outing's page."""
        return (*self.person_fields, *(OF_OUTING if is_update(request) else ()))

    def outing(self, request: HttpRequest) -> Outing | None:
        """The outing of ?outing=, which the new visit joins; 404 for anybody else's."""
        return asked_row(request, "outing", Outing.objects.visible_to(request.user).live())

    def suggested(self, request: HttpRequest) -> dict[str, Any]:
        """The outing that one is on; else today, a free number, and oneself."""
        start = super().suggested(request)
        outing = self.outing(request) or self._on_the_way(request)
        if outing is not None:
            return start | {
                "number": outing.number, "date": outing.date, "cadres": outing.names, "method": "入户",
            }
        today = timezone.localdate()
        number = next_outing_number(today, start.get("region") or request.user.region_codes[0])
        return start | {"number": number, "date": today, "cadres": (request.user.name,), "method": "入户"}

    def _on_the_way(self, request: HttpRequest) -> Outing | None:
        """The outing that this person entered last today: six families in a row are one going-out."""
        mine = Outing.objects.visible_to(request.user).live().entered_by(request.user, timezone.localdate())
        return mine.order_by("-created_at").first()

    def choose_first(self, request: HttpRequest) -> HttpResponse:
        """Of ?household= one chooses among its members; else anybody within one's regions."""
        family = self._family(request)
        if family is None:
            return super().choose_first(request)
        members = list(_at_home(request, family.pk).for_list())
        if len(members) == 1:
            return redirect(self._for(request, members[0]))
        return render(request, "visits/members.html", self.context(request) | {
            "household": family, "members": [(person, self._for(request, person)) for person in members],
        })

    def _family(self, request: HttpRequest) -> Household | None:
        return asked_row(request, "household", Household.objects.visible_to(request.user).live())

    def _for(self, request: HttpRequest, person: Person) -> str:
        """The address of the form for this person, on the same outing."""
        asked = {"person": person.pk, "outing": request.GET.get("outing", "")}
        return f"{self.url('create')}?{urlencode({k: v for k, v in asked.items() if v})}"

    def form(self, request: HttpRequest, data: Any = None, *, values: dict[str, Any] | None = None) -> RecordForm:
        """One of the two ways it was: there is no third."""
        form = super().form(request, data, values=values)
        form.fields["method"].choices = Method.choices
        return form

    def show_form(self, request: HttpRequest, form: RecordForm, record: Any, status: int = 200) -> HttpResponse:
        form.has_hazard = any(form[name].value() for name in HAZARD_FIELDS if name in form.fields)
        return super().show_form(request, form, record, status)

    def form_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        person = record.person if record is not None else self.chosen(request)
        if record is not None:
            return {"person": person}
        members = _at_home(request, person.household_id)
        others = [(one, self._for(request, one)) for one in members.exclude(pk=person.pk).by_name()]
        joined = self.outing(request) or self._on_the_way(request)
        return {"person": person, "others": others, "draft": f"visits-{person.pk}", "joined": joined}

    def after_save(self, request: HttpRequest, row: Any) -> str:
        messages.success(request, f"已保存：{row['date'].month}月{row['date'].day}日走访{row['name']}。")
        return super().after_save(request, row)

    # ── elsewhere ────────────────────────────────────────────────────────────

    def of_household(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """The last visits to a family and what is still open there, for its case page."""
        household = family_or_404(request, pk)
        visits = Visit.objects.visible_to(request.user).live().of_household(household)
        hazards = Hazard.objects.visible_to(request.user).live().open().filter(visit__household=household)
        return render_fragment(request, "visits/of_household", {
            "visits": visits.for_list().newest_first()[:LAST_VISITS], "count": visits.count(),
            "hazards": hazards.order_by("deadline", "date"), "household": household,
            "all_url": f"{reverse('visits:list')}?{urlencode({'q': household.code})}",
        })

    def today(self, request: HttpRequest) -> HttpResponse:
        """Whom to visit today and why, and who was visited already."""
        day = timezone.localdate()
        due, done = due_families(request.user, day), visited_families(request.user, day)
        return render(request, "visits/today.html", self.context(request) | {
            "due": due, "done": done, "day": day, "weekday": "一二三四五六日"[day.weekday()],
            "many_villages": not _one_village(request.user.region_codes),
        })


def _at_home(request: HttpRequest, household: UUID) -> Any:
    """The members of a family who neither died nor moved away."""
    return Person.objects.visible_to(request.user).live().living_here().filter(household=household)


def _one_village(regions: list[int]) -> bool:
    return len(regions) == 1 and codes.level_of(regions[0]) == codes.Level.VILLAGE
