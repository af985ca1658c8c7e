"""Visits as they happen: everybody once, nobody twice a day, quiet holidays, each town in its own way."""

import datetime as dt
from collections import Counter, defaultdict

from fengxian.demo.days import busyness, in_holiday
from fengxian.demo.families import DIED
from fengxian.demo.hazards import FATES
from fengxian.demo.inspections import INSTITUTIONS
from fengxian.regions import codes
from visits.choices import HazardType, InstitutionKind


def test_everybody_in_need_was_visited(people, campaign_visits):
    visited = {visit.person for visit in campaign_visits}
    assert not [p.name for _, p in people if p.in_need and p not in visited]


def test_every_day_has_visits(campaign_visits, report):
    assert {visit.day for visit in campaign_visits} == set(report.days)


def test_holidays_are_quiet_and_the_days_before_the_new_year_busy(campaign_visits, report):
    daily = Counter(visit.day for visit in campaign_visits)
    assert all(daily[day] < 100 for day in report.days if in_holiday(day))
    wave = [daily[day] for day in report.days if busyness(day) > 1.4]
    ordinary = [daily[day] for day in report.days if 0.9 < busyness(day) < 1.2]
    assert sum(wave) / len(wave) > 1.3 * sum(ordinary) / len(ordinary)


def test_nobody_is_visited_twice_on_a_day(campaign_visits):
    times = Counter((visit.person, visit.day) for visit in campaign_visits)
    assert max(times.values()) == 1


def test_towns_differ_in_visits_a_head_and_from_day_to_day(campaign_visits):
    visits, persons = Counter(), defaultdict(set)
    for visit in campaign_visits:
        visits[visit.household.village.town] += 1
        persons[visit.household.village.town].add(visit.person)
    a_head = [visits[town] / len(persons[town]) for town in visits]
    assert len(visits) == 9 and max(a_head) > 1.15 * min(a_head)
    villages = Counter(visit.household.village.code for visit in campaign_visits)
    assert len(villages) == 70 and len(set(villages.values())) > 50


def test_one_outing_is_one_day_and_one_crew_of_different_people(plan):
    facts = defaultdict(set)
    for visit in plan.visits:
        facts[visit.outing].add((visit.day, tuple(visit.tour.cadres)))
        assert len(set(visit.tour.cadres)) == len(visit.tour.cadres) >= 1
    assert all(len(said) == 1 for said in facts.values())


def test_some_outings_go_through_two_villages_and_some_through_two_towns(campaign_visits):
    levels = Counter(codes.level_of(tour.region) for tour in {visit.tour for visit in campaign_visits})
    assert levels[codes.Level.TOWN] >= 10 and levels[codes.Level.COUNTY] >= 2


def test_no_cadre_is_in_two_places_on_a_day(plan, campaign_visits):
    namesakes = [name for name, times in Counter(c.name for c in plan.county.cadres).items() if times > 1]
    out = Counter()
    for tour in {visit.tour for visit in campaign_visits}:
        out.update((name, tour.day) for name in tour.cadres)
    for inspection in plan.inspections:
        out.update((name, inspection.day) for name in inspection.inspectors)
    assert not [place for place, times in out.items() if times > 1 and place[0] not in namesakes]


def test_every_cadre_took_part(plan, campaign_visits):
    """民政干部全员参与."""
    out = {name for visit in campaign_visits for name in visit.tour.cadres}
    out |= {name for inspection in plan.inspections for name in inspection.inspectors}
    assert not {cadre.name for cadre in plan.county.cadres} - out


def test_nobody_is_visited_after_death_or_before_birth(plan):
    for visit in plan.visits:
        assert visit.person.birth < visit.day
        assert visit.person.status != DIED or visit.day < visit.person.left


def test_some_who_died_later_were_visited_before(campaign_visits):
    assert sum(visit.person.status == DIED for visit in campaign_visits) >= 5


def test_a_few_visits_of_the_month_before_are_known(plan, report):
    earlier = [visit for visit in plan.visits if visit.day < report.start]
    assert 100 <= len(earlier) <= 800
    assert min(visit.day for visit in earlier) >= dt.date(2023, 12, 1)


def test_hazards_are_open_closed_late_grave_and_of_every_kind(campaign_visits, report):
    hazards = [(visit.day, visit.hazard) for visit in campaign_visits if visit.hazard]
    assert {hazard.kind for _, hazard in hazards} == set(HazardType.values)
    assert len(hazards) == sum(FATES.values())
    grave = sum(hazard.grade == "重大" for _, hazard in hazards)
    assert 15 <= grave <= 60
    for day, hazard in hazards:
        assert hazard.due >= day and (hazard.done is None or hazard.done >= day)
    overdue = [hazard for _, hazard in hazards if hazard.done is None and hazard.due < report.end]
    assert len(overdue) == 5


def test_every_institution_was_inspected_and_the_counts_add_up(plan, report):
    assert {i.name for i in plan.inspections} == {name for name, *_ in INSTITUTIONS}
    assert {kind for _, kind, *_ in INSTITUTIONS} == set(InstitutionKind.values) - {"其他"}
    for inspection in plan.inspections:
        assert report.start <= inspection.day <= report.end
        assert inspection.found == inspection.on_the_spot + inspection.later
        assert inspection.later_done <= inspection.later
    assert len({len(i.inspectors) for i in plan.inspections}) > 1
