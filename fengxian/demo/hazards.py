"""Hazards found on visits: what, how grave, what was done, until when; closed, open or overdue."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from random import Random

from fengxian.demo.campaign import campaign
from fengxian.demo.families import Household, Person

GRAVE, ORDINARY = "重大", "一般"
GRAVE_SHARE = 0.13
_DAYS = {GRAVE: 3, ORDINARY: 10}
LONGEST = max(_DAYS.values())
LATE_BY = 4
TOWN_EYES = (0.6, 1.6)
RISK_WEIGHTS = {"高": 3.0, "中": 1.4, "低": 0.8, None: 0.5}


class Fate(Enum):
    """How a hazard stood on the campaign's last day; AFTERWARDS: open then, put right since."""

    ON_THE_SPOT = auto()
    IN_TIME = auto()
    LATE = auto()
    AFTERWARDS = auto()
    OPEN = auto()
    OVERDUE = auto()


# Those of visits; with the inspections' problems the county found 313 and put 282 right.
FATES = {
    Fate.ON_THE_SPOT: 130, Fate.IN_TIME: 66, Fate.LATE: 9, Fate.AFTERWARDS: 4, Fate.OPEN: 21, Fate.OVERDUE: 5,
}
_FOUND_LAST = (Fate.AFTERWARDS, Fate.OPEN)  # their deadlines lie beyond the end
_FOUND_EARLY = (Fate.LATE, Fate.OVERDUE)
_Finding = tuple[str, str]  # what was found, what is done about it
_KINDS: dict[str, tuple[int, tuple[_Finding, ...]]] = {
    "取暖安全": (34, (
        ("燃煤炉烟道漏烟", "当场停用炉具，更换烟管并装报警器"), ("炉具离床太近，烟管松动", "移开炉具，固定烟管"),
        ("室内没有一氧化碳报警器", "发放报警器并教会使用"), ("烟道被冰雪堵塞", "疏通烟道，讲解通风"),
    )),
    "用电": (18, (
        ("入户电线老化裸露", "联系电工更换线路"), ("插座过载，电褥子整夜通电", "更换插座，讲解用电安全"),
        ("私拉电线", "拆除私拉电线，重新布线"),
    )),
    "用火": (10, (("柴草堆放在灶口", "当场清理柴草"), ("火盆旁堆放杂物", "清理杂物，划出防火距离"))),
    "房屋": (11, (
        ("后墙裂缝，雨雪天渗水", "安排修缮，暂住亲戚家"), ("屋面瓦片松动", "更换瓦片"), ("门窗漏风", "加装门帘，封堵窗缝"),
    )),
    "道路冰雪": (7, (("门前陡坡结冰", "清雪撒沙，铺防滑草垫"), ("入户路积雪未清", "组织清扫积雪"))),
    "燃气": (4, (("煤气罐软管老化", "更换软管"), ("灶具没有熄火保护", "联系燃气站更换灶具"))),
    "诈骗": (3, (("接到冒充医保的电话", "讲解防骗知识，告知子女"), ("想买夸大疗效的保健品", "劝阻购买，列入重点宣传"))),
    "其他": (3, (("水管冻裂", "更换水管并做保温"), ("药品过期", "清理过期药品，联系村医"))),
}
_ALONE = ("独居失联", (
    ("独居老人连续两日电话未接通", "落实邻里结对，每日联系"), ("独居，夜间无人照应", "安装紧急呼叫器"),
))
_CHILDREN = ("监护缺失", (
    ("监护人外出，孩子独自在家", "联系父母，签订委托照护书"), ("祖辈年迈，照护力不从心", "协调亲属共同照护"),
))


@dataclass(frozen=True, slots=True)
class Hazard:
    kind: str
    grade: str
    what: str
    measure: str
    owner: str
    due: dt.date
    done: dt.date | None


@dataclass(frozen=True, slots=True)
class Occasion:
    """A visit at home on which a hazard may be found."""

    day: dt.date
    household: Household
    person: Person
    cadre: str


def plan_hazards(occasions: list[Occasion], rng: Random) -> dict[int, Hazard]:
    """Index of the occasion → the hazard found on it; never two in one family."""
    end = campaign().end
    age = [(end - occasion.day).days for occasion in occasions]
    keys = _keys(occasions, rng)
    families: set[str] = set()
    hazards: dict[int, Hazard] = {}

    def find(fates: tuple[Fate, ...], fits: Callable[[int], bool]) -> None:
        wanted = [fate for fate in fates for _ in range(FATES[fate])]
        for index in keys:
            family = occasions[index].household.number
            if wanted and fits(age[index]) and family not in families:
                families.add(family)
                hazards[index] = _hazard(occasions[index], wanted.pop(), rng)
        if wanted:
            raise ValueError("可供排查出隐患的走访不够")

    find(_FOUND_LAST, lambda days: days < LONGEST)
    find(_FOUND_EARLY, lambda days: days > LONGEST + LATE_BY)
    find((Fate.ON_THE_SPOT, Fate.IN_TIME), lambda days: days > 0)
    return hazards


def _keys(occasions: list[Occasion], rng: Random) -> list[int]:
    """All occasions in random order, the likelier ones sooner: towns look with different eyes."""
    eyes = {town: rng.uniform(*TOWN_EYES) for town in sorted({o.household.village.town for o in occasions})}
    weights = [eyes[o.household.village.town] * RISK_WEIGHTS[o.person.risk] for o in occasions]
    keys = [rng.random() ** (1 / weight) for weight in weights]
    return sorted(range(len(occasions)), key=lambda i: -keys[i])


def _hazard(occasion: Occasion, fate: Fate, rng: Random) -> Hazard:
    kind, findings = _kind(occasion, rng)
    what, measure = rng.choice(findings)
    grade = GRAVE if rng.random() < GRAVE_SHARE else ORDINARY
    due, done = _dates(occasion.day, grade, fate, rng)
    return Hazard(kind, grade, what, measure, occasion.cadre, due, done)


def _kind(occasion: Occasion, rng: Random) -> tuple[str, tuple[_Finding, ...]]:
    if occasion.person.is_a("独居老人") and rng.random() < 0.2:
        return _ALONE
    if occasion.person.age(occasion.day) < 16 and rng.random() < 0.5:
        return _CHILDREN
    kind = rng.choices(list(_KINDS), [weight for weight, _ in _KINDS.values()])[0]
    return kind, _KINDS[kind][1]


def _dates(day: dt.date, grade: str, fate: Fate, rng: Random) -> tuple[dt.date, dt.date | None]:
    """整改期限 and 整改完成日期."""
    end, days = campaign().end, _DAYS[grade]
    if fate is Fate.ON_THE_SPOT:
        return day, day
    due = day + dt.timedelta(days)
    if fate in _FOUND_LAST:
        due = max(due, end + dt.timedelta(rng.randint(2, LONGEST)))
    if fate is Fate.IN_TIME:
        return due, min(day + dt.timedelta(rng.randint(1, days)), end)
    if fate is Fate.LATE:
        return due, due + dt.timedelta(rng.randint(1, LATE_BY))
    if fate is Fate.AFTERWARDS:
        return due, end + dt.timedelta(rng.randint(1, 2))
    return due, None
