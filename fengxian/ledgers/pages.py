"""The pages of a ledger: list, detail, enter, change, void. An app configures them and adds what is its own."""

from __future__ import annotations  # a method named list would otherwise hide the type in the lines below it

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse

from fengxian.audit.history import history_of
from fengxian.audit.models import Record
from fengxian.audit.writing import ChangedMeanwhile
from fengxian.doors import needs
from fengxian.ledgers.columns import Column, Money, RegionCode
from fengxian.ledgers.engine import RowsRefused
from fengxian.ledgers.exports import ExportFilter
from fengxian.ledgers.forms import RecordForm
from fengxian.ledgers.saving import save_record, values_of, void_record
from fengxian.ledgers.spec import Ledger
from fengxian.regions import codes
from fengxian.regions.tree import tree
from fengxian.web.filters import FilterForm
from fengxian.web.forms import DateField, RegionField
from fengxian.web.once import submit_once

PAGE_SIZE = 50


@dataclass(frozen=True)
class Filter:
    """A choice that narrows a list: the column's field and the model path it stands for."""

    field: str
    lookup: str
    name: str = ""

    def apply(self, records: Any, value: str) -> Any:
        return records.filter(**{self.lookup: value})


class ListFilters(FilterForm):
    """Region, days, the ledger's choices and a search word, read as a sentence."""

    words = {"region": ("", "的"), "q": ("，含“", "”")}

    def __init__(self, *args: Any, pages: RecordPages, user: Any, **kwargs: Any):
        self.orders = pages.orders
        super().__init__(*args, **kwargs)
        levels = (codes.Level.TOWN, codes.Level.VILLAGE)
        self.fields["region"] = RegionField(user, levels=levels, whole=True, required=False, label="区划")
        if pages.ledger.date_field:
            self.fields["from"] = DateField(label="从", required=False)
            self.fields["to"] = DateField(label="到", required=False)
        for one in pages.filters:
            column = pages.ledger.by_field[one.field]
            choices = [("", "不限"), *((v, v) for v in getattr(column, "choices", ()))]
            self.fields[one.field] = forms.ChoiceField(label=one.name or column.name, choices=choices, required=False)
        if pages.can_search:
            self.fields["q"] = forms.CharField(label=f"查找（{pages.search_hint}）", max_length=40, required=False)
        self.order_fields([*(n for n in self.fields if n != "order"), "order"])


@dataclass
class Listing:
    """What a list page shows: the rows asked for, and the filters as a form and a sentence."""

    records: Any
    filters: ListFilters
    region: int | None

    def export_query(self) -> str:
        chosen = self.filters.chosen
        asked = {
            "region": codes.official(self.region) if self.region else "",
            "from": chosen.get("from", ""), "to": chosen.get("to", ""),
        }
        return urlencode({k: v for k, v in asked.items() if v})


