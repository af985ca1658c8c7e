"""The rescue station's patrols: day and night, through the holiday too (春节期间主动放弃休假)."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from fengxian.demo.cadres import STATION, PlannedCadre
from fengxian.demo.campaign import campaign
from fengxian.demo.days import SPRING_FESTIVAL_EVE, in_holiday
from fengxian.regions import codes

NIGHTS = 31
EARLIER = 3
PARTNERS = ("县公安局", "县城管执法大队", "县卫健局")
# 重点区域 and where they lie: two villages of one town make it the town's patrol.
STREETS = codes.pad("610330100001")
BUS_STATION = codes.pad("610330100007")
RAILWAY_STATION = codes.pad("610330101003")
ROUTES = (
    (("街道", "汽车站"), codes.pad("610330100"), 20), (("街道", "广场"), STREETS, 14), (("火车站",), RAILWAY_STATION, 14),
    (("街道", "汽车站", "火车站"), codes.pad("610330"), 12), (("汽车站",), BUS_STATION, 8),
    (("桥洞涵洞", "废弃房屋"), codes.pad("610330100"), 9), (("火车站", "在建工地"), codes.pad("610330101"), 6),
)
_QUIET = ("未发现流浪乞讨人员", "巡查正常，向商户发放求助联系卡", "张贴救助热线，未发现人员")
_QUIET_AT_NIGHT = (*_QUIET, "夜间气温低，重点查看避风处，未发现人员")
SHORTEST, LONGEST = 50, 150  # minutes
_DECLINED = "发现一人，劝导后不愿入站，发放御寒物资并登记"


@dataclass(slots=True, eq=False)
class Patrol:
    """``region`` padded."""

    day: dt.date
    start: dt.time
    end: dt.time
    areas: tuple[str, ...]
    region: int
    leader: str
    members: tuple[str, ...]
    partners: str | None
    found: int = 0
    persuaded: int = 0
    escorted: int = 0
    hospitalised: int = 0
    declined: int = 0
    items: int = 0
    note: str = ""
    number: str = ""

    @property
    def at_night(self) -> bool:
        return self.start.hour >= 18


def plan_patrols(cadres: list[PlannedCadre], rng: Random) -> list[Patrol]:
    """The campaign's patrols in the order of time; whom they found is added by ``meet``."""
    count = campaign().count("rescue_patrols")
    feast = [day for day in campaign().days if in_holiday(day) or day == SPRING_FESTIVAL_EVE]
    others = [day for day in campaign().days if day not in feast]
    days = feast + rng.sample(others, count - len(feast))
    nights = set(rng.sample(range(count), NIGHTS))
    return _in_order([_patrol(day, n in nights, cadres, rng) for n, day in enumerate(days)], "XC-2024")


def plan_earlier_patrols(cadres: list[PlannedCadre], rng: Random) -> list[Patrol]:
    """A few of the December before."""
    days = [campaign().start - dt.timedelta(rng.randrange(2, 30)) for _ in range(EARLIER)]
    return _in_order([_patrol(day, True, cadres, rng) for day in days], "XC-2023-12")


def _in_order(patrols: list[Patrol], prefix: str) -> list[Patrol]:
    patrols.sort(key=lambda p: (p.day, p.start))
    for serial, patrol in enumerate(patrols, 1):
        patrol.number = f"{prefix}-{serial:02}"
    return patrols


def _patrol(day: dt.date, night: bool, cadres: list[PlannedCadre], rng: Random) -> Patrol:
    areas, region = rng.choices([route[:2] for route in ROUTES], [weight for *_, weight in ROUTES])[0]
    crew = rng.sample([c.name for c in cadres if c.unit == STATION], rng.randint(2, 4))
    leader = rng.choice([c.name for c in cadres if c.unit == STATION and c.post != "司机"])
    start = dt.time(rng.randint(19, 21) if night else rng.randint(9, 15), rng.choice((0, 10, 20, 30, 40)))
    end = dt.datetime.combine(day, start) + dt.timedelta(minutes=rng.randrange(SHORTEST, LONGEST, 10))
    partners = "、".join(rng.sample(PARTNERS, rng.choice((1, 1, 2)))) if rng.random() < 0.45 else None
    return Patrol(
        day, start, end.time(), areas, region, leader, tuple(name for name in crew if name != leader),
        partners, note=rng.choice(_QUIET_AT_NIGHT if night else _QUIET),
    )


def meet(patrol: Patrol, note: str, *, hospitalised: bool) -> None:
    """Somebody was found and went along."""
    patrol.found += 1
    patrol.escorted += 1
    patrol.hospitalised += hospitalised
    patrol.note = note


def leave_in_the_cold(patrols: list[Patrol], items: list[int], rng: Random) -> None:
    """On as many quiet nights somebody was found who would not come in, and got these 件套."""
    quiet = [p for p in patrols if p.at_night and not p.found]
    for patrol, count in zip(rng.sample(quiet, len(items)), items, strict=True):
        patrol.found = patrol.persuaded = patrol.declined = 1
        patrol.items = count
        patrol.note = _DECLINED
