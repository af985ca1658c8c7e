"""Outings of cadres, the visits made on them, the hazards found; institutions and their inspections."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from fengxian.accounts.models import Cadre
from fengxian.audit.models import Record
from fengxian.ids import new_id
from fengxian.regions.models import Region
from households.models import Household, Person
from visits.choices import HazardState, HazardType, InstitutionKind, Method, Severity, SupervisionGroup
from visits.querysets import (
    HazardQuerySet,
    InspectionCadreQuerySet,
    InspectionQuerySet,
    InstitutionQuerySet,
    OutingCadreQuerySet,
    OutingQuerySet,
    VisitQuerySet,
)

LIVE = Q(voided_at=None)


def not_before(later: str, earlier: str) -> Q:
    """That a day, where given, does not lie before another."""
    return Q(**{later: None}) | Q(**{f"{later}__gte": F(earlier)})


class Outing(Record):
    """One going-out of some cadres on one day. Its region is the smallest that holds all its visits."""

    kind = "outings"

    number = models.CharField("出动编号", max_length=40)
    date = models.DateField("走访日期")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="+", db_index=False)

    objects = OutingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "出动"
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=LIVE, name="outing_number_once",
                violation_error_message="这个出动编号已经有人用了，请换一个编号",
            ),
        ]
        indexes = [models.Index(fields=["region", "date"]), models.Index(fields=["number"])]

    def __str__(self) -> str:
        return self.number

    @property
    def names(self) -> tuple[str, ...]:
        """走访干部 in the order written."""
        return tuple(member.name for member in self.cadres.all())


class OutingCadre(models.Model):
    """A name in 走访干部, tied to the register of cadres where that is unambiguous."""

    id = models.UUIDField("编号", primary_key=True, default=new_id, editable=False)
    outing = models.ForeignKey(
        Outing, models.CASCADE, verbose_name="出动", related_name="cadres", db_index=False
    )
    name = models.CharField("走访干部", max_length=40)
    place = models.PositiveSmallIntegerField("次序", default=0)
    cadre = models.ForeignKey(
        Cadre, models.SET_NULL, null=True, blank=True, verbose_name="名册上的干部", related_name="outings"
    )

    objects = OutingCadreQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "走访干部"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["outing", "name"], name="outing_cadre_once",
                violation_error_message="同一次出动里，一位干部只写一次",
            ),
        ]
        indexes = [models.Index(fields=["name"], condition=Q(cadre=None), name="outing_cadre_untied")]

    def __str__(self) -> str:
        return self.name


class Visit(Record):
    """One person visited once: one row of 走访台账. Household and region are those of that day."""

    kind = "visits"

    outing = models.ForeignKey(Outing, models.PROTECT, verbose_name="出动", related_name="visits")
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name="走访对象", related_name="visits", db_index=False
    )
    household = models.ForeignKey(Household, models.PROTECT, verbose_name="家庭", related_name="visits")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="+", db_index=False)
    date = models.DateField("走访日期", help_text="与出动的日期相同，算指标时不用连表")
    method = models.CharField("走访方式", max_length=4, choices=Method.choices, default=Method.HOME)
    living = models.CharField("生活状况", max_length=500, blank=True)
    appeal = models.CharField("诉求", max_length=500, blank=True)
    note = models.CharField("备注", max_length=500, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "走访"
        constraints = [
            models.UniqueConstraint(
                fields=["outing", "person"], condition=LIVE, name="visit_once_per_outing",
                violation_error_message="这次出动里已经登记过走访这个人",
            ),
            models.CheckConstraint(
                condition=Q(method__in=Method.values), name="visit_method_known",
                violation_error_message="走访方式是入户或电话",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "date"]),
            models.Index(fields=["person", "date"]),
            models.Index(fields=["-date", "-outing", "id"], name="visit_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.person_id}"


class Hazard(Record):
    """隐患 found on a visit, and its rectification. ``date`` is the day it was found."""

    kind = "hazards"

    visit = models.ForeignKey(
        Visit, models.PROTECT, verbose_name="走访", related_name="hazards", db_index=False
    )
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="+", db_index=False)
    date = models.DateField("发现日期")
    seq = models.PositiveSmallIntegerField("序号", default=1)
    type = models.CharField("隐患类型", max_length=10, choices=HazardType.choices)
    severity = models.CharField("隐患等级", max_length=4, choices=Severity.choices, default=Severity.COMMON)
    description = models.CharField("隐患描述", max_length=500, blank=True)
    measure = models.CharField("整改措施", max_length=500, blank=True)
    owner = models.CharField("整改责任人", max_length=40, blank=True)
    deadline = models.DateField("整改期限", null=True, blank=True)
    completed_on = models.DateField("整改完成日期", null=True, blank=True)

    objects = HazardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "隐患"
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "seq"], condition=LIVE, name="hazard_place_once",
                violation_error_message="这次走访的隐患刚被别人改过，请刷新再试",
            ),
            models.CheckConstraint(
                condition=Q(type__in=HazardType.values), name="hazard_type_known",
                violation_error_message="没有这种隐患类型",
            ),
            models.CheckConstraint(
                condition=Q(severity__in=Severity.values), name="hazard_severity_known",
                violation_error_message="隐患等级是一般或重大",
            ),
            models.CheckConstraint(
                condition=not_before("completed_on", "date"), name="hazard_mended_after_found",
                violation_error_message="整改完成日期不能早于走访日期",
            ),
            models.CheckConstraint(
                condition=not_before("deadline", "date"), name="hazard_due_after_found",
                violation_error_message="整改期限不能早于走访日期",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "date"]),
            models.Index(fields=["visit", "seq"]),
            models.Index(fields=["deadline"], condition=LIVE & Q(completed_on=None), name="hazard_open"),
        ]

    def __str__(self) -> str:
        return self.description or self.type

    def state(self, on: dt.date | None = None) -> HazardState:
        """Derived, on that day (today)."""
        if self.completed_on:
            return HazardState.DONE
        if self.deadline is None:
            return HazardState.UNDATED
        return HazardState.LATE if self.deadline < (on or dt.date.today()) else HazardState.OPEN

    @property
    def mark(self) -> str:
        return self.state().mark

    @property
    def days_late(self) -> int:
        """Days since the deadline passed, today; 0 if it has not."""
        if self.completed_on or self.deadline is None:
            return 0
        return max(0, (dt.date.today() - self.deadline).days)


class Institution(Record):
    """A service institution on record, by itself or because an inspection named it."""

    kind = "institutions"

    name = models.CharField("机构名称", max_length=80)
    kind_name = models.CharField("机构类型", max_length=10, choices=InstitutionKind.choices)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="+")
    beds = models.PositiveIntegerField("床位数", null=True, blank=True)
    legal_person = models.CharField("负责人", max_length=40, blank=True)
    by_inspection = models.BooleanField(
        "检查时登记", default=False, editable=False, help_text="随检查记录进入；检查撤销且没有人补过资料时，一并撤销"
    )

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "服务机构"
        constraints = [
            models.UniqueConstraint(
                fields=["name", "region"], condition=LIVE, name="institution_once",
                violation_error_message="这个地方已经有同名的机构",
            ),
            models.CheckConstraint(
                condition=Q(kind_name__in=InstitutionKind.values), name="institution_kind_known",
                violation_error_message="没有这种机构类型",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Inspection(Record):
    """One inspection of one institution: one row of 服务机构检查台账. Counts are numbers of problems."""

    kind = "inspections"

    number = models.CharField("检查编号", max_length=40)
    date = models.DateField("检查日期")
    institution = models.ForeignKey(
        Institution, models.PROTECT, verbose_name="机构", related_name="inspections"
    )
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="+", db_index=False)
    group = models.CharField("督导组", max_length=10, blank=True, choices=SupervisionGroup.choices)
    found = models.PositiveIntegerField("发现问题数", default=0)
    fixed = models.PositiveIntegerField("现场整改数", default=0)
    to_fix = models.PositiveIntegerField("限期整改数", default=0)
    to_fix_done = models.PositiveIntegerField("限期整改完成数", default=0)
    deadline = models.DateField("整改期限", null=True, blank=True)
    note = models.CharField("备注", max_length=500, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "机构检查"
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=LIVE, name="inspection_number_once",
                violation_error_message="这个检查编号已经有人用了，请换一个编号",
            ),
            models.CheckConstraint(
                condition=Q(to_fix_done__lte=F("to_fix")), name="inspection_done_within_to_fix",
                violation_error_message="限期整改完成数不能多于限期整改数",
            ),
            models.CheckConstraint(
                condition=not_before("deadline", "date"), name="inspection_due_after_visit",
                violation_error_message="整改期限不能早于检查日期",
            ),
            models.CheckConstraint(
                condition=Q(group__in=["", *SupervisionGroup.values]), name="inspection_group_known",
                violation_error_message="没有这个督导组",
            ),
        ]
        indexes = [models.Index(fields=["region", "date"]), models.Index(fields=["number"])]

    def __str__(self) -> str:
        return self.number

    @property
    def left(self) -> int:
        """Problems with a deadline that are not mended yet."""
        return self.to_fix - self.to_fix_done

    @property
    def is_late(self) -> bool:
        return bool(self.left and self.deadline and self.deadline < dt.date.today())

    @property
    def names(self) -> tuple[str, ...]:
        """检查人员 in the order written."""
        return tuple(member.name for member in self.cadres.all())


class InspectionCadre(models.Model):
    """A name in 检查人员, tied to the register of cadres where that is unambiguous."""

    id = models.UUIDField("编号", primary_key=True, default=new_id, editable=False)
    inspection = models.ForeignKey(
        Inspection, models.CASCADE, verbose_name="检查", related_name="cadres", db_index=False
    )
    name = models.CharField("检查人员", max_length=40)
    place = models.PositiveSmallIntegerField("次序", default=0)
    cadre = models.ForeignKey(
        Cadre, models.SET_NULL, null=True, blank=True, verbose_name="名册上的干部", related_name="inspections"
    )

    objects = InspectionCadreQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检查人员"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "name"], name="inspection_cadre_once",
                violation_error_message="同一次检查里，一位干部只写一次",
            ),
        ]

    def __str__(self) -> str:
        return self.name
