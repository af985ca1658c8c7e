"""Money paid to people: batches, their lines, which months are taken, and which are closed."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, UniqueConstraint
from django.db.models.functions import TruncMonth

from fengxian.audit.models import Record, RecordQuerySet
from fengxian.crypto import EncryptedField
from fengxian.money import YuanField
from fengxian.regions import codes
from fengxian.regions.models import Region
from fengxian.scope import ScopedQuerySet
from households.models import Household, Person
from relief.constraints import hash_beside, not_negative, one_of, unique_while_live
from relief.querysets import DatedQuerySet
from relief.subsidies.choices import RELIEF, STATE_MARKS, AccountType, BatchState, PaymentStatus, Programme
from relief.subsidies.periods import period_text, period_words

COUNTY_SPAN = codes.SPAN[codes.Level.COUNTY]


class PaymentBatchQuerySet(RecordQuerySet):
    kind = "payments"  # who may see payments may see their batches

    def in_scope(self, user):
        """Batches with a line in the person's regions, though others of their lines lie elsewhere."""
        return self.filter(Exists(Payment.objects.in_scope(user).live().filter(batch=OuterRef("pk"))))

    def for_list(self):
        return self.select_related("region").order_by("-period_end", "-period_start", "number")


class PaymentBatch(Record):
    """All lines of one payment run: one programme, one 所属期. Its region is the smallest that holds its lines."""

    kind = "payment_batches"

    number = models.CharField("批次号", max_length=40)
    programme = models.CharField("项目", max_length=10, choices=Programme.choices)
    period_start = models.DateField("所属期起月", help_text="月份的第一天")
    period_end = models.DateField("所属期止月", help_text="月份的第一天")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="+")
    state = models.CharField("状态", max_length=10, choices=BatchState.choices, default=BatchState.SETTLED)
    is_history = models.BooleanField("补录", default=True, help_text="发放在系统之外已经办结，事后补录")

    objects = PaymentBatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "发放批次"
        ordering = ["-period_end", "number"]
        constraints = [
            unique_while_live("payment_batch_number_once", "number", message="这个批次号已经有一批了"),
            one_of("payment_batch_programme_known", "programme", Programme),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="payment_batch_period_in_order",
                violation_error_message="所属期的止月在起月之前",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def period(self) -> str:
        """2024-01 or 2024-01~2024-02."""
        return period_text(self.period_start, self.period_end)

    @property
    def title(self) -> str:
        """2024年1月低保金"""
        return f"{period_words(self.period_start, self.period_end)}{self.programme}"


class PaymentQuerySet(DatedQuerySet):
    kind = "payments"

    def paid(self):
        """What arrived: 待发, 失败 and 退汇 do not count."""
        return self.filter(status=PaymentStatus.PAID)

    def heating(self):
        return self.filter(programme=Programme.HEATING)

    def relief(self):
        """低保金, 特困供养金 and 临时救助金."""
        return self.filter(programme__in=RELIEF)

    def troubled(self):
        """Lines that came back or never went."""
        return self.filter(status__in=(PaymentStatus.RETURNED, PaymentStatus.FAILED))

    def with_closing(self):
        """Adds ``is_closed``: whether the month of 发放日期 is closed in the line's county."""
        closed = ClosedMonth.objects.filter(
            region_id=OuterRef("region_id") - OuterRef("region_id") % COUNTY_SPAN, month=OuterRef("paid_month")
        )
        return self.alias(paid_month=TruncMonth("date")).annotate(is_closed=Exists(closed))


class Payment(Record):
    """One line of a batch: what one person was to get, and whether it arrived. Programme and 所属期 are the batch's."""

    kind = "payments"

    batch = models.ForeignKey(PaymentBatch, models.PROTECT, verbose_name="批次", related_name="payments")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="领款人", related_name="payments")
    household = models.ForeignKey(Household, models.PROTECT, verbose_name="家庭", related_name="payments")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="+")
    programme = models.CharField("项目", max_length=10, choices=Programme.choices)
    period_start = models.DateField("所属期起月")
    period_end = models.DateField("所属期止月")
    payee = models.CharField("领款人姓名", max_length=40)
    identity = EncryptedField("身份证号", blank=True, default="")
    identity_hash = models.CharField("身份证号散列", max_length=64, blank=True, default="", db_index=True)
    covered = models.PositiveIntegerField("保障人数")
    due = YuanField("应发金额")
    back = YuanField("补发", default=0)
    deduction = YuanField("扣减", default=0)
    net = YuanField("实发金额")
    date = models.DateField("发放日期", null=True, blank=True)
    status = models.CharField("发放状态", max_length=10, choices=PaymentStatus.choices)
    failure = models.CharField("失败原因", max_length=200, blank=True)
    bank = models.CharField("开户银行", max_length=60, blank=True)
    account_type = models.CharField("账户类型", max_length=10, choices=AccountType.choices, blank=True)
    account = EncryptedField("银行账号", blank=True, default="")
    account_hash = models.CharField("银行账号散列", max_length=64, blank=True, default="")
    note = models.TextField("备注", blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "发放"
        ordering = ["-date", "region_id"]
        indexes = [
            models.Index(fields=["region", "date"], name="payment_region_date"),
            models.Index(fields=["batch", "region"], name="payment_batch_region"),
        ]
        constraints = [
            unique_while_live("payment_once_per_batch", "batch", "person", message="这一批里已经有这个人的一行了"),
            one_of("payment_programme_known", "programme", Programme),
            one_of("payment_status_known", "status", PaymentStatus),
            one_of("payment_account_type_known", "account_type", AccountType, blank=True),
            hash_beside("payment_identity_with_hash", "identity"),
            hash_beside("payment_account_with_hash", "account"),
            not_negative("payment_not_negative", "due", "back", "deduction", "net"),
            models.CheckConstraint(
                condition=Q(net=F("due") + F("back") - F("deduction")), name="payment_net_is_sum",
                violation_error_message="实发金额应等于应发金额加补发减扣减",
            ),
            models.CheckConstraint(
                condition=~Q(status=PaymentStatus.PAID) | Q(date__isnull=False), name="payment_paid_has_date",
                violation_error_message="发放成功的要有发放日期",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="payment_period_in_order",
                violation_error_message="所属期的止月在起月之前",
            ),
        ]

    @property
    def period(self) -> str:
        """2024-01 or 2024-01~2024-02."""
        return period_text(self.period_start, self.period_end)

    def __str__(self) -> str:
        return f"{self.payee} {self.programme}"

    @property
    def mark(self) -> str:
        """How its status is marked on pages."""
        return STATE_MARKS[self.status]

    @property
    def is_paid(self) -> bool:
        return self.status == PaymentStatus.PAID and not self.is_void


class PaidMonth(models.Model):
    """A month that somebody has been paid for: the database itself lets nobody be paid for it twice.

    Each live 成功 line holds one row a month of its 所属期, kept by services.py in the same transaction;
    for heating the holder is the household and the month is the first of the winter.
    """

    id = models.BigAutoField("序号", primary_key=True)
    payment = models.ForeignKey(Payment, models.PROTECT, verbose_name="发放", related_name="paid_months")
    programme = models.CharField("项目", max_length=10, choices=Programme.choices)
    holder = models.UUIDField("人或家庭的记录号")
    month = models.DateField("月份", help_text="月份的第一天")
    live = models.BooleanField("有效", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "已发月份"
        constraints = [
            UniqueConstraint(
                fields=["holder", "programme", "month"], condition=Q(live=True), name="paid_month_once",
                violation_error_message="这个人（取暖补贴为这一户）这一期已经发放成功过，不能重复发放",
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.month:%Y-%m}"


class ClosedMonthQuerySet(ScopedQuerySet):
    kind = "payments"


class ClosedMonth(models.Model):
    """封账: a county's month after which no payment of it changes any more, in no way."""

    id = models.BigAutoField("序号", primary_key=True)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="县", related_name="+")
    month = models.DateField("月份", help_text="月份的第一天")
    at = models.DateTimeField("封账时间", auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="封账人", related_name="+")

    objects = ClosedMonthQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "封账月份"
        ordering = ["-month"]
        constraints = [
            UniqueConstraint(
                fields=["region", "month"], name="month_closed_once", violation_error_message="这个月已经封账了"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
