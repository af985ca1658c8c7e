"""The given password must be changed first; a new one must be strong; others' sessions end."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from fengxian.accounts.passwords import made_up_password
from fengxian.audit.models import Act, Entry
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "Baishi-Pu-77"


def change(client, new=NEW, old=PASSWORD, again=None):
    return client.post("/me/password/", {"old_password": old, "new_password1": new, "new_password2": again or new})


@pytest.fixture
def newcomer(make_user):
    person = make_user("town_officer", "610330101", username="newcomer")
    person.must_change_password = True
    person.save()
    return person


def test_a_newcomer_is_led_to_the_password_page_from_everywhere(client_for, newcomer):
    client = client_for(newcomer)
    assert client.get("/me/").url == "/me/password/"
    assert client.get("/regions/pick/?levels=village").url == "/me/password/"


def test_a_newcomer_can_change_the_password_and_go_on(client_for, newcomer):
    client = client_for(newcomer)
    assert change(client).status_code == 302
    assert client.get("/me/").status_code == 200
    assert Entry.objects.filter(act=Act.PASSWORD, actor=newcomer).count() == 1


def test_a_newcomer_can_sign_out_instead(client_for, newcomer):
    assert client_for(newcomer).post("/sign-out/").status_code == 302


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("Short-1", "密码太短"), ("alllowercase1", "三种"), (PASSWORD, "不同"), ("Password123", "太常见"),
        ("Newcomer-99", "太像"),
    ],
)
def test_a_weak_or_old_password_is_refused_with_its_reason(client_for, newcomer, new, sentence):
    answer = change(client_for(newcomer), new)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_the_old_password_must_be_right_and_the_new_one_the_same_twice(client_for, town_officer):
    client = client_for(town_officer)
    assert "原密码不对" in change(client, old="wrong").content.decode()
    assert "不一样" in change(client, again="Baishi-Pu-78").content.decode()


def test_changing_the_password_ends_the_sessions_elsewhere_only(client_for, town_officer):
    here, elsewhere = client_for(town_officer), client_for(town_officer)
    change(here)
    assert here.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302


def test_made_up_passwords_are_strong_and_never_the_same():
    made = {made_up_password() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        validate_password(password)


def test_a_password_without_three_kinds_of_signs_is_refused():
    with pytest.raises(ValidationError):
        validate_password("lowercase-only-long")
