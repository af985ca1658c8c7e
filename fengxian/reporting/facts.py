"""Facts of the report that are no numbers: where was patrolled, who gave, what was given. All from the records."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from fengxian.figures import Period
from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.reporting.holidays import spring_festival_in
from fengxian.reporting.reach import Reach
from relief.condolences.choices import GiverKind
from relief.condolences.models import Condolence
from relief.patrols.choices import Area
from relief.patrols.models import Patrol
from relief.plain import JOINT

AREAS_NAMED, GIVERS_NAMED, GOODS_NAMED = 3, 6, 3
# Seen from the county, several departments and towns; seen from a town, what they are.
AS_THE_COUNTY_SAYS = {GiverKind.COUNTY_DEPARTMENT: "县级各部门", GiverKind.TOWN: "各镇"}


@dataclass(frozen=True)
class Facts:
    areas: tuple[str, ...] = ()
    patrolled_on_holiday: bool = False
    giver_kinds: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()


def facts_of(reach: Reach, period: Period) -> Facts:
    patrols = list(reach.narrow(Patrol.objects.live().during(period), "region_id").values_list("date", "areas"))
    areas = Counter(area for _, named in patrols for area in named.split(JOINT) if area != Area.OTHER)
    holiday = spring_festival_in(period)
    given = list(
        reach.narrow(Condolence.objects.live().during(period).by_others(), "region_id")
        .order_by("date", "number").values_list("giver_kind", "giver", "goods")
    )
    kinds = {kind for kind, _, _ in given}
    low = any(codes.level_of(code) in (Level.TOWN, Level.VILLAGE) for code in reach.regions)
    said = {} if low else AS_THE_COUNTY_SAYS
    return Facts(
        areas=tuple(area for area, _ in areas.most_common(AREAS_NAMED)),
        patrolled_on_holiday=bool(holiday) and any(holiday.start <= day <= holiday.end for day, _ in patrols),
        giver_kinds=tuple(said.get(k, k.value) for k in GiverKind if k.value in kinds),
        organisations=_givers(given, GiverKind.SOCIAL_ORGANISATION),
        communities=_givers(given, GiverKind.COMMUNITY),
        goods=_goods(goods for kind, _, goods in given if kind == GiverKind.SOCIAL_ORGANISATION),
    )


def _givers(given: Iterable[tuple[str, str, str]], kind: GiverKind) -> tuple[str, ...]:
    """Who of that kind gave, first those who gave to most."""
    counts = Counter(giver for of_kind, giver, _ in given if of_kind == kind)
    return tuple(giver for giver, _ in counts.most_common(GIVERS_NAMED))


def _goods(written: Iterable[str]) -> tuple[str, ...]:
    """米、面、油: the things most often given; lists joined by 、 or ， are taken apart."""
    things = (thing.strip() for text in written for thing in text.replace("，", JOINT).split(JOINT))
    return tuple(thing for thing, _ in Counter(filter(None, things)).most_common(GOODS_NAMED))
