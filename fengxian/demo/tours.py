"""Which households are visited together: everybody in need at least once, the endangered often."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from itertools import accumulate
from random import Random

from fengxian.demo.campaign import campaign
from fengxian.demo.days import is_workday
from fengxian.demo.families import DIED, MOVED, Household, Person
from fengxian.demo.outings import Tour
from fengxian.demo.schedule import choose_days
from fengxian.demo.shares import shuffled

MOST_ROUNDS = 6
ROUND_WEIGHTS = {"高": 4.0, "中": 1.4, "低": 0.5, None: 0.5}
TOWN_ZEAL = (0.75, 1.35)  # how much more or less a town repeats its visits
TOUR_PERSONS = (8, 17)
SHORT_TOUR = 9
JOINT_TOURS, COUNTY_TOURS = 22, 4  # of two villages of a town; of two towns, led by the county
EARLIER_TOURS, EARLIER_DAYS = 34, 31
SPARE = 45  # planned beyond the campaign's number, as somebody is out now and then


def plan_tours(households: list[Household], rng: Random) -> list[Tour]:
    """The campaign's tours by day. Their persons come to the campaign's number exactly."""
    wanted = campaign().count("service_visits")
    visited = [h for h in households if h.in_need]
    tours = _join(_tours(visited, _rounds(visited, wanted + SPARE, rng), rng), rng)
    choose_days(tours, rng)
    _meet_the_departed(tours)
    _miss_some(tours, sum(t.persons for t in tours) - wanted, rng)
    return sorted(tours, key=lambda t: (t.day, t.villages))


def plan_earlier_tours(households: list[Household], rng: Random) -> list[Tour]:
    """A few visits of the month before, so that 最近走访 is known when the campaign begins."""
    first = campaign().start - dt.timedelta(EARLIER_DAYS)
    days = [day for n in range(EARLIER_DAYS) if is_workday(day := first + dt.timedelta(n))]
    by_village = _by_village([h for h in households if h.in_need])
    tours = [_chunks(by_village[code], rng)[0] for code in rng.sample(sorted(by_village), EARLIER_TOURS)]
    for tour in tours:
        tour.day = rng.choice(days)
    _meet_the_departed(tours)
    return sorted(tours, key=lambda t: (t.day, t.villages))


def _rounds(visited: list[Household], persons: int, rng: Random) -> dict[str, int]:
    """Household number → how often it is visited, so that at least that many persons are met."""
    rounds = {h.number: 1 for h in visited}
    met = sum(len(h.in_need) for h in visited)
    zeal = {town: rng.uniform(*TOWN_ZEAL) for town in sorted({h.village.town for h in visited})}
    weights = [max(ROUND_WEIGHTS[p.risk] for p in h.in_need) * zeal[h.village.town] for h in visited]
    up_to = list(accumulate(weights))
    while met < persons:
        household = rng.choices(visited, cum_weights=up_to)[0]
        if rounds[household.number] < MOST_ROUNDS:
            rounds[household.number] += 1
            met += len(household.in_need)
    return rounds


def _tours(visited: list[Household], rounds: dict[str, int], rng: Random) -> list[Tour]:
    """Round by round through each village; no tour comes to one household twice."""
    tours = []
    for walk in _by_village(visited).values():
        for done in range(MOST_ROUNDS):
            tours += _chunks([h for h in walk if rounds[h.number] > done], rng)
    return tours


def _by_village(households: list[Household]) -> dict[int, list[Household]]:
    """In the order of a walk: group by group."""
    by_village: dict[int, list[Household]] = defaultdict(list)
    for household in sorted(households, key=lambda h: (h.village.code, h.group, h.number)):
        by_village[household.village.code].append(household)
    return by_village


def _chunks(walk: list[Household], rng: Random) -> list[Tour]:
    """Tours of a morning or a day each."""
    tours: list[Tour] = []
    enough = 0
    for household in walk:
        if not tours or tours[-1].persons >= enough:
            tours.append(Tour([]))
            enough = rng.randint(*TOUR_PERSONS)
        tours[-1].stops.append((household, household.in_need))
    return tours


def _join(tours: list[Tour], rng: Random) -> list[Tour]:
    """Some short tours of neighbouring villages become one; a few go through two towns."""
    short = [t for t in shuffled(tours, rng) if t.persons <= SHORT_TOUR]
    gone: set[int] = set()

    def merge(how_many: int, fits: Callable[[Tour, Tour], bool]) -> None:
        for first in short:
            if how_many == 0:
                return
            partner = next((t for t in short if not {id(t), id(first)} & gone and fits(t, first)), None)
            if partner:
                first.stops += partner.stops
                gone.update((id(partner), id(first)))
                joined.append(first)
                how_many -= 1

    joined: list[Tour] = []
    merge(COUNTY_TOURS, lambda a, b: a.town != b.town)
    merge(JOINT_TOURS, lambda a, b: a.town == b.town and a.region != b.region)
    return [t for t in tours if id(t) not in gone] + joined


def _meet_the_departed(tours: list[Tour]) -> None:
    """Whoever died or moved away later was still met at home before."""
    for tour in tours:
        for household, met in tour.stops:
            met += [p for p in household.members if p.status in (DIED, MOVED) and p.left > tour.day]


def _miss_some(tours: list[Tour], surplus: int, rng: Random) -> None:
    """Takes that many persons out of tours: somebody was out, and was met on another day."""
    times: dict[Person, int] = defaultdict(int)
    for tour in tours:
        for _, met in tour.stops:
            for person in met:
                times[person] += 1
    for tour in shuffled(tours, rng) * 2:
        if surplus == 0:
            return
        household, met = max(tour.stops, key=lambda stop: len(stop[1]))
        missed = next((p for p in met if times[p] > 1), None) if len(met) > 1 else None
        if missed:
            met.remove(missed)
            times[missed] -= 1
            surplus -= 1
    if surplus:
        raise ValueError(f"还多出 {surplus} 人次")
