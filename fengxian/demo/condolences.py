"""慰问 before the New Year: by the county's leaders as the report says, and by all others who went."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from random import Random

from fengxian.demo.campaign import campaign
from fengxian.demo.days import is_workday
from fengxian.demo.families import Household, Person

LEADERS = "县级四大班子"
LEADING_BODIES = ("中共凤县县委", "凤县人大常委会", "凤县人民政府", "政协凤县委员会")
FIRST_DAY, LAST_DAY = dt.date(2024, 1, 22), dt.date(2024, 2, 8)
# domain.md §3: 元 of money and of goods; how many persons got the larger gift, the rest the smaller.
LARGER, SMALLER, LARGER_GIFTS = (1000, 300), (500, 300), 256
GOODS = "米、面、油"
PERSONS_OF_A_TRIP = 15
_RISK_WEIGHTS = {"高": 9.0, "中": 2.0, "低": 0.6, None: 0.3}


@dataclass(slots=True, eq=False)
class Condolence:
    """``region`` padded. ``name`` and ``identity`` of the person; ``receiver`` who signed."""

    day: dt.date
    region: int
    name: str
    identity: str
    giver: str
    giver_kind: str
    cash: Decimal
    goods: str | None
    quantity: int | None
    goods_value: Decimal
    receiver: str
    note: str = ""
    number: str = ""


def working_days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [day for n in range((last - first).days + 1) if is_workday(day := first + dt.timedelta(n))]


def plan_leaders_condolences(households: list[Household], rng: Random) -> list[Condolence]:
    """One person a family, the most endangered first; the four bodies take turns."""
    chosen = choose_people(households, campaign().count("condolence_persons"), rng)
    larger = set(_by_need([person for _, person in chosen], rng)[:LARGER_GIFTS])
    days = working_days(FIRST_DAY, LAST_DAY)
    given = []
    for serial, trip in enumerate(_trips(chosen)):
        body, day = LEADING_BODIES[serial % len(LEADING_BODIES)], rng.choice(days)
        for household, person in trip:
            cash, goods = LARGER if person in larger else SMALLER
            given.append(Condolence(
                day, household.village.code, person.name, person.identity, body, LEADERS, Decimal(cash),
                GOODS, 1, Decimal(goods), receiver_for(person),
            ))
    return given


def choose_people(
    households: list[Household], count: int, rng: Random
) -> list[tuple[Household, Person]]:
    """That many persons with a number, one a family; the likelier the greater the risk."""
    keys = {}
    for household in households:
        people = [p for p in household.in_need if p.identity]
        if people:
            person = max(people, key=lambda p: (_RISK_WEIGHTS[p.risk], p.identity))
            keys[household.number] = (rng.random() ** (1 / _RISK_WEIGHTS[person.risk]), household, person)
    found = sorted(keys.values(), key=lambda item: -item[0])[:count]
    return [(household, person) for _, household, person in sorted(found, key=lambda item: item[1].number)]


def receiver_for(person: Person) -> str:
    """Who signs: the guardian of those who cannot, else the person."""
    return person.guardian[0] if person.guardian else person.name


def _by_need(people: list[Person], rng: Random) -> list[Person]:
    return sorted(people, key=lambda p: -_RISK_WEIGHTS[p.risk] - rng.random())


def _trips(chosen: list[tuple[Household, Person]]) -> list[list[tuple[Household, Person]]]:
    """Neighbouring villages of one town together."""
    trips = []
    for _, in_town in groupby(chosen, key=lambda pair: pair[0].village.town):
        people = list(in_town)
        trips += [people[n:n + PERSONS_OF_A_TRIP] for n in range(0, len(people), PERSONS_OF_A_TRIP)]
    return trips


def numbered(condolences: list[Condolence]) -> list[Condolence]:
    """In the order of days, with their 慰问编号."""
    ordered = sorted(condolences, key=lambda c: (c.day, c.giver, c.region, c.identity))
    for serial, condolence in enumerate(ordered, 1):
        condolence.number = f"WW-2024-{serial:04}"
    return ordered
