"""Sums of payments that pages show: of a batch, of its regions, of each status."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.regions.tree import tree
from relief.subsidies.choices import STATE_MARKS, PaymentStatus

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Equation:
    """应发 + 补发 − 扣减 = 实发 over some lines, and whose they are."""

    households: int
    lines: int
    covered: int
    due: Decimal
    back: Decimal
    deduction: Decimal
    net: Decimal
    last_day: Any = None

    @property
    def money(self) -> tuple[Decimal, ...]:
        """The four amounts, to be compared with others'."""
        return self.due, self.back, self.deduction, self.net


@dataclass(frozen=True, slots=True)
class RegionLine:
    """The same for one town or village of a batch."""

    name: str
    code: str
    sums: Equation


@dataclass(frozen=True, slots=True)
class StatusSum:
    """How many lines have a status, and what they come to."""

    status: str
    mark: str
    lines: int
    net: Decimal


_MEASURES = {
    "households": Count("household", distinct=True), "lines": Count("pk"), "covered": Sum("covered"), "due": Sum("due"),
    "back": Sum("back"), "deduction": Sum("deduction"), "net": Sum("net"), "last_day": Max("date"),
}


def _equation(values: dict[str, Any]) -> Equation:
    money = {name: values[name] or NOTHING for name in ("due", "back", "deduction", "net")}
    return Equation(
        values["households"], values["lines"], values["covered"] or 0, last_day=values["last_day"], **money
    )


def equation_of(payments: QuerySet) -> Equation:
    return _equation(payments.order_by().aggregate(**_MEASURES))


def equations_by_batch(payments: QuerySet) -> dict[Any, Equation]:
    """Batch id → the sums of its lines among these."""
    rows = payments.order_by().values("batch_id").annotate(**_MEASURES)
    return {row["batch_id"]: _equation(row) for row in rows}


def by_region(payments: QuerySet) -> tuple[str, list[RegionLine]]:
    """(镇 or 村, a line for each): towns, or the villages where all lies in one town."""
    rows = payments.order_by().values("region_id").annotate(**_MEASURES)
    found = {row["region_id"]: _equation(row) for row in rows}
    towns = {codes.ancestor(code, Level.TOWN) for code in found}
    level = Level.VILLAGE if len(towns) == 1 else Level.TOWN
    grouped: dict[int, list[Equation]] = {}
    for code, sums in sorted(found.items()):
        grouped.setdefault(codes.ancestor(code, level), []).append(sums)
    lines = [RegionLine(_name(code, level), codes.official(code), added(parts)) for code, parts in grouped.items()]
    return ("村（社区）" if level == Level.VILLAGE else "镇"), lines


def _name(code: int, level: Level) -> str:
    """A town's own payments stand beside its villages' as 镇本级, the county's as 县本级."""
    own = {Level.COUNTY: "县本级", Level.TOWN: "镇本级"}
    at = codes.level_of(code)
    return own.get(at, tree().name(code)) if at != level else tree().name(code)


def added(parts: list[Equation]) -> Equation:
    return Equation(
        sum(p.households for p in parts), sum(p.lines for p in parts), sum(p.covered for p in parts),
        sum((p.due for p in parts), NOTHING), sum((p.back for p in parts), NOTHING),
        sum((p.deduction for p in parts), NOTHING), sum((p.net for p in parts), NOTHING),
    )


def by_status(payments: QuerySet) -> list[StatusSum]:
    """All four statuses, those without a line included; their lines and amounts add up to the whole."""
    rows = payments.order_by().values("status").annotate(lines=Count("pk"), net=Sum("net"))
    found = {row["status"]: row for row in rows}
    order = (PaymentStatus.PAID, PaymentStatus.PENDING, PaymentStatus.RETURNED, PaymentStatus.FAILED)
    return [
        StatusSum(status, STATE_MARKS[status], found[status]["lines"], found[status]["net"])
        if status in found else StatusSum(status, STATE_MARKS[status], 0, NOTHING)
        for status in order
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """Lines of a batch that came back or never went, and those still waiting."""

    troubled: int
    waiting: int


def status_counts(payments: QuerySet) -> dict[Any, Told]:
    """Batch id → how many of its lines among these need somebody."""
    troubled = Q(status__in=(PaymentStatus.RETURNED, PaymentStatus.FAILED))
    rows = payments.order_by().values("batch_id").annotate(
        troubled=Count("pk", filter=troubled), waiting=Count("pk", filter=Q(status=PaymentStatus.PENDING))
    )
    return {row["batch_id"]: Told(row["troubled"], row["waiting"]) for row in rows}
