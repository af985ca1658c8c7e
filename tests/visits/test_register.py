"""Names in 走访干部 and 检查人员 are tied to the register where one cadre alone can be meant."""

from tests.visits.conftest import VILLAGE, inspection_row, visit_row
from visits.models import InspectionCadre, OutingCadre


def tied() -> dict:
    return {member.name: member.cadre for member in OutingCadre.objects.select_related("cadre")}


def test_the_only_cadre_of_that_name_is_meant(county_admin, family, add_cadre, bring_in):
    cadre = add_cadre("王建国", region="610330100", unit="双石铺镇政府")
    bring_in(county_admin, "visits", visit_row())
    assert tied() == {"王建国": cadre, "李红": None}


def test_of_two_the_one_in_the_same_town_is_meant(county_admin, family, add_cadre, bring_in):
    add_cadre("王建国", region="610330100", unit="双石铺镇政府")
    near = add_cadre("王建国", region=VILLAGE, unit="龙口村委会")
    bring_in(county_admin, "visits", visit_row())
    assert tied()["王建国"] == near


def test_two_in_one_town_are_not_guessed(county_admin, family, add_cadre, bring_in):
    add_cadre("王建国")
    add_cadre("王建国", region=VILLAGE, unit="龙口村委会")
    bring_in(county_admin, "visits", visit_row())
    assert tied()["王建国"] is None


def test_a_cadre_who_left_is_not_meant(county_admin, family, add_cadre, bring_in):
    cadre = add_cadre("王建国")
    cadre.is_active = False
    cadre.save()
    bring_in(county_admin, "visits", visit_row())
    assert tied()["王建国"] is None


def test_inspectors_are_tied_alike(county_admin, add_cadre, bring_in):
    cadre = add_cadre("曾慧", region="610330", unit="县民政局")
    bring_in(county_admin, "inspections", inspection_row())
    assert InspectionCadre.objects.get(name="曾慧").cadre == cadre
