"""The pages of the rescue station: patrols and persons assisted."""

from fengxian.ledgers.pages import Filter, RecordPages
from relief.patrols.ledger import ASSISTANCE, PATROL


class PatrolPages(RecordPages):
    ledger = PATROL
    noun = "巡查"
    list_fields = ("number", "date", "start", "end", "region", "areas", "leader", "found", "persuaded", "declined", "items")
    card = {"number": "c-title", "date": "c-side", "areas": "c-full", "region": "c-full"}
    sums = {"found": "found", "persuaded": "persuaded", "declined": "declined", "items": "items"}
    searchable = ("number__iexact", "leader__icontains")
    search_hint = "巡查编号、带队人"
    list_template = "patrols/list.html"


class AssistancePages(RecordPages):
    ledger = ASSISTANCE
    noun = "求助"
    list_fields = (
        "number", "date", "name", "sex", "age", "came_by", "help_kind", "items", "amount", "arrived", "left", "leave_way",
    )
    card = {"number": "c-first", "name": "c-title", "amount": "c-side", "help_kind": "c-full"}
    filters = (Filter("help_kind", "help_kind"), Filter("came_by", "came_by"))
    sums = {"items": "items", "amount": "amount"}
    searchable = ("number__iexact", "name__icontains")
    search_hint = "求助编号、姓名"
    reveals = ("identity",)
    list_template = "patrols/list.html"
