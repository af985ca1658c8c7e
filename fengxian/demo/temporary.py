"""临时救助: paid several times a month in each town, to some people twice; a few lines wait or came back."""

import datetime as dt
from decimal import Decimal
from random import Random

from fengxian.demo.campaign import campaign
from fengxian.demo.days import is_workday
from fengxian.demo.families import Household, Person
from fengxian.demo.numbers import Numbers
from fengxian.demo.payments import FAILED, PENDING, RETURNED, TEMPORARY, TEMPORARY_LINES, Payment
from fengxian.demo.shares import shuffled

DAYS_OF_A_TOWN = 6
_WAITING = ((PENDING, None), (PENDING, None), (PENDING, None), (RETURNED, "户名不符"), (FAILED, "账户不存在"))
_NOTES = ("因病支出较大", "突发意外", "火灾受损", "子女上学", "寒潮取暖困难", "住院自付费用高")


def plan_temporary(households: list[Household], numbers: Numbers, rng: Random) -> list[Payment]:
    """Lines of 成功 as TEMPORARY_LINES says, to everybody in this category once and to some again."""
    helped = [(h, p) for h in households for p in h.on("临时救助对象")]
    amounts = shuffled([amount for amount, lines in TEMPORARY_LINES.items() for _ in range(lines)], rng)
    again = rng.sample(helped, len(amounts) - len(helped))
    workdays = [day for day in campaign().days if is_workday(day)]
    towns = sorted({household.village.town for household in households})
    days = {town: sorted(rng.sample(workdays, DAYS_OF_A_TOWN)) for town in towns}
    lines = []
    for serial, ((household, person), amount) in enumerate(zip(helped + again, amounts, strict=True)):
        town_days = days[household.village.town]
        # The second help comes on the town's last day, the first on an earlier one.
        day = town_days[-1] if serial >= len(helped) else rng.choice(town_days[:-1])
        lines.append(_line(household, person, amount, day, rng))
    unlucky = rng.sample(helped, len(_WAITING))
    for (household, person), (status, reason) in zip(unlucky, _WAITING, strict=True):
        lines.append(_waiting(household, person, status, reason, numbers, rng))
    return sorted(lines, key=lambda line: line.batch)


def _line(household: Household, person: Person, amount: int, day: dt.date, rng: Random) -> Payment:
    return Payment(
        batch=f"LS-{day:%Y-%m%d}-{str(household.village.town)[6:9]}", programme=TEMPORARY,
        period=f"{day:%Y-%m}", household=household, person=person, covered=1, due=Decimal(amount), day=day,
        note=rng.choice(_NOTES), account_kind=household.account_kind, account=household.account,
    )


def _waiting(
    household: Household, person: Person, status: str, reason: str | None, numbers: Numbers, rng: Random
) -> Payment:
    """Granted in the last days; not paid yet, or not taken by the bank."""
    end = campaign().end
    return Payment(
        batch=f"LS-{end:%Y-%m}-{str(household.village.town)[6:9]}-{'待发' if status == PENDING else '未成'}",
        programme=TEMPORARY, period=f"{end:%Y-%m}", household=household, person=person, covered=1,
        due=Decimal(rng.choice(list(TEMPORARY_LINES))), day=None if status == PENDING else end, status=status,
        failure=reason, account_kind="银行卡" if reason else household.account_kind,
        account=numbers.card() if reason else household.account, note="更正账户后重发" if reason else None,
    )
