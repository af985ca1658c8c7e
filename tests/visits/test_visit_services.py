"""One visit, hazard, outing, inspection at a time: versions, history, and what hangs together."""

import datetime as dt

import pytest

from fengxian.audit.models import Change, Entry
from fengxian.audit.writing import ChangedMeanwhile
from fengxian.ledgers.engine import RowsRefused
from tests.visits.conftest import OTHER_VILLAGE, VILLAGE, inspection_row, number, visit_row
from visits import services
from visits.models import Hazard, Inspection, Institution, Outing, Visit


def visit_data(**changes) -> dict:
    return {
        "number": "CD-1", "date": "2024-01-15", "region": VILLAGE, "cadres": "王建国、李红", "household_code": "F1",
        "name": "赵长顺", "identity": number(1),
    } | changes


@pytest.fixture
def visit(county_admin, family):
    return services.record_visit(actor=county_admin, data=visit_data(hazard_type="用电", deadline="2024-01-20"))


def codes(refused) -> set[str]:
    return {problem.code for row in refused.value.rows for problem in row.errors}


def test_a_recorded_visit_leaves_one_entry_with_all_its_changes(visit, county_admin):
    entry = Entry.objects.get(kind="visits", object_id=str(visit.pk))
    assert {change.kind for change in entry.changes.all()} == {"outings", "visits", "hazards"}


def test_the_same_person_cannot_be_recorded_twice_on_an_outing(visit, county_admin):
    with pytest.raises(RowsRefused):
        services.record_visit(actor=county_admin, data=visit_data(living="又记了一次"))
    assert Visit.objects.get().living == ""


def test_a_visit_cannot_change_what_the_whole_outing_shares(visit, county_admin):
    services.record_visit(actor=county_admin, data=visit_data(name="孙玉琴", identity=number(2)))
    with pytest.raises(RowsRefused) as refused:
        services.change_visit(actor=county_admin, visit=visit, version=1, data={"date": "2024-01-16"})
    assert codes(refused) == {"conflicting_outing"}


def test_a_visit_cannot_move_to_another_outing(visit, county_admin):
    with pytest.raises(RowsRefused) as refused:
        services.change_visit(actor=county_admin, visit=visit, version=1, data={"number": "CD-2"})
    assert codes(refused) == {"other"}


def test_the_second_of_two_editors_is_told(visit, county_admin):
    services.change_visit(actor=county_admin, visit=visit, version=1, data={"appeal": "要棉被"})
    with pytest.raises(ChangedMeanwhile):
        services.change_visit(actor=county_admin, visit=Visit.objects.get(), version=1, data={"appeal": "要煤"})


def test_an_outing_changes_day_and_cadres_for_all_its_visits(visit, county_admin):
    services.record_visit(actor=county_admin, data=visit_data(name="孙玉琴", identity=number(2)))
    outing = Outing.objects.get()
    services.change_outing(actor=county_admin, outing=outing, version=1, data={"date": "2024-01-12", "cadres": "曾慧"})
    assert set(Visit.objects.values_list("date", "version")) == {(dt.date(2024, 1, 12), 2)}
    assert Hazard.objects.get().date == dt.date(2024, 1, 12)
    assert Outing.objects.get().names == ("曾慧",)


def test_an_outing_cannot_move_past_what_its_hazards_say(visit, county_admin):
    with pytest.raises(RowsRefused) as refused:
        services.change_outing(actor=county_admin, outing=Outing.objects.get(), version=1, data={"date": "2024-01-21"})
    assert codes(refused) == {"not_in_period"}


def test_an_outing_cannot_move_past_a_death(county_admin, add_person):
    add_person("F1", "赵长顺", 1, status="死亡", status_date=dt.date(2024, 1, 16))
    services.record_visit(actor=county_admin, data=visit_data())
    with pytest.raises(RowsRefused) as refused:
        services.change_outing(actor=county_admin, outing=Outing.objects.get(), version=1, data={"date": "2024-01-17"})
    assert codes(refused) == {"deceased"}


def test_an_outing_that_went_further_than_ones_regions_is_not_ones_own_to_change(
    visit, county_admin, village_worker, add_person
):
    add_person("F3", "冯建仓", 3, village=OTHER_VILLAGE)
    services.record_visit(actor=county_admin, data=visit_data(
        household_code="F3", name="冯建仓", identity=number(3), region=OTHER_VILLAGE
    ))
    with pytest.raises(RowsRefused) as refused:
        services.change_outing(actor=village_worker, outing=Outing.objects.get(), version=1, data={"cadres": "曾慧"})
    assert codes(refused) == {"region_not_allowed"}


def test_a_visit_may_have_further_hazards(visit, county_admin):
    second = services.add_hazard(actor=county_admin, visit=visit, data={"hazard_type": "用火", "severity": "重大"})
    assert (second.seq, second.date, second.region_id) == (2, visit.date, visit.region_id)
    assert Visit.objects.get().version == 2


