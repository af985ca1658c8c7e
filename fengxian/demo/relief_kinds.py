"""Who gets what: categories, the tiers of 低保, care and support of 特困, when it began."""

from collections.abc import Iterable
from decimal import Decimal
from random import Random

from fengxian.demo.conditions import ADULT, LEFT_BEHIND_BELOW, OLD, first_of_month, on_start
from fengxian.demo.families import GRANDCHILD, NOT_IN_NEED, SPOUSE, Household, Person
from fengxian.demo.shares import shuffled

CATEGORY_ORDER = (
    "低保对象", "特困人员", "防止返贫监测对象", "低保边缘家庭成员", "刚性支出困难家庭成员", "孤儿", "事实无人抚养儿童",
    "留守儿童", "困境儿童", "留守老人", "独居老人", "空巢老人", "残疾人", "临时救助对象", "其他困难人员", "无",
)
_CATEGORY_OF_KIND = {
    "低保": "低保对象", "停保": "低保对象", "特困": "特困人员", "监测": "防止返贫监测对象", "边缘": "低保边缘家庭成员",
    "刚性": "刚性支出困难家庭成员", "临时": "临时救助对象", "孤儿": "孤儿", "事实无人抚养": "事实无人抚养儿童",
    "留守": "留守儿童",
}
# domain.md §3: persons of each tier; 特困 persons by care.
TIERS = {"A": 1900, "B": 1708, "C": 698}
TIER_INCOME = {"A": (150, 320), "B": (300, 430), "C": (410, 530), None: (620, 1350)}
DESTITUTE_INCOME = (60, 240)
CARE_NONE, CARE_HALF, CARE_WHOLE = "全自理", "半护理", "全护理"
CARE = {CARE_NONE: 420, CARE_HALF: 140, CARE_WHOLE: 80}
IN_HOMES = 131  # 集中供养
ALSO_TEMPORARY = 247  # heads of other kinds who needed 临时救助 too
STILL_FITS_AFTER = 4  # years: children's categories should still fit when the demo is looked at later
WATCHED_TOO = 0.07  # of 低保户


def categorize(household: Household, rng: Random) -> None:
    watched = household.kind == "低保" and rng.random() < WATCHED_TOO
    for person in household.members:
        found = set(_family_situation(household, person))
        if person.needy:
            found.add(_CATEGORY_OF_KIND[household.kind])
            if watched:
                found.add("防止返贫监测对象")
            if _in_hardship(household, person):
                found.add("困境儿童")
        if person.disability:
            found.add("残疾人")
        person.categories = ordered(found)


def ordered(found: Iterable[str]) -> tuple[str, ...]:
    """Names of categories in the ledger's order; 无 where there is none."""
    wanted = set(found)
    return tuple(c for c in CATEGORY_ORDER if c in wanted) or NOT_IN_NEED


def _family_situation(household: Household, person: Person) -> Iterable[str]:
    """独居、空巢、留守: by who lives at home; 特困 have a category of their own."""
    grandchildren = any(m.relation == GRANDCHILD for m in household.members)
    if on_start(person) >= OLD and household.kind != "特困":
        if len(household.members) == 1:
            yield "独居老人"
        elif household.kind == "孤儿":
            yield "其他困难人员"
        elif grandchildren:
            yield "留守老人"
        elif all(on_start(m) >= OLD for m in household.members):
            yield "空巢老人"
    young = on_start(person) < LEFT_BEHIND_BELOW - STILL_FITS_AFTER
    if person.relation == GRANDCHILD and young and household.kind == "低保":
        yield "留守儿童"


def _in_hardship(household: Household, person: Person) -> bool:
    """困境儿童: disabled children, and children of one ill parent."""
    if on_start(person) >= ADULT - STILL_FITS_AFTER or household.kind not in ("低保", "边缘", "监测"):
        return False
    lone = not any(m.relation in (SPOUSE, GRANDCHILD) for m in household.members)
    return bool(person.disability) or (lone and household.head.health != "健康")


def set_tiers(households: list[Household], rng: Random) -> None:
    """A household shares one tier; the neediest first, until each tier's persons come out exactly."""
    waiting = sorted((h for h in households if h.kind == "低保"), key=lambda h: (-_need(h, rng), h.number))
    for tier, persons in TIERS.items():
        passed: list[Household] = []
        for household in waiting:
            needy = [p for p in household.members if p.needy]
            if len(needy) <= persons:
                persons -= len(needy)
                for person in needy:
                    person.tier = tier
            else:
                passed.append(household)
        waiting = passed
    for household in households:
        if household.kind == "停保":
            for person in household.members:
                person.tier = "C"


def _need(household: Household, rng: Random) -> float:
    needy = [p for p in household.members if p.needy]
    unable = sum(p.labour == "无" or p.health == "大病" for p in needy) / len(needy)
    return unable + 0.3 * (len(needy) == 1) + rng.random()


def set_care(households: list[Household], rng: Random) -> None:
    """The six indicators and 供养方式 of 特困; the oldest and the disabled need most care."""
    persons = [p for h in households if h.kind == "特困" for p in h.members]
    persons.sort(key=lambda p: -(on_start(p) + (25 if p.disability else 0) + rng.uniform(0, 35)))
    for index, person in enumerate(persons):
        whole, half = index < CARE[CARE_WHOLE], index < CARE[CARE_WHOLE] + CARE[CARE_HALF]
        fails = rng.randint(4, 6) if whole else rng.randint(1, 3) if half else 0
        person.abilities = tuple(shuffled([False] * fails + [True] * (6 - fails), rng))
        person.support = "分散"
    for person in rng.sample(persons[: len(persons) // 2], IN_HOMES):
        person.support = "集中"


def care_of(person: Person) -> str:
    """特困人员认定办法 第二十二条: none of six failed, one to three, four to six."""
    fails = person.abilities.count(False)
    return CARE_NONE if fails == 0 else CARE_HALF if fails <= 3 else CARE_WHOLE


def add_temporary(households: list[Household], rng: Random) -> None:
    heads = [h.head for h in households if h.kind in ("低保", "监测", "边缘", "刚性") and h.head.needy]
    for head in rng.sample(heads, ALSO_TEMPORARY):
        head.categories = ordered((*head.categories, "临时救助对象"))


def date_and_income(household: Household, rng: Random) -> None:
    """类别起始日期 (some of the old ones are not known) and 人均月收入 by tier."""
    known = rng.random() < 0.85
    since = first_of_month(rng, 2014, household.head.birth)
    tier = next((p.tier for p in household.members if p.tier), None)
    low, high = DESTITUTE_INCOME if household.kind == "特困" else TIER_INCOME[tier]
    household.income = Decimal(rng.randrange(low, high, 5))
    for person in household.members:
        if known and person.categories != NOT_IN_NEED:
            person.since = since if since > person.birth else first_of_month(rng, 2014, person.birth)
