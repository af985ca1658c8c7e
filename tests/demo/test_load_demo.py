"""The demo as loaded: what the system counts from the written records is what the report says."""

import json
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from fengxian.demo.campaign import CAMPAIGN_ID, campaign
from fengxian.demo.loader import Differs, differences_from_report
from fengxian.demo.management.commands import load_demo as command
from fengxian.demo.people import DEMO_PEOPLE
from tests.databases import manage, managed

ADMIN, WORKER, WORKERS_VILLAGE = "zhenghaitao", "luoyongqiang", "610330105211"
COUNT_ROWS = """
from django.apps import apps
from fengxian.audit.models import Record
print(sum(m._base_manager.count() for m in apps.get_models() if issubclass(m, Record)))
"""
READ_TRAIL = """
from fengxian.audit.models import Entry
from fengxian.audit.trail import broken_links
print(broken_links(), Entry.objects.filter(act="system", label="演示数据").count())
"""


@pytest.fixture(scope="module")
def demo(databases):
    """The DATABASE_URL of a loaded demo that tests here only read."""
    return databases.demo()


def totals(url, username=ADMIN, *more):
    return json.loads(managed("totals", "--as", username, "--campaign", CAMPAIGN_ID, *more, url=url))


def values(figures):
    return {key: figure["value"] for key, figure in figures.items()}


def shell(code, url):
    return managed("shell", "--no-imports", "-c", code, url=url).strip()


def test_the_county_admins_totals_are_the_report(demo):
    found = values(totals(demo)["figures"])
    assert {key: found[key] for key in campaign().expected} == campaign().expected


@pytest.mark.parametrize("by", ["town", "village", "month"])
def test_rows_sum_to_each_additive_figure(demo, by):
    found = totals(demo, ADMIN, "--by", by)
    for key, figure in found["figures"].items():
        if "additive" not in figure:
            parts = sum(Decimal(row["figures"][key]["value"]) for row in found["rows"])
            assert parts == Decimal(figure["value"]), key


def test_a_village_workers_totals_are_the_villages(demo):
    own = totals(demo, WORKER)
    rows = totals(demo, ADMIN, "--by", "village")["rows"]
    village = next(row for row in rows if row["code"] == WORKERS_VILLAGE)
    assert own["region"]["code"] == WORKERS_VILLAGE
    assert values(own["figures"]) == values(village["figures"])


def test_it_does_not_load_twice_and_leaves_everything_as_it_was(demo):
    before = shell(COUNT_ROWS, demo)
    done = manage("load_demo", url=demo)
    assert (done.returncode, done.stdout) == (2, "")
    assert "空库" in done.stderr
    assert shell(COUNT_ROWS, demo) == before


def test_it_refuses_a_database_with_a_single_person(databases):
    url = databases.empty()
    managed("load_regions", "fengxian/regions/data/fengxian_regions.csv", url=url)
    managed("create_staff", "chenlin", "--role", "auditor", "--region", "610330", url=url,
            STAFF_PASSWORD="Qinling-2024")
    assert manage("load_demo", url=url).returncode == 2
    assert shell(COUNT_ROWS, url) == "0"


def test_two_loads_give_the_same_figures_in_every_village(demo, databases):
    url = databases.empty()
    said = json.loads(managed("load_demo", url=url))
    assert said["campaign"] == CAMPAIGN_ID and said["counts"]["visits"] > campaign().count("service_visits")
    assert totals(url, ADMIN, "--by", "village") == totals(demo, ADMIN, "--by", "village")


def test_the_trail_says_that_these_are_demo_data_and_holds(demo):
    assert shell(READ_TRAIL, demo) == "[] 1"


def test_everybody_of_the_demo_can_sign_in(demo):
    lines = managed("demo_people", url=demo).splitlines()
    assert len(lines) == len(DEMO_PEOPLE)
    assert all(line.startswith("账号 ") for line in lines)


def test_an_empty_county_differs_from_the_report(county_admin):
    differences = differences_from_report(county_admin)
    assert differences["service_visits"] == (campaign().expected["service_visits"], "0")
    assert len(differences) >= len(campaign().expected) - 2


def test_it_says_which_figure_is_off_and_exits_1(monkeypatch, db):
    def load(say):
        raise Differs({"service_visits": ("12368", "12367")})

    monkeypatch.setattr(command, "load_demo", load)
    with pytest.raises(CommandError, match="service_visits 应为 12368，算出 12367") as raised:
        call_command("load_demo")
    assert raised.value.returncode == 1
