"""All eight ledgers of the demo, taken out with full numbers and brought into a database that has only regions and people."""

import json

import pytest
from django.conf import settings

from fengxian.ledgers.registry import ORDER
from tests.databases import answers, manage, managed

ADMIN = "xinren"
REGIONS = str(settings.BASE_DIR / "fengxian/regions/data/fengxian_regions.csv")


@pytest.fixture(scope="module")
def books(databases, tmp_path_factory):
    """The eight workbooks, and what the demo's figures are."""
    folder, url = tmp_path_factory.mktemp("books"), databases.demo()
    answers([
        ["export_ledger", kind, "--as", "zhenghaitao", "--out", str(folder / f"{kind}.xlsx"), "--full-identity"]
        for kind in ORDER
    ], url)
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
    bring = [["import_ledger", kind, str(folder / f"{kind}.xlsx"), "--as", ADMIN, "--commit"] for kind in ORDER]
    said = answers(bring + bring, url, MEDIA_ROOT=str(tmp_path / "media"))
    assert [one["rejected"] for one in said] == [0] * 16
    assert [one["created"] for one in said[:8]] == [one["rows"] for one in said[:8]]
    assert [one["unchanged"] for one in said[8:]] == [one["rows"] for one in said[:8]]
    assert figures(url, ADMIN) == expected
