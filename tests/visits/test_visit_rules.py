"""走访台账: every rule and every error code of its own, through a real workbook."""

import datetime as dt

from tests.visits.conftest import FAR_VILLAGE, OTHER_VILLAGE, TOWN, number, visit_row
from visits.models import Hazard, Outing, Visit

DAY = dt.date(2024, 1, 15)


def refused(brought):
    assert brought.json["rejected"]
    return [(column, code) for _, column, code in brought.codes]


def test_a_row_becomes_a_visit_on_an_outing(county_admin, family, bring_in):
    assert bring_in(county_admin, "visits", visit_row()).counts == (1, 0, 0, 0)
    visit = Visit.objects.get()
    assert (visit.person, visit.household, visit.region_id) == (family[0], family[0].household, 610330101200)
    assert (visit.outing.number, visit.date, visit.outing.names) == ("CD-1", DAY, ("王建国", "李红"))


def test_the_same_file_twice_changes_nothing(county_admin, family, bring_in):
    rows = [visit_row(), visit_row(走访对象="孙玉琴", 身份证号=number(2), 隐患类型="用电", 整改期限=DAY)]
    assert bring_in(county_admin, "visits", *rows).counts == (2, 0, 0, 0)
    assert bring_in(county_admin, "visits", *rows).counts == (0, 0, 2, 0)
    assert Outing.objects.count() == 1


def test_the_order_of_the_cadres_is_no_change(county_admin, family, bring_in):
    bring_in(county_admin, "visits", visit_row())
    assert bring_in(county_admin, "visits", visit_row(走访干部="李红，王建国")).counts == (0, 0, 1, 0)


def test_changed_cells_are_shown_old_and_new(county_admin, family, bring_in):
    bring_in(county_admin, "visits", visit_row(生活状况="口粮够"))
    brought = bring_in(county_admin, "visits", visit_row(生活状况="口粮不够", 走访方式="电话"))
    assert brought.counts == (0, 1, 0, 0)
    changes = brought.batch.row_set.get().changes
    assert ["生活状况", "口粮够", "口粮不够"] in changes and ["走访方式", "入户", "电话"] in changes
    assert Visit.objects.get().version == 2


def test_a_file_may_leave_out_columns_of_known_rows(county_admin, family, bring_in):
    bring_in(county_admin, "visits", visit_row(生活状况="口粮够"))
    row = {"出动编号": "CD-1", "身份证号": number(1), "诉求": "要棉被"}
    assert bring_in(county_admin, "visits", row).counts == (0, 1, 0, 0)
    assert (Visit.objects.get().living, Visit.objects.get().appeal) == ("口粮够", "要棉被")


# --- who ---

def test_unknown_household(county_admin, family, bring_in):
    assert refused(bring_in(county_admin, "visits", visit_row(户编号="F9"))) == [("户编号", "unknown_household")]


def test_a_household_outside_my_regions_is_as_unknown(village_worker, add_person, bring_in):
    add_person("F7", "钱多", 7, village=FAR_VILLAGE)
    row = visit_row(户编号="F7", 走访对象="钱多", 身份证号=number(7))
    assert refused(bring_in(village_worker, "visits", row)) == [("户编号", "unknown_household")]


def test_unknown_person(county_admin, family, bring_in):
    assert refused(bring_in(county_admin, "visits", visit_row(身份证号=number(99)))) == [("身份证号", "unknown_person")]


def test_a_person_of_another_household_is_refused(county_admin, family, add_person, bring_in):
    add_person("F2", "周克俭", 3)
    row = visit_row(走访对象="周克俭", 身份证号=number(3))
    assert refused(bring_in(county_admin, "visits", row)) == [("身份证号", "unknown_person")]


def test_name_mismatch(county_admin, family, bring_in):
    assert refused(bring_in(county_admin, "visits", visit_row(走访对象="赵长孙"))) == [("走访对象", "name_mismatch")]


def test_spaces_inside_a_name_are_forgiven(county_admin, family, bring_in):
    assert bring_in(county_admin, "visits", visit_row(走访对象="赵 长 顺")).counts == (1, 0, 0, 0)


