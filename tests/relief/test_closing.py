"""封账: after it, no import, form, undo or stray statement changes a payment of the month."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from fengxian.audit.models import Act, Entry
from fengxian.ledgers.engine import RowsRefused
from fengxian.ledgers.imports import undo_import
from fengxian.ledgers.registry import ledger
from fengxian.ledgers.saving import save_record, void_record
from fengxian.regions import codes
from relief.subsidies.closing import CannotClose, close_month
from relief.subsidies.models import ClosedMonth, Payment
from tests.relief.sheets import counts, errors, payment

pytestmark = pytest.mark.django_db
FENGXIAN = codes.pad("610330")
JANUARY = dt.date(2024, 1, 1)


@pytest.fixture
def closed(bring, county_admin, family):
    """January 2024 with one payment, closed. Returns the payment's row and the import that brought it."""
    row = payment(family.head)
    outcome = bring("payments", county_admin, row)
    close_month(actor=county_admin, county=FENGXIAN, month=JANUARY)
    return row, outcome


def stored():
    return ledger("payments").prepare(Payment.objects.all()).get()


def test_a_county_officer_can_close_a_month_and_the_trail_says_so(county_admin):
    close_month(actor=county_admin, county=FENGXIAN, month=JANUARY)
    entry = Entry.objects.filter(act=Act.UPDATE).first()
    assert (entry.label, entry.reason) == ("凤县2024年1月资金发放封账", "封账")


def test_a_town_officer_cannot_close_a_month(town_officer):
    with pytest.raises(PermissionDenied):
        close_month(actor=town_officer, county=FENGXIAN, month=JANUARY)


def test_a_leader_cannot_close_a_month(make_user):
    with pytest.raises(PermissionDenied):
        close_month(actor=make_user("leader", "610330"), county=FENGXIAN, month=JANUARY)


def test_a_month_can_be_closed_only_once_and_only_when_it_is_over(county_admin):
    close_month(actor=county_admin, county=FENGXIAN, month=JANUARY)
    with pytest.raises(CannotClose, match="已经封账"):
        close_month(actor=county_admin, county=FENGXIAN, month=dt.date(2024, 1, 31))
    with pytest.raises(CannotClose, match="还没有过完"):
        close_month(actor=county_admin, county=FENGXIAN, month=dt.date.today())
    assert ClosedMonth.objects.count() == 1


def test_an_import_cannot_change_a_closed_payment(look, county_admin, closed):
    row, _ = closed
    for cells in ({"备注": "改"}, {"发放日期": "2024-02-25"}):
        assert errors(look("payments", county_admin, row | cells)) == [(2, "发放日期", "other")]


def test_an_unchanged_row_of_a_closed_month_is_still_unchanged(look, county_admin, closed):
    assert counts(look("payments", county_admin, closed[0])) == (0, 0, 1, 0)


def test_nothing_new_comes_into_a_closed_month(look, county_admin, family, closed):
    assert errors(look("payments", county_admin, payment(family.wife))) == [(2, "发放日期", "other")]
    other_month = payment(family.wife, 发放日期="2024-02-25")
    assert counts(look("payments", county_admin, other_month)) == (1, 0, 0, 0)


def test_nothing_moves_into_a_closed_month(bring, look, county_admin, family, closed):
    february = payment(family.wife, 发放日期="2024-02-25")
    bring("payments", county_admin, february)
    back = february | {"发放日期": "2024-01-31"}
    assert errors(look("payments", county_admin, back)) == [(2, "发放日期", "other")]


def test_a_form_cannot_change_or_void_a_closed_payment(county_admin, closed):
    book, record = ledger("payments"), stored()
    with pytest.raises(RowsRefused, match="已经封账"):
        save_record(book, actor=county_admin, data={"note": "改"}, record=record, version=1)
    with pytest.raises(ValueError, match="已经封账"):
        void_record(book, actor=county_admin, record=record, version=1, reason="改")


def test_undo_keeps_what_a_closed_month_holds_and_names_it(bring, county_admin, family, closed):
    batch = undo_import(closed[1].batch, actor=county_admin)
    assert (batch.removed, batch.kept[0]["reason"]) == (0, "这个月已经封账，发放记录不能再改")
    assert not stored().is_void


def test_undo_of_a_change_keeps_what_a_closed_month_holds(bring, county_admin, family):
    bring("payments", county_admin, payment(family.head))
    changed = bring("payments", county_admin, payment(family.head, 备注="更正"))
    close_month(actor=county_admin, county=FENGXIAN, month=JANUARY)
    batch = undo_import(changed.batch, actor=county_admin)
    assert (batch.restored, len(batch.kept), stored().note) == (0, 1, "更正")


@pytest.mark.parametrize(
    "act",
    [
        lambda: Payment.objects.update(note="改"),
        lambda: Payment.objects.update(date=dt.date(2024, 2, 1)),
        lambda: Payment.objects.all()._raw_delete("default"),
    ],
)
def test_the_database_itself_refuses_to_touch_a_closed_payment(closed, act):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM subsidies_paidmonth")  # so that no foreign key is what refuses
    with pytest.raises(IntegrityError, match="已经封账"), transaction.atomic():
        act()
    assert (stored().note, stored().date) == ("", dt.date(2024, 1, 25))


def test_the_database_itself_lets_nothing_into_a_closed_month(bring, county_admin, family, closed):
    bring("payments", county_admin, payment(family.wife, 发放日期="2024-02-25"))
    with pytest.raises(IntegrityError, match="已经封账"), transaction.atomic():
        Payment.objects.filter(payee="孙玉琴").update(date=dt.date(2024, 1, 2))
    copy = Payment.objects.get(payee="孙玉琴")
    copy.pk, copy.date, copy.batch_id = None, dt.date(2024, 1, 2), copy.batch_id
    with pytest.raises(IntegrityError, match="已经封账"), transaction.atomic():
        Payment.objects.bulk_create([copy])
