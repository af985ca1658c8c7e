"""The rescue station's work: patrols of the streets, and each person who was helped (国务院令第381号)."""

import functools
import operator

from django.db import models
from django.db.models import F, Q

from fengxian.audit.models import Record
from fengxian.crypto import EncryptedField
from fengxian.money import YuanField
from fengxian.regions.models import Region
from households.models import Person
from relief.constraints import hash_beside, not_negative, one_of, or_zero, unique_while_live
from relief.patrols.choices import NAMELESS, CameBy, HelpKind, Sex
from relief.plain import JOINT
from relief.querysets import DatedQuerySet

COSTS = ("travel_cost", "food_cost", "lodging_cost", "medical_cost", "short_transport_cost", "other_cost")


class PatrolQuerySet(DatedQuerySet):
    kind = "patrols"


class Patrol(Record):
    """One round of the rescue station. An end before the start lies past midnight."""

    kind = "patrols"

    number = models.CharField("巡查编号", max_length=40)
    date = models.DateField("日期")
    start = models.TimeField("开始时间", null=True, blank=True)
    end = models.TimeField("结束时间", null=True, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="+")
    areas = models.CharField("重点区域", max_length=100, help_text="用、隔开")
    leader = models.CharField("带队人", max_length=40)
    members = models.CharField("参加人员", max_length=300, blank=True, help_text="用、隔开")
    joint_units = models.CharField("联合单位", max_length=200, blank=True)
    found = models.PositiveIntegerField("发现人数")
    persuaded = models.PositiveIntegerField("劝导人数", null=True, blank=True)
    escorted = models.PositiveIntegerField("护送人数", null=True, blank=True)
    hospitalised = models.PositiveIntegerField("送医人数", null=True, blank=True)
    declined = models.PositiveIntegerField("不愿入站人数", null=True, blank=True)
    items = models.PositiveIntegerField("发放物资件套", null=True, blank=True)
    description = models.TextField("情况说明", blank=True)

    objects = PatrolQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "巡查"
        ordering = ["-date", "number"]
        indexes = [models.Index(fields=["region", "date"], name="patrol_region_date")]
        constraints = [
            unique_while_live("patrol_number_once", "number", message="这个巡查编号已经有一条记录了"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def area_names(self) -> list[str]:
        return self.areas.split(JOINT)


class AssistanceQuerySet(DatedQuerySet):
    kind = "assistance"


def _costs_given() -> Q:
    return functools.reduce(operator.or_, (Q(**{f"{name}__isnull": False}) for name in COSTS))


def _sum_of_costs():
    return functools.reduce(operator.add, (or_zero(name) for name in COSTS))


class Assistance(Record):
    """One person helped once. Who gives no name is 无名氏 (民发〔2014〕132号：不得因无身份证件拒绝救助)."""

    kind = "assistance"

    number = models.CharField("求助编号", max_length=40)
    date = models.DateField("求助日期")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="+")
    came_by = models.CharField("来站方式", max_length=10, choices=CameBy.choices)
    patrol = models.ForeignKey(
        Patrol, models.PROTECT, null=True, blank=True, verbose_name="巡查", related_name="assisted"
    )
    name = models.CharField("姓名", max_length=40, default=NAMELESS)
    identity = EncryptedField("身份证号", blank=True, default="")
    identity_hash = models.CharField("身份证号散列", max_length=64, blank=True, default="", db_index=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name="台账上的人", related_name="assistance"
    )
    sex = models.CharField("性别", max_length=1, choices=Sex.choices)
    age = models.PositiveSmallIntegerField("估计年龄", null=True, blank=True)
    help_kind = models.CharField("救助类型", max_length=10, choices=HelpKind.choices)
    items = models.PositiveIntegerField("发放物资件套", null=True, blank=True)
    travel_cost = YuanField("乘车凭证", null=True, blank=True)
    food_cost = YuanField("伙食", null=True, blank=True)
    lodging_cost = YuanField("住宿", null=True, blank=True)
    medical_cost = YuanField("医疗", null=True, blank=True)
    short_transport_cost = YuanField("短途交通", null=True, blank=True)
    other_cost = YuanField("其他费用", null=True, blank=True)
    amount = YuanField("救助金额")
    arrived = models.DateField("入站日期", null=True, blank=True)
    left = models.DateField("离站日期", null=True, blank=True)
    leave_way = models.CharField("离站方式", max_length=60, blank=True)
    note = models.TextField("备注", blank=True)

    objects = AssistanceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "救助"
        ordering = ["-date", "number"]
        indexes = [models.Index(fields=["region", "date"], name="assistance_region_date")]
        constraints = [
            unique_while_live("assistance_number_once", "number", message="这个求助编号已经有一条记录了"),
            one_of("assistance_came_by_known", "came_by", CameBy),
            one_of("assistance_sex_known", "sex", Sex),
            one_of("assistance_help_kind_known", "help_kind", HelpKind),
            hash_beside("assistance_identity_with_hash", "identity"),
            not_negative("assistance_not_negative", "amount", *COSTS),
            models.CheckConstraint(
                condition=~_costs_given() | Q(amount=_sum_of_costs()), name="assistance_amount_is_sum",
                violation_error_message="救助金额应等于六项费用之和",
            ),
            models.CheckConstraint(
                condition=Q(arrived=None) | Q(left=None) | Q(left__gte=F("arrived")),
                name="assistance_left_after_arrived", violation_error_message="离站日期在入站日期之前",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
