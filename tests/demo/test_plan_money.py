"""Money as it goes: nobody twice, what came back and what was paid again, days inside the campaign."""

from collections import Counter, defaultdict

from fengxian.demo.condolences import LEADERS
from fengxian.demo.families import DIED, ON_LEDGER
from fengxian.demo.payments import FAILED, HEATING, PAID, PENDING, RETURNED, TEMPORARY
from relief.condolences.choices import GiverKind
from relief.patrols.choices import Area, CameBy

ORGANISATIONS = {"凤县老年学学会", "培根幼儿园", "福泽养老助残服务中心"}
COMMUNITIES = {"杨家坪社区", "新民街社区", "龙口社区", "新建路社区"}


def paid(plan):
    return [line for line in plan.payments if line.status == PAID]


def test_nobody_is_paid_twice_for_the_same_months(plan):
    holders = Counter(
        (line.programme, line.household.number if line.programme == HEATING else line.person)
        for line in paid(plan) if line.programme != TEMPORARY
    )
    assert max(holders.values()) == 1


def test_a_batch_holds_one_programme_and_period_and_everybody_once(plan):
    batches = defaultdict(set)
    for line in plan.payments:
        batches[line.batch].add((line.programme, line.period))
    assert all(len(said) == 1 for said in batches.values())
    lines = Counter((line.batch, line.person) for line in plan.payments)
    assert max(lines.values()) == 1


def test_money_went_out_inside_the_campaign_to_people_on_the_ledger(plan, report):
    for line in paid(plan):
        assert report.start <= line.day <= report.end
        assert line.person.status == ON_LEDGER and line.person.identity


def test_some_money_came_back_and_most_of_it_was_paid_again(plan):
    again = {(line.programme, line.person) for line in paid(plan) if line.batch.endswith("重发")}
    back = [line for line in plan.payments if line.status in (RETURNED, FAILED)]
    assert {line.status for line in back} == {RETURNED, FAILED}
    assert all(line.failure for line in back)
    lost = [line for line in back if (line.programme, line.person) not in again]
    assert len(again) >= 50 and 0 < len(lost) < 15
    assert all(line.person.status == DIED or line.programme == TEMPORARY for line in lost)


def test_some_lines_still_wait(plan):
    waiting = [line for line in plan.payments if line.status == PENDING]
    assert waiting and all(line.day is None for line in waiting)


def test_arrears_and_deductions_cancel_out(plan):
    assert any(line.back for line in paid(plan)) and any(line.deduction for line in paid(plan))
    assert sum(line.back for line in paid(plan)) == sum(line.deduction for line in paid(plan))
    assert all(line.net > 0 for line in plan.payments)


def test_temporary_relief_recurs_for_some(plan):
    times = Counter(line.person for line in paid(plan) if line.programme == TEMPORARY)
    assert 5 <= sum(count > 1 for count in times.values()) <= 60


def test_all_kinds_of_givers_of_the_report_gave(plan, report):
    assert {gift.giver_kind for gift in plan.condolences} == set(GiverKind.values)
    givers = {gift.giver for gift in plan.condolences}
    assert givers >= ORGANISATIONS | COMMUNITIES
    assert all(report.start <= gift.day <= report.end for gift in plan.condolences)
    assert len({gift.number for gift in plan.condolences}) == len(plan.condolences)


def test_some_gifts_went_to_people_who_are_not_on_the_household_ledger(plan, people):
    known = {person.identity for _, person in people}
    others = [gift for gift in plan.condolences if gift.identity not in known]
    assert others and all(gift.giver_kind != LEADERS for gift in others)


def test_investments_lie_in_county_towns_and_villages(plan, report):
    assert {len(str(spent.region).rstrip("0")) > 6 for spent in plan.investments} == {True, False}
    assert len({spent.source for spent in plan.investments}) >= 4
    assert all(report.start <= spent.day <= report.end and spent.amount > 0 for spent in plan.investments)


def test_patrols_go_by_day_and_night_and_through_the_holiday(plan, report):
    patrols = [patrol for patrol in plan.patrols if patrol.day >= report.start]
    assert sum(patrol.at_night for patrol in patrols) == 31
    days = {patrol.day for patrol in patrols}
    assert {report.days[n] for n in range(39, 48)} <= days  # 除夕 and the eight days after
    areas = {area for patrol in patrols for area in patrol.areas}
    assert {"街道", "汽车站", "火车站"} <= areas <= set(Area.values)


def test_the_station_helped_people_without_a_name_and_one_person_twice(plan):
    assert sum(helped.name is None for helped in plan.assistance) == 3
    times = Counter(helped.identity for helped in plan.assistance if helped.identity)
    assert sorted(times.values())[-1] == 2
    assert {helped.case.came for helped in plan.assistance} == set(CameBy.values)


def test_who_was_found_on_patrol_names_the_patrol_of_that_day(plan):
    patrols = {patrol.number: patrol for patrol in plan.patrols}
    found = [helped for helped in plan.assistance if helped.patrol]
    assert len(found) == 5
    assert all(patrols[helped.patrol].day == helped.day for helped in found)
    assert all(patrols[helped.patrol].escorted == 1 for helped in found)


def test_short_fares_and_stays_keep_to_the_stations_rules(plan):
    for helped in plan.assistance:
        fare = helped.costs[4]
        assert fare is None or fare <= 20
        assert 0 <= (helped.left_on - helped.day).days <= 10
        assert helped.amount > 0