def test_deceased(county_admin, add_person, bring_in):
    add_person("F1", "赵长顺", 1, status="死亡", status_date=dt.date(2024, 1, 14))
    assert refused(bring_in(county_admin, "visits", visit_row())) == [("走访日期", "deceased")]


def test_a_visit_on_the_day_of_death_stands(county_admin, add_person, bring_in):
    add_person("F1", "赵长顺", 1, status="死亡", status_date=DAY)
    assert bring_in(county_admin, "visits", visit_row()).counts == (1, 0, 0, 0)


def test_somebody_who_moved_away_only_warns(county_admin, add_person, bring_in):
    add_person("F1", "赵长顺", 1, status="迁出", status_date=dt.date(2024, 1, 1))
    brought = bring_in(county_admin, "visits", visit_row())
    assert brought.counts == (1, 0, 0, 0)
    assert (3, "走访日期", "moved_away") in brought.warned


def test_a_person_without_a_number_is_found_by_household_and_name(county_admin, family, add_person, bring_in):
    child = add_person("F1", "赵小宝")
    row = visit_row(走访对象="赵小宝", 身份证号=None)
    assert bring_in(county_admin, "visits", visit_row(), row).counts == (2, 0, 0, 0)
    assert bring_in(county_admin, "visits", visit_row(), row).counts == (0, 0, 2, 0)
    assert Visit.objects.filter(person=child).count() == 1


def test_a_number_is_required_of_everybody_else(county_admin, family, bring_in):
    assert refused(bring_in(county_admin, "visits", visit_row(身份证号=None))) == [("身份证号", "required")]


def test_two_namesakes_without_numbers_are_not_guessed(county_admin, family, add_person, bring_in):
    add_person("F1", "赵小宝")
    add_person("F1", "赵小宝", birth=dt.date(2020, 1, 1))
    row = visit_row(走访对象="赵小宝", 身份证号=None)
    assert refused(bring_in(county_admin, "visits", row)) == [("走访对象", "unknown_person")]


def test_a_masked_number_is_recognised_on_a_known_visit_and_refused_on_a_new_one(county_admin, family, bring_in):
    masked = number(1)[:6] + "********" + number(1)[-4:]
    assert refused(bring_in(county_admin, "visits", visit_row(身份证号=masked))) == [("身份证号", "identity_format")]
    bring_in(county_admin, "visits", visit_row())
    assert bring_in(county_admin, "visits", visit_row(身份证号=masked)).counts == (0, 0, 1, 0)


def test_the_same_person_twice_on_one_outing_is_refused(county_admin, family, bring_in):
    brought = bring_in(county_admin, "visits", visit_row(), visit_row(备注="再来一次"))
    assert brought.codes == [(4, None, "duplicate_in_file")]


# --- where ---

def test_unknown_region(county_admin, family, bring_in):
    assert refused(bring_in(county_admin, "visits", visit_row(区划代码="610330199999"))) == [("区划代码", "unknown_region")]


def test_a_village_worker_cannot_write_elsewhere(village_worker, family, bring_in):
    brought = bring_in(village_worker, "visits", visit_row(区划代码=OTHER_VILLAGE))
    assert refused(brought) == [("区划代码", "region_not_allowed")]


def test_a_village_worker_cannot_write_at_town_level(village_worker, family, bring_in):
    assert refused(bring_in(village_worker, "visits", visit_row(区划代码=TOWN))) == [("区划代码", "region_not_allowed")]


def test_a_village_worker_cannot_touch_a_visit_written_at_town_level(village_worker, town_officer, family, bring_in):
    bring_in(town_officer, "visits", visit_row(区划代码=TOWN), visit_row(走访对象="孙玉琴", 身份证号=number(2)))
    brought = bring_in(village_worker, "visits", visit_row())
    assert refused(brought) == [("出动编号", "region_not_allowed")]


def test_a_visit_in_another_village_than_the_family_only_warns(county_admin, family, bring_in):
    brought = bring_in(county_admin, "visits", visit_row(区划代码=OTHER_VILLAGE))
    assert brought.warned == [(3, "区划代码", "elsewhere")]
    assert bring_in(county_admin, "visits", visit_row(出动编号="CD-2", 区划代码=TOWN)).warned == []


# --- outings ---

