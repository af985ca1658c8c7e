"""The county's families in need: how many of each kind, where they live, and who their members are."""

import datetime as dt
from random import Random

from fengxian.demo.campaign import campaign
from fengxian.demo.families import (
    CHILD,
    DESTITUTE,
    GRANDCHILD,
    HEAD,
    LOW_INCOME,
    OTHER_KINDS,
    PARENT,
    SIBLING,
    SPOUSE,
    Household,
    Person,
    Place,
    choose_places,
)
from fengxian.demo.names import full_name, surname
from fengxian.demo.numbers import HOME_PREFIX, OTHER_PREFIXES, Numbers
from fengxian.demo.places import Village, settle_households
from fengxian.demo.shares import shuffled

# domain.md §3: 2,533 低保户 with 4,306 persons, here by their size; 624 特困户 with 640 persons.
LOW_INCOME_HOUSEHOLDS = {1: 1466, 2: 560, 3: 340, 4: 135, 5: 32}
DESTITUTE_HOUSEHOLDS = {1: 608, 2: 16}
OTHER_HOUSEHOLDS = {
    "监测": 104, "边缘": 86, "刚性": 42, "临时": 40, "孤儿": 9, "事实无人抚养": 14, "留守": 28, "停保": 34,
}
_GROUPS = "一二三四五六"
FEW_GROUPS, LARGE_VILLAGE = 4, 40  # 村组; households
_MALE_HEADS = {"低保": 0.72, "特困": 0.86}


def plan_households(villages: list[Village], numbers: Numbers, rng: Random) -> list[Household]:
    """Families with their members by name, age and identity number; their troubles come later."""
    kinds = _kinds(rng)
    settled = settle_households(len(kinds), villages, rng)
    households: list[Household] = []
    for village in villages:
        groups = _GROUPS[:FEW_GROUPS] if settled[village.code] < LARGE_VILLAGE else _GROUPS
        for serial in range(1, settled[village.code] + 1):
            kind, places = kinds[len(households)]
            household = Household(
                number=f"FX-{str(village.code)[7:]}-{serial:03}", kind=kind, village=village,
                group="" if village.community else f"{rng.choice(groups)}组",
            )
            household.members = _members(kind, places, numbers, rng)
            households.append(household)
    return households


def _kinds(rng: Random) -> list[tuple[str, tuple[Place, ...]]]:
    """One (kind, family) for each household of the county, in random order."""
    wanted = [("低保", LOW_INCOME[size], n) for size, n in LOW_INCOME_HOUSEHOLDS.items()]
    wanted += [("特困", DESTITUTE[size], n) for size, n in DESTITUTE_HOUSEHOLDS.items()]
    wanted += [(kind, OTHER_KINDS[kind], n) for kind, n in OTHER_HOUSEHOLDS.items()]
    kinds = [(kind, choose_places(choices, rng)) for kind, choices, n in wanted for _ in range(n)]
    return shuffled(kinds, rng)


def _members(kind: str, places: tuple[Place, ...], numbers: Numbers, rng: Random) -> list[Person]:
    taken: set[str] = set()
    members: list[Person] = []
    for place in places:
        birth = _birth(place, members, rng)
        sex = _sex(place, kind, members, rng)
        prefix = rng.choice(OTHER_PREFIXES) if rng.random() < 0.06 else HOME_PREFIX
        family = family_name(place.relation, sex, members, rng)
        members.append(Person(
            name=full_name(family, birth, sex, taken, rng), sex=sex, birth=birth, relation=place.relation,
            needy=place.needy, identity=numbers.identity(birth, sex, prefix),
        ))
    return members


def _birth(place: Place, members: list[Person], rng: Random) -> dt.date:
    """Of the head by age at the campaign's start, of the others by distance to the head; nobody unborn."""
    start = campaign().start
    years = rng.randint(place.low, place.high)
    year = start.year - 1 - years if place.relation == HEAD else members[0].birth.year + years
    day = dt.date(year, 1, 1) + dt.timedelta(rng.randrange(365))
    latest = start - dt.timedelta(400)
    return min(day, latest - dt.timedelta(rng.randrange(300))) if day > latest else day


def _sex(place: Place, kind: str, members: list[Person], rng: Random) -> str:
    if place.relation == SPOUSE:
        return "女" if members[0].sex == "男" else "男"
    if place.relation == SIBLING:
        return members[0].sex
    if place.relation == HEAD:
        return "男" if rng.random() < _MALE_HEADS.get(kind, 0.75) else "女"
    return rng.choice("男女")


def family_name(relation: str, sex: str, members: list[Person], rng: Random) -> str:
    """Children and grandchildren are named after the man of the house, siblings and fathers as the head."""
    if not members:
        return surname(rng)
    head = members[0]
    spouse = next((m for m in members if m.relation == SPOUSE), None)
    if relation in (CHILD, GRANDCHILD):
        return (spouse if spouse and spouse.sex == "男" else head).name[0]
    if relation == SIBLING or (relation == PARENT and sex == "男"):
        return head.name[0]
    while (other := surname(rng)) == head.name[0] and relation == SPOUSE:
        pass  # who bears one surname does not marry, by custom
    return other
