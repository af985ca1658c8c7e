"""The self-check: every figure counted again from the raw rows and compared with what people are shown.

Figures are stored and cached nowhere; what is compared is ``compute``, which screens, commands, drill-down and
bulletin all take them from: the whole, and by town, village, month and category, for every campaign.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fengxian import figures
from fengxian.figures import Period
from fengxian.reporting.categories import NOT_ON_LEDGER
from fengxian.reporting.compute import CATEGORY, MONTH, TOWN, VILLAGE, Line, compute
from fengxian.reporting.models import Campaign
from fengxian.reporting.periods import months_of
from fengxian.reporting.raw import Fact, Target, categories, facts, targets
from fengxian.reporting.reach import whole
from households.choices import NO_CATEGORY

TOWN_DIGITS = 1000  # a padded code without its last three digits is the town's


@dataclass
class Tally:
    """What one figure comes to in one group: a sum, distinct ones, or those to cover and those reached."""

    amount: Decimal | int = 0
    tokens: set[str] | None = None
    all: int = 0
    reached: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    figure: str
    period: Period
    group: str
    shown: str
    counted: str

    def as_json(self) -> dict[str, str]:
        return {
            "figure": self.figure, "from": self.period.start.isoformat(), "to": self.period.end.isoformat(),
            "group": self.group, "shown": self.shown, "counted": self.counted,
        }


def verify() -> tuple[int, list[Difference]]:
    """(numbers compared, those that differ)."""
    known, held = list(facts()), categories()
    aims = list(targets(held))
    compared, differences = 0, []
    for period in _periods(known):
        checked, differing = _compare(period, known, aims, held)
        compared += checked
        differences += differing
    return compared, differences


def _periods(known: Iterable[Fact]) -> list[Period]:
    """Those of the campaigns; without any, from the first day on record to the last."""
    periods = {(campaign.start, campaign.end) for campaign in Campaign.objects.all()}
    days = [fact.day for fact in known]
    if not periods and days:
        periods = {(min(days), max(days))}
    return [Period(*days) for days in sorted(periods)]


def _shown(period: Period) -> Iterator[tuple[str, Line]]:
    """Every row of figures that people can see of this period, under the name of its group."""
    for by in (TOWN, VILLAGE, MONTH, CATEGORY):
        computed = compute(whole(), period, by)
        if by == TOWN:
            yield "whole", Line("", "", computed.values)
        for line in computed.rows:
            yield f"{by} {line.region or line.code}", line


def _compare(
    period: Period, known: list[Fact], aims: list[Target], held: dict[Any, set[str]]
) -> tuple[int, list[Difference]]:
    counted = _count(period, known, aims, held)
    compared, differences, seen = 0, [], set()
    for group, line in _shown(period):
        for key, value in line.values.items():
            seen.add((group, key))
            tally = counted.get((group, key), Tally())
            ours, theirs = _as_text(value.figure, tally), ", ".join(map(str, _shares(value)))
            compared += 1
            if ours != theirs:
                differences.append(Difference(key, period, group, theirs, ours))
    # A group that has rows but is not shown at all is a difference as well.
    for group, key in counted.keys() - seen:
        if group.startswith(CATEGORY) and not figures.figure(key).counts_persons:
            continue
        ours = _as_text(figures.figure(key), counted[group, key])
        differences.append(Difference(key, period, group, "", ours))
    return compared, differences


def _shares(value: Any) -> tuple[Any, ...]:
    return value.parts if value.figure.coverage else (value.amount.normalize() + 0,)


def _as_text(figure: figures.Figure, tally: Tally) -> str:
    if figure.coverage:
        return f"{tally.all}, {tally.reached}"
    number = len(tally.tokens) if tally.tokens is not None else tally.amount
    return str(Decimal(number).normalize() + 0)


def _count(
    period: Period, known: list[Fact], aims: list[Target], held: dict[Any, set[str]]
) -> dict[tuple[str, str], Tally]:
    counted: dict[tuple[str, str], Tally] = defaultdict(Tally)
    months = [(code, days) for code, _, days in months_of(period)]
    for fact in known:
        if not period.start <= fact.day <= period.end:
            continue
        month = next(code for code, days in months if days.start <= fact.day <= days.end)
        for group in (*_places(fact.region), f"{MONTH} {month}", *_categories(fact.person, held)):
            tally = counted[group, fact.key]
            tally.amount += fact.amount
            if fact.token:
                tally.tokens = tally.tokens if tally.tokens is not None else set()
                tally.tokens.add(fact.token)
    for aim in aims:
        groups = (*_places(aim.region), *_categories(aim.person, held))
        _cover(counted, aim, groups, period)
        for code, days in months:
            _cover(counted, aim, (f"{MONTH} {code}",), days)
    return counted


def _cover(counted: dict[tuple[str, str], Tally], aim: Target, groups: Iterable[str], period: Period) -> None:
    reached = any(period.start <= day <= period.end for day in aim.days)
    for group in groups:
        tally = counted[group, aim.key]
        tally.all += 1
        tally.reached += reached


def _places(region: int) -> tuple[str, str, str]:
    return "whole", f"{TOWN} {region - region % TOWN_DIGITS}", f"{VILLAGE} {region}"


def _categories(person: Any, held: dict[Any, set[str]]) -> list[str]:
    if person is None:
        return [f"{CATEGORY} {NOT_ON_LEDGER}"]
    return [f"{CATEGORY} {name}" for name in held.get(person, {NO_CATEGORY})]
