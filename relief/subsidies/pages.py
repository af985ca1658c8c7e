"""The pages of payments: the roster, one payment, its batches, and what a family got."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from fengxian.doors import needs
from fengxian.ledgers.pages import PAGE_SIZE, Filter
from fengxian.regions.codes import SPAN, Level
from fengxian.regions.tree import tree
from households.choosing import ForPersonPages
from households.models import Household
from relief.subsidies.ledger import PAYMENT
from relief.subsidies.models import Payment, PaymentBatch


class PaymentPages(ForPersonPages):
    ledger = PAYMENT
    noun = "发放"
    person_fields = ("household", "payee", "identity")
    list_fields = (
        "payee", "identity", "region", "programme", "period", "covered", "due", "back", "deduction", "net", "date", "status",
    )
    card = {"payee": "c-title", "status": "c-side", "region": "c-full", "due": "c-hide", "back": "c-hide",
            "deduction": "c-hide", "covered": "c-hide"}
    filters = (Filter("programme", "programme"), Filter("status", "status"))
    sums = {"due": "due", "back": "back", "deduction": "deduction", "net": "net"}
    searchable = ("payee__icontains", "batch__number__iexact", "household__code__iexact")
    search_hint = "领款人、批次号、户编号"
    reveals = ("identity", "account")
    list_template = "subsidies/list.html"

    def urls(self) -> list:
        view = needs("payments.view")
        return [
            *super().urls(),
            path("batches/", view(self.batches), name="batches"),
            path("batches/<uuid:pk>/", view(self.batch), name="batch"),
            path("of-household/<uuid:pk>/", view(self.of_household), name="of-household"),
        ]

    def batches(self, request: HttpRequest) -> HttpResponse:
        """Each batch with the sums of the lines this person may see."""
        mine = Payment.objects.visible_to(request.user).live()
        rows = (
            PaymentBatch.objects.filter(payments__in=mine).distinct()
            .annotate(
                lines=Count("payments", filter=Q(payments__in=mine)), net=Sum("payments__net", filter=Q(payments__in=mine)),
                paid=Sum("payments__net", filter=Q(payments__in=mine, payments__status="成功")),
            ).order_by("-number")
        )
        page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
        return render(request, "subsidies/batches.html", self.context(request) | {"page": page})

    def batch(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """应发 + 补发 − 扣减 = 实发, by town, and the lines that came back."""
        lines = Payment.objects.visible_to(request.user).live().filter(batch_id=pk)
        first = lines.select_related("batch").first()
        if first is None:
            raise Http404
        sums = {name: Sum(name) for name in ("due", "back", "deduction", "net")}
        total = lines.aggregate(lines=Count("pk"), families=Count("household", distinct=True), **sums)
        towns: dict[int, dict[str, Any]] = {}
        for row in lines.order_by().values("region_id").annotate(lines=Count("pk"), **sums):
            town = row["region_id"] - row["region_id"] % SPAN[Level.TOWN]
            held = towns.setdefault(town, dict.fromkeys(("lines", *sums), 0) | {"name": tree().name(town)})
            for name in ("lines", *sums):
                held[name] += row[name]
        states = lines.order_by().values("status").annotate(lines=Count("pk"), net=Sum("net")).order_by("status")
        return render(request, "subsidies/batch.html", self.context(request) | {
            "batch": first.batch, "total": total, "towns": [towns[code] for code in sorted(towns)], "states": states,
            "returned": lines.filter(status__in=("退汇", "失败")).select_related("household")[:100],
        })

    def of_household(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """What one family got, for its case page."""
        household = Household.objects.visible_to(request.user).filter(pk=pk).first()
        if household is None:
            raise Http404
        rows = Payment.objects.visible_to(request.user).live().filter(household=household).order_by("-period_start", "-pk")
        return render(request, "subsidies/_of_household.html", {"rows": rows[:20], "household": household})
