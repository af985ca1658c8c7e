"""One going-out of cadres to families."""

import datetime as dt
from dataclasses import dataclass, field

from fengxian.demo.families import Household, Person
from fengxian.regions import codes


@dataclass(slots=True, eq=False)
class Tour:
    """One going-out (出动): the households in their order, each with the persons met there."""

    stops: list[tuple[Household, list[Person]]]
    day: dt.date = dt.date.min
    cadres: list[str] = field(default_factory=list)

    @property
    def persons(self) -> int:
        return sum(len(met) for _, met in self.stops)

    @property
    def villages(self) -> list[int]:
        return sorted({household.village.code for household, _ in self.stops})

    @property
    def region(self) -> int:
        """The smallest region that holds all of it, padded."""
        return codes.smallest_common(self.villages)

    @property
    def town(self) -> int:
        """The town that it starts in, padded."""
        return codes.ancestor(self.villages[0], codes.Level.TOWN)
