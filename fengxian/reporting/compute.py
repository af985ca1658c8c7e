"""The figures of a region and a period, and their rows by town, village, month or category.

Nothing is stored: every call counts the records as they are now, so voiding one changes every figure at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from fengxian import figures
from fengxian.figures import Figure, Period
from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.regions.tree import tree
from fengxian.reporting.categories import by_category, in_order, with_categories
from fengxian.reporting.parts import Part, by_level, count, parts_of
from fengxian.reporting.periods import months_of
from fengxian.reporting.reach import Reach
from fengxian.reporting.values import FigureValue
from households.choices import Category

TOWN, VILLAGE, MONTH, CATEGORY = "town", "village", "month", "category"
WAYS = (TOWN, VILLAGE, MONTH, CATEGORY)
OWN_LEVEL = {
    Level.PROVINCE: "省本级", Level.CITY: "市本级", Level.COUNTY: "县本级", Level.TOWN: "镇本级",
}
Values = dict[str, FigureValue]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of figures. ``region`` is the padded code where the row is a region, ``own`` if only its own level."""

    code: str
    name: str
    values: Values
    region: int | None = None
    own: bool = False


@dataclass
class Computed:
    """The figures asked for, and where asked their rows."""

    reach: Reach
    period: Period
    by: str | None
    values: Values
    rows: list[Line]

    def __getitem__(self, key: str) -> FigureValue:
        return self.values[key]

    def as_json(self) -> dict[str, Any]:
        """What ``totals`` prints (ledgers.md §4)."""
        shown: dict[str, Any] = {
            "region": {"code": self.reach.official, "name": self.reach.name},
            "from": self.period.start.isoformat(), "to": self.period.end.isoformat(), "by": self.by,
            "figures": as_json(self.values),
        }
        if self.by:
            additive = self.by != CATEGORY
            shown["rows"] = [
                {"code": row.code, "name": row.name, "figures": as_json(row.values, additive)} for row in self.rows
            ]
        return shown


def as_json(values: Values, additive: bool = True) -> dict[str, Any]:
    return {key: value.as_json(additive) for key, value in values.items()}


def compute(
    reach: Reach, period: Period, by: str | None = None, of: Sequence[Figure] | None = None
) -> Computed:
    """Computes the figures (all of the report, or those given); ``by`` adds rows."""
    wanted = figures.all_figures() if of is None else of
    rows = rows_by(by, reach, period, wanted) if by else []
    return Computed(reach, period, by, _whole(wanted, reach, period), rows)


def rows_by(by: str, reach: Reach, period: Period, wanted: Sequence[Figure]) -> list[Line]:
    """The rows of the figures by town, village, month or category."""
    if by == MONTH:
        return [Line(code, name, _whole(wanted, reach, days)) for code, name, days in months_of(period)]
    if by == CATEGORY:
        return _category_rows([figure for figure in wanted if figure.counts_persons], reach, period)
    return _region_rows(wanted, reach, period, Level(by))


def _whole(wanted: Sequence[Figure], reach: Reach, period: Period) -> Values:
    parts = _all_parts(wanted, reach, period)
    return _values(wanted, parts, {number: amount for (number, _), amount in count(parts).items()})


def _all_parts(wanted: Sequence[Figure], reach: Reach, period: Period) -> list[Part]:
    return [part for figure in wanted for part in parts_of(figure, period, reach)]


def _values(wanted: Sequence[Figure], parts: Sequence[Part], amounts: dict[int, int]) -> Values:
    """Gathers the amounts of the parts under their figures; a part without rows is 0."""
    shares: dict[str, list[int]] = {figure.key: [] for figure in wanted}
    for number, part in enumerate(parts):
        shares[part.key].append(amounts.get(number, 0))
    return {figure.key: FigureValue(figure, tuple(shares[figure.key])) for figure in wanted}


def _grouped(
    wanted: Sequence[Figure], parts: Sequence[Part], group: Any, groups: Iterable[Any]
) -> dict[Any, Values]:
    """The values of each group: those expected, and any others that have rows."""
    amounts: dict[Any, dict[int, int]] = {one: {} for one in groups}
    for (number, place), amount in count(parts, group).items():
        amounts.setdefault(place, {})[number] = amount
    return {place: _values(wanted, parts, of_place) for place, of_place in amounts.items()}


def _region_rows(wanted: Sequence[Figure], reach: Reach, period: Period, level: Level) -> list[Line]:
    parts = _all_parts(wanted, reach, period)
    grouped = _grouped(wanted, parts, by_level(level, reach), expected_regions(reach, level))
    lines = [region_line(code, level, values) for code, values in grouped.items()]
    # What a town did itself comes after its villages, what the county did itself after its towns.
    return sorted(lines, key=lambda row: (codes.span(row.region)[1] if row.own else row.region, row.own))


def expected_regions(reach: Reach, level: Level) -> list[int]:
    """All regions of that level inside, with data or not; a smaller region asked for stands for itself."""
    expected = []
    for code in reach.regions:
        if codes.ORDER.index(codes.level_of(code)) >= codes.ORDER.index(level):
            expected.append(code)
        else:
            expected += [node.code for node in tree().descendants(code, level)]
    return expected


def region_line(code: int, level: Level, values: Values) -> Line:
    above = codes.ORDER.index(codes.level_of(code)) < codes.ORDER.index(level)
    name = OWN_LEVEL[codes.level_of(code)] if above else tree().name(code)
    return Line(codes.official(code), name, values, region=code, own=above)


def _category_rows(wanted: Sequence[Figure], reach: Reach, period: Period) -> list[Line]:
    """A person counts in each of the categories that the person has today."""
    if not wanted:
        return []
    parts = [
        with_categories(part, rows_are_persons=bool(figure.coverage))
        for figure in wanted for part in parts_of(figure, period, reach)
    ]
    grouped = _grouped(wanted, parts, by_category, Category.values)
    return [Line(name, name, grouped[name]) for name in in_order(grouped)]
