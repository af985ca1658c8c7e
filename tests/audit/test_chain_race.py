"""Many processes write one trail at once, and it stays one chain."""

import pytest
from django.db import connection

from tests.racing import answer, start

MODULE = "tests.audit.race"
WRITERS, TIMES = 4, 25


@pytest.fixture
def writers(databases, tmp_path):
    """``writers(*switches)``: (entries, broken links) after four processes wrote 25 entries each."""

    def run(*switches: str) -> tuple[int, int]:
        url = databases.empty()
        started = [start(MODULE, "write", tmp_path, n, TIMES, *switches, url=url) for n in range(1, WRITERS + 1)]
        for process in started:
            answer(process)
        entries, broken = answer(start(MODULE, "verify", tmp_path, url=url)).split()
        return int(entries), int(broken)

    return run


def test_many_processes_cannot_fork_the_chain(writers):
    assert writers() == (WRITERS * TIMES, 0)


@pytest.mark.django_db
def test_the_lock_is_what_keeps_it_whole_on_postgresql(writers):
    """Without it the chain forks there; SQLite lets one process write at a time anyway."""
    broken = writers("lockless")[1]
    assert broken > 0 if connection.vendor == "postgresql" else broken == 0
