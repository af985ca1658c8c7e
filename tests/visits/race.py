"""python -m tests.visits.race prepare|visit|region FOLDER …: one process of a race to widen one outing.

``unlocked`` takes away the lock on the outing: what is left is luck.
"""

import sys
import time
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402

from fengxian.accounts.models import User  # noqa: E402
from fengxian.regions import codes  # noqa: E402
from fengxian.regions.services import load_regions  # noqa: E402
from households.services import register_family  # noqa: E402
from tests.racing import meet  # noqa: E402
from tests.visits.conftest import FAR_VILLAGE, OTHER_VILLAGE, VILLAGE, number  # noqa: E402
from visits import services, writing  # noqa: E402
from visits.models import Outing  # noqa: E402

VILLAGES = (VILLAGE, OTHER_VILLAGE, FAR_VILLAGE)
SLOW_SECONDS = 2


def prepare(folder: Path) -> str:
    """Three families in three villages, and an outing that visited the first."""
    load_regions(settings.BASE_DIR / "fengxian/regions/data/fengxian_regions.csv")
    user = User(username="county_admin", name="王建国", role="county_admin")
    user.set_unusable_password()
    user.save()
    user.regions.set([codes.pad("610330")])
    for serial, village in enumerate(VILLAGES, 1):
        register_family(actor=user, data={
            "code": f"F{serial}", "region": village, "name": "赵长顺", "identity": number(serial), "relation": "户主",
            "categories": "低保对象", "tier": "B",
        })
    _record(user, VILLAGE)
    return "ready"


def visit(folder: Path, village: str, *switches: str) -> str:
    """Joins the outing; the neighbour village's clerk works out the outing's region, then is slow to write it."""
    settle = writing.settle_outings
    if "unlocked" in switches:
        writing.lock_outings = lambda ids: {o.pk: o for o in Outing.objects.filter(pk__in=list(ids))}
    if village == OTHER_VILLAGE:
        _slow_down()

    def settle_together(held, actor, reason):
        meet(folder, village, expected=2)
        return settle(held, actor, reason)

    writing.settle_outings = settle_together
    _record(User.objects.get(username="county_admin"), village)
    return "recorded"


def _slow_down() -> None:
    write = Outing.objects.bulk_update

    def write_late(*arguments, **options):
        time.sleep(SLOW_SECONDS)
        return write(*arguments, **options)

    Outing.objects.bulk_update = write_late


def _record(user: User, village: str) -> None:
    serial = VILLAGES.index(village) + 1
    services.record_visit(actor=user, data={
        "number": "CD-1", "date": "2024-01-15", "region": village, "cadres": "王建国", "household_code": f"F{serial}",
        "name": "赵长顺", "identity": number(serial),
    })


def region(folder: Path) -> int:
    return Outing.objects.get().region_id


if __name__ == "__main__":
    act, path, *rest = sys.argv[1:]
    print({"prepare": prepare, "visit": visit, "region": region}[act](Path(path), *rest))
