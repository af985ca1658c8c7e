"""The pages of condolences and of the campaign's money."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from fengxian.doors import needs
from fengxian.ledgers.pages import Filter, RecordPages
from households.models import Household
from relief.condolences.ledger import CONDOLENCE, INVESTMENT
from relief.condolences.models import Condolence


class CondolencePages(RecordPages):
    ledger = CONDOLENCE
    noun = "慰问"
    list_fields = ("number", "date", "region", "name", "identity", "giver", "giver_kind", "cash", "goods", "goods_value")
    card = {"number": "c-first", "name": "c-title", "giver_kind": "c-side", "giver": "c-full", "region": "c-full"}
    filters = (Filter("giver_kind", "giver_kind"),)
    sums = {"cash": "cash", "goods_value": "goods_value"}
    searchable = ("name__icontains", "number__iexact", "giver__icontains")
    search_hint = "姓名、编号、慰问单位"
    reveals = ("identity",)
    list_template = "condolences/list.html"

    def urls(self) -> list:
        view = needs("condolences.view")
        return [
            *super().urls(), path("of-household/<uuid:pk>/", view(self.of_household), name="of-household"),
        ]

    def of_household(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Gifts to the members of one family, for its case page."""
        household = Household.objects.visible_to(request.user).filter(pk=pk).first()
        if household is None:
            raise Http404
        rows = Condolence.objects.visible_to(request.user).live().filter(person__household=household).order_by("-date")
        return render(request, "condolences/_of_household.html", {"rows": rows[:20], "household": household})


class InvestmentPages(RecordPages):
    ledger = INVESTMENT
    noun = "投入资金"
    list_fields = ("voucher", "date", "region", "use", "source", "amount", "note")
    card = {"voucher": "c-title", "amount": "c-side", "use": "c-full", "note": "c-full"}
    sums = {"amount": "amount"}
    searchable = ("voucher__iexact", "use__icontains", "source__icontains")
    search_hint = "凭证号、用途、来源"
    list_template = "condolences/list.html"
