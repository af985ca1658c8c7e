"""Gifts of money and goods to people in need, and the money that was put into the campaign."""

from django.db import models

from fengxian.audit.models import Record
from fengxian.crypto import EncryptedField
from fengxian.money import YuanField
from fengxian.regions.models import Region
from households.models import Person
from relief.condolences.choices import GiverKind
from relief.constraints import hash_beside, not_negative, one_of, unique_while_live
from relief.querysets import DatedQuerySet


class CondolenceQuerySet(DatedQuerySet):
    kind = "condolences"

    def by_county_leaders(self):
        """Given by the county's four leading bodies: what the campaign report counts."""
        return self.filter(giver_kind=GiverKind.COUNTY_LEADERS)

    def by_others(self):
        """Given by all other units and organisations."""
        return self.exclude(giver_kind=GiverKind.COUNTY_LEADERS)


class Condolence(Record):
    """What one person was given on one visit. The person need not be on the household ledger."""

    kind = "condolences"

    number = models.CharField("慰问编号", max_length=40)
    date = models.DateField("慰问日期")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="+")
    name = models.CharField("姓名", max_length=40)
    identity = EncryptedField("身份证号")
    identity_hash = models.CharField("身份证号散列", max_length=64, db_index=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name="台账上的人", related_name="condolences"
    )
    giver = models.CharField("慰问单位", max_length=100)
    giver_kind = models.CharField("单位类型", max_length=10, choices=GiverKind.choices)
    cash = YuanField("慰问金")
    goods = models.CharField("慰问品", max_length=200, blank=True)
    quantity = models.PositiveIntegerField("数量", null=True, blank=True)
    goods_value = YuanField("慰问品折价")
    receiver = models.CharField("领取人", max_length=40, blank=True)
    note = models.TextField("备注", blank=True)

    objects = CondolenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "慰问"
        ordering = ["-date", "number"]
        indexes = [models.Index(fields=["region", "date"], name="condolence_region_date")]
        constraints = [
            unique_while_live("condolence_number_once", "number", message="这个慰问编号已经有一条记录了"),
            one_of("condolence_giver_kind_known", "giver_kind", GiverKind),
            hash_beside("condolence_identity_with_hash", "identity", needed=True),
            not_negative("condolence_not_negative", "cash", "goods_value"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def value(self):
        """Cash and goods together, in yuan."""
        return self.cash + self.goods_value


class InvestmentQuerySet(DatedQuerySet):
    kind = "investments"


class Investment(Record):
    """Money put into the campaign, by voucher. A ledger of its own: not the sum of payments (domain.md §6)."""

    kind = "investments"

    voucher = models.CharField("凭证号", max_length=40)
    date = models.DateField("日期")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="+")
    use = models.CharField("用途", max_length=200)
    source = models.CharField("资金来源", max_length=100)
    amount = YuanField("金额")
    note = models.TextField("备注", blank=True)

    objects = InvestmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投入资金"
        ordering = ["-date", "voucher"]
        indexes = [models.Index(fields=["region", "date"], name="investment_region_date")]
        constraints = [
            unique_while_live("investment_voucher_once", "voucher", message="这个凭证号已经有一条记录了"),
            not_negative("investment_not_negative", "amount"),
        ]

    def __str__(self) -> str:
        return self.voucher
