"""The whole demo as it is planned: pure figures and names from one seed, before anything is written."""

from collections import defaultdict
from dataclasses import dataclass
from random import Random

from fengxian.demo.assistance import Assistance, plan_assistance
from fengxian.demo.campaign import campaign
from fengxian.demo.condolences import Condolence, numbered, plan_leaders_condolences
from fengxian.demo.county import County, plan_county
from fengxian.demo.crews import assign_crews
from fengxian.demo.inspections import Inspection, plan_inspections
from fengxian.demo.investments import Investment, plan_investments
from fengxian.demo.numbers import Numbers
from fengxian.demo.other_condolences import plan_other_condolences
from fengxian.demo.patrols import Patrol, plan_earlier_patrols, plan_patrols
from fengxian.demo.payments import Payment, plan_rosters
from fengxian.demo.temporary import plan_temporary
from fengxian.demo.tours import plan_earlier_tours, plan_tours
from fengxian.demo.visits import Visit, add_hazards, plan_visits

SEED = 20240228
EARLIER_CREW = 2


@dataclass(frozen=True)
class Plan:
    """``visits`` and ``patrols`` hold a few of the December before, which the campaign does not count."""

    county: County
    visits: list[Visit]
    inspections: list[Inspection]
    payments: list[Payment]
    condolences: list[Condolence]
    investments: list[Investment]
    patrols: list[Patrol]
    assistance: list[Assistance]


def make_plan(seed: int = SEED) -> Plan:
    rng = Random(seed)
    numbers = Numbers(rng)
    county = plan_county(numbers, rng)
    inspections = plan_inspections(county.cadres, rng)
    patrols = plan_patrols(county.cadres, rng)
    leaders = plan_leaders_condolences(county.households, rng)
    others = plan_other_condolences(county.households, county.villages, numbers, rng)
    return Plan(
        county=county,
        inspections=inspections,
        visits=_visits(county, inspections, rng),
        payments=[
            *plan_rosters(county.households, numbers, rng), *plan_temporary(county.households, numbers, rng),
        ],
        condolences=numbered([*leaders, *others]),
        investments=plan_investments(leaders, county.villages, rng),
        assistance=plan_assistance(patrols, numbers, rng),
        patrols=[*plan_earlier_patrols(county.cadres, rng), *patrols],
    )


def _visits(county: County, inspections: list[Inspection], rng: Random) -> list[Visit]:
    """The campaign's cadre participations are those of outings and of inspections together."""
    busy = defaultdict(set)
    for inspection in inspections:
        busy[inspection.day].update(inspection.inspectors)
    outings = campaign().count("cadre_participations") - sum(len(i.inspectors) for i in inspections)
    earlier = plan_earlier_tours(county.households, rng)
    assign_crews(earlier, county.cadres, EARLIER_CREW * len(earlier), {}, rng)
    tours = plan_tours(county.households, rng)
    assign_crews(tours, county.cadres, outings, busy, rng)
    visits = plan_visits(tours, rng)
    add_hazards(visits, rng)
    return [*plan_visits(earlier, rng), *visits]
