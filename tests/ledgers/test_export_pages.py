"""Exports in the browser: at once, or as a job that only its own person fetches."""

import datetime as dt
import io

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from fengxian.audit.models import Act, Entry
from fengxian.ledgers import export_views
from fengxian.ledgers.models import ExportJob, ExportState
from fengxian.ledgers.tasks import EXPORTS_KEPT, drop_old_exports
from tests.ledgers import books
from tests.ledgers.books import gift, identity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks_run_at_once")]
URL = "/ledgers/condolences/export/"


@pytest.fixture
def officer(client_for, town_officer):
    return client_for(town_officer)


@pytest.fixture
def number(sheet, town_officer):
    """The identity number of the one gift on record."""
    whole = identity()
    assert books.counts(books.bring(sheet(gift(身份证号=whole)), town_officer, "condolences")) == (1, 0, 0, 0)
    return whole


def opened(answer):
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active


@pytest.fixture
def large(monkeypatch):
    """Every export is large."""
    monkeypatch.setattr(export_views, "AT_ONCE", 0)


def test_a_small_export_is_sent_at_once_masked_and_on_the_trail(officer, number):
    sheet = opened(officer.post(URL, {}))
    assert sheet["F4"].value.endswith(f"********{number[-4:]}")
    entry = Entry.objects.get(act=Act.EXPORT)
    assert (entry.count, entry.detail["full"]) == (1, False)


def test_opening_the_page_writes_nothing_and_takes_over_the_lists_filters(officer, number):
    text = officer.get(f"{URL}?region=610330101200&from=2024-01-01").content.decode()
    assert 'value="2024-01-01"' in text and '<option value="610330101200" selected' in text.replace("'", '"')
    assert not Entry.objects.filter(act=Act.EXPORT).exists()


def test_whole_numbers_need_the_right_and_a_reason(officer, number, make_user, client_for):
    refused = officer.post(URL, {"full": "on"})
    assert refused.status_code == 422 and "请写明理由" in refused.content.decode()
    assert opened(officer.post(URL, {"full": "on", "reason": "银行退汇核对"}))["F4"].value == number
    assert Entry.objects.get(act=Act.EXPORT).reason == "银行退汇核对"
    leader = client_for(make_user("leader", "610330"))
    assert opened(leader.post(URL, {"full": "on", "reason": "看看"}))["F4"].value != number


def test_regions_outside_are_refused_beside_the_field(officer, number):
    answer = officer.post(URL, {"region": ["610330100001"]})
    assert answer.status_code == 422
    assert "不在您管的范围" in answer.content.decode()


def test_days_in_the_wrong_order_are_said(officer):
    answer = officer.post(URL, {"from": "2024-02-01", "to": "2024-01-01"})
    assert answer.status_code == 422 and "止日在起日之前" in answer.content.decode()


def test_a_large_export_is_a_job_to_be_fetched_later(officer, number, large):
    url = officer.post(URL, {"once": "1" * 32})["Location"]
    assert officer.post(URL, {"once": "1" * 32})["Location"] == url
    text = officer.get(url).content.decode()
    assert "已导出 1 行" in text
    assert opened(officer.get(f"{url}file/"))["E4"].value == "周克俭"
    assert "可以下载" in officer.get("/ledgers/").content.decode()
    assert Entry.objects.filter(act=Act.EXPORT).count() == 1


def test_an_export_of_somebody_else_does_not_exist(officer, number, large, make_user, client_for):
    url = officer.post(URL, {})["Location"]
    for role in ("town_officer", "county_admin"):
        other = client_for(make_user(role, "610330101"))
        assert {other.get(url).status_code, other.get(f"{url}file/").status_code} == {404}


def test_a_job_is_of_no_use_to_whom_the_right_was_taken(officer, town_officer, number, large, client_for):
    url = officer.post(URL, {"full": "on", "reason": "核对"})["Location"]
    town_officer.role = "village_worker"
    town_officer.save()
    assert client_for(town_officer).get(f"{url}file/").status_code == 403


def test_an_unfinished_job_shows_its_progress_and_has_no_file(officer, town_officer):
    job = ExportJob.objects.create(
        kind="condolences", actor=town_officer, filters={"regions": [], "from": "", "to": ""}, file_name="慰问.xlsx"
    )
    assert "正在导出慰问发放花名册" in officer.get(f"/ledgers/exports/{job.pk}/").content.decode()
    assert officer.get(f"/ledgers/exports/{job.pk}/file/").status_code == 404


def test_files_of_old_exports_are_cleared_away(officer, number, large, settings):
    url = officer.post(URL, {})["Location"]
    assert drop_old_exports() == 0
    assert drop_old_exports(timezone.now() + EXPORTS_KEPT + dt.timedelta(minutes=1)) == 1
    assert officer.get(f"{url}file/").status_code == 404
    assert "已过 7 天" in officer.get(url).content.decode()
    assert ExportJob.objects.get().state == ExportState.DONE


@pytest.mark.parametrize("role", ["village_worker", "rescue_officer"])
def test_roles_without_the_right_are_turned_away(make_user, client_for, role):
    client = client_for(make_user(role, "610330"))
    assert {client.get(URL).status_code, client.post(URL, {}).status_code} == {403}
