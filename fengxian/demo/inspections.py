"""The institutions on record and their inspections by the three 督导组: each of them, two of them twice."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from fengxian.accounts.rights import Role
from fengxian.demo.cadres import PlannedCadre
from fengxian.demo.campaign import campaign
from fengxian.demo.days import is_workday
from fengxian.demo.people import BUREAU, DEMO_PEOPLE, DemoPerson
from fengxian.demo.shares import apportion, settle, shuffled
from fengxian.regions import codes

GROUPS = ("第一督导组", "第二督导组", "第三督导组")
# 机构名称, 机构类型, 区划代码, 床位多、风险大的多查出问题.
INSTITUTIONS = (
    ("凤县中心敬老院", "养老机构", "610330100007", 3.0),
    ("凤州镇敬老院", "养老机构", "610330101202", 2.0),
    ("黄牛铺镇敬老院", "养老机构", "610330102200", 1.6),
    ("河口镇敬老院", "养老机构", "610330104200", 1.6),
    ("平木镇敬老院", "养老机构", "610330106200", 1.5),
    ("留凤关镇敬老院", "养老机构", "610330110200", 2.0),
    ("唐藏镇敬老院", "养老机构", "610330105200", 1.5),
    ("新建路社区日间照料中心", "日间照料", "610330100001", 1.0),
    ("杨家坪社区日间照料中心", "日间照料", "610330100008", 1.0),
    ("龙口社区日间照料中心", "日间照料", "610330101003", 1.0),
    ("双石铺村互助幸福院", "互助幸福院", "610330100200", 0.8),
    ("白石铺村互助幸福院", "互助幸福院", "610330101201", 0.8),
    ("红花铺村互助幸福院", "互助幸福院", "610330103200", 0.8),
    ("岩湾村互助幸福院", "互助幸福院", "610330104211", 0.8),
    ("寺河村互助幸福院", "互助幸福院", "610330106208", 0.8),
    ("坪坎村互助幸福院", "互助幸福院", "610330107200", 0.8),
    ("榆林铺村互助幸福院", "互助幸福院", "610330110201", 0.8),
    ("双石铺镇社会工作服务站", "社工站", "610330100", 0.5),
    ("留凤关镇社会工作服务站", "社工站", "610330110", 0.5),
    ("凤县未成年人救助保护中心", "儿童福利机构", "610330", 0.8),
    ("凤县救助管理站", "救助站", "610330", 0.9),
    ("凤县殡仪馆", "殡葬机构", "610330", 1.0),
    ("凤县婚姻登记处", "婚姻登记处", "610330", 0.4),
    ("凤县民政局社会救助服务窗口", "民政服务窗口", "610330", 0.4),
)
INSPECTORS = 78
# 发现问题数, of these 限期整改数, of these 限期整改完成数.
PROBLEMS, LATER, LATER_DONE = 78, 29, 24
_TEAM = (2, 5)
_DEADLINE_DAYS = 15
_LAST_DAYS = 6


@dataclass(slots=True, eq=False)
class Inspection:
    """``region`` padded. ``found`` = ``on_the_spot`` + ``later``; ``later_done`` of those are put right."""

    number: str
    day: dt.date
    name: str
    kind: str
    region: int
    group: str
    inspectors: list[str]
    found: int = 0
    on_the_spot: int = 0
    later: int = 0
    later_done: int = 0

    @property
    def due(self) -> dt.date | None:
        return self.day + dt.timedelta(_DEADLINE_DAYS) if self.later else None


def plan_inspections(cadres: list[PlannedCadre], rng: Random) -> list[Inspection]:
    teams = _teams(cadres)
    visits = _visits(rng)
    sizes = settle([rng.randint(*_TEAM) for _ in visits], INSPECTORS, *_TEAM, rng)
    inspections = []
    for serial, ((day, (name, kind, region, _)), size) in enumerate(zip(visits, sizes, strict=True), 1):
        group = _group_of(region) or GROUPS[serial % len(GROUPS)]
        leader, *others = teams[group]
        team = [leader, *rng.sample(others, size - 1)]
        inspections.append(
            Inspection(f"JC-2024-{serial:02}", day, name, kind, codes.pad(region), group, team)
        )
    _find_problems(inspections, rng)
    return inspections


def _visits(rng: Random) -> list[tuple[dt.date, tuple[str, str, str, float]]]:
    """Each institution on a day of its own, and at the end those again where most may go wrong (回头看)."""
    workdays = [day for day in campaign().days if is_workday(day)]
    times = campaign().count("institution_inspections")
    again = sorted(INSTITUTIONS, key=lambda place: -place[3])[: times - len(INSTITUTIONS)]
    first_days = sorted(rng.sample(workdays[:-_LAST_DAYS], len(INSTITUTIONS)))
    last_days = sorted(rng.sample(workdays[-_LAST_DAYS:], len(again)))
    return [*zip(first_days, shuffled(INSTITUTIONS, rng), strict=True), *zip(last_days, again, strict=True)]


def _group_of(region: str) -> str:
    """The group whose supervisor has the town; "" for the county's own institutions."""
    for group, person in zip(GROUPS, _supervisors(), strict=True):
        if region[:9] in person.region_codes:
            return group
    return ""


def supervisor_of(region: int) -> str:
    """The username of the supervisor in whose towns a padded region lies; "" for the county's own."""
    for person in _supervisors():
        if codes.official(region)[:9] in person.region_codes:
            return person.username
    return ""


def _supervisors() -> list[DemoPerson]:
    return [person for person in DEMO_PEOPLE if person.role == Role.SUPERVISOR]


def _teams(cadres: list[PlannedCadre]) -> dict[str, list[str]]:
    """The group's leader and members first; the bureau lends them others."""
    bureau = [c for c in cadres if c.unit == BUREAU]
    lent = [c.name for c in bureau if "督导组" not in c.post and c.post.endswith("干部")]
    teams = {}
    for group in GROUPS:
        own = [c for c in bureau if c.post.startswith(group)]
        members = sorted(own, key=lambda c: not c.post.endswith("组长"))
        teams[group] = [c.name for c in members] + lent
    return teams


def _find_problems(inspections: list[Inspection], rng: Random) -> None:
    """Shares the problems out; of those with a deadline the ones found last are still open."""
    weight = {name: risk for name, _, _, risk in INSTITUTIONS}
    shares = apportion(PROBLEMS, [weight[i.name] * rng.uniform(0.4, 1.6) for i in inspections])
    problems = [i for i, share in zip(inspections, shares, strict=True) for _ in range(share)]
    for inspection in problems:
        inspection.found += 1
    later = sorted(rng.sample(problems, LATER), key=lambda i: i.day)
    for inspection in later:
        inspection.later += 1
    for inspection in later[:LATER_DONE]:
        inspection.later_done += 1
    for inspection in inspections:
        inspection.on_the_spot = inspection.found - inspection.later
