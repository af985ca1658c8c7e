"""慰问发放花名册 and 投入资金台账, each rule through a real workbook."""

from decimal import Decimal

import pytest

from relief.condolences.models import Condolence, Investment
from tests.relief.sheets import (
    FAR_VILLAGE,
    VILLAGE,
    condolence,
    counts,
    errors,
    investment,
    number,
)

pytestmark = pytest.mark.django_db


def test_a_condolence_to_somebody_on_the_ledger_is_tied_to_them(bring, county_admin, family):
    row = condolence(姓名="周克俭", 身份证号=family.alone["身份证号"])
    bring("condolences", county_admin, row)
    assert Condolence.objects.get().person.name == "周克俭"


def test_somebody_who_is_not_on_the_ledger_may_be_given_something(bring, county_admin):
    bring("condolences", county_admin, condolence(慰问金="1,000.05", 慰问品="米、面、油", 数量=3))
    gift = Condolence.objects.get()
    assert (gift.person, gift.value, gift.quantity) == (None, Decimal("1300.05"), 3)


def test_the_same_file_twice_is_unchanged(bring, county_admin, family):
    gifts = [condolence(领取人="赵 长 顺", 备注="代领"), condolence(区划代码="610330101")]
    money = [investment(), investment(备注="第二笔")]
    for kind, rows in (("condolences", gifts), ("investments", money)):
        assert counts(bring(kind, county_admin, *rows)) == (2, 0, 0, 0)
        assert counts(bring(kind, county_admin, *rows)) == (0, 0, 2, 0)


@pytest.mark.parametrize(
    ("cells", "error"),
    [
        ({"身份证号": None}, ("身份证号", "required")),
        ({"身份证号": "61033019580115"}, ("身份证号", "identity_format")),
        ({"单位类型": "学校"}, ("单位类型", "wrong_choice")),
        ({"慰问金": None}, ("慰问金", "required")),
        ({"慰问金": "五百"}, ("慰问金", "not_money")),
        ({"慰问品折价": -1}, ("慰问品折价", "negative_money")),
        ({"数量": "两袋"}, ("数量", "not_a_number")),
        ({"慰问日期": "2024-02-30"}, ("慰问日期", "not_a_date")),
        ({"慰问单位": "长" * 101}, ("慰问单位", "too_long")),
        ({"区划代码": "610330101999"}, ("区划代码", "unknown_region")),
    ],
)
def test_a_wrong_cell_of_a_condolence_is_refused_with_its_code(look, county_admin, cells, error):
    assert errors(look("condolences", county_admin, condolence(**cells))) == [(2, *error)]


def test_a_known_number_beside_another_name_is_refused(look, county_admin, family):
    row = condolence(姓名="周勤俭", 身份证号=family.alone["身份证号"])
    assert errors(look("condolences", county_admin, row)) == [(2, "姓名", "name_mismatch")]


def test_nobody_is_given_something_after_death(bring, look, county_admin, family):
    bring("households", county_admin, family.alone | {"状态": "死亡", "状态日期": "2024-02-01"})
    row = condolence(姓名="周克俭", 身份证号=family.alone["身份证号"])
    assert errors(look("condolences", county_admin, row)) == [(2, "慰问日期", "deceased")]


def test_what_was_given_before_death_was_known_stays_as_it_is(bring, look, county_admin, family):
    row = condolence(姓名="周克俭", 身份证号=family.alone["身份证号"])
    bring("condolences", county_admin, row)
    bring("households", county_admin, family.alone | {"状态": "死亡", "状态日期": "2024-02-01"})
    assert counts(look("condolences", county_admin, row)) == (0, 0, 1, 0)


def test_a_corrected_number_ties_the_right_person(bring, county_admin, family):
    row = condolence(姓名="周克俭", 身份证号=number())
    bring("condolences", county_admin, row)
    bring("condolences", county_admin, row | {"身份证号": family.alone["身份证号"]})
    assert Condolence.objects.get().person.name == "周克俭"


def test_a_town_officer_cannot_reach_another_town(bring, look, county_admin, town_officer):
    far = condolence(区划代码=FAR_VILLAGE)
    assert errors(look("condolences", town_officer, far)) == [(2, "区划代码", "region_not_allowed")]
    bring("condolences", county_admin, far)
    assert errors(look("condolences", town_officer, far | {"区划代码": VILLAGE})) == [
        (2, "慰问编号", "region_not_allowed")
    ]


def test_one_number_twice_in_a_file_is_one_too_many(look, county_admin):
    rows = [condolence(慰问编号="WW-A"), condolence(慰问编号="WW-A")]
    assert errors(look("condolences", county_admin, *rows)) == [(3, None, "duplicate_in_file")]


@pytest.mark.parametrize(
    ("cells", "error"),
    [
        ({"金额": None}, ("金额", "required")),
        ({"金额": 0.001}, ("金额", "not_money")),
        ({"金额": "-5"}, ("金额", "negative_money")),
        ({"用途": "长" * 201}, ("用途", "too_long")),
        ({"日期": "2099年1月1日"}, ("日期", "date_in_future")),
    ],
)
def test_a_wrong_cell_of_an_investment_is_refused_with_its_code(look, county_admin, cells, error):
    assert errors(look("investments", county_admin, investment(**cells))) == [(2, *error)]


def test_an_investment_is_exact_to_the_fen(bring, county_admin):
    bring("investments", county_admin, investment(金额=0.1 + 0.2), investment(金额="１，０４５，７５０．０１"))
    assert sorted(Investment.objects.values_list("amount", flat=True)) == [Decimal("0.30"), Decimal("1045750.01")]
