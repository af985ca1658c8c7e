"""Figures of the rescue station (ledgers.md §4), each defined once."""

from fengxian.figures import Distinct, Figure, Period, Rows, Source, Total, register
from relief.patrols.models import Assistance, Patrol


def patrols(period: Period):
    return Patrol.objects.live().during(period)


def assisted(period: Period):
    return Assistance.objects.live().during(period)


register(Figure(
    "rescue_patrols", "救助站巡查", "次", "巡查记录台账的行数",
    (Source("patrols", patrols, Rows()),),
))
register(Figure(
    "rescued_persons", "救助流浪乞讨人员", "人", "救助登记台账里不同的人：按身份证号，没有证号的每行算一人",
    (Source("assistance", assisted, Distinct("identity_hash", blank_is_one=True), person="person_id"),),
    additive=False, counts_persons=True,
))
register(Figure(
    "rescue_items", "发放救助物资", "件套", "救助登记台账和巡查记录台账的发放物资件套之和",
    (
        Source("assistance", assisted, Total(("items",)), label="救助登记"),
        Source("patrols", patrols, Total(("items",)), label="巡查"),
    ),
))
register(Figure(
    "rescue_spending", "发放救助补助资金", "元", "救助登记台账的救助金额之和",
    (Source("assistance", assisted, Total(("amount",))),),
    always_yuan=True,
))
