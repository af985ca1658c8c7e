"""The trend by day, drawn by the server as SVG: it prints, needs no script, and its numbers stand in a table beside."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F

from fengxian.figures import Figure, Period
from fengxian.reporting.holidays import spring_festival_in
from fengxian.reporting.parts import count, parts_of
from fengxian.reporting.periods import days_of
from fengxian.reporting.reach import Reach

TOP, FLOOR = 14, 206  # px of the drawing: where the highest bar may begin and where bars stand
LABELS = 7
BAR_SHARE = 0.68


@dataclass(frozen=True, slots=True)
class Bar:
    """One day; x and width in per cent of the drawing, y and height in its units."""

    day: dt.date
    amount: int
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A label under the axis (x in per cent) or beside it (y)."""

    text: str
    at: float
    anchor: str = "middle"
    on_phone: bool = True


@dataclass(frozen=True, slots=True)
class Trend:
    bars: list[Bar]
    scale: list[Mark]
    labels: list[Mark]
    holiday: tuple[float, float, float] | None  # x, width and middle of the band, in per cent

    @property
    def total(self) -> int:
        return sum(bar.amount for bar in self.bars)

    @property
    def peak(self) -> Bar:
        return max(self.bars, key=lambda bar: bar.amount)


def by_day(figure: Figure, reach: Reach, period: Period) -> dict[dt.date, int]:
    """Day → amount, over all sources of the figure."""
    found: dict[dt.date, int] = {}
    for (_, day), amount in count(parts_of(figure, period, reach), lambda part: F(part.date)).items():
        found[day] = found.get(day, 0) + amount
    return found


def draw(amounts: dict[dt.date, int], period: Period) -> Trend:
    days = list(days_of(period))
    top = _round_up(max([*amounts.values(), 1]))
    step = 100 / len(days)
    bars = []
    for number, day in enumerate(days):
        height = (FLOOR - TOP) * amounts.get(day, 0) / top
        bars.append(Bar(
            day, amounts.get(day, 0), round(number * step + step * (1 - BAR_SHARE) / 2, 3),
            round(step * BAR_SHARE, 3), round(FLOOR - height, 1), round(height, 1),
        ))
    return Trend(bars, _scale(top), list(_labels(days, step)), _band(days, step, period))


def _round_up(most: int) -> int:
    """The end of the scale: 624 → 800, 7 → 8, in four equal steps of whole numbers."""
    power = 10 ** max(len(str(most)) - 1, 0)
    for factor in (1, 2, 4, 8, 10):
        if most <= factor * power:
            return max(factor * power, 4)
    return 10 * power


def _scale(top: int) -> list[Mark]:
    return [Mark(f"{top * quarter // 4:,}", round(FLOOR - (FLOOR - TOP) * quarter / 4, 1)) for quarter in range(5)]


def _labels(days: list[dt.date], step: float) -> Iterator[Mark]:
    """A few days evenly apart, the first and the last among them; on the phone only those and the middle."""
    last = len(days) - 1
    wanted = sorted({round(last * n / (LABELS - 1)) for n in range(LABELS)})
    few = {wanted[0], wanted[len(wanted) // 2], wanted[-1]}
    for number in wanted:
        anchor = "start" if number == 0 and last else "end" if number == last and last else "middle"
        at = {"start": number * step, "end": (number + 1) * step}.get(anchor, (number + 0.5) * step)
        yield Mark(f"{days[number].month}月{days[number].day}日", round(at, 3), anchor, number in few)


def _band(days: list[dt.date], step: float, period: Period) -> tuple[float, float, float] | None:
    holiday = spring_festival_in(period)
    if holiday is None:
        return None
    first, last = days.index(holiday.start), days.index(holiday.end)
    return round(first * step, 3), round((last - first + 1) * step, 3), round((first + last + 1) / 2 * step, 3)
