"""Pages of 资金发放花名册: the roster, one line, its batches, the months, and what one family got."""

import datetime as dt
from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, register_converter

from fengxian.doors import needs
from fengxian.ledgers.columns import Column
from fengxian.ledgers.forms import RecordForm
from fengxian.ledgers.pages import PAGE_SIZE, Filter, Listing
from fengxian.ledgers.spec import total_of
from fengxian.regions.tree import tree
from fengxian.web.asked import asked_row, render_fragment
from fengxian.web.once import submit_once
from fengxian.web.parts import shown_parts
from households.choosing import ForPersonPages, family_or_404
from relief.pages import ReliefPages
from relief.parts import MONEY
from relief.subsidies import closing, totals
from relief.subsidies.batches import said_by
from relief.subsidies.choices import STATE_MARKS
from relief.subsidies.columns import AMOUNT
from relief.subsidies.filters import BatchFilters
from relief.subsidies.ledger import PAYMENT
from relief.subsidies.models import Payment, PaymentBatch
from relief.sums import typed_amounts, with_total

HOUSEHOLD_MOST = 20
TROUBLED_MOST = 50
ACCOUNT_FIELDS = ("bank", "account_type", "account")


class MonthConverter:
    """2024-01 in an address, as the first day of that month."""

    regex = r"20\d{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(f"{value}-01")

    def to_url(self, value: dt.date) -> str:
        return f"{value:%Y-%m}"


register_converter(MonthConverter, "month")


