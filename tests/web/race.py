"""python -m tests.web.race prepare|submit|count FOLDER …: one process of a race to send one form twice."""

import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from fengxian.accounts.models import Cadre, User  # noqa: E402
from fengxian.regions import codes  # noqa: E402
from fengxian.regions.services import load_regions  # noqa: E402
from fengxian.web.once import submit_once  # noqa: E402
from tests.racing import meet  # noqa: E402


def prepare(folder: Path) -> str:
    load_regions(settings.BASE_DIR / "fengxian/regions/data/fengxian_regions.csv")
    user = User(username="clerk", name="王建国", role="county_officer")
    user.set_unusable_password()
    user.save()
    return "ready"


def submit(folder: Path, name: str, token: str = "") -> str:
    """The address this process is led to; each would write a cadre of its own name."""
    request = RequestFactory().post("/", {"once": token})
    request.user = User.objects.get(username="clerk")

    def save() -> str:
        meet(folder, name, 2)
        Cadre.objects.create(name=name, unit="民政办", region_id=codes.pad("610330"))
        return f"/{name}/"

    meet(folder, f"{name}-door", 2)
    return submit_once(request, save).url


def count(folder: Path) -> int:
    return Cadre.objects.count()


if __name__ == "__main__":
    act, path, *rest = sys.argv[1:]
    print({"prepare": prepare, "submit": submit, "count": count}[act](Path(path), *rest))
