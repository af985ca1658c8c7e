"""The pages of families: the list, one family's case, its persons, registering, changing, finding and picking."""

from __future__ import annotations  # a method named list would otherwise hide the type in the lines below it

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme

from fengxian.audit.history import history_of
from fengxian.audit.writing import ChangedMeanwhile
from fengxian.doors import needs
from fengxian.ledgers.engine import RowsRefused
from fengxian.ledgers.forms import RecordForm
from fengxian.ledgers.pages import PAGE_SIZE, RecordPages
from fengxian.ledgers.saving import values_of
from fengxian.regions import codes
from fengxian.web.asked import render_fragment
from fengxian.web.once import submit_once
from households import services
from households.case import Case
from households.filters import HouseholdFilters
from households.forms import NEW, FamilyForm, NewHeadForm, PersonForm, SearchForm
from households.ledger import LEDGER
from households.models import Household, Person

PICKED_MOST = 20
_NUMBER = re.compile(r"\d{14,17}[\dXx]|\d{11}", re.ASCII)


class HouseholdPages(RecordPages):
    ledger = LEDGER
    noun = "家庭"
    form_template = "households/form.html"
    confirm_template = "households/void.html"
    reveals = ("identity", "phone", "guardian_phone", "account")

    def urls(self) -> list:
        edit, view = needs("households.edit"), needs("households.view")
        return [
            *super().urls(),
            path("find/", view(self.find), name="find"),
            path("pick/", view(self.pick), name="pick"),
            path("<uuid:pk>/person/", view(self.person), name="person"),
            path("<uuid:pk>/members/new/", edit(self.add_member), name="add-member"),
            path("<uuid:pk>/family/", edit(self.family), name="family"),
        ]

    # ── the list ─────────────────────────────────────────────────────────────

    def list(self, request: HttpRequest) -> HttpResponse:
        if _NUMBER.fullmatch(request.GET.get("q", "").strip()):
            messages.info(request, "完整的号码不放在网址里，请在这里查找。")
            return redirect("households:find")
        region = self.asked_region(request)
        filters = HouseholdFilters.from_request(request, user=request.user)
        people = self.ledger.records(request.user)
        people = filters.apply(people.within(region) if region else people)
        page = Paginator(people, PAGE_SIZE).get_page(request.GET.get("page"))
        asked = {"region": codes.official(region)} if region else {}
        return render(request, "households/list.html", self.context(request) | {
            "page": page, "rows": _in_families(page.object_list), "filters": filters, "sums": people.sums(),
            "export_query": urlencode(asked),
        })

    def find(self, request: HttpRequest) -> HttpResponse:
        """By a whole number too, which an address must not hold: the search is a POST that writes nothing."""
        form = SearchForm(request.POST if request.method == "POST" else None)
        found = self._found(request, form.text)
        if len(found) == 1 and _NUMBER.fullmatch(form.text):
            return redirect(self.case_url(found[0]))
        return render(request, "households/find.html", self.context(request) | {
            "form": form, "found": found, "most": PICKED_MOST,
        })

    def pick(self, request: HttpRequest) -> HttpResponse:
        """For other forms: rows to choose from as a fragment; without JavaScript a page that leads on to ``next``."""
        asked = request.POST if request.method == "POST" else request.GET
        form = SearchForm(asked if "q" in asked else None)
        context = self.context(request) | {
            "form": form, "found": self._found(request, form.text), "most": PICKED_MOST,
            "next": _own_address(request, asked.get("next", "")), "field": _field_name(asked.get("field", "")),
        }
        return render_fragment(request, "households/pick", context)

    def _found(self, request: HttpRequest, text: str) -> list[Person]:
        if not text:
            return []
        people = Person.objects.visible_to(request.user).live().search(text)
        return list(people.select_related("household").with_categories().by_name()[:PICKED_MOST])

    # ── one family ───────────────────────────────────────────────────────────

    def home(self, request: HttpRequest, pk: Any) -> tuple[Household, Person | None]:
        """The household of this id, or of the person of this id, inside the person's regions; otherwise 404."""
        person = Person.objects.visible_to(request.user).select_related("household").filter(pk=pk).first()
        if person is not None:
            return person.household, person
        household = Household.objects.visible_to(request.user).filter(pk=pk).first()
        if household is None:
            raise Http404
        return household, None

    def detail(self, request: HttpRequest, pk: Any) -> HttpResponse:
        household, person = self.home(request, pk)
        case = Case.of(household)
        people = {member.pk: member.name for member in case.members + case.voided}
        history = history_of(household.pk, *people, most=30)
        return render(request, "households/case.html", self.context(request) | {
            "case": case, "household": household, "target": person, "may_edit": self.may_change(request, household),
            "history": [(people.get(line.object_id, "这一户"), line) for line in history],
        })

    def may_change(self, request: HttpRequest, household: Household) -> bool:
        return request.user.may("households.edit") and not household.is_void

    def case_url(self, person: Person) -> str:
        return self.url("detail", person.household_id)

    def person(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Every column of one person, and its history."""
        person = self.get(request, pk)
        return render(request, "households/person.html", self.context(request) | {
            "record": person, "title": person.name, "sections": self.sections(person),
            "spans": person.spans.in_time(), "history": history_of(person.pk), "may_edit": self.may_edit(request, person),
        })

    def title(self, record: Person) -> str:
        return record.name

    # ── writing ──────────────────────────────────────────────────────────────

    def create(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            form = PersonForm(request.user, values=NEW | {"region": _only_village(request.user)})
            return self.show_form(request, form, None)
        form = PersonForm(request.user, request.POST)

        def write() -> str:
            person = services.register_family(actor=request.user, data=form.raw())
            messages.success(request, f"已登记 {services.label_of(person)}，可以接着添加成员。")
            return self.case_url(person)

        return self.written(request, form, None, write)

    def add_member(self, request: HttpRequest, pk: Any) -> HttpResponse:
        household, _ = self.home(request, pk)
        if household.is_void:
            raise Http404
        more = {"household": household, "title": f"{Case.of(household).title}：添加成员", "draft": f"member-{pk}"}
        form = PersonForm(
            request.user, request.POST if request.method == "POST" else None, values={"status": NEW["status"]},
            skip=("code", "region", "group"),
        )
        if request.method != "POST":
            return self.show_form(request, form, None, more=more)

        def write() -> str:
            return self.case_url(services.add_member(actor=request.user, household=household, data=form.raw()))

        return self.written(request, form, None, write, more)

    def update(self, request: HttpRequest, pk: Any) -> HttpResponse:
        person = self.get(request, pk)
        if person.is_void:
            raise Http404
        form = PersonForm(
            request.user, request.POST if request.method == "POST" else None, values=values_of(self.ledger, person),
            skip=("region", "group"),
        )
        heads = self.head_form(request, person)
        more = {"household": person.household, "heads": heads, "title": f"修改{person.name}"}
        if request.method != "POST":
            return self.show_form(request, form, person, more=more)

        def write() -> str:
            saved = services.save_person(
                actor=request.user, person=person, version=self.seen_version(request), data=form.raw(),
                new_head=heads.chosen if heads else None,
            )
            return self.case_url(saved)

        return self.written(request, form, person, write, more)

    def head_form(self, request: HttpRequest, person: Person) -> NewHeadForm | None:
        """Only where a head leaves somebody behind."""
        others = person.household.members.live().living_here().exclude(pk=person.pk)
        if not person.is_head or not others.exists():
            return None
        return NewHeadForm(request.POST if request.method == "POST" else None, list(others.for_list()))

    def written(
        self, request: HttpRequest, form: RecordForm, person: Any, write: Any, more: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Saves once and goes on; shows the form again with its errors, or both versions where somebody was first."""
        try:
            return submit_once(request, write)
        except RowsRefused as refused:
            form.take_errors(refused)
            return self.show_form(request, form, person, status=422, more=more)
        except ChangedMeanwhile as theirs:
            return self.show_both(request, form, theirs)

    def show_form(
        self, request: HttpRequest, form: RecordForm, record: Any, status: int = 200, more: dict[str, Any] | None = None
    ) -> HttpResponse:
        return render(request, self.form_template, self.context(request) | {
            "form": form, "record": record, "title": "登记家庭",
            "version": request.POST.get("version") or (record.version if record is not None else ""),
        } | (more or {}), status=status)

    def family(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Where the household is and what it is called; its members go with it."""
        household, _ = self.home(request, pk)
        if household.is_void:
            raise Http404
        values = {"code": household.code, "region": household.region_id, "group": household.group or None}
        form = FamilyForm(request.user, request.POST if request.method == "POST" else None, values=values)
        problem, status = "", 200
        if request.method == "POST":
            try:
                return submit_once(request, lambda: self._moved(request, household, form))
            except RowsRefused as refused:
                form.take_errors(refused)
                status = 422
            except ChangedMeanwhile as theirs:
                problem, status = str(theirs), 409
                household.refresh_from_db()
        return render(request, "households/family.html", self.context(request) | {
            "form": form, "household": household, "case": Case.of(household), "problem": problem,
            "version": household.version if problem else request.POST.get("version") or household.version,
        }, status=status)

    def _moved(self, request: HttpRequest, household: Household, form: FamilyForm) -> str:
        services.move_household(
            actor=request.user, household=household, version=self.seen_version(request), data=form.raw()
        )
        return self.url("detail", household.pk)

    def void(self, request: HttpRequest, pk: Any) -> HttpResponse:
        person = self.get(request, pk)
        if person.is_void:
            return redirect(self.case_url(person))
        return super().void(request, pk)

    def voided(self, request: HttpRequest, record: Person) -> str:
        services.void_person(
            actor=request.user, person=record, version=self.seen_version(request),
            reason=request.POST.get("reason", ""),
        )
        return self.case_url(record)


def _in_families(people: Any) -> list[dict[str, Any]]:
    """Rows of the list: a household's code stands on its first row only."""
    rows, before = [], None
    for person in people:
        rows.append({"person": person, "first": person.household_id != before})
        before = person.household_id
    return rows


def _only_village(user: Any) -> int | None:
    """The village of somebody who has just one."""
    own = user.region_codes
    return own[0] if len(own) == 1 and codes.level_of(own[0]) == codes.Level.VILLAGE else None


def _own_address(request: HttpRequest, address: str) -> str:
    """An address of this system to go on to, or ""."""
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/")
    return address if safe else ""


def _field_name(name: str) -> str:
    """The name of the radio buttons that the asking form wants."""
    return name if re.fullmatch(r"[a-z][a-z0-9_-]{0,30}", name) else "person"
