"""Families and persons in need, and their categories in time."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.lookups import Exact

from fengxian.audit.models import Record
from fengxian.crypto import EncryptedField
from fengxian.identity import age_on
from fengxian.ids import new_id
from fengxian.money import YuanField
from fengxian.regions.models import Region
from households import choices as c
from households.querysets import HouseholdQuerySet, PersonQuerySet, SpanQuerySet

LIVE = Q(voided_at=None)


def _one_of(field: str, words: type[models.TextChoices], blank: bool = True) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [*words.values, *([""] if blank else [])]}), name=f"person_{field}_known",
        violation_error_message=f"可选：{'、'.join(words.values)}",
    )


def _hash_beside(number: str) -> models.CheckConstraint:
    """A number without its hash could not be found, a hash without its number not be shown."""
    empty = Exact(F(number), Value(""))
    bare = Q(**{f"{number}_hash": ""})
    return models.CheckConstraint(
        condition=(Q(empty) & bare) | (~Q(empty) & ~bare), name=f"person_{number}_with_hash",
        violation_error_message="号码和它的散列要同时有",
    )


class Household(Record):
    """A family under one 户编号. What all its members share; everything else is theirs."""

    kind = "household_cases"

    code = models.CharField("户编号", max_length=40)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="+")
    group = models.CharField("村组", max_length=40, blank=True)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "困难家庭"
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=LIVE, name="household_code_once",
                violation_error_message="这个户编号已经有人用了，请换一个编号",
            ),
            models.CheckConstraint(
                condition=~Q(code=""), name="household_has_code", violation_error_message="请写户编号"
            ),
        ]
        indexes = [models.Index(fields=["code"])]

    def __str__(self) -> str:
        return self.code


class Person(Record):
    """One person on 困难群众家庭台账. ``region`` copies the household's, so that scope is one range.

    With a number, birth and sex are the number's; without one, name, birth and household are the key.
    """

    kind = "households"

    household = models.ForeignKey(Household, models.PROTECT, verbose_name="家庭", related_name="members")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="+", db_index=False)
    name = models.CharField("姓名", max_length=40)
    name_key = models.CharField("姓名拼音", max_length=160, db_index=True, editable=False)
    name_initials = models.CharField("拼音首字母", max_length=40, db_index=True, editable=False)
    identity = EncryptedField("身份证号", blank=True, default="")
    identity_hash = models.CharField("身份证号散列", max_length=64, blank=True, default="", db_index=True)
    no_identity_reason = models.CharField("无证原因", max_length=100, blank=True)
    birth = models.DateField("出生日期")
    sex = models.CharField("性别", max_length=1, choices=c.Sex.choices, blank=True)
    relation = models.CharField("与户主关系", max_length=8, choices=c.Relation.choices)
    tier = models.CharField("低保档次", max_length=1, choices=c.Tier.choices, blank=True)
    support = models.CharField("供养方式", max_length=4, choices=c.Support.choices, blank=True)
    can_eat = models.CharField("吃饭", max_length=4, choices=c.Ability.choices, blank=True)
    can_dress = models.CharField("穿衣", max_length=4, choices=c.Ability.choices, blank=True)
    can_rise = models.CharField("上下床", max_length=4, choices=c.Ability.choices, blank=True)
    can_use_toilet = models.CharField("如厕", max_length=4, choices=c.Ability.choices, blank=True)
    can_walk = models.CharField("室内行走", max_length=4, choices=c.Ability.choices, blank=True)
    can_bathe = models.CharField("洗澡", max_length=4, choices=c.Ability.choices, blank=True)
    phone = EncryptedField("联系电话", blank=True, default="")
    phone_hash = models.CharField("联系电话散列", max_length=64, blank=True, default="", db_index=True)
    health = models.CharField("健康状况", max_length=4, choices=c.Health.choices, blank=True)
    disability_kind = models.CharField("残疾类别", max_length=40, blank=True)
    disability_level = models.CharField("残疾等级", max_length=4, choices=c.DisabilityLevel.choices, blank=True)
    labour = models.CharField("劳动能力", max_length=4, choices=c.Labour.choices, blank=True)
    cause = models.CharField("致困原因", max_length=200, blank=True)
    risk = models.CharField("风险等级", max_length=2, choices=c.Risk.choices, blank=True)
    measures = models.CharField("保障措施", max_length=500, blank=True)
    guardian_name = models.CharField("监护责任人", max_length=40, blank=True)
    guardian_relation = models.CharField("监护人关系", max_length=40, blank=True)
    guardian_phone = EncryptedField("监护人电话", blank=True, default="")
    cadre = models.CharField("包联干部", max_length=40, blank=True)
    bank = models.CharField("开户银行", max_length=80, blank=True)
    account_type = models.CharField("账户类型", max_length=4, choices=c.AccountType.choices, blank=True)
    account = EncryptedField("银行账号", blank=True, default="")
    account_hash = models.CharField("银行账号散列", max_length=64, blank=True, default="", db_index=True)
    residence = models.CharField("城乡", max_length=4, choices=c.Residence.choices, blank=True)
    income = YuanField("人均月收入", null=True, blank=True)
    status = models.CharField("状态", max_length=4, choices=c.Status.choices, default=c.Status.ENROLLED)
    status_date = models.DateField("状态日期", null=True, blank=True)
    note = models.TextField("备注", blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "困难群众"
        constraints = [
            models.UniqueConstraint(
                fields=["identity_hash"], condition=LIVE & ~Q(identity_hash=""), name="person_identity_once",
                violation_error_message="这个身份证号已经登记在台账上",
            ),
            models.UniqueConstraint(
                fields=["household", "name", "birth"], condition=LIVE & Q(identity_hash=""),
                name="person_once_without_number",
                violation_error_message="这一户已有同名、同出生日期的无证人员",
            ),
            models.UniqueConstraint(
                fields=["household"], condition=LIVE & Q(relation=c.Relation.HEAD) & ~Q(status__in=c.LEFT),
                name="household_one_head", violation_error_message="同一户只能有一位户主",
            ),
            models.CheckConstraint(
                condition=~Q(identity_hash="") | ~Q(no_identity_reason=""), name="person_number_or_reason",
                violation_error_message="没有身份证号的，请写无证原因",
            ),
            models.CheckConstraint(
                condition=Q(income=None) | Q(income__gte=0), name="person_income_not_negative",
                violation_error_message="人均月收入不能是负数",
            ),
            *(_hash_beside(number) for number in ("identity", "phone", "account")),
            _one_of("relation", c.Relation, blank=False), _one_of("status", c.Status, blank=False),
            _one_of("sex", c.Sex), _one_of("tier", c.Tier), _one_of("support", c.Support),
            _one_of("health", c.Health), _one_of("disability_level", c.DisabilityLevel),
            _one_of("labour", c.Labour), _one_of("risk", c.Risk), _one_of("account_type", c.AccountType),
            _one_of("residence", c.Residence), *(_one_of(field, c.Ability) for field in c.ABILITIES),
        ]
        indexes = [models.Index(fields=["region", "household"])]

    def __str__(self) -> str:
        return self.name

    current_spans: list["CategorySpan"]  # of PersonQuerySet.with_categories

    @property
    def spans_now(self) -> list["CategorySpan"]:
        held = self.__dict__.get("current_spans")
        return held if held is not None else list(self.spans.current())

    @property
    def categories(self) -> tuple[str, ...]:
        """对象类别 now, in the order of the list; empty for 无."""
        held = {span.category for span in self.spans_now}
        return tuple(word for word in c.CATEGORIES if word in held)

    @property
    def category_from(self) -> dt.date | None:
        """The earliest start among the categories of now; None where one of them has an open start."""
        starts = [span.starts_on for span in self.spans_now]
        return min(starts) if starts and None not in starts else None

    @property
    def age(self) -> int:
        """周岁 today, or when the person died."""
        end = self.status_date if self.status == c.Status.DEAD and self.status_date else dt.date.today()
        return age_on(self.birth, end)

    @property
    def lives_here(self) -> bool:
        """Neither died nor moved away."""
        return self.status not in c.LEFT

    @property
    def is_head(self) -> bool:
        return self.relation == c.Relation.HEAD and self.lives_here

    def died_before(self, day: dt.date) -> bool:
        """Whether the person was dead on that day, the day of death itself excepted."""
        return self.status == c.Status.DEAD and self.status_date is not None and day > self.status_date

    @property
    def care_grade(self) -> str:
        """自理能力 of 特困人员: 0, 1—3 or 4—6 of the six not possible (特困人员认定办法 第二十二条)."""
        answers = [getattr(self, field) for field in c.ABILITIES]
        if not all(answers):
            return ""
        failed = answers.count(c.Ability.CANNOT)
        return "全自理" if failed == 0 else "半护理" if failed <= 3 else "全护理"


class CategorySpan(models.Model):
    """From when to when a person had a category. ``ends_on`` is the first day on which it no longer holds.

    ``opened_version`` and ``closed_version`` are the person's version that brought start and end: undoing that
    write takes exactly these back.
    """

    id = models.UUIDField("编号", primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name="困难群众", related_name="spans", db_index=False
    )
    category = models.CharField("对象类别", max_length=12, choices=c.Category.choices)
    starts_on = models.DateField("起始日期", null=True, blank=True)
    ends_on = models.DateField("终止日期", null=True, blank=True)
    exclusive_group = models.CharField("互斥组", max_length=10, blank=True, editable=False)
    opened_version = models.PositiveIntegerField("起于版本", default=1, editable=False)
    closed_version = models.PositiveIntegerField("止于版本", null=True, blank=True, editable=False)

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "对象类别"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "category"], condition=Q(ends_on=None), name="span_category_once",
                violation_error_message="这个人已有这个对象类别",
            ),
            models.UniqueConstraint(
                fields=["person", "exclusive_group"], condition=Q(ends_on=None) & ~Q(exclusive_group=""),
                name="span_relief_exclusive",
                violation_error_message="低保对象和特困人员不能同时是一个人",
            ),
            models.CheckConstraint(
                condition=(Q(category__in=c.RELIEF_CATEGORIES) & Q(exclusive_group=c.RELIEF_GROUP))
                | (~Q(category__in=c.RELIEF_CATEGORIES) & Q(exclusive_group="")),
                name="span_group_of_category", violation_error_message="互斥组与对象类别不符",
            ),
            models.CheckConstraint(
                condition=Q(category__in=c.Category.values), name="span_category_known",
                violation_error_message="没有这个对象类别",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="span_ends_after_start", violation_error_message="终止日期不能早于起始日期",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "category"]),
            models.Index(fields=["category"], condition=Q(ends_on=None), name="span_current_category"),
        ]

    def __str__(self) -> str:
        return self.category

    @classmethod
    def begin(cls, person: Any, category: str, starts_on: dt.date | None, version: int) -> "CategorySpan":
        """A span not yet saved."""
        group = c.RELIEF_GROUP if category in c.RELIEF_CATEGORIES else ""
        return cls(
            person=person, category=category, starts_on=starts_on, exclusive_group=group, opened_version=version
        )
