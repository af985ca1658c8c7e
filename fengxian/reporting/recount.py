"""Every figure counted again from the raw rows, one by one in plain Python, and compared with what pages print.

No aggregate of the database is used here: a wrong GROUP BY, join or rounding in compute.py would show.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from fengxian.figures import Distinct, Figure, Period, Rows, Source, all_figures
from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.reporting.compute import TOWN, VILLAGE, compute
from fengxian.reporting.models import Campaign
from fengxian.reporting.periods import months_of
from fengxian.reporting.reach import whole
from fengxian.reporting.values import FigureValue

_STEP = 5000
# A place of a row: the whole, its town (or the level it was made at above), its village (likewise).
_PLACES = ("", TOWN, VILLAGE)


def differences() -> Iterator[dict[str, Any]]:
    """Where a figure of a campaign or of one of its months is not what its rows come to."""
    for period in periods():
        said = _computed(period)
        for figure in all_figures():
            for place, parts in _recounted(figure, period, said).items():
                right = FigureValue(figure, parts).text
                shown = said.get((figure.key, *place))
                if shown != right:
                    yield {
                        "figure": figure.key, "level": place[0] or "whole", "region": place[1],
                        "from": str(period.start), "to": str(period.end), "computed": shown, "rows": right,
                    }


def periods() -> list[Period]:
    """All campaigns and the months in them, each once."""
    wanted: list[Period] = []
    for campaign in Campaign.objects.order_by("start"):
        days = Period(campaign.start, campaign.end)
        wanted += [days, *(month for _, _, month in months_of(days))]
    return list(dict.fromkeys(wanted))


def _computed(period: Period) -> dict[tuple[str, str, str], str]:
    """(figure, level, official code) → the value as pages and JSON print it."""
    said: dict[tuple[str, str, str], str] = {}
    for level in (TOWN, VILLAGE):
        computed = compute(whole(), period, level)
        said |= {(key, "", ""): value.text for key, value in computed.values.items()}
        for row in computed.rows:
            said |= {(key, level, row.code): value.text for key, value in row.values.items()}
    return said


def _recounted(
    figure: Figure, period: Period, said: dict[tuple[str, str, str], str]
) -> dict[tuple[str, str], tuple[int, ...]]:
    """(level, code) → the parts of the figure there; places without rows are 0."""
    counts = list(_coverage(figure, period) if figure.coverage else (_source(s, period) for s in figure.sources))
    places = {key[1:] for key in said if key[0] == figure.key} | {place for count in counts for place in count}
    return {place: tuple(count.get(place, 0) for count in counts) for place in places}


def _source(source: Source, period: Period) -> dict[tuple[str, str], int]:
    """One source's rows counted by place."""
    seen: dict[tuple[str, str], Any] = defaultdict(set if isinstance(source.measure, Distinct) else int)
    fields = _fields(source)
    for number, row in enumerate(source.rows(period).order_by().values_list(source.region, *fields).iterator(_STEP)):
        for place in _places(row[0]):
            if isinstance(source.measure, Rows):
                seen[place] += 1
            elif isinstance(source.measure, Distinct):
                _remember(seen[place], row[1], number, source.measure.blank_is_one)
            else:
                seen[place] += sum(_whole_number(value) for value in row[1:])
    return {place: len(held) if isinstance(held, set) else held for place, held in seen.items()}


def _fields(source: Source) -> tuple[str, ...]:
    match source.measure:
        case Rows():
            return ()
        case Distinct(field=name):
            return (name,)
        case total:
            return total.fields


def _remember(seen: set[Any], value: Any, number: int, blank_is_one: bool) -> None:
    if value not in (None, ""):
        seen.add(value)
    elif blank_is_one:
        seen.add(("row", number))


def _whole_number(value: Any) -> int:
    """A count as it is, yuan in 分."""
    return int(value.scaleb(2)) if isinstance(value, Decimal) else int(value or 0)


def _coverage(figure: Figure, period: Period) -> list[dict[tuple[str, str], int]]:
    """Everyone and the reached, by place."""
    cover = figure.coverage
    everyone = dict(cover.all(period).order_by().values_list("pk", cover.region))
    reached = set(cover.reached(cover.all(period), period).order_by().values_list("pk", flat=True))
    counts: list[dict[tuple[str, str], int]] = [defaultdict(int), defaultdict(int)]
    for pk, region in everyone.items():
        for place in _places(region):
            counts[0][place] += 1
            counts[1][place] += pk in reached
    return counts


def _places(region: int) -> Iterator[tuple[str, str]]:
    """Where a row counts: everywhere, in its town, in its village; made above those levels, in the row of its own."""
    for name, level in zip(_PLACES, (None, Level.TOWN, Level.VILLAGE), strict=True):
        if level is None:
            yield name, ""
        else:
            above = codes.ORDER.index(codes.level_of(region)) < codes.ORDER.index(level)
            yield name, codes.official(region if above else codes.ancestor(region, level))
