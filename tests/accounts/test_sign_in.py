"""Signing in and out, lock-out, idle time, and what the trail keeps of it."""

import time

import pytest
from django.test import Client

from fengxian.accounts.middleware import BEGAN, SEEN
from fengxian.audit.models import Act, Entry
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = "/sign-in/"


@pytest.fixture
def sign_in(client):
    """``sign_in(username, password)``: the answer to the sign-in form."""
    return lambda username, password=PASSWORD: client.post(SIGN_IN, {"username": username, "password": password})


def acts():
    return list(Entry.objects.order_by("id").values_list("act", flat=True))


def test_a_person_can_sign_in_and_it_is_on_the_trail(sign_in, town_officer):
    assert sign_in("town_officer").status_code == 302
    entry = Entry.objects.get(act=Act.SIGN_IN)
    assert (entry.actor, entry.address) == (town_officer, "127.0.0.1")


def test_signing_out_is_on_the_trail_and_ends_the_session(sign_in, client, town_officer):
    sign_in("town_officer")
    client.post("/sign-out/")
    assert acts() == [Act.SIGN_IN, Act.SIGN_OUT]
    assert client.get("/me/").status_code == 302


def test_a_get_request_cannot_sign_anybody_out(client_for, town_officer):
    client = client_for(town_officer)
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/me/").status_code == 200


def test_nobody_sees_a_page_without_signing_in(client):
    assert client.get("/me/").url == "/sign-in/?next=/me/"


def test_after_signing_in_one_lands_on_the_page_asked_for_but_never_on_another_host(client, town_officer):
    data = {"username": "town_officer", "password": PASSWORD}
    assert client.post(SIGN_IN, data | {"next": "/me/"}).url == "/me/"
    assert Client().post(SIGN_IN, data | {"next": "https://elsewhere.example/"}).url == "/"


def test_wrong_account_wrong_password_and_disabled_account_read_alike(sign_in, make_user):
    gone = make_user("leader", "610330", username="gone")
    gone.is_active = False
    gone.save()
    make_user("leader", "610330", username="he")
    answers = [sign_in("nobody"), sign_in("he", "wrong"), sign_in("gone")]
    said = {answer.content.decode().partition('role="alert"')[2].partition("</p>")[0] for answer in answers}
    assert len(said) == 1


def test_what_was_typed_as_an_unknown_account_is_not_kept(sign_in):
    sign_in("my-real-password")
    assert Entry.objects.get(act=Act.SIGN_IN_FAILED).label == "没有这个账号"


@pytest.mark.parametrize("username", ["town_officer", "nobody"])
def test_five_failures_lock_the_account_whether_it_exists_or_not(sign_in, town_officer, username):
    answers = [sign_in(username, "wrong").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert "30 分钟" in sign_in(username).content.decode()


def test_the_right_password_does_not_open_a_locked_account(sign_in, client, town_officer):
    for _ in range(5):
        sign_in("town_officer", "wrong")
    assert sign_in("town_officer").status_code == 429
    assert client.get("/me/").status_code == 302
    assert acts() == [*[Act.SIGN_IN_FAILED] * 4, Act.LOCKED, Act.LOCKED]


def test_a_locked_colleague_does_not_lock_the_office(sign_in, town_officer, village_worker):
    for _ in range(5):
        sign_in("town_officer", "wrong")
    assert sign_in("village_worker").status_code == 302


def test_a_forged_forwarding_header_does_not_get_around_the_lock(client, town_officer):
    data = {"username": "town_officer", "password": "wrong"}
    answers = [client.post(SIGN_IN, data, headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(5)]
    assert answers[-1] == 429


def test_idle_time_ends_the_session_and_says_why(client_for, town_officer, settings):
    client = client_for(town_officer)
    client.get("/me/")
    session = client.session
    session[SEEN] = int(time.time()) - settings.SESSION_IDLE_SECONDS - 1
    session.save()
    assert "太久没有操作" in client.get("/me/", follow=True).content.decode()
    assert Entry.objects.get(act=Act.SIGN_OUT).reason == "太久没有操作"


def test_the_longest_session_ends_though_somebody_works(client_for, town_officer, settings):
    client = client_for(town_officer)
    client.get("/me/")
    session = client.session
    session[BEGAN] = int(time.time()) - settings.SESSION_ABSOLUTE_SECONDS - 1
    session.save()
    assert client.get("/me/").status_code == 302


def test_going_on_with_work_pushes_the_idle_time_back(client_for, town_officer):
    client = client_for(town_officer)
    client.get("/me/")
    session = client.session
    session[SEEN] = before = int(time.time()) - 600
    session.save()
    assert client.post("/me/stay/").status_code == 204
    assert client.session[SEEN] > before


def test_pages_are_kept_in_no_cache(client_for, town_officer):
    assert client_for(town_officer).get("/me/")["Cache-Control"] == "no-store"
