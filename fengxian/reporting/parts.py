"""Counting by SQL: every figure falls into parts (one a source), and all parts are counted in one query.

Each part becomes one SELECT with its number, a group and an amount; UNION ALL joins them. The arithmetic on
the padded region code is plain integer arithmetic, alike on SQLite and PostgreSQL.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, Count, F, Model, Q, Sum, TextField, Value, When
from django.db.models.functions import Cast, Coalesce

from fengxian.figures import Distinct, Figure, Measure, Period, Rows, Total
from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.regions.models import in_spans
from fengxian.reporting.reach import Reach

# SQLite takes 500 SELECTs in one statement.
AT_ONCE = 400
WHOLE = Value(0, output_field=BigIntegerField())


@dataclass(frozen=True, slots=True)
class Part:
    """Rows to count: of which figure, how, and the paths to their region, their ledger person and their day."""

    key: str
    rows: Any
    measure: Measure
    region: str
    person: str
    date: str = ""


def parts_of(figure: Figure, period: Period, reach: Reach) -> list[Part]:
    """One part a source; of a coverage, all and the reached."""
    if figure.coverage:
        cover = figure.coverage
        everyone = reach.narrow(cover.all(period), cover.region)
        return [
            Part(figure.key, rows, Rows(), cover.region, cover.person)
            for rows in (everyone, cover.reached(everyone, period))
        ]
    return [
        Part(figure.key, reach.narrow(one.rows(period), one.region), one.measure, one.region, one.person, one.date)
        for one in figure.sources
    ]


def count(parts: Sequence[Part], group: Callable[[Part], Any] = lambda part: WHOLE) -> dict[tuple[int, Any], int]:
    """(position of the part, group) → amount; money in 分. One query for all parts."""
    found: dict[tuple[int, Any], int] = {}
    for start in range(0, len(parts), AT_ONCE):
        selects = [
            part.rows.order_by()
            .values(part_no=Value(number), part_group=group(part))
            .annotate(part_amount=Cast(amount_of(part), BigIntegerField()))
            .values_list("part_no", "part_group", "part_amount")
            for number, part in enumerate(parts[start : start + AT_ONCE], start)
        ]
        for number, place, amount in selects[0].union(*selects[1:], all=True):
            found[number, place] = amount or 0
    return found


def amount_of(part: Part) -> Any:
    """The part's measure as an aggregate: of counts a number, of money 分."""
    measure = part.measure
    if isinstance(measure, Rows):
        return Count("pk")
    if isinstance(measure, Total):
        first, *others = (_sum(field) for field in measure.fields)
        for other in others:
            first = first + other
        return first
    return _distinct(measure, part.rows.model)


def _sum(field: str) -> Any:
    return Coalesce(Cast(Sum(field), BigIntegerField()), WHOLE)


def _distinct(measure: Distinct, model: type[Model]) -> Any:
    """An empty text is no value: it is nobody, or with ``blank_is_one`` somebody of one's own."""
    blank = Q(**{f"{measure.field}__isnull": True})
    if isinstance(model._meta.get_field(measure.field), CharField | TextField):
        blank |= Q(**{measure.field: ""})
    number = Count(measure.field, distinct=True, filter=~blank)
    return number + Count("pk", filter=blank) if measure.blank_is_one else number


def by_level(level: Level, reach: Reach) -> Callable[[Part], Any]:
    """Groups rows by their region at that level; rows made higher up keep their own region's code.

    A region asked for that is smaller than the level is a group of its own: its rows are not all of the town's.
    """
    small = [code for code in reach.regions if codes.span(code)[1] - code + 1 < codes.SPAN[level]]

    def group(part: Part) -> Any:
        column = F(part.region)
        at_level = column - column % Value(codes.SPAN[level], output_field=BigIntegerField())
        if not small:
            return at_level
        cases = [
            When(in_spans(part.region, [codes.span(code)]), then=Value(code, output_field=BigIntegerField()))
            for code in small
        ]
        return Case(*cases, default=at_level, output_field=BigIntegerField())

    return group
