"""The parts of the two works of relief that have several ledgers each."""

from fengxian.web.parts import Part

MONEY = (
    Part("发放花名册", "payments:list", "payments.view"), Part("发放批次", "payments:batches", "payments.view"),
    Part("封账", "payments:months", "payments.view"), Part("投入资金", "investments:list", "investments.view"),
)
RESCUE = (
    Part("巡查记录", "patrols:list", "patrols.view"), Part("救助登记", "assistance:list", "assistance.view"),
)
