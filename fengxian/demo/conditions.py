"""What people suffer from: health, disability, labour, cause, risk; and what is done about it."""

import datetime as dt
from random import Random

from fengxian.demo.campaign import campaign
from fengxian.demo.families import Household, Person
from fengxian.demo.numbers import Numbers

_DISABILITIES = {"肢体": 46, "智力": 14, "精神": 13, "听力": 9, "视力": 9, "言语": 4, "多重": 5}
_GRADES = {"一级": 14, "二级": 26, "三级": 30, "四级": 30}
# 特困人员认定办法 第五条: under 60 only these have no 劳动能力.
_NO_LABOUR = (("智力", "一级"), ("智力", "二级"), ("智力", "三级"), ("精神", "一级"), ("精神", "二级"), ("精神", "三级"),
              ("肢体", "一级"), ("肢体", "二级"))
OLD, ADULT, LEFT_BEHIND_BELOW = 60, 18, 16


def on_start(person: Person) -> int:
    """Age when the campaign begins."""
    return person.age(campaign().start)


def describe_health(household: Household, rng: Random) -> None:
    for person in household.members:
        _disability(household, person, rng)
        person.health = _health(person, rng)
        person.labour = _labour(person, rng)


def _disability(household: Household, person: Person, rng: Random) -> None:
    age = on_start(person)
    if household.kind == "特困" and age < OLD:
        person.disability, person.grade = rng.choice(_NO_LABOUR)
    elif rng.random() < _disability_chance(household, person, age):
        person.disability = rng.choices(list(_DISABILITIES), list(_DISABILITIES.values()))[0]
        person.grade = rng.choices(list(_GRADES), list(_GRADES.values()))[0]


def _disability_chance(household: Household, person: Person, age: int) -> float:
    """Who alone of a grown-up household has 低保 is disabled or gravely ill (单人户, 57 号第八条)."""
    if not person.needy:
        return 0.03
    if household.kind == "低保" and ADULT <= age < OLD:
        return 0.62 if sum(m.needy for m in household.members) == 1 else 0.18
    return 0.04 if age < ADULT else 0.12


def _health(person: Person, rng: Random) -> str:
    if person.disability:
        return "残疾"
    age = on_start(person)
    if age >= OLD:
        weights = (30, 60, 10)
    elif age >= ADULT:
        weights = (45, 30, 25) if person.needy else (88, 10, 2)
    else:
        weights = (95, 3, 2)
    return rng.choices(("健康", "慢性病", "大病"), weights)[0]


def _labour(person: Person, rng: Random) -> str:
    age = on_start(person)
    if age < LEFT_BEHIND_BELOW or age >= 75 or person.grade in ("一级", "二级"):
        return "无"
    if age >= OLD:
        return rng.choice(("无", "部分", "部分"))
    return "部分" if person.health != "健康" else "有"


def describe_need(household: Household, numbers: Numbers, rng: Random) -> None:
    """Cause, risk, measures and guardian of those in need; the categories are known by now."""
    shared = _family_cause(household, rng)
    for person in household.members:
        if person.needy or person.in_need:
            person.cause = _cause(household, person, shared, rng)
            person.risk = _risk(person, rng)
            person.measures = _measures(person, rng)
            person.guardian = _guardian(household, person, numbers)


def _family_cause(household: Household, rng: Random) -> str:
    """What weighs on the whole family."""
    if household.kind in ("临时", "刚性"):
        return rng.choice(("突发事件", "因病", "因病"))
    if any(6 <= on_start(m) < 22 for m in household.members) and rng.random() < 0.5:
        return "因学"
    return rng.choice(("缺劳力", "缺劳力", "因灾", "失业", "其他"))


def _cause(household: Household, person: Person, shared: str, rng: Random) -> str:
    if household.kind == "特困":
        return "无劳动能力"
    if household.kind in ("临时", "刚性"):
        return shared
    if person.disability:
        return "因残"
    if person.health in ("大病", "慢性病") and rng.random() < 0.7:
        return "因病"
    if on_start(person) >= OLD:
        return rng.choice(("缺劳力", "缺劳力", "因病"))
    return shared


def _risk(person: Person, rng: Random) -> str:
    fails = person.abilities.count(False) if person.abilities else 0
    age = on_start(person)
    severe = person.grade == "一级" or fails > 0 or (person.is_a("独居老人") and age >= 80) or person.is_a("孤儿")
    exposed = age >= 75 or person.health in ("大病", "残疾") or person.is_a("独居老人") or (
        age < LEFT_BEHIND_BELOW and not person.is_a("低保对象")
    )
    weights = (80, 20, 0) if severe else (8, 62, 30) if exposed else (1, 24, 75)
    return rng.choices(("高", "中", "低"), weights)[0]


def _measures(person: Person, rng: Random) -> str:
    first = "按月发放救助金" if person.is_a("低保对象") or person.is_a("特困人员") else "纳入动态监测"
    if person.abilities and not all(person.abilities):
        return f"{first}，签订照料服务协议，{'每日' if person.risk == '高' else '每周'}上门照料"
    if person.is_a("留守儿童") or person.is_a("孤儿") or person.is_a("事实无人抚养儿童"):
        return f"{first}，落实监护责任人，每月家访"
    if person.is_a("独居老人"):
        return f"{first}，邻里结对，{'每日电话联系' if person.risk == '高' else '每周入户看望'}"
    return f"{first}，{rng.choice(('每月走访', '协助办理医保', '检查取暖用电安全', '帮助参加公益岗位', '送医送药上门'))}"


def _guardian(household: Household, person: Person, numbers: Numbers) -> tuple[str, str, str] | None:
    """A grown-up of the house for children and for those who cannot look after themselves."""
    dependent = on_start(person) < ADULT or person.disability in ("智力", "精神") or (
        person.abilities is not None and person.abilities.count(False) >= 4
    )
    if not dependent:
        return None
    grown = [m for m in household.members if m is not person and on_start(m) >= ADULT and not m.abilities]
    if grown:
        guardian = grown[0]
        guardian.phone = guardian.phone or numbers.phone()
        return guardian.name, _relation(person, guardian), guardian.phone
    return household.officer, "村委会指定", numbers.phone()


def _relation(person: Person, guardian: Person) -> str:
    """What the guardian is to the person, by the distance of a generation."""
    years = person.birth.year - guardian.birth.year
    if years > 40:
        return "祖父" if guardian.sex == "男" else "祖母"
    if years > 15:
        return "父亲" if guardian.sex == "男" else "母亲"
    return "子女" if years < -15 else "亲属"


def first_of_month(rng: Random, first_year: int, not_before: dt.date) -> dt.date:
    """The first day of a month up to the campaign's start, after ``not_before``."""
    earliest = max(dt.date(first_year, 1, 1), not_before)
    months = (campaign().start.year - earliest.year) * 12 - earliest.month
    back = rng.randrange(max(months, 1))
    year, month = divmod(campaign().start.year * 12 - 1 - back, 12)
    return dt.date(year, month + 1, 1)
