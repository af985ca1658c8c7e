"""巡查记录台账 and 救助登记台账, each rule through a real workbook."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from fengxian.ledgers.imports import undo_import
from relief.patrols.models import Assistance, Patrol
from tests.relief.sheets import assistance, counts, errors, member, number, patrol, warnings

pytestmark = pytest.mark.django_db


def test_a_rescue_officer_can_bring_in_a_night_patrol(bring, make_user):
    officer = make_user("rescue_officer", "610330")
    row = patrol(开始时间="22:30", 结束时间=dt.time(1, 15), 重点区域="桥洞涵洞、街道", 参加人员="李强、王芳", 发放物资件套=2)
    assert counts(bring("patrols", officer, row)) == (1, 0, 0, 0)
    one = Patrol.objects.get()
    assert (one.start, one.end, one.areas) == (dt.time(22, 30), dt.time(1, 15), "街道、桥洞涵洞")


def test_the_same_files_twice_are_unchanged(bring, county_admin):
    rounds = [patrol(参加人员="李强、王芳", 劝导人数=0, 情况说明="风雪夜"), patrol(开始时间="9:05")]
    helped = [
        assistance(巡查编号=rounds[0]["巡查编号"], 来站方式="巡查发现"),
        assistance(姓名="李四", 身份证号=number(), 伙食=20.5, 住宿=100, 入站日期="2024-01-16", 离站日期="2024-01-18"),
    ]
    for kind, rows in (("patrols", rounds), ("assistance", helped)):
        assert counts(bring(kind, county_admin, *rows)) == (2, 0, 0, 0)
        assert counts(bring(kind, county_admin, *rows)) == (0, 0, 2, 0)


@pytest.mark.parametrize(
    ("cells", "error"),
    [
        ({"重点区域": "公园"}, ("重点区域", "wrong_choice")),
        ({"重点区域": None}, ("重点区域", "required")),
        ({"开始时间": "25:00"}, ("开始时间", "not_a_date")),
        ({"发现人数": "1.5"}, ("发现人数", "not_a_number")),
        ({"发现人数": None}, ("发现人数", "required")),
        ({"带队人": None}, ("带队人", "required")),
    ],
)
def test_a_wrong_cell_of_a_patrol_is_refused_with_its_code(look, county_admin, cells, error):
    assert errors(look("patrols", county_admin, patrol(**cells))) == [(2, *error)]


def test_more_people_persuaded_than_found_is_only_a_warning(look, county_admin):
    outcome = look("patrols", county_admin, patrol(发现人数=1, 劝导人数=2))
    assert (counts(outcome), warnings(outcome)) == ((1, 0, 0, 0), [(2, "劝导人数")])


@pytest.mark.parametrize(
    ("cells", "error"),
    [
        ({"伙食": 20, "救助金额": 21}, ("救助金额", "amount_mismatch")),
        ({"伙食": 0, "救助金额": 21}, ("救助金额", "amount_mismatch")),
        ({"入站日期": "2024-01-20", "离站日期": "2024-01-19"}, ("离站日期", "not_in_period")),
        ({"巡查编号": "XC-没有"}, ("巡查编号", "other")),
        ({"身份证号": "610330195801150018"}, ("身份证号", "identity_checksum")),
        ({"身份证号": number("20900115")}, ("身份证号", "identity_birthdate")),
        ({"性别": "女性"}, ("性别", "wrong_choice")),
        ({"估计年龄": 130}, ("估计年龄", "not_a_number")),
        ({"救助金额": None}, ("救助金额", "required")),
        ({"救助金额": "未知"}, ("救助金额", "not_money")),
    ],
)
def test_a_wrong_cell_of_assistance_is_refused_with_its_code(look, county_admin, cells, error):
    assert errors(look("assistance", county_admin, assistance(**cells))) == [(2, *error)]


def test_without_cost_lines_the_amount_stands_alone(bring, county_admin):
    bring("assistance", county_admin, assistance(救助金额="262.62"))
    assert Assistance.objects.get().amount == Decimal("262.62")


def test_the_six_cost_lines_make_the_amount(bring, county_admin):
    costs = {"乘车凭证": 85.5, "伙食": 40, "住宿": 100, "医疗": 30.05, "短途交通": 15, "其他费用": "0.45"}
    bring("assistance", county_admin, assistance(**costs, 救助金额=271))
    assert Assistance.objects.get().amount == Decimal("271.00")


def test_who_gives_no_name_is_nameless_and_may_get_a_name_later(bring, county_admin):
    row = assistance(姓名=None)
    bring("assistance", county_admin, row)
    assert Assistance.objects.get().name == "无名氏"
    bring("assistance", county_admin, row | {"姓名": "李四"})
    bring("assistance", county_admin, row | {"姓名": "清空"})
    assert Assistance.objects.get().name == "无名氏"


def test_a_long_stay_and_a_dear_short_ride_are_only_warnings(look, county_admin):
    row = assistance(入站日期="2024-01-01", 离站日期="2024-01-12", 短途交通=20.01, 救助金额=20.01)
    outcome = look("assistance", county_admin, row, assistance(短途交通=30, 救助金额=30, 备注="夜间出租车，有签收"))
    assert (counts(outcome), warnings(outcome)) == ((2, 0, 0, 0), [(2, "短途交通"), (2, "离站日期")])


def test_a_patrol_is_found_by_its_number(bring, county_admin):
    found = patrol()
    bring("patrols", county_admin, found)
    bring("assistance", county_admin, assistance(来站方式="巡查发现", 巡查编号=found["巡查编号"]))
    assert Assistance.objects.get().patrol.number == found["巡查编号"]


def test_undo_brings_the_patrol_and_the_person_back(bring, county_admin):
    found, zhou = patrol(), member(姓名="周克俭")
    bring("patrols", county_admin, found)
    bring("households", county_admin, zhou)
    row = assistance(姓名="周克俭", 身份证号=zhou["身份证号"], 巡查编号=found["巡查编号"])
    bring("assistance", county_admin, row)
    changed = bring("assistance", county_admin, row | {"巡查编号": "清空", "身份证号": "清空"})
    assert (Assistance.objects.get().patrol, Assistance.objects.get().person) == (None, None)
    undo_import(changed.batch, actor=county_admin)
    again = Assistance.objects.get()
    assert (again.patrol.number, again.person.name, again.identity) == (found["巡查编号"], "周克俭", zhou["身份证号"])


def test_nobody_is_helped_after_death_or_under_anothers_name(bring, look, county_admin):
    zhou = member(姓名="周克俭")
    bring("households", county_admin, zhou)
    other = assistance(姓名="周勤俭", 身份证号=zhou["身份证号"])
    assert errors(look("assistance", county_admin, other)) == [(2, "姓名", "name_mismatch")]
    bring("households", county_admin, zhou | {"状态": "死亡", "状态日期": "2024-01-10"})
    dead = assistance(姓名="周克俭", 身份证号=zhou["身份证号"])
    assert errors(look("assistance", county_admin, dead)) == [(2, "求助日期", "deceased")]


def test_a_sex_that_is_not_the_numbers_is_only_a_warning(look, county_admin):
    outcome = look("assistance", county_admin, assistance(身份证号=number("19600302", "女"), 性别="男"))
    assert (counts(outcome), warnings(outcome)) == ((1, 0, 0, 0), [(2, "性别")])


def test_the_database_itself_holds_the_sum_of_the_costs(bring, county_admin):
    bring("assistance", county_admin, assistance(伙食=20, 救助金额=20))
    with pytest.raises(IntegrityError), transaction.atomic():
        Assistance.objects.update(amount=Decimal("21"))
