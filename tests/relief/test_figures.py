"""The figures of relief, counted by hand beside the records."""

import datetime as dt
from decimal import Decimal

import pytest

from fengxian import figures
from fengxian.figures import Period
from fengxian.ledgers.registry import ledger
from fengxian.ledgers.saving import void_record
from fengxian.regions import codes
from fengxian.reporting.compute import compute
from fengxian.reporting.reach import Reach
from relief.condolences.models import Condolence
from relief.subsidies.models import Payment
from tests.relief.sheets import (
    FAR_VILLAGE,
    OTHER_VILLAGE,
    assistance,
    condolence,
    investment,
    number,
    patrol,
    payment,
)

pytestmark = pytest.mark.django_db
CAMPAIGN = Period(dt.date(2024, 1, 1), dt.date(2024, 2, 28))


def value(key, user, region="610330", period=CAMPAIGN):
    """What the figure comes to, as ``totals`` prints it."""
    reach = Reach(user, (codes.pad(region),))
    shown = compute(reach, period, of=[figures.figure(key)])[key].as_json(True)
    return shown["value"], shown["display"]


def test_heating_and_relief_count_what_arrived_on_its_day(enter, county_admin, family):
    enter(
        "payments", county_admin,
        payment(family.head, 批次号="A", 应发金额="800.10", 实发金额="800.10"),
        payment(family.wife, 批次号="A", 发放状态="退汇", 失败原因="户名不符"),
        payment(family.child, 批次号="B", 项目="临时救助金", 应发金额=500, 实发金额=500, 发放日期="2024-02-28"),
        payment(family.child, 批次号="C", 项目="临时救助金", 应发金额=500, 实发金额=500, 发放日期="2024-02-29"),
        payment(family.alone, 批次号="D", 项目="特困供养金", 应发金额=1600, 补发=20, 扣减="0.05", 实发金额="1619.95"),
        payment(family.head, 批次号="E", 项目="一次性取暖补贴", 应发金额=500, 实发金额=500),
        payment(family.alone, 批次号="E", 项目="一次性取暖补贴", 应发金额=600, 实发金额=600, 发放状态="待发", 发放日期=None),
    )
    assert value("relief_paid", county_admin) == ("2920.05", "2920.05元")
    assert value("relief_payments", county_admin) == ("3", "3人次")
    assert value("heating_subsidy_paid", county_admin) == ("500.00", "0.05万元")


def test_voiding_a_payment_changes_the_figure_at_once(enter, county_admin, family):
    enter("payments", county_admin, payment(family.head), payment(family.wife))
    book = ledger("payments")
    record = book.prepare(Payment.objects.filter(payee="赵长顺")).get()
    void_record(book, actor=county_admin, record=record, version=1, reason="录错")
    assert value("relief_payments", county_admin) == ("1", "1人次")


def test_condolences_count_persons_once_and_add_cash_and_goods(enter, county_admin):
    somebody = number()
    enter(
        "condolences", county_admin,
        condolence(身份证号=somebody, 慰问金=500, 慰问品折价="300.50"),
        condolence(身份证号=somebody, 慰问金=0, 慰问品折价=100, 区划代码=FAR_VILLAGE),
        condolence(慰问金=200, 慰问品折价=0),
        condolence(身份证号=somebody, 单位类型="企业", 慰问金=1000, 慰问品折价=0),
        condolence(单位类型="社会组织", 慰问金=0, 慰问品折价="66.60"),
        condolence(慰问日期="2024-02-29"),
    )
    assert value("condolence_persons", county_admin) == ("2", "2人")
    assert value("condolence_value", county_admin)[0] == "1100.50"
    assert value("condolence_other_persons", county_admin) == ("2", "2人")
    assert value("condolence_other_value", county_admin)[0] == "1066.60"


def test_a_person_visited_in_two_towns_counts_once_in_the_county_and_once_in_each(enter, county_admin):
    somebody = number()
    enter("condolences", county_admin, condolence(身份证号=somebody), condolence(身份证号=somebody, 区划代码=FAR_VILLAGE))
    assert [value("condolence_persons", county_admin, region)[0] for region in ("610330", "610330101", "610330100")] == [
        "1", "1", "1",
    ]


def test_the_rescue_station_counts_patrols_persons_things_and_money(enter, county_admin):
    somebody = number()
    enter("patrols", county_admin, patrol(发放物资件套=3), patrol(发放物资件套=None), patrol(日期="2023-12-31"))
    enter(
        "assistance", county_admin,
        assistance(身份证号=somebody, 姓名="李四", 救助金额="100.01", 发放物资件套=1),
        assistance(身份证号=somebody, 姓名="李四", 救助金额="50.65"),
        assistance(救助金额=0, 发放物资件套=2), assistance(救助金额="0.34"),
    )
    assert value("rescue_patrols", county_admin) == ("2", "2次")
    assert value("rescued_persons", county_admin) == ("3", "3人")
    assert value("rescue_items", county_admin) == ("6", "6件套")
    assert value("rescue_spending", county_admin) == ("151.00", "151元")


def test_rescue_spending_is_always_in_yuan_and_investment_in_ten_thousand(enter, county_admin):
    enter("assistance", county_admin, assistance(救助金额="20000"))
    enter("investments", county_admin, investment(金额="1045750"))
    assert value("rescue_spending", county_admin)[1] == "20000元"
    assert value("campaign_investment", county_admin) == ("1045750.00", "104.575万元")


def test_each_person_sees_the_sums_of_their_own_regions(enter, county_admin, town_officer, village_worker):
    enter("condolences", county_admin, condolence(), condolence(区划代码=OTHER_VILLAGE), condolence(区划代码=FAR_VILLAGE))
    seen = [value("condolence_value", user)[0] for user in (county_admin, town_officer, village_worker)]
    assert seen == ["2400.00", "1600.00", "800.00"]


def test_a_corrected_condolence_counts_as_corrected(enter, county_admin):
    row = condolence(慰问金=500, 慰问品折价=0)
    enter("condolences", county_admin, row)
    enter("condolences", county_admin, row | {"慰问金": 700})
    assert value("condolence_value", county_admin)[0] == "700.00"
    assert Condolence.objects.get().cash == Decimal("700.00")
