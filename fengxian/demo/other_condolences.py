"""慰问 of departments, towns, communities, social organisations and companies: 各级各界慰问."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from fengxian.demo.condolences import Condolence, choose_people, receiver_for, working_days
from fengxian.demo.families import Household
from fengxian.demo.names import full_name, surname
from fengxian.demo.numbers import Numbers
from fengxian.demo.places import Village

DEPARTMENT, TOWN, COMMUNITY, ORGANISATION, COMPANY = "县级部门", "镇", "社区", "社会组织", "企业"
FIRST_DAY, LAST_DAY = dt.date(2024, 1, 15), dt.date(2024, 2, 9)


@dataclass(frozen=True, slots=True)
class Round:
    """One giver's round: how many persons, 元 of money, what goods and their value, and what else was done."""

    giver: str
    kind: str
    persons: int
    cash: int
    goods: str | None
    value: int
    note: str = ""
    fits: Callable[[Household], bool] = lambda household: True


def _children(household: Household) -> bool:
    return any(p.is_a("留守儿童") or p.is_a("困境儿童") for p in household.in_need)


def _disabled(household: Household) -> bool:
    return any(p.is_a("残疾人") for p in household.in_need)


ROUNDS = (
    Round("县民政局", DEPARTMENT, 46, 300, "棉被", 160),
    Round("县残疾人联合会", DEPARTMENT, 34, 500, "米、面、油", 200, fits=_disabled),
    Round("县妇女联合会", DEPARTMENT, 22, 300, "学习用品、牛奶", 120, fits=_children),
    Round("县总工会", DEPARTMENT, 18, 500, "米、面、油", 150),
    Round("县教育体育局", DEPARTMENT, 16, 0, "书包、棉衣", 260, fits=_children),
    Round("共青团凤县委员会", DEPARTMENT, 15, 0, "新年礼包", 180, fits=_children),
    Round("县退役军人事务局", DEPARTMENT, 12, 600, "米、面、油", 200),
    Round("福泽养老助残服务中心", ORGANISATION, 32, 0, "米、面、油", 130, "“寒冬送温暖”，为60岁以上老人免费理发", _disabled),
    Round("培根幼儿园", ORGANISATION, 24, 0, "新春礼包", 90, "“寒冬送温暖”，孩子们写春联、送祝福", _children),
    Round("凤县嘉陵山珍有限公司", COMPANY, 20, 200, "米、面", 100),
    Round("双石铺丰汇超市", COMPANY, 15, 0, "米、面、油", 150),
)
TOWN_PERSONS, TOWN_CASH, TOWN_VALUE = (12, 28), 200, 110
_ASKED = 4  # families looked at for each one chosen
COMMUNITY_PERSONS, COMMUNITY_VALUE = (9, 15), 150
SOCIETY = Round("凤县老年学学会", ORGANISATION, 26, 0, "米、面、油", 140, "“寒冬送温暖”，走访老会员、骨干会员，写春联")


def plan_other_condolences(
    households: list[Household], villages: list[Village], numbers: Numbers, rng: Random
) -> list[Condolence]:
    given = []
    for round_ in ROUNDS:
        given += _to_families(round_, [h for h in households if round_.fits(h)], rng)
    for town in dict.fromkeys(v.town_name for v in villages):
        round_ = Round(f"{town}人民政府", TOWN, rng.randint(*TOWN_PERSONS), TOWN_CASH, "米、面、油", TOWN_VALUE)
        given += _to_families(round_, [h for h in households if h.village.town_name == town], rng)
    for village in villages:
        if village.community:
            round_ = Round(
                village.name, COMMUNITY, rng.randint(*COMMUNITY_PERSONS), 0, "米、油", COMMUNITY_VALUE,
                "走访慰问老党员，迎新春文艺汇演、写春联",
            )
            given += _to_elders(round_, [village], numbers, rng)
    return given + _to_elders(SOCIETY, [v for v in villages if v.community or v.is_seat], numbers, rng)


def _to_families(round_: Round, households: list[Household], rng: Random) -> list[Condolence]:
    days = working_days(FIRST_DAY, LAST_DAY)
    asked = rng.sample(households, min(len(households), round_.persons * _ASKED))
    return [
        _gift(round_, rng.choice(days), h.village.code, p.name, p.identity, receiver_for(p))
        for h, p in choose_people(asked, round_.persons, rng)
    ]


def _to_elders(round_: Round, villages: list[Village], numbers: Numbers, rng: Random) -> list[Condolence]:
    """To old members who are not on the household ledger."""
    day = rng.choice(working_days(FIRST_DAY, LAST_DAY))
    taken: set[str] = set()
    gifts = []
    for _ in range(round_.persons):
        birth = dt.date(rng.randrange(1936, 1957), rng.randint(1, 12), rng.randint(1, 28))
        sex = rng.choice("男男女")
        name = full_name(surname(rng), birth, sex, taken, rng)
        identity, village = numbers.identity(birth, sex), rng.choice(villages)
        gifts.append(_gift(round_, day, village.code, name, identity, name))
    return gifts


def _gift(round_: Round, day: dt.date, region: int, name: str, identity: str, receiver: str) -> Condolence:
    return Condolence(
        day, region, name, identity, round_.giver, round_.kind, Decimal(round_.cash), round_.goods, 1,
        Decimal(round_.value), receiver, round_.note,
    )
