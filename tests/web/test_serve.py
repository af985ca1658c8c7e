"""``manage.py serve``: the server and its task worker live and end together."""

import os
import signal
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.live import start_server

PATIENCE_SECONDS = 30


@pytest.fixture
def server(databases, tmp_path):
    with start_server(databases.empty(), tmp_path) as (process, url):
        yield process, url


def children(pid: int) -> dict[int, str]:
    """Process id → command line of the processes that this one started."""
    pids = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(child): Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ") for child in pids}


def task_workers(pid: int) -> list[int]:
    return [child for child, command in children(pid).items() if "db_worker" in command]


def until(condition) -> bool:
    """Whether the condition comes true within a bounded time."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        if condition():
            return True
        time.sleep(0.1)
    return False


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_the_server_answers_and_has_one_task_worker(server):
    process, url = server
    assert urlopen(url + "/", timeout=PATIENCE_SECONDS).status == 200
    assert len(task_workers(process.pid)) == 1


def test_a_task_worker_that_dies_is_started_again(server):
    process, _ = server
    [first] = task_workers(process.pid)
    os.kill(first, signal.SIGKILL)
    assert until(lambda: task_workers(process.pid) not in ([first], []))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_the_server_is_ended_by(number, server):
    process, _ = server
    family = [grandchild for child in children(process.pid) for grandchild in (child, *children(child))]
    assert len(family) == 4  # gunicorn with its two processes, and the task worker
    process.send_signal(number)
    process.wait(PATIENCE_SECONDS)
    assert until(lambda: not any(map(is_running, family)))
