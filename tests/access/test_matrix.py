"""Ten roles × every route × own and other regions: nothing of another region or of a closed kind is in any answer.

The routes come from the URL resolver; one whose arguments this file does not know fails the test.
"""

import io
import re
import zipfile

import pytest
from django.test import Client
from django.urls import get_resolver

from fengxian.accounts.models import User
from fengxian.accounts.rights import KINDS, Role
from fengxian.doors import routes
from fengxian.ids import new_id
from tests.access.world import OTHER_COUNTY, OTHER_TOWN, OWN, PLACES, SIBLING, foreign_county, make_world

HOME = {  # role → region, and the places inside it
    **dict.fromkeys(Role.values, ("610330", {OWN, SIBLING, OTHER_TOWN})),
    Role.VILLAGE_WORKER.value: (PLACES[OWN], {OWN}),
    **dict.fromkeys(
        (Role.TOWN_OFFICER.value, Role.TOWN_REVIEWER.value, Role.SUPERVISOR.value), ("610330101", {OWN, SIBLING})
    ),
}
RECORD_KINDS = {"hazards": "visits", "outings": "visits", "institutions": "inspections"} | {kind: kind for kind in KINDS}
SIGNED_OUT = {"accounts:logout"}
LISTS = ["", "?region=610330100", "?q=玛瑙", "?region=610331100200", "?page=999999"]


@pytest.fixture
def world(make_user):
    foreign_county()
    writers = {place: make_user("county_admin", code[:6], username=f"writer_{place}") for place, code in PLACES.items()}
    return make_world(writers)


def answer(response) -> str:
    """All that an answer says: text, or the parts of a workbook or document."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body[:2] != b"PK":
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def plain(text: str) -> str:
    """An answer without what differs each time."""
    return re.sub(r'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"|[0-9a-f]{32}', "", text)


def objects(namespace: str, world, place: str) -> list:
    """Ids that a route of this namespace may be asked for: the place's records and what hangs on them."""
    records = {kind: world.of(kind, place) for kind in KINDS}
    visit, payment = records["visits"], records["payments"]
    known = {
        **{kind: [record.pk] for kind, record in records.items()},
        "hazards": [h.pk for h in visit.hazards.all()], "outings": [visit.outing_id],
        "institutions": [records["inspections"].institution_id],
    }
    known["households"] = [records["households"].pk, records["households"].household_id]
    household = [records["households"].household_id]
    known["visits"] += household
    known["payments"] += [payment.batch_id, *household]
    known["condolences"] += household
    return known.get(namespace, [new_id()])


def filled(path: str, pk) -> str | None:
    """The address with its arguments; None where an argument is not known here."""
    path = path.replace("<uuid:pk>", str(pk)).replace("<int:pk>", "1")
    path = path.replace("<int:county>", "610330000000").replace("<month:month>", "2024-01")
    path = re.sub(r"<slug:kind>|<str:kind>", "visits", path).replace("<slug:key>", "service_visits")
    return None if "<" in path else f"/{path}"


def forbidden(world, user: User, inside: set[str]) -> list[str]:
    """Words that must not reach this person."""
    right = {"cadres": "cadres.manage"}
    return [
        text for text, kind, place in world.canaries
        if place not in inside or not user.may(right.get(kind, f"{kind}.view")) or not text[0] > "\u2e80"
    ]


def test_every_route_has_known_arguments():
    unknown = [path for path, _, _ in routes(get_resolver().url_patterns) if filled(path, new_id()) is None]
    assert not unknown


@pytest.mark.parametrize("role", Role.values)
def test_no_answer_leaks_what_is_not_theirs(role, world, make_user):
    region, inside = HOME[role]
    user = make_user(role, region, username="reader")
    secret = forbidden(world, user, inside)
    client = Client()
    client.force_login(User.objects.get(username="reader"), "django.contrib.auth.backends.ModelBackend")
    before, leaks, cases = _state(world), [], 0
    for path, name, _ in routes(get_resolver().url_patterns):
        if name in SIGNED_OUT:
            continue
        namespace = name.split(":")[0]
        addresses = [filled(path, pk) for place in PLACES for pk in objects(namespace, world, place)]
        if "<" not in path:
            addresses = [f"/{path}{query}" for query in LISTS]
        for address in dict.fromkeys(addresses):
            text = answer(client.get(address))
            cases += 1
            leaks += [f"{address}: {word}" for word in secret if word in text]
    assert cases > 150
    assert not leaks, leaks[:10]
    assert _state(world) == before, "a GET wrote something"


@pytest.mark.parametrize("role", [Role.VILLAGE_WORKER, Role.TOWN_OFFICER, Role.COUNTY_OFFICER, Role.RESCUE_OFFICER])
def test_outside_and_non_existent_answer_alike(role, world, make_user):
    region, inside = HOME[role]
    make_user(role, region, username="reader")
    client = Client()
    client.force_login(User.objects.get(username="reader"), "django.contrib.auth.backends.ModelBackend")
    before, different, cases = _state(world), [], 0
    for path, name, _ in routes(get_resolver().url_patterns):
        namespace = name.split(":")[0]
        if "<uuid:pk>" not in path or namespace not in RECORD_KINDS:
            continue
        for place in PLACES.keys() - inside:
            for pk in objects(namespace, world, place):
                for method in (client.get, client.post):
                    there, nowhere = method(filled(path, pk)), method(filled(path, new_id()))
                    cases += 1
                    if (there.status_code, plain(answer(there))) != (nowhere.status_code, plain(answer(nowhere))):
                        different.append(f"{path} {place}")
    assert cases > 40
    assert not different, different[:10]
    assert _state(world) == before


@pytest.mark.parametrize("role", Role.values)
def test_no_export_or_fragment_leaks(role, world, make_user):
    """Every ledger's workbook and every page asked for as a fragment, as each role; asking for more gets no more."""
    region, inside = HOME[role]
    user = make_user(role, region, username="reader")
    secret = forbidden(world, user, inside)
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    leaks, books = [], 0
    for kind in KINDS:
        for asked in ({}, {"region": ["610330100"]}, {"region": ["610331100200"]}, {"full": "on"}):
            answered = client.post(f"/ledgers/{kind}/export/", asked)
            books += "spreadsheet" in answered.headers.get("Content-Type", "")
            assert answered.status_code != 500
            text = answer(answered)
            leaks += [f"{kind} {asked}: {word}" for word in secret if word in text]
    for path, _, _ in routes(get_resolver().url_patterns):
        if "<" not in path:
            text = answer(client.get(f"/{path}", headers={"HX-Request": "true"}))
            leaks += [f"{path} as a fragment: {word}" for word in secret if word in text]
    assert not leaks, leaks[:10]
    assert books > 0 or not any(user.may(f"{kind}.export") for kind in KINDS)


def _state(world) -> list:
    """Version and voiding of every record."""
    return [
        (kind, place, *type(record).objects.values_list("version", "voided_at").get(pk=record.pk))
        for kind, places in world.records.items() for place, record in places.items()
    ]


def test_the_matrix_can_fail(world, make_user):
    """Negative control: a county officer's page does hold the canaries that a village worker's must not."""
    make_user("county_officer", "610330", username="reader")
    client = Client()
    client.force_login(User.objects.get(username="reader"), "django.contrib.auth.backends.ModelBackend")
    text = answer(client.get(f"/visits/{world.of('visits', OTHER_TOWN).pk}/"))
    assert "玛瑙visits备注" in text
    assert OTHER_COUNTY not in text
