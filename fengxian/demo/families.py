"""What families look like: who lives with whom, how old, and who of them is in need."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import NamedTuple

from fengxian.demo.places import Village

ON_LEDGER, STOPPED, DIED, MOVED = "在册", "停保", "死亡", "迁出"
NOT_IN_NEED = ("无",)


class Place(NamedTuple):
    """One place in a family: the head's age, or years younger than the head; ``needy``: with the relief."""

    relation: str
    low: int
    high: int
    needy: bool = True


@dataclass(slots=True, eq=False)
class Person:
    """One row of the households ledger. ``left`` is the day of 停保, 死亡 or 迁出."""

    name: str
    sex: str
    birth: dt.date
    relation: str
    needy: bool
    identity: str | None = None
    no_identity: str | None = None
    categories: tuple[str, ...] = NOT_IN_NEED
    tier: str | None = None
    support: str | None = None
    abilities: tuple[bool, ...] | None = None
    phone: str | None = None
    health: str = "健康"
    disability: str | None = None
    grade: str | None = None
    labour: str = "有"
    cause: str | None = None
    risk: str | None = None
    measures: str | None = None
    guardian: tuple[str, str, str] | None = None  # name, relation, phone
    since: dt.date | None = None
    status: str = ON_LEDGER
    left: dt.date | None = None

    def age(self, day: dt.date) -> int:
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))

    @property
    def in_need(self) -> bool:
        """Whom 走访覆盖率 counts: 在册, 对象类别 not 无."""
        return self.status == ON_LEDGER and self.categories != NOT_IN_NEED

    def is_a(self, category: str) -> bool:
        return category in self.categories


@dataclass(slots=True, eq=False)
class Household:
    """``kind`` is the relief that brought the family on the ledger; members begin with the head."""

    number: str
    kind: str
    village: Village
    group: str
    members: list[Person] = field(default_factory=list)
    income: Decimal = Decimal(0)
    officer: str = ""
    bank: str = ""
    account_kind: str = ""
    account: str = ""

    @property
    def head(self) -> Person:
        return self.members[0]

    @property
    def in_need(self) -> list[Person]:
        return [person for person in self.members if person.in_need]

    def on(self, category: str) -> list[Person]:
        """Members on the ledger in that category."""
        return [p for p in self.members if p.status == ON_LEDGER and p.is_a(category)]


HEAD, SPOUSE, CHILD, PARENT, GRANDCHILD, SIBLING = "户主", "配偶", "子女", "父母", "孙子女", "兄弟姐妹"
_COUPLE = Place(SPOUSE, -3, 6)
_WELL_SPOUSE = Place(SPOUSE, -3, 6, False)
_SMALL_CHILD = Place(CHILD, 24, 36)
_GROWN_CHILD = Place(CHILD, 22, 30)
_AWAY_CHILD = Place(CHILD, 22, 30, False)
_PARENT = Place(PARENT, -30, -22)
_GRANDCHILD = Place(GRANDCHILD, 48, 60)
_SMALL_GRANDCHILD = Place(GRANDCHILD, 57, 63)

