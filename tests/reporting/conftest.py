"""The small campaign of world.py, for all tests of figures."""

import pytest

from tests.reporting import world


@pytest.fixture
def campaign(county_admin):
    return world.start_winter(county_admin)


@pytest.fixture
def records(county_admin, campaign):
    """The small campaign on record; by name, the records that a test may take away."""
    return world.fill(county_admin)
