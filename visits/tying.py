"""Names in 走访干部 and 检查人员 that nobody on the register answers to yet, and tying them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Max, Q

from fengxian.accounts.models import Cadre
from fengxian.accounts.services import save_cadre
from fengxian.audit import trail
from fengxian.audit.models import Act
from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.regions.models import in_spans
from visits.models import InspectionCadre, OutingCadre
from visits.register import Register

TOWN = codes.SPAN[Level.TOWN]


@dataclass
class Untied:
    """A name of one town (or of the county's own work), and where it stands."""

    name: str
    town: int
    outings: int = 0
    inspections: int = 0
    last: Any = None

    @property
    def times(self) -> int:
        return self.outings + self.inspections


def untied_names(user: Any) -> list[Untied]:
    """Distinct names by town within the person's regions, the most frequent first. Two queries."""
    found: dict[tuple[str, int], Untied] = {}
    for kind, rows in _members(user).items():
        for name, town, times, last in _by_town(rows):
            one = found.setdefault((name, town), Untied(name, town))
            setattr(one, kind, times)
            one.last = max(filter(None, (one.last, last)))
    return sorted(found.values(), key=lambda one: (-one.times, one.name, one.town))


def _members(user: Any) -> dict[str, Any]:
    return {
        "outings": OutingCadre.objects.in_scope(user).live().untied(),
        "inspections": InspectionCadre.objects.in_scope(user).live().untied(),
    }


def _by_town(rows: Any) -> Iterable[tuple[str, int, int, Any]]:
    region, day = rows.region_field, f"{rows.parent}__date"
    towns = rows.annotate(town=F(region) - F(region) % TOWN).order_by()
    return towns.values("name", "town").annotate(times=Count("pk"), last=Max(day)).values_list(
        "name", "town", "times", "last"
    )


def _named(rows: Any, name: str, town: int) -> Any:
    here = codes.span(town) if codes.level_of(town) == Level.TOWN else (town, town)
    return rows.filter(in_spans(rows.region_field, [here]), name=name)


def candidates(user: Any, name: str) -> Any:
    """Active cadres of that name within the person's regions."""
    return Cadre.objects.visible_to(user).named([name]).select_related("region").order_by("region_id", "unit")


@transaction.atomic
def tie_name(*, actor: Any, name: str, town: int, cadre: Cadre) -> int:
    """Ties a name's untied rows of one town (or of the county's own work) to a cadre; how many."""
    tied = sum(_named(rows, name, town).update(cadre=cadre) for rows in _plain(actor))
    if tied:
        trail.record(
            Act.UPDATE, actor=actor, kind="cadres", object_id=cadre.pk, label=cadre.name, count=tied,
            reason="对应走访、检查中的姓名", detail={"name": name, "town": codes.official(town)},
        )
    return tied


def _plain(user: Any) -> list[Any]:
    """The untied rows by primary key, so that they can be updated whatever they are joined with."""
    return [
        rows.model.objects.filter(pk__in=rows.values("pk")) for rows in _members(user).values()
    ]


@transaction.atomic
def register_name(*, actor: Any, name: str, town: int, unit: str, post: str, region: int) -> Cadre:
    """Puts a new cadre on the register and ties the name of that town to it."""
    cadre = save_cadre(actor=actor, name=name, unit=unit, post=post, region_id=region)
    tie_name(actor=actor, name=name, town=town, cadre=cadre)
    return cadre


@transaction.atomic
def tie_unambiguous(*, actor: Any) -> int:
    """Ties every name that only one cadre on the register can mean by now; how many rows."""
    names, register = untied_names(actor), Register()
    register.read(one.name for one in names)
    tied = 0
    for one in names:
        found = register.find(one.name, one.town)
        if found:
            tied += tie_name(actor=actor, name=one.name, town=one.town, cadre=Cadre.objects.get(pk=found))
    return tied


def taking_part(user: Any, start: Any, end: Any) -> Any:
    """Active cadres of the register with how often each took part from ``start`` to ``end`` (None: open)."""
    outings = Q(outings__outing__voided_at=None) & _days("outings__outing__date", start, end)
    inspections = Q(inspections__inspection__voided_at=None)
    inspections &= _days("inspections__inspection__date", start, end)
    return Cadre.objects.visible_to(user).filter(is_active=True).annotate(
        outing_times=Count("outings", filter=outings, distinct=True),
        inspection_times=Count("inspections", filter=inspections, distinct=True),
    ).annotate(times=F("outing_times") + F("inspection_times"))


def _days(path: str, start: Any, end: Any) -> Q:
    wanted = Q()
    if start:
        wanted &= Q(**{f"{path}__gte": start})
    if end:
        wanted &= Q(**{f"{path}__lte": end})
    return wanted