def test_rows_of_one_outing_must_agree_on_the_day(county_admin, family, bring_in):
    other = visit_row(走访对象="孙玉琴", 身份证号=number(2), 走访日期=dt.date(2024, 1, 16))
    brought = bring_in(county_admin, "visits", visit_row(), other)
    assert brought.codes == [(4, "走访日期", "conflicting_outing")]


def test_rows_of_one_outing_must_agree_on_the_cadres(county_admin, family, bring_in):
    other = visit_row(走访对象="孙玉琴", 身份证号=number(2), 走访干部="王建国")
    assert bring_in(county_admin, "visits", visit_row(), other).codes == [(4, "走访干部", "conflicting_outing")]


def test_a_later_file_must_agree_with_the_outing_on_record(county_admin, family, bring_in):
    bring_in(county_admin, "visits", visit_row())
    other = visit_row(走访对象="孙玉琴", 身份证号=number(2), 走访日期=dt.date(2024, 1, 16))
    assert refused(bring_in(county_admin, "visits", other)) == [("走访日期", "conflicting_outing")]


def test_part_of_an_outing_cannot_change_its_day(county_admin, family, bring_in):
    bring_in(county_admin, "visits", visit_row(), visit_row(走访对象="孙玉琴", 身份证号=number(2)))
    brought = bring_in(county_admin, "visits", visit_row(走访日期=dt.date(2024, 1, 16)))
    assert refused(brought) == [("走访日期", "conflicting_outing")]


def test_all_rows_of_an_outing_together_can_change_its_day_and_cadres(county_admin, family, bring_in):
    changed = {"走访日期": dt.date(2024, 1, 16), "走访干部": "曾慧"}
    bring_in(county_admin, "visits", visit_row(隐患类型="用电"), visit_row(走访对象="孙玉琴", 身份证号=number(2)))
    brought = bring_in(
        county_admin, "visits", visit_row(**changed), visit_row(走访对象="孙玉琴", 身份证号=number(2), **changed)
    )
    assert brought.counts == (0, 2, 0, 0)
    outing = Outing.objects.get()
    assert (outing.date, outing.names) == (dt.date(2024, 1, 16), ("曾慧",))
    assert set(Visit.objects.values_list("date", flat=True)) == {outing.date}
    assert Hazard.objects.get().date == outing.date


def test_an_outing_of_somebody_else_is_refused_without_a_word_about_it(village_worker, county_admin, add_person,
                                                                       family, bring_in):
    add_person("F7", "钱多", 7, village=FAR_VILLAGE)
    far = visit_row(户编号="F7", 走访对象="钱多", 身份证号=number(7), 区划代码=FAR_VILLAGE, 走访干部="密探")
    bring_in(county_admin, "visits", far)
    brought = bring_in(village_worker, "visits", visit_row())
    assert refused(brought) == [("出动编号", "conflicting_outing")]
    assert "密探" not in str(brought.json) and "2024" not in brought.json["errors"][0]["message"]


def test_an_outing_lies_in_the_smallest_region_that_holds_its_visits(county_admin, family, add_person, bring_in):
    add_person("F3", "冯建仓", 3, village=OTHER_VILLAGE)
    there = visit_row(户编号="F3", 走访对象="冯建仓", 身份证号=number(3), 区划代码=OTHER_VILLAGE)
    bring_in(county_admin, "visits", visit_row())
    assert Outing.objects.get().region_id == 610330101200
    bring_in(county_admin, "visits", there)
    assert Outing.objects.get().region_id == 610330101000


def test_a_village_worker_may_add_to_an_outing_that_reached_the_village(
    village_worker, county_admin, family, add_person, bring_in
):
    add_person("F3", "冯建仓", 3, village=OTHER_VILLAGE)
    there = visit_row(户编号="F3", 走访对象="冯建仓", 身份证号=number(3), 区划代码=OTHER_VILLAGE)
    bring_in(county_admin, "visits", visit_row(), there)
    brought = bring_in(village_worker, "visits", visit_row(), visit_row(走访对象="孙玉琴", 身份证号=number(2)))
    assert brought.counts == (1, 0, 1, 0)


# --- hazards ---

