"""One import written by two workers at one moment is written once."""

import pytest

from tests.racing import answer, start

MODULE = "tests.ledgers.race"


@pytest.fixture
def two_workers(databases, tmp_path, settings):
    """``two_workers(…)``: (what each came to, what is on record)."""

    def run(*switches: str) -> tuple[list[str], str]:
        url = databases.empty()
        assert answer(start(MODULE, "prepare", tmp_path, "prepare", url=url)) == "checked"
        both = [start(MODULE, "commit", tmp_path, name, *switches, url=url) for name in ("甲", "乙")]
        said = sorted(answer(process) for process in both)
        return said, answer(start(MODULE, "count", tmp_path, "count", url=url))

    return run


def test_of_two_workers_one_writes_and_the_other_is_too_late(two_workers):
    assert two_workers() == (["too late", "written"], "20 rows, 1 entries")


def test_without_compare_and_set_both_would_have_gone_on(two_workers):
    said, record = two_workers("naive")
    assert "too late" not in said and record.startswith("20 rows")
