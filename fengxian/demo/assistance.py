"""Persons helped by the rescue station: the report's number, goods and money, some without a name."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from fengxian.demo.campaign import campaign
from fengxian.demo.names import full_name, surname
from fengxian.demo.numbers import Numbers
from fengxian.demo.patrols import Patrol, leave_in_the_cold, meet
from fengxian.demo.places import COUNTY

FOUND, ALONE, POLICE, CITY, PUBLIC = "巡查发现", "自行来站", "公安护送", "城管护送", "群众护送"
LIVING, MEDICAL, HOME, SHELTER = "生活救助", "医疗救治", "返乡救助", "临时安置"
TICKET, ESCORT, FAMILY, ON_FOOT, PLACED = "提供乘车凭证", "护送返乡", "亲属接领", "自行返乡", "转送安置"
PATROL_ITEMS = [2, 2, 1, 2]  # 件套 given in the street to those who would not come in
FARE = (6, 20)  # 短途交通, generally up to 20 元 (民发〔2014〕132号)
MEAL_DAY = (24, 32)


@dataclass(frozen=True, slots=True)
class Case:
    """What happened to one person; ``prefix`` of the home region, "" for who gave no name."""

    came: str
    sex: str
    age: int
    prefix: str
    help: str
    left: str
    nights: int
    items: int
    note: str


CASES = (
    Case(ALONE, "男", 47, "621227", HOME, TICKET, 1, 0, "务工不着，帮助返乡"),
    Case(POLICE, "男", 58, "510722", HOME, TICKET, 2, 1, "钱物被盗，联系家属后返乡"),
    Case(FOUND, "男", 63, "", MEDICAL, PLACED, 9, 2, "巡查中发现，身份不明，送医后转送安置"),
    Case(ALONE, "女", 39, "610303", LIVING, FAMILY, 1, 1, "与家人走散，亲属接回"),
    Case(PUBLIC, "男", 71, "610324", LIVING, FAMILY, 1, 1, "走失老人，群众护送来站"),
    Case(FOUND, "男", 52, "412723", HOME, TICKET, 2, 2, "露宿，劝导后入站"),
    Case(ALONE, "男", 34, "620121", HOME, TICKET, 1, 0, "务工不着"),
    Case(POLICE, "女", 45, "", MEDICAL, PLACED, 10, 2, "精神异常，说不清姓名住址，送医"),
    Case(FOUND, "男", 49, "420621", LIVING, ON_FOOT, 1, 1, "露宿，劝导后入站过夜"),
    Case(CITY, "男", 60, "140823", HOME, TICKET, 2, 1, "沿街乞讨，劝返"),
    Case(FOUND, "女", 28, "500235", HOME, ESCORT, 3, 1, "有智力障碍，入站后护送返乡"),
    Case(ALONE, "男", 41, "610729", HOME, TICKET, 1, 0, "寻亲不遇"),
    Case(FOUND, "男", 66, "", SHELTER, PLACED, 8, 1, "听力言语障碍，身份查询中"),
    Case(ALONE, "男", 55, "610115", LIVING, ON_FOOT, 1, 0, "临时过夜"),
)
AGAIN = 1  # this one of CASES came a second time
SECOND_TIME = Case(ALONE, "男", 58, "510722", HOME, TICKET, 1, 0, "第二次求助，再次提供乘车凭证")


@dataclass(slots=True, eq=False)
class Assistance:
    """``region`` padded. ``costs``: travel, food, lodging, medical, short fare, other; None: nothing."""

    number: str
    day: dt.date
    region: int
    case: Case
    patrol: str | None
    name: str | None
    identity: str | None
    costs: list[Decimal | None]

    @property
    def amount(self) -> Decimal:
        return sum((c for c in self.costs if c is not None), Decimal(0))

    @property
    def left_on(self) -> dt.date:
        return self.day + dt.timedelta(self.case.nights)


_MEDICAL_COST = 3


def plan_assistance(patrols: list[Patrol], numbers: Numbers, rng: Random) -> list[Assistance]:
    """Also tells the patrols whom they found, and what they gave in the street."""
    cases = list(CASES)
    days = sorted(rng.sample(campaign().days[2:-2], len(cases)))
    helped = []
    for day, case in zip(days, cases, strict=True):
        patrol = _patrol_near(patrols, day, case, rng) if case.came == FOUND else None
        name, identity = _person(case, numbers, rng)
        helped.append(Assistance(
            "", patrol.day if patrol else day, patrol.region if patrol else COUNTY, case,
            patrol.number if patrol else None, name, identity, _costs(case, rng),
        ))
    helped.append(_second_time(helped[AGAIN], rng))
    leave_in_the_cold(patrols, PATROL_ITEMS, rng)
    _settle(helped, campaign().yuan("rescue_spending"))
    helped.sort(key=lambda a: a.day)
    for serial, assistance in enumerate(helped, 1):
        assistance.number = f"QZ-2024-{serial:02}"
    return helped


def _patrol_near(patrols: list[Patrol], day: dt.date, case: Case, rng: Random) -> Patrol:
    """The quiet patrol nearest to the day; it learns whom it found."""
    patrol = min((p for p in patrols if not p.found), key=lambda p: (abs((p.day - day).days), not p.at_night))
    meet(patrol, case.note, hospitalised=case.help == MEDICAL)
    return patrol


def _person(case: Case, numbers: Numbers, rng: Random) -> tuple[str | None, str | None]:
    """Name and number, or neither of who could not tell them (无名氏)."""
    if not case.prefix:
        return None, None
    birth = dt.date(campaign().start.year - 1 - case.age, rng.randint(1, 12), rng.randint(1, 28))
    name = full_name(surname(rng), birth, case.sex, set(), rng)
    return name, numbers.identity(birth, case.sex, case.prefix)


def _costs(case: Case, rng: Random) -> list[Decimal | None]:
    """Cost lines, never cash: ticket, meals, a bed, a doctor, a short fare."""
    def cents(low: int, high: int) -> Decimal:
        return Decimal(rng.randrange(low * 100, high * 100, 50)) / 100

    return [
        cents(46, 190) if case.left in (TICKET, ESCORT) else None,
        cents(*MEAL_DAY) * max(case.nights, 1),
        None,
        cents(180, 320) if case.help == MEDICAL else None,
        cents(*FARE) if case.came in (POLICE, CITY, FOUND) else None,
        None,
    ]


def _second_time(first: Assistance, rng: Random) -> Assistance:
    day = min(first.left_on + dt.timedelta(rng.randint(9, 14)), campaign().end - dt.timedelta(2))
    return Assistance(
        "", day, COUNTY, SECOND_TIME, None, first.name, first.identity, _costs(SECOND_TIME, rng)
    )


def _settle(helped: list[Assistance], total: Decimal) -> None:
    """The last hospital bill is what remains of the report's sum."""
    last = [a for a in helped if a.case.help == MEDICAL][-1]
    last.costs[_MEDICAL_COST] = None
    remains = total - sum((a.amount for a in helped), Decimal(0))
    if remains <= 0:
        raise ValueError(f"救助费用超出 {-remains} 元")
    last.costs[_MEDICAL_COST] = remains
