"""One form sent by two processes at one moment is saved once."""

from uuid import uuid4

import pytest

from tests.racing import answer, start

MODULE = "tests.web.race"


@pytest.fixture
def two_submits(databases, tmp_path):
    """``two_submits(token)``: (addresses both are led to, rows written)."""

    def run(token: str = "") -> tuple[list[str], int]:
        url = databases.empty()
        answer(start(MODULE, "prepare", tmp_path, url=url))
        both = [start(MODULE, "submit", tmp_path, name, token, url=url) for name in ("甲", "乙")]
        addresses = [answer(process) for process in both]
        return addresses, int(answer(start(MODULE, "count", tmp_path, url=url)))

    return run


def test_two_processes_save_one_form_once_and_both_lead_to_its_result(two_submits):
    addresses, rows = two_submits(uuid4().hex)
    assert rows == 1
    assert addresses[0] == addresses[1]


def test_without_a_token_both_would_write(two_submits):
    addresses, rows = two_submits()
    assert rows == 2 and addresses[0] != addresses[1]
