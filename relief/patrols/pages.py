"""Pages of 巡查记录台账 and 救助登记台账."""

from typing import Any

from django.http import HttpRequest

from fengxian.ledgers.forms import RecordForm
from fengxian.ledgers.pages import Filter
from fengxian.ledgers.spec import total_of
from relief.pages import ReliefPages
from relief.parts import RESCUE
from relief.patrols.ledger import ASSISTANCE, PATROL
from relief.patrols.models import COSTS, Assistance
from relief.sums import typed_amounts, with_total


class PatrolPages(ReliefPages):
    ledger = PATROL
    noun = "巡查"
    prefix = "XC"
    parts = RESCUE
    own_work = True
    detail_template = "patrols/patrol.html"
    list_fields = (
        "number", "date", "start", "end", "areas", "leader", "found", "persuaded", "hospitalised", "declined", "items",
    )
    card = {
        "number": "num nowrap c-title", "date": "num nowrap c-side", "start": "num c-pair", "end": "num c-pair",
        "areas": "keep c-full", "leader": "nowrap c-pair",
    }
    sums = {name: name for name in ("found", "persuaded", "hospitalised", "declined", "items")}
    orders = (("-date,-start", "日期"), ("-found", "发现人数"))
    searchable = ("number__icontains", "leader__contains", "members__contains", "areas__contains")
    search_hint = "编号、人员、区域"

    def detail_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        found = Assistance.objects.visible_to(request.user).live().filter(patrol=record)
        return {"assisted": found.order_by("date", "number")}


class AssistancePages(ReliefPages):
    ledger = ASSISTANCE
    noun = "救助"
    prefix = "QZ"
    parts = RESCUE
    own_work = True
    detail_template = "patrols/assistance.html"
    form_template = "patrols/assistance_form.html"
    list_fields = (
        "number", "date", "came_by", "name", "identity", "sex", "age", "help_kind", "items", "amount", "left",
    )
    card = {
        "number": "num nowrap c-pair", "date": "num nowrap c-side", "came_by": "nowrap c-pair",
        "name": "nowrap c-title", "identity": "masked c-full", "sex": "c-pair", "age": "n c-pair",
        "help_kind": "nowrap c-pair", "left": "num nowrap c-pair",
    }
    filters = (Filter("came_by", "came_by"), Filter("help_kind", "help_kind"))
    sums = {"items": "items", "amount": "amount"}
    orders = (("-date,number", "求助日期"), ("-amount", "救助金额"))
    searchable = ("number__icontains", "name__contains", "patrol__number__icontains")
    search_hint = "编号、姓名、巡查编号"
    reveals = ("identity",)

    def form(self, request: HttpRequest, data: Any = None, *, values: dict[str, Any] | None = None) -> RecordForm:
        """An amount left empty is the sum of the cost lines."""
        if data is not None and not data.get("amount", "").strip() and (costs := typed_amounts(data, COSTS)):
            data = with_total(data, "amount", total_of(costs))
        return super().form(request, data, values=values)
