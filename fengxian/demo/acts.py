"""The plan as acts of the demo's people: who wrote which rows of which ledger at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from fengxian.accounts.rights import Role
from fengxian.demo import rows
from fengxian.demo.condolences import Condolence
from fengxian.demo.inspections import supervisor_of
from fengxian.demo.other_condolences import COMMUNITY, TOWN
from fengxian.demo.payments import Payment
from fengxian.demo.people import DEMO_PEOPLE, town_officer
from fengxian.demo.plan import Plan
from fengxian.regions import codes
from fengxian.regions.codes import Level


@dataclass(frozen=True, slots=True)
class Act:
    """Rows of one ledger under their column names; ``actor`` is a username, ``label`` goes on the trail."""

    kind: str
    actor: str
    label: str
    rows: list[rows.Cells]


def first_of(role: Role) -> str:
    return next(person.username for person in DEMO_PEOPLE if person.role == role)


OFFICER = first_of(Role.COUNTY_OFFICER)
FINANCE = first_of(Role.FINANCE)
RESCUE = first_of(Role.RESCUE_OFFICER)
_WORKERS = {codes.pad(p.region_codes[0]): p.username for p in DEMO_PEOPLE if p.role == Role.VILLAGE_WORKER}


def keeper_of(region: int) -> str:
    """Who keeps the ledgers of a padded region: the town's officer, or the county's beyond one town."""
    if codes.level_of(region) == Level.COUNTY:
        return OFFICER
    return town_officer(codes.ancestor(region, Level.TOWN))


def visitor_of(region: int) -> str:
    """Village workers write their own village's visits."""
    return _WORKERS.get(region) or keeper_of(region)


def acts_of(plan: Plan) -> Iterator[Act]:
    """In an order in which each finds what it needs."""
    yield from _households(plan)
    yield from _grouped(
        "visits", plan.visits, rows.visit_cells,
        lambda visit: (visitor_of(visit.tour.region), f"{visit.day:%Y年%-m月}走访"),
    )
    yield from _grouped(
        "inspections", plan.inspections, rows.inspection_cells,
        lambda inspection: (supervisor_of(inspection.region) or OFFICER, f"{inspection.group}检查"),
    )
    yield from _grouped(
        "payments", plan.payments, rows.payment_cells, lambda payment: (FINANCE, _roster_label(payment)),
    )
    yield from _grouped("condolences", plan.condolences, rows.condolence_cells, _giver)
    yield from _grouped(
        "investments", plan.investments, rows.investment_cells,
        lambda spent: (_treasurer(spent.region), "专项行动投入资金"),
    )
    yield from _grouped("patrols", plan.patrols, rows.patrol_cells, lambda patrol: (RESCUE, "救助站巡查"))
    yield from _grouped("assistance", plan.assistance, rows.assistance_cells, lambda helped: (RESCUE, "救助登记"))


def _households(plan: Plan) -> Iterator[Act]:
    members = [(household, person) for household in plan.county.households for person in household.members]
    yield from _grouped(
        "households", members, lambda pair: rows.household_cells(*pair),
        lambda pair: (keeper_of(pair[0].village.town), f"{pair[0].village.town_name}困难群众家庭"),
    )


def _grouped(
    kind: str, items: Iterable[Any], cells: Callable[[Any], rows.Cells],
    group: Callable[[Any], tuple[str, str]],
) -> Iterator[Act]:
    """One act for each (actor, label), in the order in which they first come."""
    found: dict[tuple[str, str], list[rows.Cells]] = defaultdict(list)
    for item in items:
        filled = {name: value for name, value in cells(item).items() if value not in (None, "")}
        found[group(item)].append(filled)
    for (actor, label), gathered in found.items():
        yield Act(kind, actor, label, gathered)


def _roster_label(payment: Payment) -> str:
    again = "重发" if payment.batch.endswith("重发") else "发放"
    return f"{payment.period} {payment.programme}{again}"


def _giver(condolence: Condolence) -> tuple[str, str]:
    own = condolence.giver_kind in (TOWN, COMMUNITY)
    return (keeper_of(condolence.region) if own else OFFICER, f"{condolence.giver_kind}慰问")


def _treasurer(region: int) -> str:
    return FINANCE if codes.level_of(region) == Level.COUNTY else keeper_of(region)