# 低保户 by the number of members with 低保: (weight, places).
LOW_INCOME: dict[int, tuple[tuple[int, tuple[Place, ...]], ...]] = {
    1: (
        (40, (Place(HEAD, 66, 88),)),
        (22, (Place(HEAD, 41, 59),)),
        (11, (Place(HEAD, 46, 62), _WELL_SPOUSE)),
        (10, (Place(HEAD, 50, 66, False), _WELL_SPOUSE, _GROWN_CHILD)),
        (9, (Place(HEAD, 38, 52), _WELL_SPOUSE, Place(CHILD, 24, 32, False))),
        (8, (Place(HEAD, 52, 64, False), Place(PARENT, -28, -21))),
    ),
    2: (
        (44, (Place(HEAD, 64, 82), _COUPLE)),
        (22, (Place(HEAD, 34, 48), _SMALL_CHILD)),
        (14, (Place(HEAD, 46, 60), _PARENT)),
        (12, (Place(HEAD, 66, 78), _COUPLE, _AWAY_CHILD)),
        (8, (Place(HEAD, 64, 76), _GRANDCHILD)),
    ),
    3: (
        (38, (Place(HEAD, 36, 50), _COUPLE, _SMALL_CHILD)),
        (18, (Place(HEAD, 35, 47), _SMALL_CHILD, Place(CHILD, 26, 36))),
        (28, (Place(HEAD, 64, 74), _COUPLE, _GRANDCHILD, Place(CHILD, 22, 30, False))),
        (16, (Place(HEAD, 44, 56), _COUPLE, _PARENT)),
    ),
    4: (
        (50, (Place(HEAD, 36, 48), _COUPLE, _SMALL_CHILD, Place(CHILD, 26, 36))),
        (30, (Place(HEAD, 38, 50), _COUPLE, _SMALL_CHILD, _PARENT)),
        (20, (Place(HEAD, 64, 73), _COUPLE, _GRANDCHILD, Place(GRANDCHILD, 50, 62))),
    ),
    5: (
        (60, (Place(HEAD, 37, 48), _COUPLE, _SMALL_CHILD, Place(CHILD, 26, 36), _PARENT)),
        (40, (Place(HEAD, 42, 52), _COUPLE, Place(CHILD, 22, 28), Place(CHILD, 25, 34), _PARENT)),
    ),
}
# 特困户 by the number of persons.
DESTITUTE = {
    1: ((90, (Place(HEAD, 61, 90),)), (10, (Place(HEAD, 34, 59),))),
    2: ((70, (Place(HEAD, 64, 82), Place(SIBLING, -6, 8))), (30, (Place(HEAD, 66, 84), _COUPLE))),
}
OTHER_KINDS = {
    "监测": (
        (45, (Place(HEAD, 38, 55), _COUPLE, _SMALL_CHILD)),
        (35, (Place(HEAD, 36, 50), _COUPLE, _SMALL_CHILD, Place(CHILD, 26, 36), _PARENT)),
        (20, (Place(HEAD, 58, 72), _COUPLE)),
    ),
    "边缘": (
        (50, (Place(HEAD, 40, 58), _COUPLE, _SMALL_CHILD)),
        (30, (Place(HEAD, 60, 74), _COUPLE)),
        (20, (Place(HEAD, 36, 50), _SMALL_CHILD)),
    ),
    "刚性": (
        (60, (Place(HEAD, 40, 56), _COUPLE, Place(CHILD, 22, 32))),
        (40, (Place(HEAD, 42, 58), _COUPLE, _SMALL_CHILD, _PARENT)),
    ),
    "临时": (
        (60, (Place(HEAD, 35, 58), _WELL_SPOUSE, Place(CHILD, 24, 34, False))),
        (40, (Place(HEAD, 40, 66),)),
    ),
    "孤儿": (
        (60, (Place(HEAD, 62, 68, False), _WELL_SPOUSE, _SMALL_GRANDCHILD)),
        (40, (Place(HEAD, 42, 52, False), Place("其他", 38, 46))),
    ),
    "事实无人抚养": (
        (70, (Place(HEAD, 62, 68, False), _WELL_SPOUSE, _SMALL_GRANDCHILD)),
        (30, (Place(HEAD, 62, 68, False), _SMALL_GRANDCHILD, Place(GRANDCHILD, 58, 65))),
    ),
    "留守": (
        (60, (Place(HEAD, 62, 68, False), _WELL_SPOUSE, _SMALL_GRANDCHILD)),
        (40, (Place(HEAD, 61, 67, False), _WELL_SPOUSE, _SMALL_GRANDCHILD, Place(GRANDCHILD, 58, 65))),
    ),
    "停保": ((50, (Place(HEAD, 44, 62),)), (50, (Place(HEAD, 45, 60), _COUPLE))),
}


def choose_places(choices: tuple[tuple[int, tuple[Place, ...]], ...], rng: Random) -> tuple[Place, ...]:
    return rng.choices([places for _, places in choices], [weight for weight, _ in choices])[0]
