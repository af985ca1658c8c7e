"""The county administrator manages the people of the county, and only those; nobody manages themselves away."""

import re
from uuid import uuid4

import pytest

from fengxian.accounts.models import User
from fengxian.accounts.services import NotAllowed, change_person, create_person, set_active
from fengxian.audit.models import Act, Change, Entry
from fengxian.regions import codes
from fengxian.regions.models import Region
from fengxian.regions.tree import forget_tree
from tests.conftest import COUNTY, OTHER_TOWN, TOWN

pytestmark = pytest.mark.django_db
COUNTY_CODE, TOWN_CODE, OTHER_CODE = codes.pad(COUNTY), codes.pad(TOWN), codes.pad(OTHER_TOWN)


@pytest.fixture
def admin(client_for, county_admin):
    return client_for(county_admin)


@pytest.fixture
def stranger(make_user):
    """Somebody of the neighbouring county."""
    Region.objects.create(code=codes.pad("610331"), official_name="太白县", name="太白县", level="county")
    forget_tree()
    return make_user("county_officer", "610331", username="stranger")


def new_person(**changes):
    return {"username": "songyaping", "name": "宋雅萍", "role": "town_officer", "regions": [str(TOWN_CODE)]} | changes


def test_an_administrator_can_add_somebody_and_sees_the_password_once(admin):
    answer = admin.post("/people/new/", new_person())
    password = re.search(r'class="secret">([^<]+)<', answer.content.decode())[1]
    person = User.objects.get(username="songyaping")
    assert person.check_password(password) and person.must_change_password
    assert password not in admin.get(f"/people/{person.pk}/").content.decode()


