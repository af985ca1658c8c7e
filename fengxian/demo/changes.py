"""Who left the ledger and who came: deaths, moves, 停保, and newborn children without a number yet."""

import datetime as dt
from collections.abc import Callable
from random import Random

from fengxian.demo.campaign import campaign
from fengxian.demo.conditions import OLD, on_start
from fengxian.demo.families import (
    CHILD,
    DIED,
    GRANDCHILD,
    MOVED,
    NOT_IN_NEED,
    SPOUSE,
    STOPPED,
    Household,
    Person,
)
from fengxian.demo.households import family_name
from fengxian.demo.names import full_name
from fengxian.demo.numbers import Numbers

DEATHS, MOVES, STOPS = 38, 24, 21
NEWBORN = {"低保": 19, "监测": 7}
DEATHS_IN_CAMPAIGN = 17
YOUNG = 44
NO_NUMBER = ("新生儿尚未办理户口登记", "出生医学证明办理中，未上户")


def add_changes(households: list[Household], numbers: Numbers, rng: Random) -> None:
    _stop_households(households, rng)
    _stop_members(households, rng)
    _add_deaths(households, numbers, rng)
    _add_moves(households, numbers, rng)
    _add_newborn(households, numbers, rng)


def _stop_households(households: list[Household], rng: Random) -> None:
    """Whole families whose 低保 ended, with the last day of a month."""
    for household in households:
        if household.kind == "停保":
            ended = _end_of_month(rng.randrange(5))
            for person in household.members:
                person.status, person.left = STOPPED, ended


def _stop_members(households: list[Household], rng: Random) -> None:
    """Grown children who found work; their families keep 低保."""
    working = [
        (h, p) for h in households if h.kind == "低保" for p in h.members
        if p.relation == CHILD and not p.needy and not p.disability
    ]
    for household, person in rng.sample(working, STOPS):
        person.categories, person.tier = ("低保对象",), _tier(household)
        person.status, person.left = STOPPED, _end_of_month(rng.randrange(5))


def _add_deaths(households: list[Household], numbers: Numbers, rng: Random) -> None:
    """Husbands and wives of old people who live on their own now; some of them died during the campaign."""
    start, end = campaign().start, campaign().end
    alone = _where(households, lambda h: len(h.members) == 1 and on_start(h.head) >= OLD + 6)
    found = rng.sample(alone, DEATHS)
    for index, household in enumerate(found):
        head = household.head
        day = (
            start + dt.timedelta(rng.randrange(12, (end - start).days - 3)) if index < DEATHS_IN_CAMPAIGN
            else start - dt.timedelta(rng.randrange(5, 110))
        )
        sex = "女" if head.sex == "男" else "男"
        _leave(household, (SPOUSE, sex, rng.randint(-5, 5)), (DIED, day), numbers, rng)


def _add_moves(households: list[Household], numbers: Numbers, rng: Random) -> None:
    """Grown children whose household register went elsewhere."""
    small = _where(households, lambda h: len(h.members) <= 2 and 50 <= on_start(h.head) <= 70)
    found = rng.sample(small, MOVES)
    for household in found:
        day = campaign().start - dt.timedelta(rng.randrange(-50, 100))
        _leave(household, (CHILD, rng.choice("男女"), rng.randint(22, 29)), (MOVED, day), numbers, rng)


def _leave(
    household: Household, who: tuple[str, str, int], how: tuple[str, dt.date], numbers: Numbers, rng: Random
) -> None:
    """``who``: relation, sex, years younger than the head; ``how``: 状态 and its day."""
    (relation, sex, younger), (status, day) = who, how
    birth = dt.date(household.head.birth.year + younger, 1, 1) + dt.timedelta(rng.randrange(365))
    household.members.append(Person(
        name=_name(household, relation, sex, birth, rng), sex=sex, birth=birth, relation=relation,
        needy=False, identity=numbers.identity(birth, sex), categories=("低保对象",), tier=_tier(household),
        labour="无" if status == DIED else "有", since=household.head.since, status=status, left=day,
    ))


def _add_newborn(households: list[Household], numbers: Numbers, rng: Random) -> None:
    """Children of the last months, on the ledger by name and birth date until they have a number.

    Those of watched families (监测) are watched as well; 低保 is granted only with a number.
    """
    for kind, count in NEWBORN.items():
        young = [h for h in households if h.kind == kind and _expects_children(h)]
        for household in rng.sample(young, count):
            relation = CHILD if on_start(household.head) <= YOUNG else GRANDCHILD
            # Who is watched is visited from the first day on, so was born before.
            latest = 1 if kind == "监测" else -25
            sex, birth = rng.choice("男女"), campaign().start - dt.timedelta(rng.randrange(latest, 120))
            household.members.append(Person(
                name=_name(household, relation, sex, birth, rng), sex=sex, birth=birth, relation=relation,
                needy=False, no_identity=rng.choice(NO_NUMBER), labour="无",
                risk="中" if kind == "监测" else None,
                categories=("防止返贫监测对象",) if kind == "监测" else NOT_IN_NEED,
            ))


def _expects_children(household: Household) -> bool:
    grown_child = any(m.relation == CHILD and 22 <= on_start(m) <= 34 for m in household.members)
    return grown_child or (20 <= on_start(household.head) <= YOUNG and len(household.members) >= 2)


def _where(households: list[Household], wanted: Callable[[Household], bool]) -> list[Household]:
    return [h for h in households if h.kind == "低保" and wanted(h)]


def _name(household: Household, relation: str, sex: str, birth: dt.date, rng: Random) -> str:
    family = family_name(relation, sex, household.members, rng)
    return full_name(family, birth, sex, {m.name for m in household.members}, rng)


def _tier(household: Household) -> str:
    return next(p.tier for p in household.members if p.tier)


def _end_of_month(back: int) -> dt.date:
    """The last day of the month that many months before the campaign."""
    year, month = divmod(campaign().start.year * 12 + campaign().start.month - 1 - back, 12)
    return dt.date(year, month + 1, 1) - dt.timedelta(1)
