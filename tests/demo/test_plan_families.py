"""Families that could be: numbers, ages, relations, categories."""

import datetime as dt
from collections import Counter

from fengxian.demo.campaign import campaign
from fengxian.demo.families import DIED, MOVED, ON_LEDGER, STOPPED
from fengxian.demo.places import TOWN_SHARES
from fengxian.demo.relief_kinds import CATEGORY_ORDER
from fengxian.identity import luhn_ok, parse_account, parse_identity, parse_phone
from households.choices import NO_CATEGORY, Category

START = campaign().start


def test_identity_numbers_are_valid_and_nobody_shares_one(people):
    numbers = [person.identity for _, person in people if person.identity]
    assert len(numbers) == len(set(numbers))
    for _, person in people:
        if person.identity:
            read = parse_identity(person.identity)
            assert (read.birth, read.sex) == (person.birth, person.sex)


def test_who_has_no_number_says_why_and_when_they_were_born(people):
    bare = [person for _, person in people if not person.identity]
    assert bare and all(person.no_identity and person.birth for person in bare)
    assert any(person.in_need for person in bare)


def test_phones_and_accounts_are_right_in_form(plan, people):
    for household in plan.county.households:
        assert parse_account(household.account, household.account_kind) == household.account
        assert household.account_kind != "银行卡" or luhn_ok(household.account)
    assert all(parse_phone(person.phone) for _, person in people if person.phone)


def test_every_family_has_one_head_who_lives_there(plan):
    for household in plan.county.households:
        heads = [p for p in household.members if p.relation == "户主" and p.status not in (DIED, MOVED)]
        assert heads == [household.head], household.number


def test_children_are_a_generation_younger_than_the_head(people):
    for household, person in people:
        older = person.birth.year - household.head.birth.year
        if person.relation == "子女":
            assert 15 <= older <= 50
        if person.relation == "孙子女":
            assert 36 <= older <= 85
        if person.relation == "父母":
            assert -32 <= older <= -18


def test_the_county_has_as_many_of_each_relief_as_the_domain_says(plan, people):
    on_ledger = [(h, p) for h, p in people if p.status == ON_LEDGER]
    allowance = [(h.number, p) for h, p in on_ledger if p.is_a("低保对象")]
    destitute = [(h.number, p) for h, p in on_ledger if p.is_a("特困人员")]
    assert (len({n for n, _ in allowance}), len(allowance)) == (2533, 4306)
    assert (len({n for n, _ in destitute}), len(destitute)) == (624, 640)
    assert Counter(p.tier for _, p in allowance) == {"A": 1900, "B": 1708, "C": 698}
    assert 3400 <= len(plan.county.households) <= 3600


def test_a_household_shares_one_tier(plan):
    for household in plan.county.households:
        assert len({p.tier for p in household.on("低保对象")}) <= 1


def test_nobody_has_both_reliefs_and_nothing_stands_beside_none(people):
    for _, person in people:
        assert not (person.is_a("低保对象") and person.is_a("特困人员"))
        assert not person.is_a("无") or person.categories == ("无",)


def test_categories_are_the_ledgers_and_fit_the_age(people):
    assert (*Category.values, NO_CATEGORY) == CATEGORY_ORDER
    for _, person in people:
        age = person.age(START)
        for category in person.categories:
            if category in ("孤儿", "事实无人抚养儿童", "困境儿童"):
                assert age < 18
            if category == "留守儿童":
                assert age < 16
            if category in ("留守老人", "独居老人", "空巢老人"):
                assert age >= 60


def test_categories_of_children_still_fit_two_years_later(people):
    later = dt.date(START.year + 2, 12, 31)
    for _, person in people:
        if person.is_a("留守儿童"):
            assert person.age(later) < 16
        if person.is_a("孤儿") or person.is_a("事实无人抚养儿童") or person.is_a("困境儿童"):
            assert person.age(later) < 18


def test_every_category_of_the_ledger_occurs(people):
    found = {category for _, person in people if person.in_need for category in person.categories}
    assert found == set(Category.values)


def test_destitute_people_are_old_or_unable_to_work(people):
    """特困人员认定办法 第五条."""
    for _, person in people:
        if person.is_a("特困人员"):
            assert person.age(START) >= 60 or person.disability in ("智力", "精神", "肢体")
            assert person.support in ("集中", "分散")
            assert len(person.abilities) == 6


def test_children_in_need_have_a_grown_up_guardian(people):
    for household, person in people:
        if person.identity and person.in_need and person.age(START) < 18:
            name, relation, phone = person.guardian
            assert name and relation and parse_phone(phone)
            guardian = [m for m in household.members if m.name == name]
            assert all(m.age(START) >= 18 for m in guardian)


def test_who_left_the_ledger_has_a_day(people):
    left = dict.fromkeys((STOPPED, DIED, MOVED), 0)
    for _, person in people:
        assert (person.status == ON_LEDGER) == (person.left is None)
        if person.left:
            left[person.status] += 1
    assert min(left.values()) >= 20


def test_reliefs_began_after_birth_and_before_the_campaign(people):
    for _, person in people:
        if person.since:
            assert person.birth < person.since <= START
            assert person.since.day == 1
    assert any(p.since is None and p.in_need for _, p in people)


def test_every_village_has_families_and_no_two_towns_as_many(plan):
    villages = Counter(h.village.code for h in plan.county.households)
    towns = Counter(h.village.town_name for h in plan.county.households)
    assert len(villages) == 70
    assert min(villages.values()) >= 10
    assert set(towns) == set(TOWN_SHARES) and len(set(towns.values())) == 9
    assert towns.most_common(1)[0][0] == "双石铺镇"


def test_the_register_names_everybody_once_but_one_pair_of_namesakes(plan):
    names = Counter(cadre.name for cadre in plan.county.cadres)
    assert [times for times in names.values() if times > 1] == [2]
    units = Counter((cadre.name, cadre.unit, cadre.region) for cadre in plan.county.cadres)
    assert max(units.values()) == 1


def test_families_are_looked_after_by_a_cadre_of_their_village_or_town(plan):
    at = {(cadre.name, cadre.region) for cadre in plan.county.cadres}
    for household in plan.county.households:
        homes = (household.village.code, household.village.town)
        assert any((household.officer, home) in at for home in homes)
