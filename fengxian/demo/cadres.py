"""The 干部名册 of the demo county: bureau, towns and villages. All of them take part (民政干部全员参与)."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from fengxian.accounts.rights import Role
from fengxian.demo.names import full_name, surname
from fengxian.demo.people import BUREAU, DEMO_PEOPLE, DemoPerson
from fengxian.demo.places import COUNTY, TOWN_SHARES, Village
from fengxian.regions import codes

BUREAU_POSTS = (
    "局长", "副局长", "社会救助股干部", "社会救助股干部", "社会救助股干部", "养老服务股干部", "养老服务股干部",
    "儿童福利股股长", "儿童福利股干部", "社会事务股股长", "社会事务股干部", "基层政权股股长", "基层政权股干部",
    "办公室干部", "办公室干部", "财务股干部", "第一督导组组员", "第一督导组组员", "第二督导组组员", "第二督导组组员",
    "第三督导组组员", "第三督导组组员", "低保中心主任", "低保中心干部", "低保中心干部",
)
STATION_POSTS = ("副站长", "救助员", "救助员", "救助员", "司机")
TOWN_POSTS = ("党委副书记", "民政办干部", "民政办干部", "包村干部", "包村干部", "包村干部", "包村干部", "社工站站长")
VILLAGE_POSTS = ("党支部书记", "村委会主任", "文书", "民政协理员")
STATION = "县救助管理站"


@dataclass(frozen=True, slots=True)
class PlannedCadre:
    """``region`` padded: the county, a town or a village. ``username`` of those who can sign in."""

    name: str
    unit: str
    post: str
    region: int
    username: str = ""


def plan_cadres(villages: list[Village], rng: Random) -> list[PlannedCadre]:
    """Names are different but for one pair in two towns, which shows what an ambiguous name looks like."""
    known = [_of_person(person) for person in DEMO_PEOPLE if person.role != Role.AUDITOR]
    taken = {cadre.name for cadre in known}

    def added(unit: str, posts: tuple[str, ...], region: int) -> list[PlannedCadre]:
        held = [(c.unit, c.post) for c in known]
        return [
            PlannedCadre(_new_name(taken, rng), unit, post, region)
            for post in posts if post != "民政协理员" or (unit, post) not in held
        ]

    cadres = known + added(BUREAU, BUREAU_POSTS, COUNTY) + added(STATION, STATION_POSTS, COUNTY)
    towns = {v.town_name: v.town for v in villages}
    for town_name in TOWN_SHARES:
        cadres += added(f"{town_name}人民政府", TOWN_POSTS, towns[town_name])
    for village in villages:
        cadres += added(unit_of(village), _posts(village), village.code)
    return _with_namesakes(cadres)


def unit_of(village: Village) -> str:
    return village.name + ("居委会" if village.community else "委会")


def _posts(village: Village) -> tuple[str, ...]:
    return tuple(p.replace("村委会", "居委会") for p in VILLAGE_POSTS) if village.community else VILLAGE_POSTS


def _of_person(person: DemoPerson) -> PlannedCadre:
    region = COUNTY if len(person.region_codes) > 1 else codes.pad(person.region_codes[0])
    return PlannedCadre(person.name, person.unit, person.post, region, person.username)


def _new_name(taken: set[str], rng: Random) -> str:
    birth = dt.date(rng.randrange(1964, 1997), 1, 1)
    return full_name(surname(rng), birth, rng.choice("男男女"), taken, rng)


def _with_namesakes(cadres: list[PlannedCadre]) -> list[PlannedCadre]:
    """The last village cadre of the county bears the name of the first one."""
    in_villages = [
        i for i, c in enumerate(cadres) if codes.level_of(c.region) == codes.Level.VILLAGE and not c.username
    ]
    first, last = cadres[in_villages[0]], cadres[in_villages[-1]]
    twin = PlannedCadre(first.name, last.unit, last.post, last.region)
    return [*cadres[: in_villages[-1]], twin, *cadres[in_villages[-1] + 1:]]
