"""Two clerks add a visit to one outing at the same moment: its region must hold both."""

import pytest
from django.db import connection

from tests.racing import answer, start
from tests.visits.conftest import FAR_VILLAGE, OTHER_VILLAGE

MODULE = "tests.visits.race"
COUNTY, TOWN = 610330000000, 610330101000


@pytest.fixture
def race(databases, tmp_path):
    """``race("unlocked")``: the outing's region after a visit next door and one in another town."""

    def run(*switches: str) -> int:
        url = databases.empty()
        answer(start(MODULE, "prepare", tmp_path, url=url))
        both = [start(MODULE, "visit", tmp_path, village, *switches, url=url) for village in (OTHER_VILLAGE, FAR_VILLAGE)]
        assert [answer(process) for process in both] == ["recorded", "recorded"]
        return int(answer(start(MODULE, "region", tmp_path, url=url)))

    return run


def test_an_outing_widened_by_two_clerks_holds_both_visits(race):
    assert race() == COUNTY


def test_without_the_lock_the_slower_clerk_overwrites_the_other(race):
    """The negative control: PostgreSQL loses one; SQLite's single writer cannot."""
    assert race("unlocked") == (TOWN if connection.vendor == "postgresql" else COUNTY)
