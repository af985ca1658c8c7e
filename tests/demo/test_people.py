"""Who can sign in to the demo."""

from django.contrib.auth.password_validation import validate_password

from fengxian.accounts.models import User
from fengxian.accounts.rights import Role
from fengxian.demo.people import DEMO_PEOPLE
from fengxian.regions import codes


def test_there_is_somebody_for_every_role():
    assert {person.role for person in DEMO_PEOPLE} == set(Role)
    assert len({person.username for person in DEMO_PEOPLE}) == len(DEMO_PEOPLE)


def test_passwords_keep_to_the_rules():
    for person in DEMO_PEOPLE:
        validate_password(person.password, User(username=person.username, name=person.name))


def test_three_supervision_groups_share_the_nine_towns():
    towns = [code for person in DEMO_PEOPLE if person.role == Role.SUPERVISOR for code in person.region_codes]
    assert len(towns) == len(set(towns)) == 9


def test_every_town_has_an_officer_and_several_villages_a_worker():
    at = {role: {p.region_codes[0] for p in DEMO_PEOPLE if p.role == role} for role in Role}
    assert len(at[Role.TOWN_OFFICER]) == 9
    assert len(at[Role.TOWN_REVIEWER]) >= 3
    assert len({code[:9] for code in at[Role.VILLAGE_WORKER]}) >= 4
    assert at[Role.RESCUE_OFFICER] == {"610330"}


def test_regions_of_people_are_regions(regions):
    assert all(codes.pad(code) in regions for person in DEMO_PEOPLE for code in person.region_codes)
