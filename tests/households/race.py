"""python -m tests.households.race prepare|register|count FOLDER …: one process of a race for one identity number.

``blind`` takes away the look at what is stored, ``keyless`` the unique key: what is left is what decides.
"""

import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from fengxian.accounts.models import User  # noqa: E402
from fengxian.ledgers.engine import RowsRefused  # noqa: E402
from fengxian.regions import codes  # noqa: E402
from fengxian.regions.services import load_regions  # noqa: E402
from households import finding, services  # noqa: E402
from households.ledger import HouseholdLedger  # noqa: E402
from households.models import Person  # noqa: E402
from tests.racing import meet  # noqa: E402

NUMBER = "610330195801150019"


def prepare(folder: Path, *switches: str) -> None:
    load_regions(settings.BASE_DIR / "fengxian/regions/data/fengxian_regions.csv")
    user = User(username="county_admin", name="王建国", role="county_admin")
    user.set_unusable_password()
    user.save()
    user.regions.set([codes.pad("610330")])
    if "keyless" in switches:
        key = next(c for c in Person._meta.constraints if c.name == "person_identity_once")
        with connection.schema_editor() as editor:
            editor.remove_constraint(Person, key)


def register(folder: Path, village: str, *switches: str) -> str:
    if "blind" in switches:
        finding.Found.__init__ = lambda self, rows, homes, prepare: self.__dict__.update(by_hash={}, by_name={})
    write = HouseholdLedger.write

    def write_together(self, new, changed, ctx):
        meet(folder, village, expected=2)
        return write(self, new, changed, ctx)

    HouseholdLedger.write = write_together
    data = {
        "region": village, "name": "赵长顺", "identity": NUMBER, "relation": "户主", "categories": "低保对象", "tier": "B",
    }
    try:
        services.register_family(actor=User.objects.get(username="county_admin"), data=data)
    except RowsRefused as refused:
        return "refused: " + "；".join(p.message for row in refused.rows for p in row.errors or ())
    return "registered"


def count(folder: Path) -> int:
    return Person.objects.live().count()


if __name__ == "__main__":
    act, path, *rest = sys.argv[1:]
    print({"prepare": prepare, "register": register, "count": count}[act](Path(path), *rest))
