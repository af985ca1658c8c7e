"""Figures of the money paid to people (ledgers.md §4), each defined once."""

from fengxian.figures import Figure, Period, Rows, Source, Total, register
from relief.subsidies.models import Payment

NET = Total(("net",))


def heating_paid(period: Period):
    return Payment.objects.live().during(period).paid().heating()


def relief_paid(period: Period):
    return Payment.objects.live().during(period).paid().relief()


register(Figure(
    "heating_subsidy_paid", "一次性取暖补贴", "元", "资金发放花名册里项目为一次性取暖补贴、发放成功的实发金额之和，按发放日期",
    (Source("payments", heating_paid, NET),),
))
register(Figure(
    "relief_paid", "低保、特困、临时救助资金", "元", "资金发放花名册里其他三个项目、发放成功的实发金额之和，按发放日期",
    (Source("payments", relief_paid, NET),),
))
register(Figure(
    "relief_payments", "惠及困难群众", "人次", "低保、特困、临时救助资金所加的那些行",
    (Source("payments", relief_paid, Rows(), person="person_id"),),
    counts_persons=True,
))
