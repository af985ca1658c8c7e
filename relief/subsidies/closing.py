"""封账: after a county's month is closed, no import, form or undo changes its payments (ledgers.md §3, payments).

guards.py holds the same in the database, for whatever would go past these services.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth

from fengxian.audit import trail
from fengxian.audit.models import Act
from fengxian.ledgers.spec import Context
from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.regions.models import Region
from fengxian.regions.tree import tree
from relief.subsidies.choices import PaymentStatus
from relief.subsidies.models import ClosedMonth, Payment
from relief.subsidies.periods import month_of

NOT_YOURS = "封账由县里管资金的人来做。"


class CannotClose(ValueError):
    """Why the month cannot be closed, in a sentence."""


@dataclass(frozen=True, slots=True)
class MonthSum:
    """What was paid in one month of 发放日期, and who closed it."""

    month: dt.date
    lines: int
    net: Decimal
    troubled: int
    closed: ClosedMonth | None


def county_of(region: int) -> int:
    return codes.ancestor(region, Level.COUNTY)


def counties_of(user: Any) -> list[int]:
    """The counties of this person's regions, and those below a city or a province."""
    found: set[int] = set()
    for code in user.region_codes:
        below = [node.code for node in tree().descendants(code, Level.COUNTY)]
        found.update(below or [county_of(code)])
    return sorted(found)


def closed_months(ctx: Context) -> set[tuple[int, dt.date]]:
    """(county, first of the month) of all closed months; read once a run."""
    if "payments:closed" not in ctx.seen:
        ctx.seen["payments:closed"] = set(ClosedMonth.objects.values_list("region_id", "month"))
    return ctx.seen["payments:closed"]


def is_closed(region: int | None, day: dt.date | None, closed: set[tuple[int, dt.date]]) -> bool:
    return region is not None and day is not None and (county_of(region), month_of(day)) in closed


def may_close(user: Any, county: int) -> bool:
    """Only who keeps the whole county's payments."""
    return user.may("payments.edit") and user.covers(county)


@transaction.atomic
def close_month(*, actor: Any, county: int, month: dt.date) -> ClosedMonth:
    """Closes the month for good. PermissionDenied without the right; CannotClose with a sentence."""
    if not may_close(actor, county):
        raise PermissionDenied(NOT_YOURS)
    if month_of(month) >= month_of(dt.date.today()):
        raise CannotClose("这个月还没有过完，下个月再封账。")
    _wait_for_writers()
    try:
        with transaction.atomic():
            closed = ClosedMonth.objects.create(region=Region.objects.get(pk=county), month=month_of(month), by=actor)
    except IntegrityError:
        raise CannotClose("这个月已经封账了。") from None
    trail.record(
        Act.UPDATE, actor=actor, kind="payments", object_id=closed.pk, reason="封账",
        label=f"{tree().name(county)}{month.year}年{month.month}月资金发放封账",
    )
    return closed


def _wait_for_writers() -> None:
    """Lets payments being written finish first, and makes the next ones see the closing.

    SQLite has one writer at a time anyhow.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE subsidies_payment IN SHARE ROW EXCLUSIVE MODE")


def month_sums(user: Any, county: int) -> list[MonthSum]:
    """The months of the county in which something was paid, as this person sees them, newest first."""
    troubled = Q(status__in=(PaymentStatus.RETURNED, PaymentStatus.FAILED))
    lines = (
        Payment.objects.visible_to(user).live().within(county).filter(date__isnull=False)
        .annotate(month=TruncMonth("date")).order_by("-month").values("month")
        .annotate(
            lines=Count("pk", filter=Q(status=PaymentStatus.PAID)),
            net=Sum("net", filter=Q(status=PaymentStatus.PAID)), troubled=Count("pk", filter=troubled),
        )
    )
    closed = {one.month: one for one in ClosedMonth.objects.filter(region_id=county).select_related("by")}
    return [
        MonthSum(line["month"], line["lines"], line["net"] or Decimal(0), line["troubled"], closed.get(line["month"]))
        for line in lines
    ]
