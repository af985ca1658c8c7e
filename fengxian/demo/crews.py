"""Which cadres go on each tour: nobody in two places on one day, everybody at least once (民政干部全员参与)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from random import Random

from fengxian.demo.cadres import PlannedCadre
from fengxian.demo.outings import Tour
from fengxian.demo.places import COUNTY
from fengxian.demo.shares import settle, shuffled
from fengxian.regions import codes
from fengxian.regions.codes import Level

SMALLEST_CREW, LARGEST_CREW = 1, 4
_SIZES = (1, 2, 2, 2, 3)
FROM_TOWN, FROM_COUNTY = 0.45, 0.06  # how often the second one comes from above the village


class Crews:
    """``busy`` are names that work elsewhere on a day (the inspectors)."""

    def __init__(self, cadres: list[PlannedCadre], busy: Mapping[dt.date, set[str]], rng: Random):
        self.rng = rng
        self.at: dict[int, list[str]] = defaultdict(list)
        for cadre in cadres:
            self.at[cadre.region].append(cadre.name)
        self.busy: dict[dt.date, set[str]] = defaultdict(set)
        for day, names in busy.items():
            self.busy[day] |= names

    def fill(self, tour: Tour, size: int) -> None:
        """One of each village first, then others of the village, the town and the county who are free."""
        above = [tour.town] if codes.level_of(tour.region) != Level.COUNTY else [COUNTY]
        for village in tour.villages[:size]:
            self._add(tour, [village, *above])
        while len(tour.cadres) < size:
            first = self.rng.choices((tour.villages[0], tour.town, COUNTY), (
                1 - FROM_TOWN - FROM_COUNTY, FROM_TOWN, FROM_COUNTY,
            ))[0]
            self._add(tour, [first, tour.town, *tour.villages, COUNTY])

    def _add(self, tour: Tour, regions: list[int]) -> None:
        for region in regions:
            free = [name for name in self.at[region] if name not in self.busy[tour.day]]
            if free:
                name = self.rng.choice(free)
                tour.cadres.append(name)
                self.busy[tour.day].add(name)
                return
        raise ValueError(f"{tour.day} 没有空闲的干部")

    def swap(self, tour: Tour, out: str, name: str) -> None:
        tour.cadres[tour.cadres.index(out)] = name
        self.busy[tour.day] = self.busy[tour.day] - {out} | {name}


def assign_crews(
    tours: list[Tour], cadres: list[PlannedCadre], participations: int,
    busy: Mapping[dt.date, set[str]], rng: Random,
) -> None:
    """Crews whose names, counted once a tour, come to ``participations``."""
    wished = [min(rng.choice(_SIZES), 1 if tour.persons < 4 else LARGEST_CREW) for tour in tours]
    sizes = settle(wished, participations, SMALLEST_CREW, LARGEST_CREW, rng)
    crews = Crews(cadres, busy, rng)
    for tour, size in shuffled(list(zip(tours, sizes, strict=True)), rng):
        crews.fill(tour, size)
    _let_everybody_go(tours, cadres, crews, {name for names in busy.values() for name in names}, rng)


def _let_everybody_go(
    tours: list[Tour], cadres: list[PlannedCadre], crews: Crews, elsewhere: set[str], rng: Random
) -> None:
    """Who has not been out takes the place of somebody of the same unit's region who has been out often."""
    times: dict[str, int] = defaultdict(int)
    for tour in tours:
        for name in tour.cadres:
            times[name] += 1
    home = {cadre.name: cadre.region for cadre in cadres}
    for cadre in cadres:
        if times[cadre.name] or cadre.name in elsewhere:
            continue
        for tour in shuffled(tours, rng):
            out = next((n for n in tour.cadres if times[n] > 1 and _fits(cadre.region, home[n])), None)
            if out and cadre.name not in crews.busy[tour.day]:
                crews.swap(tour, out, cadre.name)
                times[cadre.name] += 1
                times[out] -= 1
                break


def _fits(region: int, other: int) -> bool:
    """A county cadre may stand in for anybody, others for those of their own region."""
    return region in (other, COUNTY)
