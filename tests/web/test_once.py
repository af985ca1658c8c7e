"""A form writes once, whatever the mouse, the Back button or two workers do."""

import re
from uuid import uuid4

import pytest
from django.db import IntegrityError

from fengxian.accounts.models import Cadre
from fengxian.regions import codes
from fengxian.web.models import FormToken
from fengxian.web.once import result_of, submit_once
from tests.conftest import TOWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client_for, county_admin):
    return client_for(county_admin)


def form(token, **changes):
    return {"name": "冯志强", "unit": "民政办", "region_id": codes.pad(TOWN), "once": token} | changes


def test_a_form_carries_a_new_token_each_time_it_is_drawn(admin):
    tokens = {re.search(r'name="once" value="(\w{32})"', admin.get("/cadres/new/").content.decode())[1] for _ in "ab"}
    assert len(tokens) == 2


def test_a_second_submit_writes_nothing_and_leads_to_the_first_result(admin):
    token = uuid4().hex
    first = admin.post("/cadres/new/", form(token))
    second = admin.post("/cadres/new/", form(token, name="改过的"))
    assert first.url == second.url
    assert Cadre.objects.get().name == "冯志强"


def test_a_form_refused_by_the_rules_can_be_sent_again(admin, county_admin):
    Cadre.objects.create(name="冯志强", unit="民政办", region_id=codes.pad(TOWN))
    token = uuid4().hex
    assert admin.post("/cadres/new/", form(token)).status_code == 422
    assert admin.post("/cadres/new/", form(token, unit="社会救助股")).status_code == 302


def test_an_account_made_once_is_not_made_again_and_its_password_not_shown_again(admin):
    data = {"username": "song", "name": "宋雅萍", "role": "leader", "regions": ["610330"], "once": uuid4().hex}
    admin.post("/people/new/", data)
    again = admin.post("/people/new/", data)
    assert again.status_code == 302 and "/people/" in again.url


def test_what_fails_in_the_middle_gives_the_token_back(rf, county_admin):
    request = rf.post("/", {"once": uuid4().hex})
    request.user = county_admin

    def breaks():
        raise IntegrityError("something of the record itself")

    with pytest.raises(IntegrityError):
        submit_once(request, breaks)
    assert submit_once(request, lambda: "/done/").url == "/done/"


def test_a_token_of_somebody_else_tells_nothing(rf, county_admin, town_officer):
    request = rf.post("/", {"once": uuid4().hex})
    request.user = county_admin
    submit_once(request, lambda: "/secret/")
    request.user = town_officer
    assert result_of(request) == "/"


def test_a_form_without_a_token_is_still_saved(rf, county_admin):
    request = rf.post("/")
    request.user = county_admin
    assert submit_once(request, lambda: "/done/").url == "/done/"
    assert not FormToken.objects.exists()
