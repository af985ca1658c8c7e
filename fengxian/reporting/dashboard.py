"""What the dashboard shows, in a handful of queries whatever the region's size."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fengxian.figures import Figure, Rows, Source, figure
from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.regions.tree import tree
from fengxian.reporting.asking import Asked
from fengxian.reporting.board import TileGroup, board, wanted
from fengxian.reporting.compute import Computed, Line, compute, rows_by
from fengxian.reporting.reach import Reach
from fengxian.reporting.tiles import MapTile, tile_map
from fengxian.reporting.trend import Trend, by_day, draw
from fengxian.reporting.values import percent
from visits.figures import hazards

SHOWN_OVERDUE = 5
LEVEL_NAMES = {Level.CITY: "市", Level.COUNTY: "县", Level.TOWN: "镇", Level.VILLAGE: "村"}
IN_TABLE = ("service_visits", "hazards_found", "hazards_rectified", "visit_coverage")


def overdue_hazards(asked: Asked) -> Figure:
    """Hazards found in the period whose deadline has passed today without being mended; no figure of the report."""
    rows = lambda period: hazards(period).overdue(asked.today)  # noqa: E731 — a source takes a function
    return Figure("overdue", "逾期未整改", "处", "", (Source("visits", rows, Rows()),))


@dataclass(frozen=True, slots=True)
class Table:
    """The regions one level below, by visits; ``unit`` is what they are (镇、村), ``note`` how many."""

    lines: list[Line]
    unit: str
    note: str
    most: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    figures: Computed
    groups: list[TileGroup]
    trend: Trend
    table: Table | None
    tiles: list[MapTile]
    overdue: list[Any]

    @property
    def overdue_count(self) -> int:
        return int(self.figures["overdue"].amount)

    @property
    def overdue_more(self) -> int:
        return self.overdue_count - len(self.overdue)

    @property
    def rectified(self) -> Decimal:
        """完成整改 of 排查隐患 in per cent, rounded down; no figure of the report but two of them side by side."""
        found, done = (int(self.figures[key].amount) for key in ("hazards_found", "hazards_rectified"))
        return percent(done, found)


def look(asked: Asked, link: Callable[[Figure], str]) -> Dashboard:
    late = overdue_hazards(asked)
    figures = compute(asked.reach, asked.period, of=[*wanted(), late])
    table = _table(asked, [*(figure(key) for key in IN_TABLE), late])
    amounts = by_day(figure("service_visits"), asked.reach, asked.period)
    return Dashboard(
        figures, board(figures.values, link), draw(amounts, asked.period), table,
        tile_map(table.lines, "visit_coverage") if table else [], _overdue(asked, late),
    )


def _table(asked: Asked, of: Sequence[Figure]) -> Table | None:
    level = level_below(asked.reach)
    if level is None:
        return None
    lines = rows_by(level, asked.reach, asked.period, of)
    lines = [line for line in lines if not line.own or any(v.amount for v in line.values.values())]
    lines.sort(key=lambda line: (line.own, -line.values["service_visits"].amount))
    return Table(lines, LEVEL_NAMES[level], how_many(lines, level), max(int(line.values["service_visits"].amount) for line in lines))


def level_below(reach: Reach) -> Level | None:
    """The level at which the regions of a reach are told apart; None for a single village."""
    levels = [codes.ORDER.index(codes.level_of(code)) for code in reach.regions]
    place = levels[0] + 1 if len(levels) == 1 else min(levels)
    while place < len(codes.ORDER):
        level = codes.ORDER[place]
        if any(tree().descendants(code, level, pickable=False) for code in reach.regions):
            return level
        place += 1
    return None


def how_many(lines: Sequence[Line], level: Level) -> str:
    """9 个镇; 11 村 3 社区."""
    regions = [line for line in lines if not line.own]
    if level != Level.VILLAGE:
        return f"{len(regions)} 个{LEVEL_NAMES[level]}"
    communities = sum(tree().name(line.region).endswith("社区") for line in regions)
    said = [f"{n} {unit}" for n, unit in ((len(regions) - communities, "村"), (communities, "社区")) if n]
    return " ".join(said)


def _overdue(asked: Asked, late: Figure) -> list[Any]:
    """The longest overdue, for whoever may see visits."""
    source = late.sources[0]
    if not asked.reach.user.may(f"{source.kind}.view"):
        return []
    rows = asked.reach.narrow(source.rows(asked.period), source.region)
    return list(rows.select_related("visit__household").order_by("deadline", "pk")[:SHOWN_OVERDUE])
