"""The import flow in the browser: upload, look, write, undo; whoever it is not for gets 404 or 403."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from fengxian.audit.models import Act, Entry
from fengxian.ledgers.models import ImportBatch, ImportState
from fengxian.ledgers.progress import Progress
from fengxian.ledgers.queueing import STALLED_AFTER, queue_undo
from fengxian.ledgers.tasks import commit_batch
from relief.condolences.models import Condolence, Investment
from tests.ledgers import books
from tests.ledgers.books import gift, identity, money

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks_run_at_once")]
HOME = "/ledgers/"
STEPS = ("commit", "drop", "recheck", "undo")


@pytest.fixture
def officer(client_for, town_officer):
    return client_for(town_officer)


@pytest.fixture
def upload(sheet):
    """``upload(client, row, …)``: the address of the checked import."""

    def go(client, *rows, kind="investments", name="投入资金.xlsx", **more):
        path = sheet(*rows, name=name)
        answer = client.post(f"/ledgers/{kind}/import/", {"file": path.open("rb"), **more})
        assert answer.status_code == 302, answer.content.decode()
        return answer["Location"]

    return go


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_officer_sees_what_would_happen_before_anything_is_written(officer, upload):
    url = upload(officer, money(), money(金额="三百"), {"凭证号": "合计"})
    text = page(officer, url)
    assert "写入 1 行" in text and "不能写入的 1 行" in text and "三百" in text
    assert "新增 1 + 有改动 0 + 没有变化 0 + 不能写入 1 = 数据 2 行，另有合计、小计 1 行" in text
    assert not Investment.objects.exists()


def test_the_good_rows_are_written_and_the_page_says_so(officer, upload):
    url = upload(officer, money(), money(金额="三百"))
    assert officer.post(f"{url}commit/", {"skip": "1"})["Location"] == url
    assert "已写入 1 行：新增 1，更新 0，没有变化 0。1 行没有写入。" in page(officer, url)
    assert Investment.objects.count() == 1


def test_a_second_click_writes_nothing_twice(officer, upload):
    url = upload(officer, money(), money())
    for _ in range(3):
        officer.post(f"{url}commit/")
    assert Investment.objects.count() == 2
    assert Entry.objects.filter(act=Act.IMPORT).count() == 1


def test_a_second_task_for_the_same_batch_writes_nothing(officer, upload):
    url = upload(officer, money())
    officer.post(f"{url}commit/")
    commit_batch.call(str(ImportBatch.objects.get().pk), False)
    assert Entry.objects.filter(act=Act.IMPORT).count() == 1


def test_uploading_twice_with_one_form_makes_one_import(officer, upload):
    token = "0" * 32
    assert upload(officer, money(), once=token) == upload(officer, money(), once=token)
    assert ImportBatch.objects.count() == 1


def test_changed_rows_are_shown_field_by_field(officer, upload):
    row = money(备注="补录")
    officer.post(f"{upload(officer, row)}commit/")
    text = page(officer, upload(officer, row | {"用途": "慰问品", "备注": "清空"}, name="又一次.xlsx"))
    assert '<td class="old c-full">购置御寒物资</td><td class="new c-full">慰问品</td>' in text
    assert '<td class="old c-full">补录</td><td class="new c-full">（空）</td>' in text
    assert "2 个字段" in text


def test_personal_numbers_are_masked_on_the_page_also_wrong_ones(officer, upload):
    number, new = identity(), "13812345678"
    wrong = number[:17] + ("0" if number[17] != "0" else "1")
    text = page(officer, upload(officer, gift(身份证号=wrong), gift(身份证号=number), kind="condolences"))
    assert wrong not in text and number not in text and new not in text
    assert f"{wrong[:6]}********{wrong[-3:]}" in text


def test_a_number_broken_by_excel_is_shown_as_excel_shows_it(officer, upload):
    text = page(officer, upload(officer, gift(身份证号=610330195801150019), kind="condolences"))
    assert "6.10330E+17" in text and "61033019580115" not in text


def test_undoing_takes_it_back_and_names_what_was_kept(officer, upload, town_officer, sheet):
    rows = [money(), money()]
    url = upload(officer, *rows)
    officer.post(f"{url}commit/")
    books.bring(sheet(rows[0] | {"用途": "别人后来改的"}), town_officer)
    assert "撤销这次导入？" in page(officer, f"{url}undo/")
    assert officer.post(f"{url}undo/").status_code == 302
    text = page(officer, url)
    assert "作废 1 行" in text and "保留的 1 行" in text and rows[0]["凭证号"] in text
    assert Investment.objects.live().count() == 1


def test_undoing_twice_undoes_once(officer, upload):
    url = upload(officer, money())
    officer.post(f"{url}commit/")
    for _ in range(2):
        officer.post(f"{url}undo/")
    assert Entry.objects.filter(act=Act.UNDO).count() == 1
    assert officer.get(f"{url}undo/").status_code == 302


def test_asking_to_undo_what_is_not_written_does_nothing(officer, upload, town_officer):
    upload(officer, money())
    assert queue_undo(ImportBatch.objects.get(), actor=town_officer) is False


def test_the_error_workbook_comes_back_mended_and_is_written(officer, upload, tmp_path):
    url = upload(officer, money(), money(金额="三百"))
    answer = officer.get(f"{url}errors/")
    assert "attachment" in answer["Content-Disposition"]
    path = tmp_path / "改错.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    book = load_workbook(path)
    assert book.active["G3"].value.startswith("金额：")
    book.active["F3"] = 300
    book.save(path)
    again = officer.post("/ledgers/investments/import/", {"file": path.open("rb")})["Location"]
    officer.post(f"{again}commit/")
    assert Investment.objects.count() == 2


def test_waiting_for_the_mended_file_puts_this_one_aside_unwritten(officer, upload):
    url = upload(officer, money(), money(金额="三百"))
    assert officer.post(f"{url}drop/")["Location"] == "/ledgers/investments/import/"
    officer.post(f"{url}commit/", {"skip": "1"})
    assert ImportBatch.objects.get().state == ImportState.DROPPED
    assert not Investment.objects.exists()
    assert "没有写入，已放在一边" in page(officer, url)


def test_refused_rows_are_not_skipped_without_saying_so(officer, upload):
    url = upload(officer, money(), money(金额="三百"))
    officer.post(f"{url}commit/")
    assert ImportBatch.objects.get().state == ImportState.CHECKED
    assert not Investment.objects.exists()


def test_a_file_that_is_no_workbook_comes_back_with_one_sentence(officer):
    file = SimpleUploadedFile("花名册.xlsx", b"hello")
    url = officer.post("/ledgers/investments/import/", {"file": file})["Location"]
    text = page(officer, url)
    assert "花名册.xlsx 没有读取：" in text and "不是 Excel 工作簿" in text
    assert 'type="file"' in text


@pytest.mark.parametrize("file", [None, SimpleUploadedFile("空.xlsx", b"")])
def test_no_file_or_an_empty_one_is_said_beside_the_field(officer, file):
    answer = officer.post("/ledgers/investments/import/", {"file": file} if file else {})
    assert answer.status_code == 422
    assert "请选一个文件" in answer.content.decode() or "文件是空的" in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_another_month_than_the_files_name_says_is_doubted(officer, upload):
    text = page(officer, upload(officer, money(), money(), money(日期="2024-02-01"), name="凤州镇2月.xlsx"))
    assert "请确认月份：" in text and "2 行的日期不在2月" in text
    assert "请确认月份" not in page(officer, upload(officer, money(日期="2024-02-01"), name="2月的.xlsx"))


def test_the_same_file_again_is_said(officer, upload, tmp_path):
    officer.post(f"{upload(officer, money(), name='一份.xlsx')}commit/")
    with (tmp_path / "一份.xlsx").open("rb") as same:
        again = officer.post("/ledgers/investments/import/", {"file": same})["Location"]
    assert "同一个文件写入过" in page(officer, again)


def test_progress_is_a_fragment_that_reloads_the_page_when_done(officer, upload, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    url = upload(officer, money())
    batch = ImportBatch.objects.get()
    Progress(batch.pk).set(4000, 8000, "正在检查")
    ImportBatch.objects.update(state=ImportState.CHECKING)
    answer = officer.get(url, headers={"HX-Request": "true"})
    assert "HX-Request" in answer["Vary"] and "已检查 4,000 行，共 8,000 行" in answer.content.decode()
    assert "正在检查投入资金台账" in page(officer, url)  # a reload shows the same
    ImportBatch.objects.update(state=ImportState.CHECKED)
    assert officer.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_work_that_was_broken_off_can_be_taken_up(officer, upload, monkeypatch):
    url = upload(officer, money())
    batch = ImportBatch.objects.get()
    Progress(batch.pk).set(1, 2, "正在检查")
    ImportBatch.objects.update(state=ImportState.CHECKING)
    officer.post(f"{url}recheck/")
    assert ImportBatch.objects.get().state == ImportState.CHECKING  # it lives: nobody starts it twice
    monkeypatch.setattr("fengxian.ledgers.queueing.STALLED_AFTER", -1)
    assert STALLED_AFTER > 60 and "重新检查" in page(officer, url)
    officer.post(f"{url}recheck/")
    assert ImportBatch.objects.get().state == ImportState.CHECKED


def test_an_import_of_another_town_does_not_exist(officer, upload, make_user, client_for):
    other = client_for(make_user("town_officer", "610330100"))
    url = upload(officer, money())
    for address in (url, f"{url}errors/", f"{url}file/", f"{url}undo/"):
        assert other.get(address).status_code == 404
    for step in STEPS:
        assert other.post(f"{url}{step}/").status_code == 404
    assert "投入资金.xlsx" not in page(other, HOME) + page(other, f"{HOME}imports/")
    assert ImportBatch.objects.get().state == ImportState.CHECKED


def test_a_colleague_of_the_same_town_may_look_but_not_write_or_fetch_the_file(officer, upload, make_user, client_for):
    colleague = client_for(make_user("town_officer", "610330101"))
    url = upload(officer, money(), money(金额="三百"))
    text = page(colleague, url)
    assert "由上传的人" in text and "下载错误工作簿" not in text
    for step in ("commit", "drop"):
        assert colleague.post(f"{url}{step}/").status_code == 403
    assert {colleague.get(f"{url}{what}/").status_code for what in ("errors", "file")} == {403}
    assert not Investment.objects.exists()


def test_the_uploaded_file_lies_outside_the_static_files_and_only_its_bringer_gets_it(officer, upload, settings):
    url = upload(officer, money())
    batch = ImportBatch.objects.get()
    assert batch.file.path.startswith(str(settings.MEDIA_ROOT))
    assert officer.get(f"/static/{batch.file.name}").status_code == 404
    assert b"".join(officer.get(f"{url}file/").streaming_content)[:2] == b"PK"


@pytest.mark.parametrize(("role", "region"), [("village_worker", books.VILLAGE), ("auditor", "610330"), ("leader", "610330")])
def test_roles_without_the_right_are_turned_away(make_user, client_for, role, region):
    client = client_for(make_user(role, region))
    for what in ("import", "template"):
        assert client.get(f"/ledgers/investments/{what}/").status_code == 403
    assert client.post("/ledgers/investments/import/", {}).status_code == 403


def test_a_ledger_that_does_not_exist_does_not_exist(officer):
    for what in ("import", "template", "export"):
        assert officer.get(f"/ledgers/secrets/{what}/").status_code == 404


def test_the_home_page_offers_only_what_the_role_may(client_for, village_worker, officer):
    text = page(client_for(village_worker), HOME)
    assert "走访台账" in text and "投入资金台账" not in text
    assert "/ledgers/investments/import/" in page(officer, HOME)


def test_a_template_is_sent_with_the_bureaus_name(officer):
    answer = officer.get("/ledgers/investments/template/")
    assert answer.status_code == 200 and b"".join(answer.streaming_content)[:2] == b"PK"


def test_the_history_can_be_narrowed(officer, upload):
    officer.post(f"{upload(officer, money())}commit/")
    upload(officer, gift(), kind="condolences", name="慰问.xlsx")
    assert "慰问.xlsx" not in page(officer, f"{HOME}imports/?state=committed")
    assert "慰问.xlsx" in page(officer, f"{HOME}imports/?ledger=condolences")
    assert Condolence.objects.count() == 0


def test_looking_never_writes(officer, upload, django_assert_max_num_queries):
    url = upload(officer, *(money() for _ in range(120)))
    before = Entry.objects.count()
    with django_assert_max_num_queries(25):
        page(officer, f"{url}?tab=created&page=2")
    for step in ("commit", "drop", "recheck"):
        assert officer.get(f"{url}{step}/").status_code == 405
    assert Entry.objects.count() == before
