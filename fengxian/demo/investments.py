"""投入资金 of the campaign: the gifts of the county's leaders, and what was spent beside, voucher by voucher."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from fengxian.demo.campaign import campaign
from fengxian.demo.condolences import FIRST_DAY, GOODS, Condolence, working_days
from fengxian.demo.places import COUNTY, Village
from fengxian.demo.shares import apportion, shuffled

BUDGET, WELFARE_LOTTERY, DONATIONS, TOWN_BUDGET = "县级财政", "福彩公益金", "社会捐赠", "镇财政"
# The lots in which the leaders' goods were bought.
GOODS_LOTS = (300, 300, 190)
_COUNTY_USES = (
    ("棉被、棉衣采购", BUDGET, 24), ("一氧化碳报警器采购", WELFARE_LOTTERY, 16), ("县中心敬老院消防设施改造", WELFARE_LOTTERY, 30),
    ("县中心敬老院取暖设备维修", BUDGET, 14), ("救助站御寒物资采购", BUDGET, 6), ("专项行动宣传资料印制", BUDGET, 4),
    ("“寒冬送温暖”活动经费", DONATIONS, 5), ("督导组走访交通费", BUDGET, 3),
)
_TOWN_USES = ("困难家庭取暖用煤补助", "困难家庭老旧线路改造", "镇敬老院取暖和用电改造", "困难家庭危房应急修缮")
_VILLAGE_USES = (("村互助幸福院炉具更换", DONATIONS), ("入户道路清雪防滑物资", TOWN_BUDGET))
_COMMUNITY_USE = ("社区日间照料中心暖气维修", WELFARE_LOTTERY)
VILLAGE_VOUCHERS = 7
_STEP = 10  # 元


@dataclass(slots=True, eq=False)
class Investment:
    """``region`` padded."""

    day: dt.date
    region: int
    use: str
    source: str
    amount: Decimal
    note: str = ""
    voucher: str = ""


def plan_investments(leaders: list[Condolence], villages: list[Village], rng: Random) -> list[Investment]:
    gifts = _gifts(leaders)
    rest = campaign().yuan("campaign_investment") - sum(i.amount for i in gifts)
    vouchers = sorted(gifts + _others(rest, villages, rng), key=lambda i: (i.day, i.region, i.use))
    for serial, voucher in enumerate(vouchers, 1):
        voucher.voucher = f"PZ-2024-{serial:03}"
    return vouchers


def _gifts(leaders: list[Condolence]) -> list[Investment]:
    """The money of each leading body as it was given, and the goods in the lots in which they were bought."""
    cash: dict[str, Decimal] = defaultdict(Decimal)
    for gift in leaders:
        cash[gift.giver] += gift.cash
    price = leaders[0].goods_value
    days = working_days(campaign().start, FIRST_DAY)
    money = [
        Investment(FIRST_DAY - dt.timedelta(3), COUNTY, f"{giver}慰问困难群众慰问金", BUDGET, amount)
        for giver, amount in cash.items()
    ]
    return money + [
        Investment(days[-2 - 2 * lot], COUNTY, f"春节慰问品采购（{GOODS}）", BUDGET, price * sets, f"{sets} 套")
        for lot, sets in enumerate(GOODS_LOTS)
    ]


def _others(total: Decimal, villages: list[Village], rng: Random) -> list[Investment]:
    """All else that was bought, in proportion to what such things cost."""
    days = working_days(campaign().start, campaign().end)
    wanted = [(COUNTY, use, source, weight * rng.uniform(0.85, 1.2)) for use, source, weight in _COUNTY_USES]
    for town in dict.fromkeys(v.town for v in villages):
        wanted.append((town, rng.choice(_TOWN_USES), rng.choice((BUDGET, TOWN_BUDGET)), rng.uniform(5, 14)))
    for village in shuffled(villages, rng)[:VILLAGE_VOUCHERS]:
        use, source = _COMMUNITY_USE if village.community else rng.choice(_VILLAGE_USES)
        wanted.append((village.code, use, source, rng.uniform(1, 4)))
    steps, odd = divmod(total, _STEP)
    amounts = [Decimal(n * _STEP) for n in apportion(int(steps), [weight for *_, weight in wanted])]
    amounts[0] += odd
    return [
        Investment(rng.choice(days), region, use, source, amount)
        for (region, use, source, _), amount in zip(wanted, amounts, strict=True)
    ]
