"""What the bulletin (简报) says: the published report's three parts, every number a figure of region and period."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from fengxian.figures import Period
from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.regions.tree import tree
from fengxian.reporting import wording as w
from fengxian.reporting.compute import Computed
from fengxian.reporting.facts import Facts
from fengxian.reporting.holidays import spring_festival_in
from fengxian.reporting.periods import months_of, said
from fengxian.reporting.prose import Block, Writer, heading, paragraph
from fengxian.reporting.reach import Reach

ALL_OF = {Level.PROVINCE: "全省", Level.CITY: "全市", Level.COUNTY: "全县", Level.TOWN: "全镇"}
ORDERS_FROM = {Level.CITY: "省", Level.COUNTY: "省、市", Level.TOWN: "省、市、县", Level.VILLAGE: "县、镇"}
NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True)
class Place:
    """How the report speaks of its region."""

    name: str  # 凤县；凤州镇
    all: str  # 全县；全镇
    who: str  # 凤县民政局；凤州镇
    office: str  # who edits the bulletin
    orders: str  # whose plan is carried out
    leads: bool = False  # whether it draws up the plan of condolences (the county does)


def place_of(reach: Reach) -> Place:
    code = reach.only
    if code is None:
        return Place(reach.name, "各地", reach.name, reach.name, "省、市")
    level, name = codes.level_of(code), tree().name(code)
    everyone = ALL_OF.get(level) or ("全社区" if name.endswith("社区") else "全村")
    orders = ORDERS_FROM.get(level, "")
    if level == Level.COUNTY:
        bureau = settings.BUREAU_NAME if settings.BUREAU_NAME.startswith(name) else f"{name}民政局"
        return Place(name, everyone, bureau, f"{bureau}办公室", orders, leads=True)
    office = {Level.TOWN: f"{name}人民政府"}.get(level, name)
    return Place(name, everyone, name, office, orders)


def write_report(figures: Computed, campaign: str, facts: Facts) -> list[Block]:
    """The blocks of the report; one that would have nothing to say is left out."""
    place = place_of(figures.reach)
    words = words_of(figures.period, campaign, place, facts)
    writer = Writer(figures.values, words)
    parts = [
        (w.LINKED_HEADING, linked(writer)),
        (w.LIVELIHOOD_HEADING, livelihood(writer)),
        (w.WARMTH_HEADING, warmth(writer)),
    ]
    blocks = [paragraph(writer.clause(w.INTRODUCTION))]
    for number, (title, paragraphs) in enumerate(((t, p) for t, p in parts if p), 0):
        blocks += [heading(f"{NUMERALS[number]}、{title}"), *paragraphs]
    if len(blocks) == 1:
        blocks.append(paragraph(writer.clause(w.NOTHING_YET)))
    return [block for block in blocks if block]


def words_of(period: Period, campaign: str, place: Place, facts: Facts) -> dict[str, str]:
    holiday = spring_festival_in(period)
    return {
        "since": f"{period.start.year}年{period.start.month}月", "who": place.who, "orders": place.orders,
        "campaign": campaign, "all": place.all, "months": said_months(period), "period": said(period),
        "areas": "、".join(facts.areas), "holiday": w.HOLIDAY_GIVEN_UP if facts.patrolled_on_holiday else "",
        "eve": w.NEW_YEAR_EVE.replace("<year>", str(holiday.start.year)) if holiday else "",
        "givers": "、".join(facts.giver_kinds), "organisations": named(facts.organisations, "社会组织"),
        "goods": w.GOODS.replace("<goods>", "、".join(facts.goods)) if facts.goods else "",
        "communities": "、".join(facts.communities), "plan": w.PLAN if place.leads else "",
    }


def named(names: tuple[str, ...], kind: str) -> str:
    """甲、乙、丙等社会组织; one alone goes by its name."""
    return "、".join(names) + (f"等{kind}" if len(names) > 1 else "")


def said_months(period: Period) -> str:
    """2024年1月—2月; 2024年1月."""
    months = [days.start for _, _, days in months_of(period)]
    first, last = months[0], months[-1]
    start = f"{first.year}年{first.month}月"
    if first == last:
        return start
    return f"{start}—{last.month}月" if first.year == last.year else f"{start}—{last.year}年{last.month}月"


def linked(writer: Writer) -> list[Block]:
    taken_part = writer.sentence(w.TAKEN_PART, start="截至目前，")
    hazards = writer.sentence(w.HAZARDS)
    if not taken_part and not hazards:
        return []
    text = paragraph(
        writer.clause(w.LINKED), writer.clause(w.GROUPS), writer.clause(w.FOCUS), hazards, taken_part,
        covered(writer),
    )
    return [text] if text else []


def covered(writer: Writer) -> list:
    """全覆盖 is said only where nobody and no institution was left out."""
    if all(writer.values[key].is_whole for key in ("visit_coverage", "institution_coverage")):
        return writer.clause(w.ALL_COVERED)
    return writer.sentence(w.COVERED)


def livelihood(writer: Writer) -> list[Block]:
    paid = writer.sentence(w.PAID, end=w.PAID_END)
    patrolled = writer.clause(w.PATROLLED)
    patrolled = [*patrolled, *writer.clause(w.PATROLLED_END)] if patrolled else []
    rescued = writer.sentence(w.RESCUED, start="截至目前，")
    if not (paid or patrolled or rescued):
        return []
    return [block for block in (paragraph(writer.clause(w.LIVELIHOOD), paid), paragraph(patrolled, rescued)) if block]


def warmth(writer: Writer) -> list[Block]:
    text = paragraph(
        writer.clause(w.CONDOLED), writer.clause(w.OTHERS), writer.clause(w.ORGANISATIONS),
        writer.clause(w.COMMUNITIES),
    )
    return [text] if text else []


def issue_day(period: Period, today: dt.date) -> dt.date:
    """The last day that the bulletin speaks of, not in the future."""
    return min(period.end, today)
