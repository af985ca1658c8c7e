"""python -m tests.relief.race prepare|pay|count FOLDER …: one process of a race for one person's month.

``blind`` takes away the look at what is stored, ``keyless`` the unique key: what is left is what decides.
"""

import os
import sys
import time
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import IntegrityError, connection  # noqa: E402

from fengxian.accounts.models import User  # noqa: E402
from fengxian.ledgers.imports import commit_import, start_import  # noqa: E402
from fengxian.ledgers.models import ImportState  # noqa: E402
from fengxian.regions import codes  # noqa: E402
from fengxian.regions.services import load_regions  # noqa: E402
from relief.subsidies import claims  # noqa: E402
from relief.subsidies.ledger import PaymentLedger  # noqa: E402
from relief.subsidies.models import PaidMonth, Payment  # noqa: E402
from tests.relief import sheets  # noqa: E402

# On PostgreSQL both meet between look and write; on SQLite the second waits at the door and this one goes on alone.
PATIENCE_SECONDS = 3


def prepare(folder: Path, *switches: str) -> None:
    load_regions(settings.BASE_DIR / "fengxian/regions/data/fengxian_regions.csv")
    user = User(username="county_admin", name="王建国", role="county_admin")
    user.set_unusable_password()
    user.save()
    user.regions.set([codes.pad("610330")])
    who = sheets.member()
    sheets.bring_in("households", sheets.write_sheet(folder / "户.xlsx", [who]), user)
    for number in ("B1", "B2"):
        sheets.write_sheet(folder / f"{number}.xlsx", [sheets.payment(who, 批次号=number)])
    if "keyless" in switches:
        with connection.schema_editor() as editor:
            editor.remove_constraint(PaidMonth, PaidMonth._meta.constraints[0])


def pay(folder: Path, number: str, *switches: str) -> str:
    if "blind" in switches:
        claims.refuse_double = lambda rows: None
    write = PaymentLedger.write

    def write_together(self, new, changed, ctx):
        (folder / f"{number}.here").touch()
        give_up = time.monotonic() + PATIENCE_SECONDS
        while len(list(folder.glob("*.here"))) < 2 and time.monotonic() < give_up:
            time.sleep(0.02)
        return write(self, new, changed, ctx)

    PaymentLedger.write = write_together
    actor = User.objects.get(username="county_admin")
    batch = start_import(actor=actor, kind="payments", path=folder / f"{number}.xlsx", file_name=f"{number}.xlsx")
    try:
        outcome = commit_import(batch)
    except IntegrityError:
        return "refused by the database"
    if outcome.batch.state == ImportState.COMMITTED:
        return "paid"
    return f"refused: {[p.code for p in outcome.checked.errors()]}"


def count(folder: Path) -> int:
    return Payment.objects.live().paid().count()


if __name__ == "__main__":
    act, path, *rest = sys.argv[1:]
    os.makedirs(path, exist_ok=True)
    print({"prepare": prepare, "pay": pay, "count": count}[act](Path(path), *rest))
