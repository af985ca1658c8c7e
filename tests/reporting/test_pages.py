"""Dashboard, list of figures and drill-down: the same numbers for all, the rows only for those who may see them."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from fengxian.audit.models import Act, Entry
from fengxian.ledgers.registry import ledger
from fengxian.ledgers.saving import void_record
from tests.reporting import world as w

pytestmark = pytest.mark.usefixtures("records")
DASHBOARD = "/"


def drill(key, query=""):
    return reverse("reporting:drill", args=[key]) + query


def text_of(response):
    """The page without tags and the space that they leave."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def admin_client(client_for, county_admin) -> Client:
    return client_for(county_admin)


def test_the_dashboard_shows_the_figures_of_the_county(admin_client):
    shown = text_of(admin_client.get(DASHBOARD))
    for said in (
        "参与专项行动干部10人次走访6，检查4", "走访服务对象5人次入户4，电话1", "投入资金10045.75元凭证2张",
        "一次性取暖补贴0.05万元", "救助流浪乞讨人员3人其中巡查发现1", "发放救助补助资金63元乘车20.66", "夜间1，白天1",
        "走访覆盖率100%", "排查7处，整改5，逾期1",
    ):
        assert said in shown, said


def test_the_dashboard_of_a_village_worker_shows_the_village(client_for, village_worker):
    shown = text_of(client_for(village_worker).get(DASHBOARD))
    assert "走访服务对象3人次" in shown and "龙口村" in shown and "各村走访" not in shown


def test_numbers_lead_to_rows_only_for_those_who_may_see_them(client_for, make_user):
    page = client_for(make_user("rescue_officer", w.COUNTY)).get(DASHBOARD).content.decode()
    assert drill("rescue_patrols") in page and drill("relief_paid") not in page
    assert "烟道漏烟" not in page


def test_the_board_and_the_table_keep_to_a_handful_of_queries(admin_client, django_assert_max_num_queries):
    admin_client.get(DASHBOARD)
    with django_assert_max_num_queries(12):
        admin_client.get(DASHBOARD)


def test_the_overdue_hazard_is_listed(admin_client):
    shown = text_of(admin_client.get(DASHBOARD))
    assert "走访发现、期限已过、尚未销号，共1处" in shown and "烟道漏烟" in shown


@pytest.mark.parametrize(("query", "visits"), [
    ("?period=month&month=2024-01", "2"), ("?period=dates&from=2024-03-01&to=2024-03-31", "1"),
    (f"?region={w.TOWN}", "4"), (f"?region={w.VILLAGE}&period=month&month=2024-02", "1"),
    ("?campaign=2024-winter", "5"),
])
def test_region_and_period_are_in_the_address(admin_client, query, visits):
    assert f"走访服务对象{visits}人次" in text_of(admin_client.get(DASHBOARD + query))


@pytest.mark.parametrize("query", ["?period=month&month=2024-13", "?period=dates&from=2024-02-01&to=2024-01-01"])
def test_a_wrong_date_says_so_and_shows_the_campaign(admin_client, query):
    shown = text_of(admin_client.get(DASHBOARD + query))
    assert "日期不对" in shown and "走访服务对象5人次" in shown


@pytest.mark.parametrize("query", ["?region=610331", "?region=x", "?campaign=other", f"?region={w.OTHER_TOWN}"])
def test_what_lies_outside_is_not_found(client_for, town_officer, query):
    client = client_for(town_officer)
    assert client.get(DASHBOARD + query).status_code == 404
    assert client.get(drill("service_visits", query)).status_code == 404


def test_without_a_region_there_is_nothing(client_for, make_user):
    response = client_for(make_user("leader")).get(DASHBOARD)
    assert response.status_code == 403 and "请找县管理员设置" in text_of(response)


def test_the_trend_as_a_table_leads_to_the_rows_of_the_day(admin_client):
    page = admin_client.get("/?trend=table").content.decode()
    assert "2024-02-10" in page and "from=2024-02-10&amp;to=2024-02-10" in page


def test_the_list_of_figures_defines_each(admin_client):
    shown = text_of(admin_client.get(reverse("reporting:figures")))
    assert "走访服务对象5人次走访台账的行数" in shown and "共20个指标" in shown


# --- drill-down ---

def test_each_level_equals_the_number_above_it(admin_client):
    shown = text_of(admin_client.get(drill("service_visits", f"?at={w.VILLAGE}")))
    assert "合计5等于指标" in shown and "合计4等于凤州镇" in shown and "合计3" in shown and "等于本村" in shown
    assert "赵长顺" in shown and "钱有福" in shown and "孙玉琴" not in shown


def test_identity_numbers_are_masked(admin_client):
    page = admin_client.get(drill("service_visits", f"?at={w.VILLAGE}")).content.decode()
    assert w.number(1) not in page and w.number(1)[-4:] in page


