"""资金发放花名册: finding people, amounts, periods and results, each through a real workbook."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db.models import Sum

from relief.subsidies.models import Payment, PaymentBatch
from tests.relief.sheets import FAR_VILLAGE, OTHER_VILLAGE, counts, errors, member, number, payment, warnings

pytestmark = pytest.mark.django_db


def test_a_payment_comes_in_as_a_settled_batch_of_history(bring, county_admin, family):
    outcome = bring("payments", county_admin, payment(family.head), payment(family.wife, 应发金额=800.1, 实发金额=800.1))
    assert counts(outcome) == (2, 0, 0, 0)
    batch = PaymentBatch.objects.get()
    assert (batch.number, batch.title, batch.state, batch.is_history) == ("2024-01低保", "2024年1月低保金", "已结清", True)
    assert Payment.objects.aggregate(Sum("net"))["net__sum"] == Decimal("1600.10")


def test_the_same_file_twice_is_unchanged(bring, county_admin, family):
    rows = [payment(family.head, 补发=1.05, 扣减=0.5, 实发金额=800.55, 备注="补上月"), payment(family.wife)]
    bring("payments", county_admin, *rows)
    assert counts(bring("payments", county_admin, *rows)) == (0, 0, 2, 0)


def test_a_batch_lies_in_the_smallest_region_that_holds_its_lines(bring, county_admin, family):
    bring("payments", county_admin, payment(family.head))
    assert PaymentBatch.objects.get().region_id == 610330101200
    bring("payments", county_admin, payment(family.wife, 区划代码=OTHER_VILLAGE))
    assert PaymentBatch.objects.get().region_id == 610330101000
    assert PaymentBatch.objects.get().version == 1


@pytest.mark.parametrize(
    ("cells", "error"),
    [
        ({"实发金额": 801}, ("实发金额", "amount_mismatch")),
        ({"扣减": 900, "实发金额": 0}, ("实发金额", "amount_mismatch")),
        ({"应发金额": "八百"}, ("应发金额", "not_money")),
        ({"应发金额": -1}, ("应发金额", "negative_money")),
        ({"应发金额": "800.005"}, ("应发金额", "not_money")),
        ({"保障人数": "一"}, ("保障人数", "not_a_number")),
        ({"发放日期": None}, ("发放日期", "required")),
        ({"发放日期": "2099-01-01"}, ("发放日期", "date_in_future")),
        ({"发放日期": "一月"}, ("发放日期", "not_a_date")),
        ({"所属期": "2024-13"}, ("所属期", "not_in_period")),
        ({"所属期": "2024-02~2024-01"}, ("所属期", "not_in_period")),
        ({"所属期": "一月"}, ("所属期", "not_in_period")),
        ({"项目": "过节费"}, ("项目", "wrong_choice")),
        ({"发放状态": "已发"}, ("发放状态", "wrong_choice")),
        ({"户编号": "FX-999"}, ("户编号", "unknown_household")),
        ({"户编号": "FX-002"}, ("身份证号", "unknown_person")),
        ({"身份证号": number()}, ("身份证号", "unknown_person")),
        ({"身份证号": "610330195801150018"}, ("身份证号", "identity_checksum")),
        ({"身份证号": 610330195801150019}, ("身份证号", "identity_mangled")),
        ({"身份证号": None}, ("身份证号", "required")),
        ({"领款人": "赵长寿"}, ("领款人", "name_mismatch")),
        ({"区划代码": "610330999"}, ("区划代码", "unknown_region")),
        ({"账户类型": "银行卡", "银行账号": "6217000012345678"}, ("银行账号", "other")),
        ({"备注": "长" * 1001}, ("备注", "too_long")),
    ],
)
def test_a_wrong_cell_is_refused_with_its_code(look, county_admin, family, cells, error):
    assert errors(look("payments", county_admin, payment(family.head) | cells)) == [(2, *error)]


def test_a_passbook_number_need_not_pass_the_cards_check(look, county_admin, family):
    row = payment(family.head, 账户类型="存折", 银行账号="2703012345678")
    assert counts(look("payments", county_admin, row)) == (1, 0, 0, 0)


def test_a_town_officer_cannot_pay_in_another_town(look, town_officer, family):
    outcome = look("payments", town_officer, payment(family.head, 区划代码=FAR_VILLAGE))
    assert errors(outcome) == [(2, "区划代码", "region_not_allowed")]


def test_a_town_officer_cannot_touch_a_line_that_lies_elsewhere(bring, look, county_admin, town_officer, family):
    bring("payments", county_admin, payment(family.head, 区划代码=FAR_VILLAGE))
    outcome = look("payments", town_officer, payment(family.head, 实发金额=1, 应发金额=1))
    assert errors(outcome) == [(2, "批次号", "region_not_allowed")]


def test_to_a_town_officer_a_family_of_another_town_is_unknown(bring, look, county_admin, town_officer):
    far = member(户编号="FX-900", 区划代码=FAR_VILLAGE)
    bring("households", county_admin, far)
    outcome = look("payments", town_officer, payment(far, 区划代码=OTHER_VILLAGE))
    assert errors(outcome) == [(2, "户编号", "unknown_household")]


def test_somebody_without_a_number_is_found_by_household_and_name(bring, county_admin, family):
    row = payment(family.child)
    assert counts(bring("payments", county_admin, row)) == (1, 0, 0, 0)
    assert counts(bring("payments", county_admin, row)) == (0, 0, 1, 0)
    assert Payment.objects.get().person.name == "赵小宝"


def test_two_rows_for_one_person_in_a_batch_are_one_too_many(look, county_admin, family):
    outcome = look("payments", county_admin, payment(family.head), payment(family.head))
    assert errors(outcome) == [(3, None, "duplicate_in_file")]


def test_nothing_is_paid_after_death(bring, look, county_admin, family):
    bring("households", county_admin, family.wife | {"状态": "死亡", "状态日期": "2024-01-20"})
    assert errors(look("payments", county_admin, payment(family.wife))) == [(2, "发放日期", "deceased")]
    assert counts(look("payments", county_admin, payment(family.wife, 发放日期="2024-01-20"))) == (1, 0, 0, 0)


def test_money_that_came_back_from_a_dead_persons_account_is_history(bring, look, county_admin, family):
    bring("households", county_admin, family.wife | {"状态": "死亡", "状态日期": "2024-01-20"})
    row = payment(family.wife, 发放状态="退汇", 失败原因="账户已销户")
    assert counts(look("payments", county_admin, row)) == (1, 0, 0, 0)


def test_a_return_without_its_reason_is_only_a_warning(look, county_admin, family):
    outcome = look("payments", county_admin, payment(family.head, 发放状态="退汇"))
    assert (counts(outcome), warnings(outcome)) == ((1, 0, 0, 0), [(2, "失败原因")])


def test_all_rows_of_a_batch_have_one_programme_and_one_period(look, county_admin, family):
    outcome = look("payments", county_admin, payment(family.head), payment(family.wife, 所属期="2024-02"))
    assert errors(outcome) == [(3, "所属期", "other")]


def test_a_batch_number_of_another_period_is_refused(bring, look, county_admin, family):
    bring("payments", county_admin, payment(family.head))
    outcome = look("payments", county_admin, payment(family.wife, 所属期="2024-02"))
    assert errors(outcome) == [(2, "批次号", "other")]


def test_a_whole_batch_may_be_corrected_by_one_file(bring, county_admin, family):
    bring("payments", county_admin, payment(family.head), payment(family.wife))
    rows = [payment(family.head, 所属期="2024-02"), payment(family.wife, 所属期="2024-02")]
    assert counts(bring("payments", county_admin, *rows)) == (0, 2, 0, 0)
    assert PaymentBatch.objects.get().period_start == dt.date(2024, 2, 1)


def test_a_corrected_row_changes_and_says_what_it_was(bring, county_admin, family):
    bring("payments", county_admin, payment(family.head))
    outcome = bring("payments", county_admin, payment(family.head, 应发金额=900, 实发金额=900))
    row = outcome.checked.rows[0]
    assert row.changes == {
        "due": (Decimal("800.00"), Decimal("900.00")), "net": (Decimal("800.00"), Decimal("900.00")),
    }
    assert Payment.objects.get().version == 2


def test_a_moved_family_does_not_rewrite_a_payment(bring, county_admin, family):
    bring("payments", county_admin, payment(family.alone, 批次号="B2", 项目="特困供养金"))
    bring("households", county_admin, family.alone | {"区划代码": FAR_VILLAGE})
    assert Payment.objects.get().region_id == 610330101200


def test_numbers_are_not_kept_in_plain(bring, county_admin, family):
    bring("payments", county_admin, payment(family.head, 账户类型="存折", 银行账号="2703012345678"))
    stored = Payment.objects.extra(select={"a": "identity", "b": "account"}).values("a", "b").get()
    assert family.head["身份证号"] not in stored["a"] and "2703012345678" not in stored["b"]
