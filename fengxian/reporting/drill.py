"""One figure from the region down to its rows: lists of regions, each adding up to the number above it, and rows.

The address says where one stands: ``at`` a region inside, ``own`` for what that level did itself, ``source``
which of the figure's sources the rows are of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fengxian.figures import Distinct, Figure, Measure, Period, Rows, Source
from fengxian.regions import codes
from fengxian.reporting import parts
from fengxian.reporting.compute import Line, compute, rows_by
from fengxian.reporting.dashboard import how_many, level_below
from fengxian.reporting.reach import Reach
from fengxian.reporting.values import FigureValue

LISTS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Column:
    """The regions below one region, their numbers, and whether they add up to its own."""

    title: str
    note: str
    lines: list[Line]
    chosen: int | None
    total: FigureValue

    @property
    def sum(self) -> FigureValue:
        shares = [line.values[self.total.figure.key].parts for line in self.lines]
        return FigureValue(self.total.figure, tuple(map(sum, zip(*shares, strict=True))))

    @property
    def adds_up(self) -> bool:
        return self.sum.parts == self.total.parts


@dataclass(frozen=True, slots=True)
class Part:
    """One source of the figure: what it is called, its share, and its rows for whoever may see them."""

    number: int
    label: str
    kind: str
    amount: FigureValue
    rows: Any
    measure: Measure

    @property
    def is_distinct(self) -> bool:
        return isinstance(self.measure, Distinct)

    @property
    def counts_rows(self) -> bool:
        return isinstance(self.measure, Rows)

    def recounted(self) -> FigureValue:
        """The share once more, from the rows that are listed."""
        listed = parts.Part("", self.rows, self.measure, "", "")
        return FigureValue(self.amount.figure, (parts.count([listed]).get((0, 0), 0),))


@dataclass(frozen=True, slots=True)
class Drill:
    figure: Figure
    value: FigureValue
    columns: list[Column]
    top: Reach
    here: Reach
    here_value: FigureValue
    sources: list[Part]


def drill(figure: Figure, reach: Reach, period: Period, at: int | None, own: bool) -> Drill:
    """``at`` lies inside the reach; None stands for all of it."""
    value = compute(reach, period, of=[figure])[figure.key]
    columns = _columns(figure, reach, period, at, own, value)
    here = reach.at(at, own) if at else reach
    here_value = compute(here, period, of=[figure])[figure.key] if at else value
    return Drill(figure, value, columns, reach, here, here_value, sources_of(figure, here, period, here_value))


def _columns(
    figure: Figure, reach: Reach, period: Period, at: int | None, own: bool, value: FigureValue
) -> list[Column]:
    columns: list[Column] = []
    above, total = reach, value
    while (level := level_below(above)) is not None:
        lines = rows_by(level, above, period, [figure])
        chosen = _chosen(lines, at, own)
        columns.append(Column(above.name, how_many(lines, level), lines, lines.index(chosen) if chosen else None, total))
        if chosen is None or chosen.own:
            break
        above, total = reach.at(chosen.region), chosen.values[figure.key]
    return columns[-LISTS_SHOWN:]


def _chosen(lines: Sequence[Line], at: int | None, own: bool) -> Line | None:
    """The line that is the place asked for, or holds it."""
    for line in lines:
        if line.own and own and line.region == at:
            return line
        low, high = codes.span(line.region)
        if not line.own and at and low <= at <= high:
            return line
    return None


def sources_of(figure: Figure, here: Reach, period: Period, value: FigureValue) -> list[Part]:
    """The sources, or of a coverage those left out and those reached."""
    if figure.coverage:
        return _coverage_parts(figure, here, period, value)
    return [
        Part(
            number, source.label or figure.name, source.kind, FigureValue(figure, (value.parts[number],)),
            rows_of(source, here, period), source.measure,
        )
        for number, source in enumerate(figure.sources)
    ]


def rows_of(source: Source, here: Reach, period: Period) -> Any:
    """The rows of a source that this person may see."""
    return here.narrow(source.rows(period).visible_to(here.user), source.region)


def _coverage_parts(figure: Figure, here: Reach, period: Period, value: FigureValue) -> list[Part]:
    cover = figure.coverage
    everyone = here.narrow(cover.all(period).visible_to(here.user), cover.region)
    reached = cover.reached(everyone, period)
    left_out = everyone.exclude(pk__in=reached.order_by().values("pk"))
    number = Figure(figure.key, figure.name, "", "")
    counted = (value.parts[0] - value.parts[1], value.parts[1])
    return [
        Part(0, "还没有覆盖到", cover.kind, FigureValue(number, (counted[0],)), left_out, Rows()),
        Part(1, "已覆盖", cover.kind, FigureValue(number, (counted[1],)), reached, Rows()),
    ]