def test_the_sources_of_a_figure_are_told_apart(admin_client):
    first = text_of(admin_client.get(drill("cadre_participations")))
    assert "走访6检查4" in first and "这个指标由走访6加上检查4得来" in first and "乙二" in first
    second = text_of(admin_client.get(drill("cadre_participations", "?source=1")))
    assert "己六" in second and "县中心敬老院" in second


def test_what_a_level_did_itself_opens_by_itself(admin_client):
    shown = text_of(admin_client.get(drill("rescue_patrols", f"?at={w.COUNTY}&own=1")))
    assert "凤县（县本级）" in shown and "2024-02-12" in shown and "2024-01-03" not in shown and "等于本级" in shown


def test_a_coverage_shows_who_is_left_out(admin_client, county_admin):
    w.person(county_admin, w.NEXT_VILLAGE, 7, "周克俭", "低保对象", 低保档次="A")
    shown = text_of(admin_client.get(drill("visit_coverage")))
    assert "还没有覆盖到1已覆盖3" in shown and "周克俭" in shown and "赵长顺" not in shown


def test_distinct_figures_say_that_rows_need_not_add_up(admin_client):
    shown = text_of(admin_client.get(drill("condolence_persons")))
    assert "3行，不同的2人" in shown and "不必加起来等于上一级" in shown


def test_by_month_and_by_category(admin_client):
    assert "2024年1月22024年2月3合计5等于指标" in text_of(admin_client.get(drill("service_visits", "?by=month")))
    assert "低保对象3特困人员1" in text_of(admin_client.get(drill("service_visits", "?by=category")))


def test_a_role_without_the_right_sees_regions_but_no_rows(client_for, make_user):
    shown = text_of(client_for(make_user("rescue_officer", w.COUNTY)).get(drill("service_visits")))
    assert "凤州镇4" in shown and "这些记录不归您的角色查看" in shown and "赵长顺" not in shown


def test_drilling_keeps_to_a_handful_of_queries(admin_client, django_assert_max_num_queries):
    address = drill("service_visits", f"?at={w.TOWN}")
    admin_client.get(address)
    with django_assert_max_num_queries(16):
        admin_client.get(address)


def test_every_figure_opens_at_every_level(admin_client):
    for key in w.WHOLE:
        for query in ("", f"?at={w.TOWN}", f"?at={w.VILLAGE}", f"?at={w.TOWN}&own=1", "?by=month"):
            response = admin_client.get(drill(key, query))
            assert response.status_code == 200 and "不等" not in text_of(response), (key, query)


def test_an_unknown_figure_and_a_place_outside_are_not_found(client_for, town_officer):
    client = client_for(town_officer)
    assert client.get(drill("turnover")).status_code == 404
    assert client.get(drill("service_visits", f"?at={w.OTHER_VILLAGE}")).status_code == 404
    assert client.get(drill("service_visits", f"?at={w.COUNTY}")).status_code == 404


# --- taking rows out ---

def rows_in(response, path):
    path.write_bytes(b"".join(response.streaming_content))
    sheet = load_workbook(path).active
    return [row for row in sheet.iter_rows(min_row=4, values_only=True) if isinstance(row[0], int)], sheet["A1"].value


def test_the_rows_behind_a_figure_can_be_taken_out(admin_client, tmp_path):
    address = reverse("reporting:export", args=["heating_subsidy_paid"])
    rows, title = rows_in(admin_client.post(address), tmp_path / "a.xlsx")
    assert len(rows) == 1 and "一次性取暖补贴" in rows[0]
    assert title == "凤县2024年1月1日—2月28日一次性取暖补贴"
    assert Entry.objects.filter(act=Act.EXPORT, detail__figure="heating_subsidy_paid").count() == 1


def test_hazards_are_taken_out_as_the_visits_that_found_them(admin_client, tmp_path):
    address = reverse("reporting:export", args=["hazards_found"]) + f"?at={w.TOWN}"
    rows, _ = rows_in(admin_client.post(address), tmp_path / "a.xlsx")
    assert len(rows) == 1 and "烟道漏烟" in rows[0]


def test_taking_out_needs_the_right_and_a_post(client_for, make_user, admin_client):
    address = reverse("reporting:export", args=["relief_paid"])
    worker = client_for(make_user("village_worker", w.VILLAGE))
    assert worker.post(address).status_code == 403
    assert admin_client.get(address).status_code == 405


def test_voiding_one_record_changes_every_page_at_once(admin_client, county_admin, records):
    void_record(ledger("visits"), actor=county_admin, record=records["other_visit"], version=1, reason="重复")
    assert "走访服务对象4人次" in text_of(admin_client.get(DASHBOARD))
    assert "合计4等于指标" in text_of(admin_client.get(drill("service_visits")))
    assert "走访服务对象4人次" in text_of(admin_client.get(reverse("reporting:bulletin")))
