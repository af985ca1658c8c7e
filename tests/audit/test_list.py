"""The auditor reads the trail of the county; nobody else does, and nobody writes it."""

import pytest

from fengxian.audit import demo
from fengxian.audit.models import Act, Entry
from fengxian.audit.trail import record
from fengxian.regions import codes
from fengxian.regions.models import Region
from fengxian.regions.tree import forget_tree
from tests.conftest import COUNTY

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(client_for, make_user):
    return client_for(make_user("auditor", COUNTY, username="shen"))


@pytest.fixture
def entries(county_admin, town_officer):
    record(Act.EXPORT, actor=county_admin, kind="visits", label="走访台账", count=12)
    record(Act.REVEAL, actor=town_officer, kind="households", label="李有田的身份证号", reason="核对证件")


def shown(client, query=""):
    return client.get(f"/audit/{query}").content.decode().partition("<tbody>")[2].partition("</tbody>")[0]


def test_an_auditor_sees_who_did_what(auditor, entries):
    text = shown(auditor)
    assert "走访台账" in text and "李有田的身份证号" in text and "核对证件" in text


@pytest.mark.parametrize(
    ("query", "seen", "hidden"),
    [
        ("?act=export", "走访台账", "李有田"), ("?kind=households", "李有田", "走访台账"),
        ("?since=2020-01-01", "李有田", "没有"), ("?act=nonsense", "李有田", "没有"),
    ],
)
def test_the_list_can_be_narrowed(auditor, entries, query, seen, hidden):
    text = shown(auditor, query)
    assert seen in text and hidden not in text


def test_the_list_can_be_narrowed_to_one_person_and_to_days(auditor, entries, town_officer):
    assert "走访台账" not in shown(auditor, f"?person={town_officer.pk}")
    assert "没有符合条件的记录" in auditor.get("/audit/?until=2020-01-01").content.decode()


@pytest.mark.parametrize("role", ["county_admin", "county_officer", "leader", "finance", "town_officer"])
def test_others_cannot_read_the_trail_not_even_the_administrator(client_for, make_user, entries, role):
    client = client_for(make_user(role, COUNTY))
    assert client.get("/audit/").status_code == 403
    assert client.get(f"/audit/{Entry.objects.first().pk}/").status_code == 403


def test_the_trail_of_another_county_is_out_of_reach(auditor, make_user):
    Region.objects.create(code=codes.pad("610331"), official_name="太白县", name="太白县", level="county")
    forget_tree()
    foreign = record(Act.EXPORT, actor=make_user("county_officer", "610331"), label="太白台账")
    assert "太白台账" not in auditor.get("/audit/").content.decode()
    assert auditor.get(f"/audit/{foreign.pk}/").status_code == 404


def test_one_entry_opens_with_its_changes(auditor, client_for, county_admin, town_officer):
    client_for(county_admin).post(f"/people/{town_officer.pk}/disable/")
    entry = Entry.objects.get(act=Act.PEOPLE)
    text = auditor.get(f"/audit/{entry.pk}/").content.decode()
    assert "启用" in text and "停用" in text


def test_reading_the_trail_takes_a_fixed_number_of_questions(auditor, county_admin, django_assert_max_num_queries):
    for number in range(60):
        record(Act.EXPORT, actor=county_admin, kind="visits", label=f"第{number}次")
    with django_assert_max_num_queries(15):
        auditor.get("/audit/")


def test_pages_say_when_the_data_is_made_up(client_for, county_admin):
    assert "人名均为虚构" not in client_for(county_admin).get("/me/").content.decode()
    record(Act.SYSTEM, label=demo.LABEL)
    demo.cache.clear()
    assert "人名均为虚构" in client_for(county_admin).get("/me/").content.decode()