class RecordPages:
    """Pages of one ledger. Subclass where an app has more to say."""

    ledger: Ledger
    noun = "记录"  # 新建{noun}
    list_fields: tuple[str, ...] = ()
    card: dict[str, str] = {}  # field → classes on the phone: c-title c-side c-full c-pair c-hide
    filters: tuple[Filter, ...] = ()
    sums: dict[str, str] = {}  # column field → model field
    orders: tuple[tuple[str, str], ...] = ()  # (model order_by fields joined by a comma, label)
    searchable: tuple[str, ...] = ()  # model lookups that the search word is tried on
    search_hint = "编号、姓名"
    list_template = "records/list.html"
    detail_template = "records/detail.html"
    form_template = "records/form.html"
    confirm_template = "records/void.html"
    reveals: tuple[str, ...] = ()  # fields with a 显示 button

    @property
    def kind(self) -> str:
        return self.ledger.kind

    @property
    def rights(self) -> str:
        """The kind whose rights these pages need: a hazard is seen by who sees visits."""
        return self.kind

    def urls(self) -> list:
        """The routes, to be included under the app's namespace of the ledger's kind."""
        edit, view = needs(f"{self.rights}.edit"), needs(f"{self.rights}.view")
        return [
            path("", view(self.list), name="list"),
            path("new/", edit(self.create), name="create"),
            path("<uuid:pk>/", view(self.detail), name="detail"),
            path("<uuid:pk>/edit/", edit(self.update), name="update"),
            path("<uuid:pk>/void/", edit(self.void), name="void"),
        ]

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"{self.kind}:{name}", args=args)

    # ── list ─────────────────────────────────────────────────────────────────

    def list(self, request: HttpRequest) -> HttpResponse:
        listing = self.listing(request)
        page = Paginator(listing.records, PAGE_SIZE).get_page(request.GET.get("page"))
        rows = self.table(list(page.object_list))
        return render(request, self.list_template, self.context(request) | {
            "listing": listing, "page": page, "rows": rows, "columns": self.shown_columns(),
            "foot": self.foot(listing.records), "filters": listing.filters,
        } | self.list_context(request, listing))

    def list_context(self, request: HttpRequest, listing: Listing) -> dict[str, Any]:
        """What an app adds to its list."""
        return {}

    @property
    def can_search(self) -> bool:
        return bool(self.searchable)

    def listing(self, request: HttpRequest) -> Listing:
        """The rows of the address: region, days, choices, search word and order."""
        region = self.asked_region(request)
        filters = ListFilters.from_request(request, pages=self, user=request.user)
        chosen = filters.chosen
        asked = ExportFilter((region,) if region else (), chosen.get("from"), chosen.get("to"))
        records = asked.apply(self.ledger, self.ledger.records(request.user))
        for one in self.filters:
            if one.field in chosen:
                records = one.apply(records, chosen[one.field])
        if chosen.get("q"):
            records = self.search(records, chosen["q"].strip())
        if filters.order_by:
            records = records.order_by(*filters.order_by.split(","), "pk")
        return Listing(records, filters, region)

    def search(self, records: Any, text: str) -> Any:
        """Narrows by a word; an app with better ways overrides this and ``can_search``."""
        wanted = Q(pk__in=[])
        for lookup in self.searchable:
            wanted |= Q(**{lookup: text})
        return records.filter(wanted)

    def asked_region(self, request: HttpRequest) -> int | None:
        """The region of the address; 404 where it is unknown or not this person's."""
        text = request.GET.get("region", "")
        if not text:
            return None
        try:
            code = codes.pad(text)
        except ValueError:
            raise Http404 from None
        if code not in tree() or not request.user.covers(code):
            raise Http404
        return code

    def shown_columns(self) -> list[Column]:
        return [self.ledger.by_field[f] for f in self.list_fields]

    def table(self, records: list[Record]) -> list[dict[str, Any]]:
        """One dict a row: the record and its cells, masked."""
        rows = []
        for record, values in zip(records, self.ledger.current(records), strict=True):
            cells = [self.cell(column, values[self.ledger.place[column.field]]) for column in self.shown_columns()]
            rows.append({"record": record, "cells": cells})
        return rows

    def cell(self, column: Column, value: Any) -> dict[str, Any]:
        text = tree().path(value) if isinstance(column, RegionCode) and value else column.masked(value)
        css = "money" if isinstance(column, Money) else "n" if column.total else ""
        return {"column": column, "text": text, "css": f"{css} {self.card.get(column.field, 'c-pair')}".strip()}

    def foot(self, records: Any) -> list[dict[str, str]]:
        """One cell a column: sums over all rows of the filter, not only this page."""
        totals = records.order_by().aggregate(**{f"sum_{f}": Sum(path) for f, path in self.sums.items()})
        cells = []
        for column in self.shown_columns():
            summed = column.field in self.sums
            css = "money" if isinstance(column, Money) else "n"
            text = column.show(totals[f"sum_{column.field}"] or 0) if summed else ""
            cells.append({"text": text, "css": css if summed else ""})
        return cells

    # ── one record ───────────────────────────────────────────────────────────

    def get(self, request: HttpRequest, pk: Any) -> Record:
        """The record inside the person's regions, voided ones included; otherwise 404."""
        rows = self.ledger.prepare(self.ledger.model._default_manager.visible_to(request.user))
        return get_object_or_404(rows, pk=pk)

    def detail(self, request: HttpRequest, pk: Any) -> HttpResponse:
        record = self.get(request, pk)
        return render(request, self.detail_template, self.context(request) | {
            "record": record, "title": self.title(record), "sections": self.sections(record),
            "history": history_of(record.pk), "may_edit": self.may_edit(request, record),
        } | self.detail_context(request, record))

    def may_edit(self, request: HttpRequest, record: Any) -> bool:
        """Whether this person may still change or void the record."""
        allowed = request.user.may(f"{self.rights}.edit") and not record.is_void
        return allowed and not self.ledger.why_frozen(record)

    def detail_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """What an app adds to its detail page."""
        return {}

    def title(self, record: Any) -> str:
        return self.ledger.label(values_of(self.ledger, record))

    def sections(self, record: Record) -> list[tuple[str, list[dict[str, Any]]]]:
        """Columns with a value, grouped as the paper form groups them."""
        groups: dict[str, list[dict[str, Any]]] = {}
        for column, value in zip(self.ledger.columns, self.ledger.current([record])[0], strict=True):
            if value in (None, "", ()):
                continue
            item = self.cell(column, value) | {"reveal": column.field if column.field in self.reveals else ""}
            groups.setdefault(column.section or "基本情况", []).append(item)
        return list(groups.items())

    # ── writing ──────────────────────────────────────────────────────────────

    def create(self, request: HttpRequest) -> HttpResponse:
        given = self.given(request)
        if given is None:
            return self.choose_first(request)
        if request.method != "POST":
            form = self.form(request, values=self.suggested(request) | given)
            return self.show_form(request, form, None)
        form = self.form(request, request.POST)
        return self.save(request, form, None, given)

    def update(self, request: HttpRequest, pk: Any) -> HttpResponse:
        record = self.get(request, pk)
        if record.is_void:
            raise Http404
        values = values_of(self.ledger, record)
        if request.method != "POST":
            return self.show_form(request, self.form(request, values=values), record)
        given = {f: values[f] for f in self.hidden_fields(request)}
        return self.save(request, self.form(request, request.POST, values=values), record, given)

    def save(self, request: HttpRequest, form: RecordForm, record: Any, given: dict[str, Any]) -> HttpResponse:
        data = {name: self.ledger.by_field[name].show(value) for name, value in given.items()} | form.raw()
        version = self.seen_version(request) if record is not None else None
        refs = self.refs(request) if record is None else None

        def write() -> str:
            return self.after_save(request, save_record(
                self.ledger, actor=request.user, data=data, record=record, version=version, refs=refs
            ))

        try:
            return submit_once(request, write)
        except RowsRefused as refused:
            form.take_errors(refused)
            return self.show_form(request, form, record, status=422)
        except ChangedMeanwhile as theirs:
            return self.show_both(request, form, theirs)

    def after_save(self, request: HttpRequest, row: Any) -> str:
        return self.url("detail", row.record.pk)

    def seen_version(self, request: HttpRequest) -> int:
        text = request.POST.get("version", "")
        return int(text) if text.isdigit() else 0

    def form(self, request: HttpRequest, data: Any = None, *, values: dict[str, Any] | None = None) -> RecordForm:
        return RecordForm(self.ledger, request.user, data, values=values, skip=self.hidden_fields(request))

    def hidden_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Fields the page fills and does not ask."""
        return ()

    def given(self, request: HttpRequest) -> dict[str, Any] | None:
        """Values of the hidden fields for a new record; None where something must be chosen first."""
        return {}

    def refs(self, request: HttpRequest) -> dict[str, Any] | None:
        """What a new record hangs on and its columns do not name, as the ledger's rows keep it."""
        return None

    def suggested(self, request: HttpRequest) -> dict[str, Any]:
        """First values of the shown fields of a new record."""
        return {}

    def choose_first(self, request: HttpRequest) -> HttpResponse:
        raise Http404

    def show_form(self, request: HttpRequest, form: RecordForm, record: Any, status: int = 200) -> HttpResponse:
        title = f"修改{self.title(record)}" if record is not None else f"登记{self.noun}"
        return render(request, self.form_template, self.context(request) | {
            "form": form, "record": record, "title": title,
            "version": request.POST.get("version") or (record.version if record is not None else ""),
        } | self.form_context(request, record), status=status)

    def form_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """What an app adds to its form."""
        return {}

    def show_both(self, request: HttpRequest, form: RecordForm, theirs: ChangedMeanwhile) -> HttpResponse:
        """Two people edited one record: the second is told, and shown both."""
        record = self.get(request, theirs.record.pk)
        now, typed = values_of(self.ledger, record), form.raw()
        rows = []
        for name in form.fields:
            column = self.ledger.by_field[name]
            mine, stored = str(typed.get(name) or ""), column.masked(now[name])
            if isinstance(column, RegionCode):
                mine, stored = (tree().path(int(v)) if str(v).isdigit() else "" for v in (mine, now[name] or ""))
            elif isinstance(column, Money) and mine:
                mine = mine if mine.replace(",", "") != f"{now[name] or 0:.2f}" else stored
            if mine != stored:
                rows.append((column.name, stored, mine))
        return render(request, "records/both.html", self.context(request) | {
            "form": form, "record": record, "rows": rows, "sentence": str(theirs), "version": record.version,
            "title": self.title(record),
        }, status=409)

    def void(self, request: HttpRequest, pk: Any) -> HttpResponse:
        record = self.get(request, pk)
        if record.is_void:
            return redirect(self.url("detail", record.pk))
        problem = ""
        if request.method == "POST":
            try:
                return submit_once(request, lambda: self.voided(request, record))
            except (ValueError, ChangedMeanwhile) as error:
                problem = str(error)
        return render(request, self.confirm_template, self.context(request) | {
            "record": record, "title": self.title(record), "problem": problem,
            "reason": request.POST.get("reason", ""),
        }, status=422 if problem else 200)

    def voided(self, request: HttpRequest, record: Any) -> str:
        void_record(
            self.ledger, actor=request.user, record=record, version=self.seen_version(request),
            reason=request.POST.get("reason", ""),
        )
        return self.url("detail", record.pk)

    def context(self, request: HttpRequest) -> dict[str, Any]:
        user = request.user
        return {
            "pages": self, "ledger": self.ledger, "kind": self.kind, "may_enter": user.may(f"{self.rights}.edit"),
            "may_export": user.may(f"{self.kind}.export"), "may_import": user.may(f"{self.kind}.import"),
            "list_url": self.url("list"),
        }