def test_a_row_brings_its_hazard(county_admin, family, bring_in):
    bring_in(county_admin, "visits", visit_row(
        隐患类型="取暖安全", 隐患等级="重大", 隐患描述="烟道漏烟", 整改措施="换烟管", 整改责任人="李红",
        整改期限=dt.date(2024, 1, 20), 整改完成日期=dt.date(2024, 1, 18),
    ))
    hazard = Hazard.objects.get()
    assert (hazard.type, hazard.severity, hazard.owner) == ("取暖安全", "重大", "李红")
    assert (hazard.date, hazard.region_id, hazard.completed_on) == (DAY, 610330101200, dt.date(2024, 1, 18))


def test_a_hazard_without_a_grade_is_common_and_says_so(county_admin, family, bring_in):
    brought = bring_in(county_admin, "visits", visit_row(隐患类型="用电"))
    assert brought.warned == [(3, "隐患等级", "assumed")]
    assert Hazard.objects.get().severity == "一般"
    assert bring_in(county_admin, "visits", visit_row(隐患类型="用电")).warned == []


def test_hazard_columns_without_a_type_are_refused(county_admin, family, bring_in):
    assert refused(bring_in(county_admin, "visits", visit_row(隐患描述="电线老化"))) == [("隐患类型", "required")]


def test_rectified_before_the_visit(county_admin, family, bring_in):
    row = visit_row(隐患类型="用电", 整改完成日期=dt.date(2024, 1, 14))
    assert refused(bring_in(county_admin, "visits", row)) == [("整改完成日期", "not_in_period")]


def test_due_before_the_visit(county_admin, family, bring_in):
    row = visit_row(隐患类型="用电", 整改期限=dt.date(2024, 1, 14))
    assert refused(bring_in(county_admin, "visits", row)) == [("整改期限", "not_in_period")]


def test_a_later_file_brings_the_rectification(county_admin, family, bring_in):
    bring_in(county_admin, "visits", visit_row(隐患类型="用电"))
    assert bring_in(county_admin, "visits", visit_row(整改完成日期=dt.date(2024, 1, 30))).counts == (0, 1, 0, 0)
    hazard = Hazard.objects.get()
    assert (hazard.completed_on, hazard.type, hazard.version) == (dt.date(2024, 1, 30), "用电", 2)


def test_clearing_the_type_takes_the_hazard_away(county_admin, family, bring_in):
    full = visit_row(隐患类型="用电", 隐患等级="重大", 隐患描述="电线老化")
    bring_in(county_admin, "visits", full)
    assert bring_in(county_admin, "visits", full | {"隐患类型": "清空"}).counts == (0, 1, 0, 0)
    assert not Hazard.objects.live().exists() and Hazard.objects.get().void_reason


def test_unknown_words_are_refused(county_admin, family, bring_in):
    row = visit_row(走访方式="微信", 隐患类型="煤气")
    assert refused(bring_in(county_admin, "visits", row)) == [("走访方式", "wrong_choice"), ("隐患类型", "wrong_choice")]


# --- undo ---

def test_undo_takes_visits_hazards_and_empty_outings_back(county_admin, family, bring_in, take_back):
    brought = bring_in(county_admin, "visits", visit_row(隐患类型="用电"))
    take_back(county_admin, brought)
    assert not any(model.objects.live().exists() for model in (Visit, Hazard, Outing))
    assert bring_in(county_admin, "visits", visit_row()).counts == (1, 0, 0, 0)


def test_undo_gives_back_what_a_file_changed(county_admin, family, bring_in, take_back):
    bring_in(county_admin, "visits", visit_row(隐患类型="用电", 隐患描述="电线老化", 生活状况="口粮够"))
    changed = bring_in(county_admin, "visits", visit_row(
        走访日期=dt.date(2024, 1, 16), 走访干部="曾慧", 隐患类型="清空", 生活状况="清空",
    ))
    assert changed.counts == (0, 1, 0, 0)
    take_back(county_admin, changed)
    visit, hazard = Visit.objects.get(), Hazard.objects.live().get()
    assert (visit.date, visit.living, set(visit.outing.names)) == (DAY, "口粮够", {"王建国", "李红"})
    assert (hazard.type, hazard.description, hazard.date) == ("用电", "电线老化", DAY)