def test_a_further_hazard_stays_when_the_row_is_brought_in_again(visit, county_admin, bring_in):
    services.add_hazard(actor=county_admin, visit=visit, data={"hazard_type": "用火"})
    row = visit_row(隐患类型="用电", 隐患等级="一般", 整改期限=dt.date(2024, 1, 20))
    assert bring_in(county_admin, "visits", row).counts == (0, 0, 1, 0)
    assert Hazard.objects.live().count() == 2


def test_a_hazard_is_rectified_with_the_day_and_what_was_done(visit, county_admin):
    hazard = services.rectify_hazard(
        actor=county_admin, hazard=Hazard.objects.get(), version=1, completed_on="2024-01-18", measure="换了电线"
    )
    assert (hazard.completed_on, hazard.measure, hazard.state().label) == (dt.date(2024, 1, 18), "换了电线", "已整改")
    shown = Change.objects.filter(object_id=visit.pk).first().diff
    assert ["整改完成日期", "", "2024-01-18"] in shown


def test_a_hazard_cannot_be_rectified_before_it_was_found(visit, county_admin):
    with pytest.raises(RowsRefused) as refused:
        services.rectify_hazard(actor=county_admin, hazard=Hazard.objects.get(), version=1, completed_on="2024-01-14")
    assert codes(refused) == {"not_in_period"}


def test_a_rectified_hazard_makes_an_old_export_stale(visit, county_admin, bring_in):
    services.rectify_hazard(actor=county_admin, hazard=Hazard.objects.get(), version=1, completed_on="2024-01-18")
    row = visit_row(诉求="要棉被", 记录号=str(visit.pk), 版本=1)
    assert [code for _, _, code in bring_in(county_admin, "visits", row).codes] == ["changed_meanwhile"]


def test_voiding_a_visit_takes_its_hazards_and_the_empty_outing(visit, county_admin):
    services.void_visit(actor=county_admin, visit=visit, version=1, reason="重复录入")
    assert not any(model.objects.live().exists() for model in (Visit, Hazard, Outing))


def test_voiding_needs_a_reason(visit, county_admin):
    with pytest.raises(ValueError, match="理由"):
        services.void_visit(actor=county_admin, visit=visit, version=1, reason=" ")


def test_a_voided_visit_gives_its_number_free(visit, county_admin):
    services.void_visit(actor=county_admin, visit=visit, version=1, reason="日期错了")
    assert services.record_visit(actor=county_admin, data=visit_data(date="2024-01-16")).pk != visit.pk


def test_voiding_the_first_hazard_leaves_the_second_to_the_row(visit, county_admin, bring_in):
    services.add_hazard(actor=county_admin, visit=visit, data={"hazard_type": "用火"})
    services.void_hazard(actor=county_admin, hazard=Hazard.objects.get(seq=1), version=1, reason="看错了")
    assert bring_in(county_admin, "visits", visit_row(隐患类型="用火", 隐患等级="一般")).counts == (0, 0, 1, 0)


def test_an_inspection_is_recorded_and_corrected(county_admin, bring_in):
    bring_in(county_admin, "inspections", inspection_row())
    inspection = Inspection.objects.get()
    services.change_inspection(actor=county_admin, inspection=inspection, version=1, data={"to_fix_done": "2"})
    assert Inspection.objects.get().left == 0


def test_a_renamed_institution_does_not_come_back_with_the_next_import(county_admin, bring_in):
    bring_in(county_admin, "inspections", inspection_row())
    institution = Institution.objects.get()
    services.change_institution(actor=county_admin, institution=institution, version=1, data={"name": "凤县中心敬老院"})
    row = inspection_row(机构名称="凤县中心敬老院", 限期整改完成数=1)
    assert bring_in(county_admin, "inspections", row).counts == (0, 1, 0, 0)
    assert Institution.objects.count() == 1


def test_an_institution_with_inspections_cannot_be_voided(county_admin, bring_in):
    bring_in(county_admin, "inspections", inspection_row())
    institution = Institution.objects.get()
    with pytest.raises(ValueError, match="机构检查"):
        services.void_institution(actor=county_admin, institution=institution, version=1, reason="没有这家")


def test_two_institutions_of_one_name_in_one_place_are_refused(county_admin, bring_in):
    bring_in(county_admin, "inspections", inspection_row())
    with pytest.raises(RowsRefused, match="同名"):
        services.record_institution(
            actor=county_admin, data={"name": "县中心敬老院", "kind_name": "养老机构", "region": VILLAGE}
        )


def test_an_institution_that_an_inspection_left_goes_if_nobody_completed_it(county_admin, bring_in):
    bring_in(county_admin, "inspections", inspection_row())
    assert bring_in(county_admin, "inspections", inspection_row(机构名称="龙口敬老院")).counts == (0, 1, 0, 0)
    assert [institution.name for institution in Institution.objects.live()] == ["龙口敬老院"]