def test_adding_somebody_leaves_an_entry_without_the_password(admin, county_admin):
    answer = admin.post("/people/new/", new_person()).content.decode()
    entry = Entry.objects.get(act=Act.PEOPLE)
    assert (entry.actor, entry.label) == (county_admin, "宋雅萍（songyaping）")
    shown = entry.changes.get().diff
    assert ["角色", "", "镇经办"] in shown and ["管辖区划", "", "凤州镇"] in shown
    assert re.search(r'class="secret">([^<]+)<', answer)[1] not in str(shown)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"username": "county_admin"}, "已经有人用了"), ({"role": "king"}, "king"), ({"regions": []}, "请选择区划"),
        ({"name": ""}, "请填写姓名"), ({"regions": ["610331"]}, "没有这个区划，或不在您管的范围"),
        ({"username": "有 空格"}, "账号"),
    ],
)
def test_a_faulty_form_is_refused_with_what_was_typed_kept(admin, changes, sentence):
    answer = admin.post("/people/new/", new_person(**changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not User.objects.filter(name="宋雅萍").exists()


def test_a_supervisor_can_have_several_towns(admin):
    admin.post("/people/new/", new_person(role="supervisor", regions=[str(TOWN_CODE), str(OTHER_CODE)]))
    assert User.objects.get(username="songyaping").region_codes == [OTHER_CODE, TOWN_CODE]


def test_a_village_inside_a_chosen_town_is_not_kept_beside_it(county_admin):
    person, _ = create_person(
        actor=county_admin, username="a", name="甲", role="supervisor", regions=[TOWN_CODE, TOWN_CODE + 200],
    )
    assert person.region_codes == [TOWN_CODE]


def test_changing_role_and_area_is_on_the_trail_old_to_new(admin, town_officer):
    admin.post(f"/people/{town_officer.pk}/edit/", new_person(name="王建国", role="town_reviewer"))
    assert Change.objects.get(object_id=town_officer.pk).diff == [["角色", "镇经办", "镇审核"]]
    assert "镇经办" in admin.get(f"/people/{town_officer.pk}/").content.decode()


@pytest.mark.parametrize("changes", [
    {"role": "town_reviewer"}, {"regions": [str(OTHER_CODE)]},
])
def test_a_session_ends_when_role_or_area_changed(admin, client_for, town_officer, changes):
    theirs = client_for(town_officer)
    assert theirs.get("/me/").status_code == 200
    admin.post(f"/people/{town_officer.pk}/edit/", new_person(name="王建国") | changes)
    assert theirs.get("/me/").status_code == 302


def test_a_session_goes_on_when_only_the_name_changed(admin, client_for, town_officer):
    theirs = client_for(town_officer)
    admin.post(f"/people/{town_officer.pk}/edit/", new_person(name="王建军"))
    assert "王建军" in theirs.get("/me/").content.decode()


def test_disabling_somebody_ends_the_session_at_once(admin, client_for, town_officer):
    theirs = client_for(town_officer)
    admin.post(f"/people/{town_officer.pk}/disable/")
    assert theirs.get("/me/").status_code == 302
    admin.post(f"/people/{town_officer.pk}/enable/")
    assert client_for(User.objects.get(pk=town_officer.pk)).get("/me/").status_code == 200


def test_resetting_a_password_ends_the_session_and_asks_for_a_new_one(admin, client_for, town_officer):
    theirs = client_for(town_officer)
    answer = admin.post(f"/people/{town_officer.pk}/reset-password/").content.decode()
    fresh = User.objects.get(pk=town_officer.pk)
    assert fresh.check_password(re.search(r'class="secret">([^<]+)<', answer)[1]) and fresh.must_change_password
    assert theirs.get("/me/").status_code == 302


def test_an_administrator_cannot_disable_demote_or_reset_themselves(admin, county_admin):
    admin.post(f"/people/{county_admin.pk}/disable/")
    admin.post(f"/people/{county_admin.pk}/reset-password/")
    answer = admin.post(
        f"/people/{county_admin.pk}/edit/", {"name": "王建国", "role": "leader", "regions": [str(COUNTY_CODE)]}
    )
    assert "不能改自己的角色" in answer.content.decode()
    same = User.objects.get(pk=county_admin.pk)
    assert same.is_active and same.role == "county_admin" and not same.must_change_password


def test_people_of_another_county_are_nobody(admin, stranger, county_admin):
    assert "stranger" not in admin.get("/people/").content.decode()
    for path in ("", "edit/"):
        assert admin.get(f"/people/{stranger.pk}/{path}").status_code == 404
    for path in ("edit/", "disable/", "enable/", "reset-password/"):
        assert admin.post(f"/people/{stranger.pk}/{path}", new_person()).status_code == 404
    assert admin.get(f"/people/{uuid4()}/").status_code == 404
    with pytest.raises(NotAllowed):
        set_active(actor=county_admin, person=stranger, active=False)


def test_somebody_with_one_foot_in_another_county_is_out_of_reach(admin, stranger):
    stranger.regions.add(TOWN_CODE)
    assert admin.get(f"/people/{stranger.pk}/").status_code == 404


def test_nobody_can_be_given_more_than_the_administrator_has(county_admin, town_officer, stranger):
    with pytest.raises(NotAllowed):
        change_person(
            actor=county_admin, person=town_officer, name="王建国", role="town_officer", regions=[codes.pad("610331")]
        )


@pytest.mark.parametrize("role", ["county_officer", "town_officer", "leader", "auditor", "village_worker"])
def test_others_cannot_manage_people(client_for, make_user, role, town_officer):
    client = client_for(make_user(role, COUNTY))
    assert client.get("/people/").status_code == 403
    assert client.post(f"/people/{town_officer.pk}/disable/").status_code == 403
    assert User.objects.get(pk=town_officer.pk).is_active


def test_the_list_can_be_narrowed(admin, town_officer, village_worker):
    assert "共 1 人" in admin.get("/people/?role=town_officer").content.decode()
    assert "共 0 人" in admin.get("/people/?state=off").content.decode()
    assert "共 2 人" in admin.get(f"/people/?region={TOWN_CODE}").content.decode()
    assert "共 1 人" in admin.get("/people/?q=village").content.decode()


def test_the_list_asks_the_database_a_fixed_number_of_times(
    admin, make_user, django_assert_max_num_queries
):
    for number in range(30):
        make_user("village_worker", TOWN, username=f"w{number}")
    with django_assert_max_num_queries(12):
        admin.get("/people/")
