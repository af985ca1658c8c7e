"""One household: one place, one head, whatever order its rows come in."""

import pytest

from households.models import Household, Person
from tests.households.sheets import (
    OTHER_VILLAGE,
    check,
    codes,
    member,
    number,
    person,
)

pytestmark = pytest.mark.django_db


def test_a_household_without_a_head_is_refused_whole(sheet, county_admin):
    outcome = check(sheet(person(与户主关系="其他"), member()), county_admin)
    assert codes(outcome) == [(2, "与户主关系", "head_missing"), (3, "与户主关系", "head_missing")]


def test_two_heads_are_refused(sheet, county_admin):
    outcome = check(sheet(person(), member(与户主关系="户主"), member(姓名="赵三", 身份证号=number(), 与户主关系="子女")), county_admin)
    assert [e for e in codes(outcome) if e[2] == "two_heads"] == [(2, "与户主关系", "two_heads"), (3, "与户主关系", "two_heads")]


def test_a_second_head_beside_the_one_on_record_is_refused(sheet, family, county_admin):
    newcomer = member(姓名="赵三", 身份证号=number(), 与户主关系="户主")
    assert codes(check(sheet(family[0], newcomer), county_admin)) == [(3, "与户主关系", "two_heads")]


def test_a_dead_head_does_not_count(bring, county_admin):
    bring(county_admin, person(状态="死亡", 状态日期="2024-01-05"), member(与户主关系="户主"))
    assert Person.objects.filter(relation="户主").count() == 2


def test_all_may_have_died(sheet, county_admin):
    assert not codes(check(sheet(person(与户主关系="其他", 状态="死亡", 状态日期="2024-01-05")), county_admin))


def test_a_heads_death_needs_a_new_head_in_the_same_file(sheet, bring, family, county_admin):
    died = family[0] | {"状态": "死亡", "状态日期": "2024-01-05"}
    assert codes(check(sheet(died), county_admin)) == [(2, "与户主关系", "head_missing")]
    bring(county_admin, died, family[1] | {"与户主关系": "户主"})
    assert Person.objects.living_here().get(relation="户主").name == "孙玉琴"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_heads_change_places_in_one_file(bring, family, county_admin, order):
    rows = [family[0] | {"与户主关系": "配偶"}, family[1] | {"与户主关系": "户主"}]
    bring(county_admin, *(rows[i] for i in order))
    assert set(Person.objects.values_list("name", "relation")) == {("赵长顺", "配偶"), ("孙玉琴", "户主")}


def test_the_database_itself_refuses_a_second_head(family):
    with pytest.raises(Exception, match="one_head|UNIQUE"):
        Person.objects.filter(name="孙玉琴").update(relation="户主")


def test_a_refused_head_leaves_the_others_out(sheet, county_admin):
    outcome = check(sheet(person(身份证号="610330195801150018"), member()), county_admin)
    assert codes(outcome) == [(2, "身份证号", "identity_checksum"), (3, "与户主关系", "head_missing")]


def test_rows_of_one_household_say_one_place(sheet, county_admin):
    outcome = check(sheet(person(村组="一组"), member(区划代码=OTHER_VILLAGE), member(姓名="赵三", 身份证号=number(), 与户主关系="子女", 村组="二组")), county_admin)
    assert codes(outcome) == [(3, "区划代码", "other"), (4, "村组", "other")]


def test_a_newcomer_does_not_move_the_household(sheet, family, county_admin):
    newcomer = member(姓名="赵三", 身份证号=number(), 与户主关系="子女", 区划代码=OTHER_VILLAGE)
    assert codes(check(sheet(newcomer), county_admin)) == [(2, "区划代码", "other")]


def test_a_household_moves_with_all_its_members(bring, sheet, family, county_admin):
    bring(county_admin, family[0] | {"区划代码": OTHER_VILLAGE, "村组": "三组"})
    assert set(Person.objects.values_list("region_id", "version")) == {(int(OTHER_VILLAGE), 2)}
    home = Household.objects.get()
    assert (home.region_id, home.group, home.version) == (int(OTHER_VILLAGE), "三组", 2)
    assert check(sheet(family[0] | {"区划代码": OTHER_VILLAGE}), county_admin).as_json(False)["unchanged"] == 1


def test_a_person_moves_to_another_household_of_ones_regions(bring, family, county_admin):
    bring(county_admin, person(户编号="FX-002", 姓名="贺有田", 区划代码=OTHER_VILLAGE))
    bring(county_admin, family[1] | {"户编号": "FX-002", "区划代码": None})
    moved = Person.objects.get(name="孙玉琴")
    assert (moved.household.code, moved.region_id) == ("FX-002", int(OTHER_VILLAGE))


def test_a_head_cannot_leave_a_family_behind(sheet, bring, family, county_admin):
    bring(county_admin, person(户编号="FX-002", 姓名="贺有田"))
    leaving = family[0] | {"户编号": "FX-002", "与户主关系": "其他"}
    assert codes(check(sheet(leaving), county_admin)) == [(2, "户编号", "head_missing")]


def test_a_household_that_all_have_left_is_voided(bring, family, county_admin):
    bring(county_admin, *(row | {"户编号": "FX-009"} for row in family))
    assert Household.objects.get(code="FX-001").is_void
    assert Household.objects.live().get().code == "FX-009"


def test_two_households_may_exchange_their_heads(bring, family, county_admin):
    other = person(户编号="FX-002", 姓名="贺有田")
    bring(county_admin, other)
    bring(county_admin, family[0] | {"户编号": "FX-002"}, other | {"户编号": "FX-001"})
    assert set(Person.objects.filter(relation="户主").values_list("name", "household__code")) == {
        ("赵长顺", "FX-002"), ("贺有田", "FX-001"),
    }
