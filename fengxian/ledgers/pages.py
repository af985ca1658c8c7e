"""The pages of a ledger: list, detail, enter, change, void. An app configures them and adds what is its own."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from fengxian.accounts.doors import needs
from fengxian.audit.history import history_of
from fengxian.audit.models import Record
from fengxian.audit.writing import ChangedMeanwhile
from fengxian.ledgers.columns import CellError, Column, Date, Money, RegionCode
from fengxian.ledgers.engine import RowsRefused
from fengxian.ledgers.exports import ExportFilter
from fengxian.ledgers.forms import RecordForm
from fengxian.ledgers.saving import save_record, values_of, void_record
from fengxian.ledgers.spec import Ledger
from fengxian.regions import codes
from fengxian.regions.tree import tree
from fengxian.web import once

PAGE_SIZE = 50


@dataclass(frozen=True)
class Filter:
    """A choice that narrows a list: the column's field and the model path it stands for."""

    field: str
    lookup: str
    name: str = ""


@dataclass
class Listing:
    """What a list page shows: the rows asked for, their count and sums, and the filters as a sentence."""

    records: Any
    region: int | None
    start: dt.date | None
    end: dt.date | None
    chosen: dict[str, str] = field(default_factory=dict)
    query: str = ""

    def export_query(self) -> str:
        asked = {
            "region": codes.official(self.region) if self.region else "",
            "from": self.start or "", "to": self.end or "",
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

    def urls(self) -> list:
        """The routes, to be included under the app's namespace of the ledger's kind."""
        edit, view = needs(f"{self.kind}.edit"), needs(f"{self.kind}.view")
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
            "sums": self.summed(listing.records), "filters": self.filter_choices(listing),
            "region_name": tree().name(listing.region) if listing.region else "",
        } | self.list_context(request, listing))

    def list_context(self, request: HttpRequest, listing: Listing) -> dict[str, Any]:
        """What an app adds to its list."""
        return {}

    def listing(self, request: HttpRequest) -> Listing:
        """The rows of the address: region, days, choices and search word."""
        region = self.asked_region(request)
        start, end = self.asked_day(request, "from"), self.asked_day(request, "to")
        records = self.ledger.records(request.user)
        records = ExportFilter((region,) if region else (), start, end).apply(self.ledger, records)
        chosen = {f.field: request.GET[f.field] for f in self.filters if request.GET.get(f.field)}
        for one in self.filters:
            if one.field in chosen:
                records = records.filter(**{one.lookup: chosen[one.field]})
        query = request.GET.get("q", "").strip()[:40]
        return Listing(self.search(records, query) if query else records, region, start, end, chosen, query)

    def search(self, records: Any, text: str) -> Any:
        matches = records.none()
        for lookup in self.searchable:
            matches = matches | records.filter(**{lookup: text})
        return matches

    def asked_region(self, request: HttpRequest) -> int | None:
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

    def asked_day(self, request: HttpRequest, name: str) -> dt.date | None:
        try:
            return Date(name, name, future=True).parse(request.GET.get(name, ""))
        except CellError:
            return None

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

    def summed(self, records: Any) -> dict[str, Any]:
        """Count of the rows shown and sums over all of them, not only this page."""
        totals = records.order_by().aggregate(**{f"sum_{f}": Sum(path) for f, path in self.sums.items()})
        return {
            self.ledger.by_field[f].field: self.ledger.by_field[f].show(totals[f"sum_{f}"] or 0) for f in self.sums
        }

    def filter_choices(self, listing: Listing) -> list[dict[str, Any]]:
        return [
            {
                "field": f.field, "name": f.name or self.ledger.by_field[f.field].name,
                "choices": getattr(self.ledger.by_field[f.field], "choices", ()), "value": listing.chosen.get(f.field, ""),
            }
            for f in self.filters
        ]

    # ── one record ───────────────────────────────────────────────────────────

    def get(self, request: HttpRequest, pk: Any) -> Record:
        """The record inside the person's regions, voided ones included; otherwise 404."""
        rows = self.ledger.prepare(self.ledger.model._default_manager.visible_to(request.user))
        record = rows.filter(pk=pk).first()
        if record is None:
            raise Http404
        return record

    def detail(self, request: HttpRequest, pk: Any) -> HttpResponse:
        record = self.get(request, pk)
        return render(request, self.detail_template, self.context(request) | {
            "record": record, "title": self.title(record), "sections": self.sections(record),
            "history": history_of(record.pk), "may_edit": request.user.may(f"{self.kind}.edit") and not record.is_void,
        } | self.detail_context(request, record))

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
        if done := once.finished(request):
            return redirect(done)
        form = self.form(request, request.POST)
        return self.save(request, form, None, given)

    def update(self, request: HttpRequest, pk: Any) -> HttpResponse:
        record = self.get(request, pk)
        if record.is_void:
            raise Http404
        values = values_of(self.ledger, record)
        if request.method != "POST":
            return self.show_form(request, self.form(request, values=values), record)
        if done := once.finished(request):
            return redirect(done)
        given = {f: values[f] for f in self.hidden_fields(request)}
        return self.save(request, self.form(request, request.POST, values=values), record, given)

    def save(self, request: HttpRequest, form: RecordForm, record: Any, given: dict[str, Any]) -> HttpResponse:
        data = {name: self.ledger.by_field[name].show(value) for name, value in given.items()} | form.raw()
        version = self.seen_version(request) if record is not None else None
        try:
            row = save_record(self.ledger, actor=request.user, data=data, record=record, version=version)
        except RowsRefused as refused:
            form.is_valid()
            form.take_errors(refused)
            return self.show_form(request, form, record, status=422)
        except ChangedMeanwhile as theirs:
            return self.show_both(request, form, theirs)
        target = self.after_save(request, row)
        once.claim(request, target)
        return redirect(target)

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
                void_record(
                    self.ledger, actor=request.user, record=record, version=self.seen_version(request),
                    reason=request.POST.get("reason", ""),
                )
                return redirect(self.url("detail", record.pk))
            except (ValueError, ChangedMeanwhile) as error:
                problem = str(error)
        return render(request, self.confirm_template, self.context(request) | {
            "record": record, "title": self.title(record), "problem": problem,
            "reason": request.POST.get("reason", ""),
        }, status=422 if problem else 200)

    def context(self, request: HttpRequest) -> dict[str, Any]:
        user = request.user
        return {
            "pages": self, "ledger": self.ledger, "kind": self.kind, "may_enter": user.may(f"{self.kind}.edit"),
            "may_export": user.may(f"{self.kind}.export"), "may_import": user.may(f"{self.kind}.import"),
            "list_url": self.url("list"),
        }