class PaymentPages(ForPersonPages, ReliefPages):
    ledger = PAYMENT
    noun = "发放"
    parts = MONEY
    person_fields = ("household", "payee", "identity")
    list_template = "subsidies/list.html"
    detail_template = "subsidies/detail.html"
    form_template = "subsidies/form.html"
    list_fields = (
        "batch", "programme", "period", "region", "payee", "identity", "net", "date", "status",
    )
    card = {
        "batch": "num nowrap c-hide", "programme": "nowrap c-pair", "period": "num nowrap c-pair", "region": "c-full",
        "payee": "nowrap c-title", "identity": "masked c-full", "date": "num nowrap c-pair",
        "status": "nowrap c-side",
    }
    filters = (Filter("programme", "programme"), Filter("status", "status"))
    sums = {"net": "net"}
    orders = (
        ("-date,region_id,household__code", "发放日期"), ("region_id,household__code", "村（社区）和户"), ("-net", "实发金额"),
    )
    searchable = ("payee__contains", "batch__number__icontains", "household__code__icontains")
    search_hint = "领款人、批次号、户编号"
    reveals = ("identity", "account")

    def urls(self) -> list:
        view, edit = needs("payments.view"), needs("payments.edit")
        return [
            *super().urls(),
            path("batches/", view(self.batches), name="batches"),
            path("batches/<uuid:pk>/", view(self.batch), name="batch"),
            path("months/", view(self.months), name="months"),
            path("months/<int:county>/<month:month>/close/", edit(self.close), name="close-month"),
            path("of-household/<uuid:pk>/", view(self.of_household), name="of-household"),
        ]

    # ── the roster ───────────────────────────────────────────────────────────

    def listing(self, request: HttpRequest) -> Listing:
        listing = super().listing(request)
        batch = self.asked_batch(request)
        if batch is not None:
            listing.records = listing.records.filter(batch=batch)
        return listing

    def asked_batch(self, request: HttpRequest) -> PaymentBatch | None:
        """The batch of ?batch=, among those this person may see; 404 for any other."""
        return asked_row(request, "batch", _batches(request))

    def list_context(self, request: HttpRequest, listing: Listing) -> dict[str, Any]:
        return super().list_context(request, listing) | {
            "batch": self.asked_batch(request), "statuses": totals.by_status(self.whatever_status(request)),
            "chosen_status": listing.filters.chosen.get("status", ""),
        }

    def whatever_status(self, request: HttpRequest) -> Any:
        """The rows of the same filters without the one of the status, for the sums that stand above."""
        query = request.GET.copy()
        query.pop("status", None)
        other = copy(request)
        other.GET = query
        return self.listing(other).records

    def cell(self, column: Column, value: Any) -> dict[str, Any]:
        mark = STATE_MARKS[value] if column.field == "status" else ""
        return super().cell(column, value) | {"mark": mark}

    # ── one line ─────────────────────────────────────────────────────────────

    def sections(self, record: Payment) -> list[tuple[str, list[dict[str, Any]]]]:
        """Without the amounts, which stand above as an equation."""
        return [(name, items) for name, items in super().sections(record) if name != AMOUNT]

    def detail_context(self, request: HttpRequest, record: Payment) -> dict[str, Any]:
        return {
            "frozen": self.ledger.why_frozen(record),
            "siblings": self.same_person(request, record),
        }

    def same_person(self, request: HttpRequest, record: Payment) -> Any:
        """What else this person got, the latest first."""
        others = Payment.objects.visible_to(request.user).live().filter(person=record.person_id)
        return others.exclude(pk=record.pk).select_related("batch").order_by("-period_end", "-date")[:HOUSEHOLD_MOST]

    def hidden_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Who it is for is chosen; an account that the person has on the ledger is not asked again."""
        person = self.chosen(request)
        return (*self.person_fields, *(ACCOUNT_FIELDS if person is not None and person.account else ()))

    def given(self, request: HttpRequest) -> dict[str, Any] | None:
        given = super().given(request)
        person = self.chosen(request)
        if given is not None and person.account:
            given |= {"bank": person.bank or None, "account_type": person.account_type or None, "account": person.account}
        return given

    def suggested(self, request: HttpRequest) -> dict[str, Any]:
        batch = self.asked_batch(request)
        known = {"covered": 1, "status": "成功", "region": self.chosen(request).region_id}
        if batch is not None:
            known |= dict(zip(("batch", "programme", "period"), (batch.number, *said_by(batch)), strict=True))
        return known

    def form(self, request: HttpRequest, data: Any = None, *, values: dict[str, Any] | None = None) -> RecordForm:
        """实发 is derived, never asked: what is typed wrong stays for the ledger to say."""
        if data is not None:
            plus, minus = typed_amounts(data, ("due", "back")), typed_amounts(data, ("deduction",))
            known = plus is not None and minus is not None
            data = with_total(data, "net", total_of(plus) - total_of(minus)) if known else data
        return super().form(request, data, values=values)

    # ── batches ──────────────────────────────────────────────────────────────

    def batches(self, request: HttpRequest) -> HttpResponse:
        """Each batch with the sums of those of its lines that this person may see."""
        filters = BatchFilters.from_request(request)
        page = Paginator(filters.apply(PaymentBatch.objects.visible_to(request.user).live().for_list()), PAGE_SIZE)
        page = page.get_page(request.GET.get("page"))
        mine = Payment.objects.visible_to(request.user).live().filter(batch__in=[batch.pk for batch in page])
        sums, told = totals.equations_by_batch(mine), totals.status_counts(mine)
        rows = [{"batch": batch, "sums": sums[batch.pk], "told": told[batch.pk]} for batch in page]
        return render(request, "subsidies/batches.html", self.context(request) | {
            "page": page, "rows": rows, "filters": filters, "parts": shown_parts(request, MONEY),
        })

    def batch(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """应发 + 补发 − 扣减 = 实发, what became of it, its regions, and the lines that came back."""
        batch = get_object_or_404(_batches(request), pk=pk)
        lines = Payment.objects.visible_to(request.user).live().filter(batch=batch)
        level, regions = totals.by_region(lines)
        whole = totals.equation_of(lines)
        troubled = lines.troubled().select_related("household").order_by("region_id", "household__code")
        return render(request, "subsidies/batch.html", self.context(request) | {
            "batch": batch, "whole": whole, "statuses": totals.by_status(lines), "level": level, "regions": regions,
            "agrees": totals.added([line.sums for line in regions]).money == whole.money,
            "troubled": troubled[:TROUBLED_MOST], "troubled_most": TROUBLED_MOST,
            "all_mine": request.user.covers(batch.region_id),
        })

    # ── months ───────────────────────────────────────────────────────────────

    def months(self, request: HttpRequest) -> HttpResponse:
        """What was paid in each month, and which months are closed."""
        user = request.user
        counties = [
            {
                "code": county, "name": tree().name(county), "months": closing.month_sums(user, county),
                "may_close": closing.may_close(user, county),
            }
            for county in closing.counties_of(user)
        ]
        return render(request, "subsidies/months.html", self.context(request) | {
            "counties": counties, "parts": shown_parts(request, MONEY), "this_month": closing.month_of(dt.date.today()),
        })

    def close(self, request: HttpRequest, county: int, month: dt.date) -> HttpResponse:
        """Asks once more, then closes the month for good."""
        user = request.user
        if county not in closing.counties_of(user):
            raise Http404
        if not closing.may_close(user, county):
            raise PermissionDenied(closing.NOT_YOURS)
        sums = next((one for one in closing.month_sums(user, county) if one.month == month), None)
        if sums is None:
            raise Http404
        if request.method == "POST":
            try:
                return submit_once(request, lambda: self.closed(request, county, month))
            except closing.CannotClose as problem:
                messages.error(request, str(problem))
                return redirect("payments:months")
        return render(request, "subsidies/close.html", self.context(request) | {
            "sums": sums, "county": tree().name(county), "month": month, "county_code": county,
        })

    def closed(self, request: HttpRequest, county: int, month: dt.date) -> str:
        closing.close_month(actor=request.user, county=county, month=month)
        messages.success(request, f"{tree().name(county)}{month.year}年{month.month}月已封账。")
        return self.url("months")

    # ── elsewhere ────────────────────────────────────────────────────────────

    def of_household(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """What one household got, for its page; a page of its own without htmx."""
        household = family_or_404(request, pk)
        lines = Payment.objects.visible_to(request.user).live().filter(household=household)
        return render_fragment(request, "subsidies/of_household", {
            "household": household, "statuses": totals.by_status(lines),
            "lines": lines.select_related("batch").order_by("-period_end", "-date", "payee")[:HOUSEHOLD_MOST],
        })


def _batches(request: HttpRequest) -> Any:
    """The batches that this person may see."""
    return PaymentBatch.objects.visible_to(request.user).live().select_related("created_by")
