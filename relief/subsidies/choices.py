"""The words of 资金发放花名册 (ledgers.md §3)."""

from django.db import models


class Programme(models.TextChoices):
    LOW_INCOME = "低保金", "低保金"
    DESTITUTE = "特困供养金", "特困供养金"
    TEMPORARY = "临时救助金", "临时救助金"
    HEATING = "一次性取暖补贴", "一次性取暖补贴"


class PaymentStatus(models.TextChoices):
    PENDING = "待发", "待发"
    PAID = "成功", "成功"
    RETURNED = "退汇", "退汇"
    FAILED = "失败", "失败"


# How a status is marked on pages: done, waiting, or needing somebody.
STATE_MARKS = {
    PaymentStatus.PAID: "done", PaymentStatus.PENDING: "wait",
    PaymentStatus.RETURNED: "late", PaymentStatus.FAILED: "late",
}


class BatchState(models.TextChoices):
    SETTLED = "已结清", "已结清"


class AccountType(models.TextChoices):
    CARD = "银行卡", "银行卡"
    PASSBOOK = "存折", "存折"


# What is paid once for each month; 临时救助金 may recur, 取暖补贴 goes by the winter.
MONTHLY = (Programme.LOW_INCOME, Programme.DESTITUTE)
# The three programmes of the campaign report's 低保、特困、临时救助资金.
RELIEF = (*MONTHLY, Programme.TEMPORARY)
