"""On which day each tour goes out: as busy as the days are, and not twice in a few days to one household."""

import datetime as dt
from collections import defaultdict
from random import Random

from fengxian.demo.campaign import campaign
from fengxian.demo.days import busyness
from fengxian.demo.outings import Tour

GAP = 3  # days between two visits to one household
TOURS_OF_A_VILLAGE = 2  # a day
TOWN_MOOD = (0.5, 1.5)


class Schedule:
    def __init__(self, rng: Random):
        self.rng = rng
        self.days = campaign().days
        self.visited: dict[str, list[dt.date]] = defaultdict(list)
        self.out: dict[tuple[int, dt.date], int] = defaultdict(int)
        self.moods: dict[tuple[int, dt.date], float] = {}

    def open_days(self, tour: Tour) -> list[dt.date]:
        """Days on which the tour may go: its villages are free, its households were not seen lately."""
        villages = tour.villages
        seen = {day for household, _ in tour.stops for day in self.visited[household.number]}
        return [
            day for day in self.days
            if all(self.out[village, day] < TOURS_OF_A_VILLAGE for village in villages)
            and all(abs((day - other).days) >= GAP for other in seen)
        ]

    def weight(self, tour: Tour, day: dt.date) -> float:
        key = (tour.town, day)
        if key not in self.moods:
            self.moods[key] = self.rng.uniform(*TOWN_MOOD)
        return busyness(day) * self.moods[key]

    def put(self, tour: Tour, day: dt.date) -> None:
        tour.day = day
        for household, _ in tour.stops:
            self.visited[household.number].append(day)
        for village in tour.villages:
            self.out[village, day] += 1


def choose_days(tours: list[Tour], rng: Random) -> None:
    """Gives every tour its day; no day of the campaign is without one, the quiet days get short tours."""
    schedule = Schedule(rng)
    waiting = sorted(tours, key=lambda t: t.persons)
    for day in sorted(schedule.days, key=busyness):
        tour = waiting[rng.randrange(len(waiting) // 3)]
        while day not in schedule.open_days(tour):
            tour = waiting[rng.randrange(len(waiting) // 3)]
        schedule.put(tour, day)
        waiting.remove(tour)
    # Those with many households have the fewest open days, so they choose first.
    for tour in sorted(waiting, key=lambda t: -len(t.stops)):
        days = schedule.open_days(tour)
        if not days:
            raise ValueError(f"{tour.villages} 的一次出动排不进日程")
        schedule.put(tour, rng.choices(days, [schedule.weight(tour, day) for day in days])[0])
