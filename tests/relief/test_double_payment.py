"""Nobody is paid twice: in one file, against what is stored, and when two write at the same moment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from fengxian.ledgers.engine import RowsRefused
from fengxian.ledgers.imports import undo_import
from fengxian.ledgers.registry import ledger
from fengxian.ledgers.saving import save_record, void_record
from relief.subsidies.models import PaidMonth, Payment
from tests.relief.sheets import counts, errors, payment

pytestmark = pytest.mark.django_db


def heating(who, **cells):
    return payment(who, 批次号="取暖-1", 项目="一次性取暖补贴", 所属期="2024-01") | cells


def test_one_file_cannot_pay_a_person_twice_for_overlapping_months(look, county_admin, family):
    rows = [payment(family.head, 所属期="2024-01~2024-02"), payment(family.head, 批次号="B2", 所属期="2024-02~2024-03")]
    assert errors(look("payments", county_admin, *rows)) == [(3, "所属期", "duplicate_payment")]


def test_a_person_paid_already_cannot_be_paid_again(bring, look, county_admin, family):
    bring("payments", county_admin, payment(family.head))
    again = payment(family.head, 批次号="B2", 所属期="2023-12~2024-01")
    assert errors(look("payments", county_admin, again)) == [(2, "所属期", "duplicate_payment")]


def test_the_next_month_can_be_paid(bring, county_admin, family):
    bring("payments", county_admin, payment(family.head))
    later = payment(family.head, 批次号="B2", 所属期="2024-02", 发放日期="2024-02-25")
    assert counts(bring("payments", county_admin, later)) == (1, 0, 0, 0)


def test_another_programme_can_be_paid_for_the_same_month(bring, county_admin, family):
    bring("payments", county_admin, payment(family.head))
    other = payment(family.head, 批次号="B2", 项目="特困供养金")
    assert counts(bring("payments", county_admin, other)) == (1, 0, 0, 0)


@pytest.mark.parametrize("status", ["待发", "退汇", "失败"])
def test_what_did_not_arrive_can_be_paid_again(bring, county_admin, family, status):
    bring("payments", county_admin, payment(family.head, 发放状态=status))
    again = payment(family.head, 批次号="重发", 发放日期="2024-01-30")
    assert counts(bring("payments", county_admin, again)) == (1, 0, 0, 0)


def test_temporary_relief_may_recur(look, county_admin, family):
    rows = [payment(family.head, 批次号=f"临救-{n}", 项目="临时救助金") for n in (1, 2)]
    assert counts(look("payments", county_admin, *rows)) == (2, 0, 0, 0)


def test_heating_is_paid_once_a_household_a_winter(bring, look, county_admin, family):
    bring("payments", county_admin, heating(family.head, 所属期="2023-11"))
    again = heating(family.wife, 批次号="取暖-2", 所属期="2024-03")
    assert errors(look("payments", county_admin, again)) == [(2, "所属期", "duplicate_payment")]
    next_winter = heating(family.wife, 批次号="取暖-2", 所属期="2024-11")
    assert counts(look("payments", county_admin, next_winter)) == (1, 0, 0, 0)
    neighbour = heating(family.alone, 批次号="取暖-2", 所属期="2024-03")
    assert counts(look("payments", county_admin, neighbour)) == (1, 0, 0, 0)


def test_a_file_may_turn_a_payment_into_a_return_and_pay_again(bring, county_admin, family):
    bring("payments", county_admin, payment(family.head))
    rows = [payment(family.head, 批次号="重发", 发放日期="2024-01-30"), payment(family.head, 发放状态="退汇", 失败原因="户名不符")]
    assert counts(bring("payments", county_admin, *rows)) == (1, 1, 0, 0)
    assert PaidMonth.objects.get(live=True).payment.batch.number == "重发"


def test_a_refused_correction_frees_no_month(bring, look, county_admin, family):
    bring("payments", county_admin, payment(family.head))
    rows = [payment(family.head, 批次号="B2"), payment(family.head, 发放状态="退汇", 实发金额=1)]
    found = errors(look("payments", county_admin, *rows))
    assert found == [(2, "所属期", "duplicate_payment"), (3, "实发金额", "amount_mismatch")]


def test_a_voided_payment_frees_its_month(bring, county_admin, family):
    bring("payments", county_admin, payment(family.head))
    book = ledger("payments")
    record = book.prepare(Payment.objects.all()).get()
    void_record(book, actor=county_admin, record=record, version=1, reason="重复录入")
    assert counts(bring("payments", county_admin, payment(family.head, 批次号="B2"))) == (1, 0, 0, 0)


def test_undo_takes_the_months_along_and_brings_old_ones_back(bring, look, county_admin, family):
    bring("payments", county_admin, payment(family.head))
    changed = bring("payments", county_admin, payment(family.head, 所属期="2024-02"), payment(family.wife, 所属期="2024-02"))
    undo_import(changed.batch, actor=county_admin)
    january = payment(family.head, 批次号="B2")
    assert errors(look("payments", county_admin, january)) == [(2, "所属期", "duplicate_payment")]
    february = payment(family.wife, 批次号="B2", 所属期="2024-02")
    assert counts(look("payments", county_admin, february)) == (1, 0, 0, 0)
    assert PaidMonth.objects.filter(live=True).count() == 1


def test_undo_takes_the_new_line_away_and_brings_the_old_one_back(enter, county_admin, family):
    enter("payments", county_admin, payment(family.head))
    again = enter(
        "payments", county_admin, payment(family.head, 发放状态="退汇", 失败原因="户名不符"),
        payment(family.head, 批次号="重发", 发放日期="2024-01-30"),
    )
    batch = undo_import(again.batch, actor=county_admin)
    assert (batch.removed, batch.restored, batch.kept) == (1, 1, [])
    assert PaidMonth.objects.get(live=True).payment.batch.number == "2024-01低保"


def test_undo_keeps_a_line_whose_month_somebody_has_paid_since_and_names_it(enter, county_admin, family):
    enter("payments", county_admin, payment(family.head))
    returned = enter("payments", county_admin, payment(family.head, 发放状态="退汇", 失败原因="户名不符"))
    enter("payments", county_admin, payment(family.head, 批次号="重发", 发放日期="2024-01-30"))
    batch = undo_import(returned.batch, actor=county_admin)
    assert (batch.restored, batch.kept[0]["reason"]) == (0, "这一期后来已另外发放")


def test_a_form_is_told_beside_the_field(bring, county_admin, family):
    bring("payments", county_admin, payment(family.head))
    book = ledger("payments")
    cells = payment(family.head, 批次号="B2")
    data = {book.by_name[name].field: str(value) for name, value in cells.items()}
    with pytest.raises(RowsRefused, match="所属期：这个人这一期的这个项目已经发放成功过"):
        save_record(book, actor=county_admin, data=data)
    assert Payment.objects.count() == 1


def test_the_database_itself_holds_a_month_once(bring, county_admin, family):
    bring("payments", county_admin, payment(family.head))
    held = PaidMonth.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PaidMonth.objects.create(
            payment=held.payment, programme=held.programme, holder=held.holder, month=held.month
        )


# ── two processes at one moment ──────────────────────────────────────────────


@pytest.fixture
def two_payers(databases, tmp_path):
    """``two_payers(*switches)``: how many payments two processes at one moment bring about for one person's month."""

    def run(*switches: str) -> int:
        url = databases.empty()
        race("prepare", tmp_path, url, *switches)
        payers = [start("pay", tmp_path, url, f"B{n}", *switches) for n in (1, 2)]
        answers = [payer.communicate(timeout=120)[0].strip() for payer in payers]
        assert sum("paid" in answer for answer in answers) >= 1, answers
        return int(race("count", tmp_path, url))

    return run


def start(act: str, folder: Path, url: str, *arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.relief.race", act, str(folder), *arguments], cwd=settings.BASE_DIR, text=True,
        stdout=subprocess.PIPE, env=os.environ | {"DATABASE_URL": url, "MEDIA_ROOT": str(folder / "media")},
    )


def race(act: str, folder: Path, url: str, *arguments: str) -> str:
    process = start(act, folder, url, *arguments)
    answer = process.communicate(timeout=120)[0]
    assert process.returncode == 0
    return answer


def test_two_processes_at_one_moment_cannot_both_pay(two_payers):
    assert two_payers() == 1


def test_not_even_where_they_forget_to_look(two_payers):
    assert two_payers("blind") == 1


def test_without_the_key_in_the_database_both_would_pay(two_payers):
    """The negative control of the two tests above: it is the key that decides."""
    assert two_payers("blind", "keyless") == 2
