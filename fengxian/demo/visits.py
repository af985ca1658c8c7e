"""The visits ledger of the demo: one row a person met."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from random import Random

from fengxian.demo.families import Household, Person
from fengxian.demo.hazards import Hazard, Occasion, plan_hazards
from fengxian.demo.outings import Tour
from fengxian.demo.visit_notes import AT_HOME, LIVING_WITH_HAZARD, living, request, way_of


@dataclass(slots=True, eq=False)
class Visit:
    outing: str
    tour: Tour
    household: Household
    person: Person
    way: str
    living: str
    request: str | None
    hazard: Hazard | None = None

    @property
    def day(self) -> dt.date:
        return self.tour.day


def plan_visits(tours: list[Tour], rng: Random) -> list[Visit]:
    """A row for each person of each tour, without hazards."""
    visits = []
    serials: dict[tuple[dt.date, int], int] = defaultdict(int)
    for tour in tours:
        serials[tour.day, tour.town] += 1
        outing = f"ZF-{tour.day:%y%m%d}-{str(tour.town)[6:9]}-{serials[tour.day, tour.town]:02}"
        for household, met in tour.stops:
            way = way_of(tour, rng)
            for person in met:
                visits.append(Visit(
                    outing, tour, household, person, way, living(person, way, rng),
                    request(household, person, rng),
                ))
    return visits


def add_hazards(visits: list[Visit], rng: Random) -> None:
    """Puts the campaign's hazards on visits at home to people who are in need."""
    at_home = [v for v in visits if v.way == AT_HOME and v.person.in_need and v.person.support != "集中"]
    found = plan_hazards([Occasion(v.day, v.household, v.person, v.tour.cadres[0]) for v in at_home], rng)
    for index, hazard in found.items():
        at_home[index].hazard = hazard
        at_home[index].living = LIVING_WITH_HAZARD
