"""服务机构检查台账: its rules and error codes, through a real workbook."""

import datetime as dt

from tests.visits.conftest import FAR_VILLAGE, inspection_row
from visits.models import Inspection, Institution

KIND = "inspections"


def refused(brought):
    assert brought.json["rejected"]
    return [(column, code) for _, column, code in brought.codes]


def test_an_unknown_institution_is_put_on_record(county_admin, bring_in):
    assert bring_in(county_admin, KIND, inspection_row()).counts == (1, 0, 0, 0)
    institution = Institution.objects.get()
    assert (institution.name, institution.kind_name, institution.region_id) == ("县中心敬老院", "养老机构", 610330101200)
    assert Inspection.objects.get().names == ("王建国", "曾慧")


def test_the_same_file_twice_changes_nothing(county_admin, bring_in):
    rows = [inspection_row(), inspection_row(检查编号="JC-2", 督导组=None, 限期整改完成数=1)]
    assert bring_in(county_admin, KIND, *rows).counts == (2, 0, 0, 0)
    assert bring_in(county_admin, KIND, *rows).counts == (0, 0, 2, 0)
    assert Institution.objects.count() == 1


def test_institutions_of_one_name_in_two_places_are_two(county_admin, bring_in):
    bring_in(county_admin, KIND, inspection_row(), inspection_row(检查编号="JC-2", 区划代码=FAR_VILLAGE))
    assert Institution.objects.count() == 2


def test_another_kind_for_a_known_institution_is_kept_out_and_said(county_admin, bring_in):
    bring_in(county_admin, KIND, inspection_row())
    other = inspection_row(检查编号="JC-2", 机构类型="日间照料")
    brought = bring_in(county_admin, KIND, other)
    assert brought.counts == (1, 0, 0, 0) and brought.warned == [(3, "机构类型", "kept")]
    assert Institution.objects.get().kind_name == "养老机构"
    assert bring_in(county_admin, KIND, other).counts == (0, 0, 1, 0)


def test_more_mended_than_there_was_to_mend_is_refused(county_admin, bring_in):
    assert refused(bring_in(county_admin, KIND, inspection_row(限期整改完成数=3))) == [("限期整改完成数", "other")]


def test_counts_that_do_not_add_up_only_warn(county_admin, bring_in):
    brought = bring_in(county_admin, KIND, inspection_row(发现问题数=9))
    assert brought.counts == (1, 0, 0, 0) and brought.warned == [(3, "发现问题数", "uneven")]


def test_due_before_the_inspection(county_admin, bring_in):
    row = inspection_row(整改期限=dt.date(2024, 1, 19))
    assert refused(bring_in(county_admin, KIND, row)) == [("整改期限", "not_in_period")]


def test_a_count_in_words_is_no_number(county_admin, bring_in):
    assert refused(bring_in(county_admin, KIND, inspection_row(发现问题数="五"))) == [("发现问题数", "not_a_number")]


def test_an_unknown_group_is_refused(county_admin, bring_in):
    assert refused(bring_in(county_admin, KIND, inspection_row(督导组="第四督导组"))) == [("督导组", "wrong_choice")]


def test_a_town_officer_cannot_write_in_another_town(town_officer, bring_in):
    row = inspection_row(区划代码=FAR_VILLAGE)
    assert refused(bring_in(town_officer, KIND, row)) == [("区划代码", "region_not_allowed")]


def test_a_number_used_in_another_town_is_refused_without_a_word_about_it(town_officer, county_admin, bring_in):
    bring_in(county_admin, KIND, inspection_row(区划代码=FAR_VILLAGE, 机构名称="密室"))
    brought = bring_in(town_officer, KIND, inspection_row())
    assert refused(brought) == [("检查编号", "region_not_allowed")]
    assert "密室" not in str(brought.json)


def test_a_later_file_brings_what_was_mended(county_admin, bring_in):
    bring_in(county_admin, KIND, inspection_row())
    assert bring_in(county_admin, KIND, {"检查编号": "JC-1", "限期整改完成数": 2}).counts == (0, 1, 0, 0)
    assert Inspection.objects.get().to_fix_done == 2


def test_changed_inspectors_replace_the_old_ones(county_admin, bring_in):
    bring_in(county_admin, KIND, inspection_row())
    assert bring_in(county_admin, KIND, inspection_row(检查人员="曾慧、王建国")).counts == (0, 0, 1, 0)
    assert bring_in(county_admin, KIND, inspection_row(检查人员="曾慧")).counts == (0, 1, 0, 0)
    assert Inspection.objects.get().names == ("曾慧",)


def test_undo_takes_an_institution_back_that_only_the_file_brought(county_admin, bring_in, take_back):
    brought = bring_in(county_admin, KIND, inspection_row())
    take_back(county_admin, brought)
    assert not Inspection.objects.live().exists() and not Institution.objects.live().exists()


def test_undo_leaves_an_institution_that_others_have_inspected(county_admin, bring_in, take_back):
    bring_in(county_admin, KIND, inspection_row())
    brought = bring_in(county_admin, KIND, inspection_row(检查编号="JC-2"))
    take_back(county_admin, brought)
    assert Institution.objects.live().count() == Inspection.objects.live().count() == 1
