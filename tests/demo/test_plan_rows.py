"""The plan as rows: every value is one that its column could have read, and every row has somebody to write it."""

from collections import Counter

import pytest

from fengxian.accounts.rights import Role, rights_of
from fengxian.demo.acts import acts_of
from fengxian.demo.people import DEMO_PEOPLE
from fengxian.demo.plan import make_plan
from fengxian.ledgers.registry import ORDER, ledger
from fengxian.regions import codes

PEOPLE = {person.username: person for person in DEMO_PEOPLE}


@pytest.fixture(scope="module")
def acts(plan):
    return list(acts_of(plan))


def test_every_value_is_what_its_column_reads(acts):
    seen = set()
    for act in acts:
        columns = ledger(act.kind).by_name
        for cells in act.rows:
            for name, value in cells.items():
                if (act.kind, name, value) not in seen:
                    seen.add((act.kind, name, value))
                    column = columns[name]
                    assert column.parse(column.cell(value)) == value, (act.kind, name, value)


def test_rows_hold_what_their_ledger_requires(acts):
    for act in acts:
        required = {c.name for c in ledger(act.kind).columns if c.required}
        bare = {"身份证号"} if act.kind in ("households", "visits") else set()
        for cells in act.rows:
            missing = required - cells.keys()
            assert missing <= bare, (act.kind, missing, cells)


def test_all_eight_ledgers_are_written_by_people_who_may(acts):
    assert {act.kind for act in acts} == set(ORDER)
    for act in acts:
        assert f"{act.kind}.edit" in rights_of(PEOPLE[act.actor].role), (act.actor, act.label)


def test_nobody_writes_outside_their_regions(acts):
    for act in acts:
        spans = codes.merge_spans([codes.pad(code) for code in PEOPLE[act.actor].region_codes])
        for cells in act.rows:
            low, high = codes.span(cells["区划代码"])
            assert any(first <= low and high <= last for first, last in spans), (act.actor, cells)


def test_towns_and_village_workers_write_their_own_visits(acts):
    writers = {PEOPLE[act.actor].role for act in acts if act.kind == "visits"}
    assert writers == {Role.TOWN_OFFICER, Role.VILLAGE_WORKER, Role.COUNTY_OFFICER}


def test_made_up_numbers_are_marked(acts):
    for act in acts:
        if act.kind in ("households", "condolences", "assistance"):
            assert all("演示数据" in cells["备注"] for cells in act.rows)


def test_the_same_seed_makes_the_same_rows(acts):
    assert list(acts_of(make_plan())) == acts


def test_another_seed_comes_to_the_same_sums(plan, report):
    other = make_plan(seed=7)
    villages = [Counter(v.household.village.code for v in p.visits) for p in (plan, other)]
    assert villages[0] != villages[1]
    visits = [visit for visit in other.visits if visit.day >= report.start]
    assert len(visits) == report.count("service_visits")
    assert sum(s.amount for s in other.investments) == report.yuan("campaign_investment")
