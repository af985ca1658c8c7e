"""The money of the demo: lines whose 成功 ones come to the report's sums, and those that the bank sent back."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from fengxian.demo.campaign import campaign
from fengxian.demo.days import is_workday
from fengxian.demo.families import DIED, Household, Person
from fengxian.demo.numbers import Numbers
from fengxian.demo.relief_kinds import CARE_HALF, CARE_NONE, CARE_WHOLE, care_of

LOW_INCOME, DESTITUTE, TEMPORARY, HEATING = "低保金", "特困供养金", "临时救助金", "一次性取暖补贴"
PAID, RETURNED, FAILED, PENDING = "成功", "退汇", "失败", "待发"
# domain.md §3: 元 a person for January and February together; 元 a household; lines of each sum.
TIER_AMOUNTS = {"A": 1000, "B": 800, "C": 600}
CARE_AMOUNTS = {CARE_NONE: 1600, CARE_HALF: 2200, CARE_WHOLE: 3200}
TEMPORARY_LINES = {1000: 120, 2000: 131, 4000: 60}
HEATING_AMOUNTS = {"低保": 500, "特困": 600}
TWO_MONTHS, WINTER = "2024-01~2024-02", "2023-11~2024-03"
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, eq=False)
class Payment:
    """One line of the roster; ``day`` is when the bank paid or tried to."""

    batch: str
    programme: str
    period: str
    household: Household
    person: Person
    covered: int
    due: Decimal
    account_kind: str
    account: str
    back: Decimal = NOTHING
    deduction: Decimal = NOTHING
    day: dt.date | None = None
    status: str = PAID
    failure: str | None = None
    note: str | None = None

    @property
    def net(self) -> Decimal:
        return self.due + self.back - self.deduction


@dataclass(frozen=True, slots=True)
class Roster:
    """One programme paid in every town: from ``first`` on, what came back from ``second`` on."""

    code: str
    programme: str
    period: str
    first: dt.date
    second: dt.date
    returned: int  # households whose account did not take it
    adjusted: int  # pairs of 补发 and 扣减


ROSTERS = (
    Roster("DB", LOW_INCOME, TWO_MONTHS, dt.date(2024, 1, 29), dt.date(2024, 2, 20), 28, 14),
    Roster("TK", DESTITUTE, TWO_MONTHS, dt.date(2024, 1, 25), dt.date(2024, 2, 19), 7, 3),
    Roster("QN", HEATING, WINTER, dt.date(2024, 1, 15), dt.date(2024, 2, 5), 19, 0),
)
_REASONS = {
    RETURNED: ("账户已销户", "户名不符", "账户冻结"), FAILED: ("账户不存在", "证件号不符", "账户状态异常"),
}
_DEAD_ACCOUNT = "户主账户冻结（本人已去世）"
_ADJUSTMENTS = (100, 200, 300)


def plan_rosters(households: list[Household], numbers: Numbers, rng: Random) -> list[Payment]:
    """低保金, 特困供养金 and 取暖补贴 of all towns."""
    lines: list[Payment] = []
    for roster in ROSTERS:
        due = [line for household in households for line in _due(roster, household)]
        paid = _adjust(due, roster.adjusted, rng)
        lines += _pay(roster, paid, numbers, rng)
        if roster.programme == LOW_INCOME:
            lines += _to_the_dead(roster, households)
    return sorted(lines, key=lambda line: line.batch)


def _due(roster: Roster, household: Household) -> list[Payment]:
    """What a household has to get: a line a person, or one to the head for heating."""
    if roster.programme == HEATING:
        covered = len(household.on("低保对象") or household.on("特困人员"))
        amount = HEATING_AMOUNTS.get(household.kind)
        return [_line(roster, household, household.head, amount, covered)] if amount and covered else []
    if roster.programme == LOW_INCOME:
        return [_line(roster, household, p, TIER_AMOUNTS[p.tier]) for p in household.on("低保对象")]
    return [_line(roster, household, p, CARE_AMOUNTS[care_of(p)]) for p in household.on("特困人员")]


def _line(roster: Roster, household: Household, person: Person, amount: int, covered: int = 1) -> Payment:
    town = household.village.town
    return Payment(
        batch=f"{roster.code}-2024-01-{str(town)[6:9]}", programme=roster.programme, period=roster.period,
        household=household, person=person, covered=covered, due=Decimal(amount),
        account_kind=household.account_kind, account=household.account, day=pay_day(roster.first, town),
    )


def pay_day(first: dt.date, town: int) -> dt.date:
    """Towns are paid within a week, each on a working day of its own."""
    day = first + dt.timedelta(town // 10 ** 3 % 10 % 4)
    while not is_workday(day):
        day += dt.timedelta(1)
    return day


def _adjust(due: list[Payment], pairs: int, rng: Random) -> list[Payment]:
    """补发 of what December lacked, and 扣减 of as much that others had too much: the sums stay."""
    lines = list(due)
    chosen = rng.sample(range(len(lines)), 2 * pairs)
    for lacked, had in zip(chosen[:pairs], chosen[pairs:], strict=True):
        amount = Decimal(rng.choice(_ADJUSTMENTS))
        lines[lacked] = replace(lines[lacked], back=amount, note="补发2023年12月")
        lines[had] = replace(lines[had], deduction=amount, note="扣回2023年12月多发")
    return lines


def _pay(roster: Roster, lines: list[Payment], numbers: Numbers, rng: Random) -> list[Payment]:
    """Some accounts do not take the money: the line stays as it failed, and a later batch pays it again."""
    families = sorted({line.household.number for line in lines})
    failing = set(rng.sample(families, roster.returned))
    wrong = {number: (numbers.card(), *_failure(rng)) for number in sorted(failing)}
    paid: list[Payment] = []
    for line in lines:
        if line.household.number not in failing:
            paid.append(line)
            continue
        account, status, reason = wrong[line.household.number]
        paid.append(replace(line, account_kind="银行卡", account=account, status=status, failure=reason))
        paid.append(replace(
            line, batch=f"{line.batch}-重发", day=pay_day(roster.second, line.household.village.town),
            note=f"批次{line.batch}{status}，账户更正后重发" + (f"；{line.note}" if line.note else ""),
        ))
    return paid


def _failure(rng: Random) -> tuple[str, str]:
    status = rng.choice((RETURNED, RETURNED, FAILED))
    return status, rng.choice(_REASONS[status])


def _to_the_dead(roster: Roster, households: list[Household]) -> list[Payment]:
    """Who died in January before the money came: it was returned, and nobody gets it any more."""
    lines = []
    for household in households:
        paid_on = pay_day(roster.first, household.village.town)
        for person in household.members:
            if person.status == DIED and campaign().start <= person.left < paid_on:
                line = _line(roster, household, person, TIER_AMOUNTS[person.tier])
                lines.append(replace(line, status=RETURNED, failure=_DEAD_ACCOUNT, note="人员已减，不再重发"))
    return lines
