"""python -m tests.audit.race write|verify FOLDER …: one process of many that write the trail at once."""

import sys
from pathlib import Path

import django

django.setup()

from fengxian.audit import trail  # noqa: E402
from fengxian.audit.models import Act, Entry  # noqa: E402
from tests.racing import meet  # noqa: E402


def write(folder: Path, name: str, times: str, *switches: str) -> str:
    """``lockless`` takes the advisory lock of PostgreSQL away: two may then read the same last link."""
    if "lockless" in switches:
        trail._LOCK = hash(name) % 10**6 + int(name)
    meet(folder, name, 4)
    for number in range(int(times)):
        trail.record(Act.SYSTEM, label=f"{name}-{number}")
    return "written"


def verify(folder: Path) -> str:
    return f"{Entry.objects.count()} {len(trail.broken_links())}"


if __name__ == "__main__":
    act, path, *rest = sys.argv[1:]
    print({"write": write, "verify": verify}[act](Path(path), *rest))
