"""The plan of the demo, made once; and what the report says."""

import pytest

from fengxian.demo.campaign import campaign
from fengxian.demo.plan import make_plan


@pytest.fixture(scope="session")
def plan():
    return make_plan()


@pytest.fixture(scope="session")
def report():
    return campaign()


@pytest.fixture(scope="session")
def people(plan):
    """(household, person) of everybody on the ledger, in whatever state."""
    return [(household, person) for household in plan.county.households for person in household.members]


@pytest.fixture(scope="session")
def campaign_visits(plan, report):
    return [visit for visit in plan.visits if report.start <= visit.day <= report.end]
