"""Taking a ledger out: what this person may see, filtered, formatted, and on the record."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from fengxian.audit import trail
from fengxian.audit.models import Act
from fengxian.ledgers.export import write_ledger
from fengxian.ledgers.spec import Ledger
from fengxian.regions import codes
from fengxian.regions.tree import tree


@dataclass(frozen=True)
class ExportFilter:
    """Regions (padded; none: all of the person's) and days, both inside."""

    regions: tuple[int, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None

    def apply(self, ledger: Ledger, records: Any) -> Any:
        if self.regions:
            records = records.within(*self.regions)
        if ledger.date_field and self.start:
            records = records.filter(**{f"{ledger.date_field}__gte": self.start})
        if ledger.date_field and self.end:
            records = records.filter(**{f"{ledger.date_field}__lte": self.end})
        return records

    def title(self, ledger: Ledger, actor: Any) -> str:
        """凤县2024年1月1日—2月28日走访台账"""
        asked = self.regions or tuple(actor.region_codes)
        place = "、".join(tree().name(code) for code in asked[:3]) + ("等" if len(asked) > 3 else "")
        days = _days(self.start, self.end) if ledger.date_field else ""
        return f"{place}{days}{ledger.title}"

    def as_json(self) -> dict[str, Any]:
        return {
            "regions": [codes.official(c) for c in self.regions],
            "from": str(self.start or ""), "to": str(self.end or ""),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "ExportFilter":
        """What ``as_json`` wrote."""
        start, end = (dt.date.fromisoformat(kept[name]) if kept[name] else None for name in ("from", "to"))
        return cls(tuple(codes.pad(code) for code in kept["regions"]), start, end)


def _days(start: dt.date | None, end: dt.date | None) -> str:
    """2024年1—2月 for whole months, otherwise from day to day."""
    if start and start == end:
        return f"{start.year}年{start.month}月{start.day}日"
    if start and end:
        same_year = start.year == end.year
        if same_year and start.day == 1 and (end + dt.timedelta(days=1)).day == 1:
            months = f"{start.month}—{end.month}" if start.month < end.month else f"{end.month}"
            return f"{start.year}年{months}月"
        last = f"{end.month}月{end.day}日" if same_year else f"{end.year}年{end.month}月{end.day}日"
        return f"{start.year}年{start.month}月{start.day}日—{last}"
    if start:
        return f"{start.year}年{start.month}月{start.day}日起"
    return f"{end.year}年{end.month}月{end.day}日前" if end else ""


def export_to_file(
    ledger: Ledger, *, actor: Any, out: Path, filters: ExportFilter, full: bool = False, reason: str = "",
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Writes the workbook, then the audit entry; without the entry there is no file. Returns the rows."""
    records = filters.apply(ledger, ledger.records(actor, "reveal" if full else "export"))
    rows = write_ledger(
        ledger, records, out, title=filters.title(ledger, actor), unit_name=_unit(actor), actor=actor, full=full,
        progress=progress,
    )
    try:
        trail.record(
            Act.EXPORT, actor=actor, kind=ledger.kind, label=out.name, count=rows, reason=reason,
            detail={**filters.as_json(), "full": full},
        )
    except Exception:
        out.unlink(missing_ok=True)
        raise
    return rows


def _unit(actor: Any) -> str:
    """填报单位: the bureau for the county, the town's government, or the village."""
    names = []
    for code in actor.region_codes[:3]:
        level = codes.level_of(code)
        if level == codes.Level.TOWN:
            names.append(f"{tree().name(code)}人民政府")
        elif level == codes.Level.VILLAGE:
            names.append(tree().path(code).replace(" ", ""))
        else:
            names.append(settings.BUREAU_NAME)
    return "、".join(names)
