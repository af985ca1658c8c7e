"""A campaign (专项行动): a name for a region and a stretch of days. Its figures are computed, never stored."""

from django.db import models

from fengxian.figures import Period
from fengxian.regions import codes
from fengxian.regions.models import Region
from fengxian.scope import ScopedQuerySet


class CampaignQuerySet(ScopedQuerySet):
    def touching(self, regions: list[int]) -> "CampaignQuerySet":
        """Campaigns of these regions, of regions below them, and of those above that take them in."""
        above = {codes.ancestor(code, level) for code in regions for level in codes.ORDER}
        return (self.within(*regions) | self.filter(region_id__in=above)).order_by("-start", "id")


class Campaign(models.Model):
    id = models.SlugField("编号", primary_key=True, max_length=40)
    name = models.CharField("名称", max_length=80)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="开展区划", related_name="+")
    start = models.DateField("开始日期")
    end = models.DateField("结束日期")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "专项行动"
        ordering = ["-start", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("start")), name="campaign_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)
