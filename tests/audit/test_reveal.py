"""Showing a full number: with a right, a reason and an entry, for a minute."""

from uuid import uuid4

import pytest

from fengxian.accounts.models import Cadre
from fengxian.audit import reveals
from fengxian.audit.models import Act, Entry
from fengxian.regions import codes
from tests.conftest import OTHER_TOWN, TOWN

pytestmark = pytest.mark.django_db
NUMBER = "610330195801150019"
REVEAL = "/audit/reveal/"


@pytest.fixture
def cadre(regions):
    """A row with a region, whose number is NUMBER for the length of a test."""
    return Cadre.objects.create(name="冯志强", unit="民政办", region_id=codes.pad(TOWN))


@pytest.fixture(autouse=True)
def kind(monkeypatch, cadre):
    """A kind of record of the test's own, guarded as the apps' are."""

    def read(user, object_id, field):
        found = Cadre.objects.in_scope(user).filter(pk=object_id).exists()
        return NUMBER if found and field == "identity" else None

    monkeypatch.setattr(reveals, "_known", dict(reveals._known))
    reveals.register("test", read, whose=lambda pk: Cadre.objects.get(pk=pk).name, right="households.reveal")


def asked(cadre, **changes):
    return {"kind": "test", "object_id": str(cadre.pk), "field": "identity", "reason": "核对证件"} | changes


def acts():
    return list(Entry.objects.of_kind("test").values_list("act", "label", "reason"))


def test_an_officer_sees_the_number_and_one_entry_says_so(client_for, town_officer, cadre):
    answer = client_for(town_officer).post(REVEAL, asked(cadre))
    assert NUMBER in answer.content.decode()
    assert acts() == [(Act.REVEAL, "冯志强的身份证号", "核对证件")]


def test_the_entry_holds_the_record_but_never_the_number(client_for, town_officer, cadre):
    typed = asked(cadre, reason="其他", other=f"本人报号 {NUMBER} 核对")
    client_for(town_officer).post(REVEAL, typed)
    entry = Entry.objects.of_kind("test").get()
    assert entry.object_id == str(cadre.pk)
    assert NUMBER not in str(list(Entry.objects.values()))
    assert entry.reason.startswith("其他：本人报号 61****")


def test_asking_for_the_form_shows_only_the_mask_and_writes_nothing(client_for, town_officer, cadre):
    answer = client_for(town_officer).get(REVEAL, asked(cadre))
    assert "610330********0019" in answer.content.decode() and NUMBER not in answer.content.decode()
    assert not acts()


@pytest.mark.parametrize("changes", [{"reason": ""}, {"reason": "好奇"}, {"reason": "其他", "other": ""}])
def test_without_a_reason_nothing_is_shown(client_for, town_officer, cadre, changes):
    answer = client_for(town_officer).post(REVEAL, asked(cadre, **changes))
    assert NUMBER not in answer.content.decode()
    assert not acts()


def test_a_role_without_the_right_is_refused_and_that_is_on_the_trail(client_for, make_user, cadre):
    answer = client_for(make_user("town_reviewer", TOWN)).post(REVEAL, asked(cadre))
    assert answer.status_code == 403
    assert acts() == [(Act.REFUSED, "查看身份证号", "没有权限")]


def test_outside_ones_region_and_nowhere_answer_alike(client_for, make_user, cadre):
    client = client_for(make_user("town_officer", OTHER_TOWN))
    outside = client.post(REVEAL, asked(cadre))
    nowhere = client.post(REVEAL, asked(cadre, object_id=str(uuid4())))
    assert (outside.status_code, nowhere.status_code) == (404, 404)
    assert [act for act, *_ in acts()] == [Act.REFUSED, Act.REFUSED]


@pytest.mark.parametrize("changes", [{"kind": "nothing"}, {"object_id": "1"}, {"field": "name"}])
def test_a_question_that_makes_no_sense_is_nowhere(client_for, town_officer, cadre, changes):
    assert client_for(town_officer).post(REVEAL, asked(cadre, **changes)).status_code == 404


def test_the_dialog_gets_a_fragment_that_hides_the_number_again(client_for, town_officer, cadre):
    answer = client_for(town_officer).post(REVEAL, asked(cadre), headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert text.lstrip().startswith("<span") and 'data-remask="60"' in text and "610330********0019" in text
    assert answer["HX-Trigger"] == "dialog-close"


def test_a_dialog_without_a_reason_gets_its_form_back(client_for, town_officer, cadre):
    answer = client_for(town_officer).post(REVEAL, asked(cadre, reason=""), headers={"HX-Request": "true"})
    assert answer["HX-Retarget"] == "#dialog"
    assert "请选一个理由" in answer.content.decode()


def test_without_javascript_the_page_leaves_after_a_minute(client_for, town_officer, cadre):
    answer = client_for(town_officer).post(REVEAL, asked(cadre))
    assert answer["Refresh"].startswith("60;") and answer["Cache-Control"] == "no-store"


def test_when_the_trail_cannot_be_written_nothing_is_shown(client_for, town_officer, cadre, monkeypatch):
    def fails(*args, **kwargs):
        raise OSError("the trail cannot be written")

    monkeypatch.setattr("fengxian.audit.reveal_views.record", fails)
    client = client_for(town_officer)
    client.raise_request_exception = False
    answer = client.post(REVEAL, asked(cadre))
    assert answer.status_code == 500 and NUMBER not in answer.content.decode()
