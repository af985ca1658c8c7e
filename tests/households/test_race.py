"""One identity number, registered in two villages at the same moment."""

import pytest

from tests.households.sheets import OTHER_VILLAGE, VILLAGE
from tests.racing import answer, start

MODULE = "tests.households.race"


@pytest.fixture
def race(databases, tmp_path):
    """``race("keyless")``: what each of two clerks was told, and how many persons there are then."""

    def run(*switches: str) -> tuple[list[str], int]:
        url = databases.empty()
        answer(start(MODULE, "prepare", tmp_path, *switches, url=url))
        both = [start(MODULE, "register", tmp_path, village, *switches, url=url) for village in (VILLAGE, OTHER_VILLAGE)]
        told = sorted(answer(process) for process in both)
        return told, int(answer(start(MODULE, "count", tmp_path, url=url)))

    return run


def test_one_of_two_clerks_registers_and_the_other_is_told(race):
    (refused, registered), people = race()
    assert registered == "registered" and refused.startswith("refused: ") and people == 1
    assert "台账上" in refused


def test_the_database_decides_when_nobody_looks(race):
    (refused, registered), people = race("blind")
    assert (registered, people) == ("registered", 1) and "已经登记在台账上" in refused


def test_without_look_and_key_there_would_be_two(race):
    """The negative control: this race can be lost."""
    assert race("blind", "keyless") == (["registered", "registered"], 2)
