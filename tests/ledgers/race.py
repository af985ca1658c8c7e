"""python -m tests.ledgers.race prepare|commit|count FOLDER NAME [naive]: one of two processes that write one import at one moment.

``naive`` looks at the state and then sets it, as code without compare-and-set would.
"""

import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import IntegrityError  # noqa: E402

from fengxian.accounts.models import User  # noqa: E402
from fengxian.audit.models import Act, Entry  # noqa: E402
from fengxian.ledgers import imports  # noqa: E402
from fengxian.ledgers.imports import WrongState, check_import, commit_import, start_import  # noqa: E402
from fengxian.ledgers.models import ImportBatch  # noqa: E402
from fengxian.regions import codes  # noqa: E402
from fengxian.regions.services import load_regions  # noqa: E402
from relief.condolences.models import Investment  # noqa: E402
from tests.ledgers import books  # noqa: E402
from tests.racing import meet  # noqa: E402


def prepare(folder: Path) -> str:
    load_regions(settings.BASE_DIR / "fengxian/regions/data/fengxian_regions.csv")
    user = User(username="county_admin", name="王建国", role="county_admin")
    user.set_unusable_password()
    user.save()
    user.regions.set([codes.pad("610330")])
    path = books.plain(folder / "投入资金.xlsx", *(books.money() for _ in range(20)))
    return check_import(start_import(actor=user, kind="investments", path=path, file_name=path.name)).batch.state


def look_then_set(batch: ImportBatch, allowed: tuple[str, ...], state: str) -> None:
    if ImportBatch.objects.get(pk=batch.pk).state not in allowed:
        raise WrongState
    meet(FOLDER, f"{NAME}-looked", 2)
    ImportBatch.objects.filter(pk=batch.pk).update(state=state)


def commit(folder: Path, *switches: str) -> str:
    batch = ImportBatch.objects.select_related("actor").get()
    if "naive" in switches:
        imports._move = look_then_set
    else:
        meet(folder, NAME, 2)
    try:
        commit_import(batch)
    except WrongState:
        return "too late"
    except IntegrityError:
        return "refused by the database"
    return "written"


def count(folder: Path) -> str:
    return f"{Investment.objects.live().count()} rows, {Entry.objects.filter(act=Act.IMPORT).count()} entries"


if __name__ == "__main__":
    act, path, NAME, *rest = sys.argv[1:]
    FOLDER = Path(path)
    print({"prepare": prepare, "commit": commit, "count": count}[act](FOLDER, *rest))
