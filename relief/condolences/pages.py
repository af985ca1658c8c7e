"""Pages of 慰问发放花名册 and 投入资金台账."""

from typing import Any

from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import path

from fengxian.doors import needs
from fengxian.ledgers.pages import Filter, Listing
from fengxian.web.asked import render_fragment
from households.choosing import family_or_404
from relief.condolences.ledger import CONDOLENCE, INVESTMENT
from relief.condolences.models import Condolence
from relief.pages import ReliefPages
from relief.parts import MONEY

HOUSEHOLD_MOST = 20


class CondolencePages(ReliefPages):
    ledger = CONDOLENCE
    noun = "慰问"
    prefix = "WW"
    list_template = "condolences/list.html"
    detail_template = "condolences/detail.html"
    list_fields = ("number", "date", "region", "name", "identity", "giver", "giver_kind", "cash", "goods_value")
    card = {
        "number": "num nowrap c-hide", "date": "num nowrap c-pair", "region": "c-pair", "name": "nowrap c-title",
        "identity": "masked c-full", "giver": "c-full", "giver_kind": "nowrap c-side",
    }
    filters = (Filter("giver_kind", "giver_kind"),)
    sums = {"cash": "cash", "goods_value": "goods_value"}
    orders = (("-date,number", "慰问日期"), ("region_id,-date", "区划"), ("giver,-date", "慰问单位"))
    searchable = ("number__icontains", "name__contains", "giver__contains")
    search_hint = "编号、姓名、慰问单位"
    reveals = ("identity",)

    def urls(self) -> list:
        view = needs("condolences.view")
        return [*super().urls(), path("of-household/<uuid:pk>/", view(self.of_household), name="of-household")]

    def list_context(self, request: HttpRequest, listing: Listing) -> dict[str, Any]:
        return super().list_context(request, listing) | {"told": _told(listing.records)}

    def of_household(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """What the members of one household were given, for the household's page; a page of its own without htmx."""
        household = family_or_404(request, pk)
        gifts = Condolence.objects.visible_to(request.user).live().filter(person__household=household)
        return render_fragment(request, "condolences/of_household", {
            "household": household, "gifts": gifts.order_by("-date", "number")[:HOUSEHOLD_MOST], "told": _told(gifts),
        })


def _told(gifts: Any) -> dict[str, Any]:
    """How many gifts to how many persons, and what they are worth in yuan."""
    told = gifts.order_by().aggregate(
        count=Count("pk"), persons=Count("identity_hash", distinct=True), cash=Sum("cash"), goods=Sum("goods_value")
    )
    return told | {"value": (told["cash"] or 0) + (told["goods"] or 0)}


class InvestmentPages(ReliefPages):
    ledger = INVESTMENT
    noun = "投入资金"
    prefix = "PZ"
    parts = MONEY
    list_fields = ("voucher", "date", "region", "use", "source", "amount", "note")
    card = {
        "voucher": "num nowrap c-pair", "date": "num nowrap c-pair", "region": "c-pair", "use": "c-title",
        "source": "c-pair", "amount": "c-side", "note": "c-full",
    }
    sums = {"amount": "amount"}
    orders = (("-date,voucher", "日期"), ("-amount", "金额"), ("source,-date", "资金来源"))
    searchable = ("voucher__icontains", "use__contains", "source__contains")
    search_hint = "凭证号、用途、资金来源"
