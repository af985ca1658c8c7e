"""What the plan comes to: the report's figures, to the last 分."""

from collections import Counter
from decimal import Decimal

from fengxian.demo.condolences import LEADERS
from fengxian.demo.payments import HEATING, PAID


def relief(plan):
    return [line for line in plan.payments if line.status == PAID and line.programme != HEATING]


def heating(plan):
    return [line for line in plan.payments if line.status == PAID and line.programme == HEATING]


def test_visits_come_to_the_report(campaign_visits, report):
    assert len(campaign_visits) == report.count("service_visits")


def test_cadre_participations_come_to_the_report(plan, campaign_visits, report):
    outings = {visit.outing: visit.tour.cadres for visit in campaign_visits}
    names = sum(len(set(cadres)) for cadres in outings.values())
    inspectors = sum(len(set(inspection.inspectors)) for inspection in plan.inspections)
    assert names + inspectors == report.count("cadre_participations")


def test_inspections_and_their_groups_come_to_the_report(plan, report):
    assert len(plan.inspections) == report.count("institution_inspections")
    assert len({inspection.group for inspection in plan.inspections}) == report.count("supervision_groups")


def test_relief_comes_to_the_report(plan, report):
    assert sum(line.net for line in relief(plan)) == report.yuan("relief_paid")
    assert len(relief(plan)) == report.count("relief_payments")


def test_relief_is_made_up_as_the_domain_says(plan):
    lines = Counter((line.programme, line.due) for line in relief(plan))
    assert lines == {
        ("低保金", 1000): 1900, ("低保金", 800): 1708, ("低保金", 600): 698,
        ("特困供养金", 1600): 420, ("特困供养金", 2200): 140, ("特困供养金", 3200): 80,
        ("临时救助金", 1000): 120, ("临时救助金", 2000): 131, ("临时救助金", 4000): 60,
    }


def test_heating_comes_to_the_report(plan, report):
    assert sum(line.net for line in heating(plan)) == report.yuan("heating_subsidy_paid")
    assert Counter(line.due for line in heating(plan)) == {500: 2533, 600: 624}


def test_condolences_of_the_leaders_come_to_the_report(plan, report):
    gifts = [gift for gift in plan.condolences if gift.giver_kind == LEADERS]
    assert len(gifts) == len({gift.identity for gift in gifts}) == report.count("condolence_persons")
    assert sum(gift.cash + gift.goods_value for gift in gifts) == report.yuan("condolence_value")
    assert sum(gift.cash for gift in gifts) == 523_000


def test_investments_come_to_the_report_in_31_vouchers(plan, report):
    assert sum(spent.amount for spent in plan.investments) == report.yuan("campaign_investment")
    assert len({spent.voucher for spent in plan.investments}) == 31


def test_the_rescue_station_comes_to_the_report(plan, report):
    patrols = [patrol for patrol in plan.patrols if report.start <= patrol.day <= report.end]
    persons = {helped.identity or helped.number for helped in plan.assistance}
    items = sum(helped.case.items for helped in plan.assistance) + sum(patrol.items for patrol in patrols)
    assert len(patrols) == report.count("rescue_patrols")
    assert len(persons) == report.count("rescued_persons")
    assert items == report.count("rescue_items")
    assert sum((helped.amount for helped in plan.assistance), Decimal(0)) == report.yuan("rescue_spending")


def test_313_hazards_were_found_and_282_put_right(plan, campaign_visits):
    hazards = [visit.hazard for visit in campaign_visits if visit.hazard]
    found = len(hazards) + sum(i.found for i in plan.inspections)
    right = sum(h.done is not None for h in hazards) + sum(i.on_the_spot + i.later_done for i in plan.inspections)
    assert (found, right) == (313, 282)
