"""Categories in time: what a row opens, ends and corrects, and what the ledger shows of it."""

import datetime as dt

import pytest
from django.db import IntegrityError

from fengxian.ledgers.imports import undo_import
from households.models import CategorySpan, Person
from tests.households.sheets import cells, check, number, person, take_out

pytestmark = pytest.mark.django_db
TODAY = dt.date.today()


def spans() -> list[tuple]:
    return sorted(CategorySpan.objects.values_list("category", "starts_on", "ends_on"), key=lambda span: span[0])


def test_new_persons_have_their_categories_from_an_open_start(bring, county_admin):
    bring(county_admin, person(对象类别="残疾人、低保对象"))
    assert Person.objects.get().categories == ("低保对象", "残疾人")
    assert {s[1:] for s in spans()} == {(None, None)}


def test_new_persons_have_their_categories_from_the_day_given(bring, county_admin):
    bring(county_admin, person(对象类别="低保对象", 类别起始日期="2021-10-01"))
    assert spans() == [("低保对象", dt.date(2021, 10, 1), None)]


def test_无_is_no_category(bring, county_admin):
    bring(county_admin, person(对象类别="无"))
    assert spans() == [] and not Person.objects.in_need().exists()


def test_a_category_added_later_begins_today(bring, sheet, county_admin):
    row = person(类别起始日期="2021-10-01")
    bring(county_admin, row)
    bring(county_admin, row | {"对象类别": "低保对象、残疾人"})
    assert spans() == [("低保对象", dt.date(2021, 10, 1), None), ("残疾人", TODAY, None)]
    assert check(sheet(row | {"对象类别": "低保对象、残疾人"}), county_admin).as_json(False)["unchanged"] == 1


def test_a_category_added_later_begins_on_the_day_given(bring, sheet, county_admin):
    row = person(对象类别="无", 低保档次=None)
    bring(county_admin, row)
    bring(county_admin, row | {"对象类别": "特困人员", "类别起始日期": "2024-01-01"})
    assert spans() == [("特困人员", dt.date(2024, 1, 1), None)]


def test_a_category_taken_away_ends_today(bring, county_admin):
    row = person(对象类别="低保对象、残疾人")
    bring(county_admin, row)
    bring(county_admin, row | {"对象类别": "残疾人"})
    assert spans() == [("低保对象", None, TODAY), ("残疾人", None, None)]


def test_a_category_of_somebody_who_stopped_ends_on_that_day(bring, county_admin):
    row = person()
    bring(county_admin, row)
    bring(county_admin, row | {"对象类别": "无", "状态": "停保", "状态日期": "2024-02-01"})
    assert spans() == [("低保对象", None, dt.date(2024, 2, 1))]


def test_one_relief_follows_the_other_in_one_row(bring, county_admin):
    row = person(类别起始日期="2021-10-01")
    bring(county_admin, row)
    bring(county_admin, row | {"对象类别": "特困人员", "类别起始日期": "2024-02-01"})
    assert spans() == [
        ("低保对象", dt.date(2021, 10, 1), dt.date(2024, 2, 1)), ("特困人员", dt.date(2024, 2, 1), None),
    ]


def test_the_database_itself_refuses_both_reliefs(bring, county_admin):
    bring(county_admin, person())
    with pytest.raises(IntegrityError):
        CategorySpan.begin(Person.objects.get(), "特困人员", None, 1).save()


def test_a_corrected_start_moves_the_earliest(bring, sheet, county_admin, tmp_path):
    row = person(对象类别="低保对象、残疾人", 类别起始日期="2021-10-01")
    bring(county_admin, row)
    CategorySpan.objects.filter(category="残疾人").update(starts_on=dt.date(2023, 1, 1))
    bring(county_admin, row | {"类别起始日期": "2020-05-01"})
    assert spans() == [("低保对象", dt.date(2020, 5, 1), None), ("残疾人", dt.date(2023, 1, 1), None)]
    assert cells(take_out(tmp_path / "o.xlsx", county_admin))[0]["类别起始日期"] == dt.datetime(2020, 5, 1)
    bring(county_admin, row | {"类别起始日期": "2024-01-01"})
    assert {start for _, start, _ in spans()} == {dt.date(2024, 1, 1)}


def test_an_undone_import_gives_the_categories_back_as_they_were(bring, county_admin):
    row = person(对象类别="低保对象、残疾人", 类别起始日期="2021-10-01")
    bring(county_admin, row)
    CategorySpan.objects.filter(category="残疾人").update(starts_on=dt.date(2023, 1, 1))
    before = spans()
    changed = bring(county_admin, row | {"对象类别": "特困人员", "类别起始日期": "2024-02-01"})
    assert len(spans()) == 3
    undo_import(changed.batch, actor=county_admin)
    assert spans() == before


def test_in_need_are_those_enrolled_with_a_category(bring, county_admin):
    bring(
        county_admin, person(), person(户编号="FX-002", 姓名="甲", 身份证号=number(), 对象类别="无"),
        person(户编号="FX-003", 姓名="乙", 状态="停保", 身份证号=number()),
    )
    assert [p.name for p in Person.objects.in_need()] == ["赵长顺"]
