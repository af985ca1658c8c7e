"""The hierarchy of province, city, county, town and village."""

from django.db import models

from fengxian.regions import codes
from fengxian.regions.codes import Level


class LevelChoice(models.TextChoices):
    PROVINCE = Level.PROVINCE.value, "省"
    CITY = Level.CITY.value, "市"
    COUNTY = Level.COUNTY.value, "县"
    TOWN = Level.TOWN.value, "镇"
    VILLAGE = Level.VILLAGE.value, "村（社区）"


class RegionQuerySet(models.QuerySet):
    def within(self, *regions: int) -> "RegionQuerySet":
        """Those regions and all below them."""
        return self.filter(in_spans("code", codes.merge_spans(list(regions))))

    def pickable(self) -> "RegionQuerySet":
        """Without forestry units and other 虚拟生活区, which people never choose."""
        return self.filter(pickable=True)

    def at(self, level: Level) -> "RegionQuerySet":
        return self.filter(level=level.value)


def in_spans(field: str, spans: list[tuple[int, int]]) -> models.Q:
    """The condition that a region column lies in one of the ranges; no range matches nothing."""
    condition = models.Q(pk__in=[])
    for low, high in spans:
        # Not __range: Django refuses that lookup on a foreign key.
        condition |= models.Q(**{f"{field}__gte": low, f"{field}__lte": high})
    return condition


class Region(models.Model):
    code = models.BigIntegerField("区划代码", primary_key=True, help_text="统计用区划代码，补零到 12 位")
    official_name = models.CharField("法定名称", max_length=60)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("层级", max_length=10, choices=LevelChoice.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    kind = models.CharField("类型", max_length=20, blank=True)
    pickable = models.BooleanField("可选用", default=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def official_code(self) -> str:
        return codes.official(self.code)
