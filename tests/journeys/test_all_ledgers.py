"""All eight ledgers of the demo, taken out with full numbers and brought into a database that has only regions and people."""

import json

import pytest
from django.conf import settings

from fengxian.ledgers.registry import ORDER
from tests.databases import manage, managed

ADMIN = "xinren"
REGIONS = str(settings.BASE_DIR / "fengxian/regions/data/fengxian_regions.csv")


@pytest.fixture(scope="module")
def books(databases, tmp_path_factory):
    """The eight workbooks, and what the demo's figures are."""
    folder, url = tmp_path_factory.mktemp("books"), databases.demo()
    for kind in ORDER:
        managed("export_ledger", kind, "--as", "zhenghaitao", "--out", str(folder / f"{kind}.xlsx"), "--full-identity", url=url)
    return folder, figures(url, "zhenghaitao")


def figures(url: str, username: str) -> dict[str, str]:
    said = json.loads(managed(
        "totals", "--as", username, "--from", "2024-01-01", "--to", "2024-02-28", "--by", "village", url=url
    ))
    rows = {(row["code"], key): one["value"] for row in said["rows"] for key, one in row["figures"].items()}
    return rows | {("", key): one["value"] for key, one in said["figures"].items()}


def test_they_give_the_same_figures_in_every_village_and_change_nothing_the_second_time(books, databases, tmp_path):
    folder, expected = books
    url = databases.empty()
    managed("load_regions", REGIONS, url=url)
    made = manage(
        "create_staff", ADMIN, "--role", "county_admin", "--region", "610330", "--name", "新人", url=url,
        STAFF_PASSWORD="Qinling-2024-new",
    )
    assert made.returncode == 0, made.stderr
    for outcome in ("created", "unchanged"):
        for kind in ORDER:
            said = json.loads(manage(
                "import_ledger", kind, str(folder / f"{kind}.xlsx"), "--as", ADMIN, "--commit", url=url,
                MEDIA_ROOT=str(tmp_path / "media"),
            ).stdout)
            assert said["rejected"] == 0, said["errors"][:3]
            assert said["rows"] == said[outcome], said
    assert figures(url, ADMIN) == expected
