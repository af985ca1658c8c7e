"""The villages of the demo county, read from the regions file, and how densely each is settled."""

import csv
from dataclasses import dataclass
from pathlib import Path
from random import Random

from fengxian import regions
from fengxian.demo.shares import apportion
from fengxian.regions import codes

REGIONS_FILE = Path(regions.__file__).parent / "data" / "fengxian_regions.csv"
COUNTY = codes.pad("610330")
# How many of the county's families in need live in each town: out of a hundred.
TOWN_SHARES = {
    "双石铺镇": 20.2, "凤州镇": 15.4, "黄牛铺镇": 8.4, "红花铺镇": 5.1, "河口镇": 12.0, "唐藏镇": 7.6,
    "平木镇": 10.3, "坪坎镇": 6.3, "留凤关镇": 14.7,
}
COMMUNITY_WEIGHT, SEAT_WEIGHT = (1.7, 2.4), (1.2, 1.7)
VILLAGE_WEIGHT = (0.45, 1.35)


@dataclass(frozen=True, slots=True)
class Village:
    """A village or community; codes padded."""

    code: int
    name: str
    town: int
    town_name: str
    community: bool

    @property
    def is_seat(self) -> bool:
        """Whether the town is named after it, which is where the town's offices lie."""
        return self.name.removesuffix("村") == self.town_name.removesuffix("镇")


def read_villages() -> list[Village]:
    """All that people live in; the forestry units and their 虚拟生活区 are left out."""
    with REGIONS_FILE.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    towns = {row["code"]: row["display_name"] for row in rows if row["kind"] == "town"}
    return [
        Village(
            code=codes.pad(row["code"]), name=row["display_name"], town=codes.pad(row["parent_code"]),
            town_name=towns[row["parent_code"]], community=row["kind"] == "community",
        )
        for row in rows if row["level"] == "village" and row["parent_code"] in towns
    ]


def settle_households(total: int, villages: list[Village], rng: Random) -> dict[int, int]:
    """Village code → number of households, town by town."""
    by_town = {name: [v for v in villages if v.town_name == name] for name in TOWN_SHARES}
    settled: dict[int, int] = {}
    for members, share in zip(by_town.values(), apportion(total, list(TOWN_SHARES.values())), strict=True):
        weights = [rng.uniform(*_density(village)) for village in members]
        settled |= dict(zip((v.code for v in members), apportion(share, weights), strict=True))
    return settled


def _density(village: Village) -> tuple[float, float]:
    if village.community:
        return COMMUNITY_WEIGHT
    return SEAT_WEIGHT if village.is_seat else VILLAGE_WEIGHT
