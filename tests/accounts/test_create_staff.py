"""``create_staff``, as scripts call it."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from fengxian.accounts.models import User
from fengxian.audit.models import Act, Entry
from tests.conftest import COUNTY, OTHER_TOWN, PASSWORD, TOWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def create_staff(regions, monkeypatch):
    """``create_staff(password, *arguments)``: what it printed; SystemExit carries the exit code."""

    def run(password, *arguments):
        monkeypatch.setenv("STAFF_PASSWORD", password)
        out = StringIO()
        call_command("create_staff", *arguments, stdout=out, stderr=StringIO())
        return json.loads(out.getvalue())

    return run


def test_an_account_can_sign_in_at_once(create_staff, client):
    said = create_staff(PASSWORD, "xue", "--role", "town_officer", "--region", TOWN, "--name", "薛晓梅")
    assert said == {"username": "xue", "name": "薛晓梅", "role": "town_officer", "regions": [TOWN]}
    client.post("/sign-in/", {"username": "xue", "password": PASSWORD})
    assert client.get("/me/").status_code == 200


def test_a_supervisor_gets_several_towns(create_staff):
    said = create_staff(PASSWORD, "du", "--role", "supervisor", "--region", TOWN, "--region", OTHER_TOWN)
    assert said["regions"] == [OTHER_TOWN, TOWN]


def test_it_is_on_the_trail(create_staff):
    create_staff(PASSWORD, "xue", "--role", "leader", "--region", COUNTY)
    assert Entry.objects.get(act=Act.PEOPLE).actor is None


@pytest.mark.parametrize(
    ("password", "arguments"),
    [
        ("weak", ["x", "--role", "leader", "--region", COUNTY]),
        (PASSWORD, ["x", "--role", "king", "--region", COUNTY]),
        (PASSWORD, ["x", "--role", "leader", "--region", "610399"]),
        (PASSWORD, ["x", "--role", "leader", "--region", "凤县"]),
        (PASSWORD, ["taken", "--role", "leader", "--region", COUNTY]),
    ],
    ids=["weak password", "unknown role", "unknown region", "no code", "taken"],
)
def test_what_cannot_be_is_refused_with_2_and_makes_nobody(create_staff, make_user, password, arguments):
    make_user("leader", COUNTY, username="taken")
    with pytest.raises(SystemExit) as stopped:
        create_staff(password, *arguments)
    assert stopped.value.code == 2
    assert User.objects.count() == 1
