"""干部名册: who may keep it, and what it keeps."""

import pytest

from fengxian.accounts.models import Cadre
from fengxian.accounts.services import save_cadre
from fengxian.audit.models import Change
from fengxian.regions import codes
from tests.conftest import COUNTY, OTHER_TOWN, TOWN

pytestmark = pytest.mark.django_db
UNIT = "凤州镇民政办"


@pytest.fixture
def admin(client_for, county_admin):
    return client_for(county_admin)


@pytest.fixture
def cadre(county_admin):
    return save_cadre(actor=county_admin, name="冯志强", unit=UNIT, post="主任", region_id=codes.pad(TOWN))


def form(**changes):
    return {"name": "冯志强", "unit": UNIT, "post": "", "region_id": codes.pad(TOWN)} | changes


def test_a_cadre_can_be_put_on_the_register(admin):
    answer = admin.post("/cadres/new/", form(), follow=True)
    assert "冯志强" in answer.content.decode()
    assert Cadre.objects.get().unit == UNIT


def test_the_same_name_in_the_same_unit_is_refused(admin, cadre):
    answer = admin.post("/cadres/new/", form())
    assert "名册上已有这位干部" in answer.content.decode()
    assert Cadre.objects.count() == 1


def test_a_change_is_in_the_visible_history(admin, cadre):
    admin.post(f"/cadres/{cadre.pk}/edit/", form(post="副主任"))
    assert Change.objects.filter(object_id=cadre.pk).first().diff == [["职务", "主任", "副主任"]]
    assert "副主任" in admin.get(f"/cadres/{cadre.pk}/").content.decode()


def test_a_cadre_can_leave_and_come_back(admin, cadre):
    admin.post(f"/cadres/{cadre.pk}/leave/")
    assert not Cadre.objects.named(["冯志强"]).exists()
    admin.post(f"/cadres/{cadre.pk}/return/")
    assert Cadre.objects.named(["冯志强"]).exists()
    diffs = Change.objects.filter(object_id=cadre.pk).order_by("id").values_list("diff", flat=True)
    assert list(diffs)[1:] == [[["状态", "在岗", "离岗"]], [["状态", "离岗", "在岗"]]]


def test_a_cadre_can_be_tied_to_an_account_once(admin, cadre, town_officer, county_admin):
    admin.post(f"/cadres/{cadre.pk}/edit/", form(user=town_officer.pk))
    assert Cadre.objects.get(pk=cadre.pk).user == town_officer
    answer = admin.post("/cadres/new/", form(name="别人", user=town_officer.pk))
    assert answer.status_code == 422


def test_the_register_of_another_town_is_out_of_reach(client_for, make_user, cadre):
    client = client_for(make_user("county_officer", OTHER_TOWN))
    assert "冯志强" not in client.get("/cadres/").content.decode()
    assert client.get(f"/cadres/{cadre.pk}/").status_code == 404
    assert client.post(f"/cadres/{cadre.pk}/leave/").status_code == 404
    assert client.post("/cadres/new/", form()).status_code == 422


@pytest.mark.parametrize("role", ["town_officer", "leader", "village_worker", "auditor"])
def test_others_cannot_open_the_register(client_for, make_user, role):
    assert client_for(make_user(role, COUNTY)).get("/cadres/").status_code == 403
