"""Where somebody may write, and how little they learn of what lies elsewhere."""

import pytest

from households.models import Person
from tests.households.sheets import (
    FAR_VILLAGE,
    OTHER_VILLAGE,
    cells,
    check,
    codes,
    member,
    number,
    person,
    take_out,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def far_family(bring, county_admin):
    """A household in a town that is not 凤州镇."""
    rows = [person(户编号="FX-700", 区划代码=FAR_VILLAGE, 姓名="贺有田")]
    bring(county_admin, *rows)
    return rows


def test_a_village_worker_cannot_write_into_the_next_village(sheet, village_worker):
    assert codes(check(sheet(person(区划代码=OTHER_VILLAGE)), village_worker)) == [(2, "区划代码", "region_not_allowed")]


def test_a_number_on_record_elsewhere_is_refused_and_names_nobody(sheet, far_family, town_officer):
    outcome = check(sheet(person(身份证号=far_family[0]["身份证号"], 姓名="贺有田")), town_officer)
    assert codes(outcome) == [(2, "身份证号", "region_not_allowed")]
    sentence = outcome.checked.errors()[0].message
    assert "联系县民政局" in sentence and "贺" not in sentence and "FX" not in sentence


def test_a_household_code_used_elsewhere_is_refused(sheet, far_family, town_officer):
    outcome = check(sheet(member(户编号="FX-700")), town_officer)
    assert (2, "户编号", "region_not_allowed") in codes(outcome)


def test_a_record_named_from_elsewhere_is_not_found(sheet, far_family, town_officer, county_admin):
    row = far_family[0] | {"区划代码": "610330101200", "记录号": str(Person.objects.get().pk)}
    assert (2, "身份证号", "region_not_allowed") in codes(check(sheet(row), town_officer))


def test_a_corrected_number_on_record_elsewhere_is_refused(sheet, family, far_family, town_officer):
    known = Person.objects.get(name="赵长顺")
    row = family[0] | {"记录号": str(known.pk), "身份证号": far_family[0]["身份证号"]}
    assert codes(check(sheet(row), town_officer)) == [(2, "身份证号", "region_not_allowed")]


def test_nobody_is_pulled_out_of_another_town(sheet, family, far_family, town_officer):
    row = person(户编号="FX-001", 姓名="贺有田", 身份证号=far_family[0]["身份证号"], 与户主关系="其他")
    assert codes(check(sheet(row), town_officer)) == [(2, "身份证号", "region_not_allowed")]


def test_a_household_does_not_move_out_of_ones_regions(sheet, family, town_officer):
    outcome = check(sheet(family[0] | {"区划代码": FAR_VILLAGE}), town_officer)
    assert codes(outcome) == [(2, "区划代码", "region_not_allowed")]


def test_an_export_holds_ones_own_regions_only(family, far_family, town_officer, tmp_path):
    assert {row["姓名"] for row in cells(take_out(tmp_path / "o.xlsx", town_officer))} == {"赵长顺", "孙玉琴"}


def test_a_free_number_in_ones_own_village_comes_in(sheet, village_worker):
    assert check(sheet(person(身份证号=number())), village_worker).as_json(False)["created"] == 1
