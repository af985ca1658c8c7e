"""A file that cannot be taken as a whole: one Chinese sentence that says what to do, and nothing written."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from fengxian.ledgers import workbook
from fengxian.ledgers.models import ImportBatch, ImportState
from relief.condolences.models import Investment
from tests.ledgers import books
from tests.ledgers.books import bring, money, plain

pytestmark = pytest.mark.django_db
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def good(tmp_path):
    return plain(tmp_path / "好.xlsx", money())


def raw(tmp_path, content):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    return path


def encrypted_part(tmp_path):
    """An archive whose parts are flagged as encrypted."""
    data = bytearray(good(tmp_path).read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(mark, start)) >= 0:
            data[start + offset] |= 1
            start += 4
    return raw(tmp_path, bytes(data))


def macro(tmp_path):
    return books.with_part(good(tmp_path), "xl/vbaProject.bin", OLE)


def document_type(tmp_path):
    path = good(tmp_path)
    xml = books.part_of(path, "xl/worksheets/sheet1.xml")
    entity = b'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return books.with_part(path, "xl/worksheets/sheet1.xml", entity + xml, instead=True)


def truncated(tmp_path):
    return raw(tmp_path, good(tmp_path).read_bytes()[:-600])


def other_zip(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("读我.txt", "不是工作簿")
    return raw(tmp_path, content.getvalue())


def no_header(tmp_path):
    return plain(tmp_path / "坏.xlsx", {"甲": 1, "乙": 2})


def other_ledger(tmp_path):
    return plain(tmp_path / "坏.xlsx", books.gift())


def lacks_the_key(tmp_path):
    row = money()
    del row["凭证号"]
    return plain(tmp_path / "坏.xlsx", row)


def column_twice(tmp_path):
    book = Workbook()
    book.active.append([*books.HEAD, "金额"])
    return books.save(book, tmp_path / "坏.xlsx")


REFUSED = {
    "empty": (lambda path: raw(path, b""), "空的"),
    "text": (lambda path: raw(path, b"hello"), "不是 Excel"),
    "csv": (lambda path: raw(path, "凭证号,日期\nPZ-1,2024-01-15\n".encode("gb18030")), "不是 Excel"),
    "old xls or password": (lambda path: raw(path, OLE + b"\0" * 600), "密码"),
    "encrypted parts": (encrypted_part, "密码"),
    "macro": (macro, "宏"),
    "document type": (document_type, "外部引用"),
    "truncated": (truncated, "损坏"),
    "another archive": (other_zip, "不是 .xlsx"),
    "no header": (no_header, "表头"),
    "another ledger's": (other_ledger, "慰问发放花名册"),
    "without its key": (lacks_the_key, "凭证号"),
    "a column twice": (column_twice, "两次"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_one_sentence(case, tmp_path, county_admin):
    make, word = REFUSED[case]
    batch = bring(make(tmp_path), county_admin).batch
    assert batch.state == ImportState.REFUSED
    assert word in batch.refusal and batch.refusal.isprintable() and len(batch.refusal) < 90
    assert not Investment.objects.exists()


def test_a_file_that_declares_more_than_it_may_unpack_to_is_refused_unread(tmp_path, county_admin, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 2_000_000)
    path = books.with_part(good(tmp_path), "xl/media/填充.xml", b" " * 3_000_000)
    assert path.stat().st_size < 30_000
    batch = bring(path, county_admin).batch
    assert (batch.state, "展开" in batch.refusal) == (ImportState.REFUSED, True)


def test_a_file_that_lies_about_what_it_unpacks_to_is_refused_all_the_same(tmp_path, county_admin, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 2_000_000)
    path = books.with_part(good(tmp_path), "xl/media/fill.xml", b" " * 3_000_000)
    true, told = (3_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(true, told))
    assert bring(path, county_admin).batch.state == ImportState.REFUSED


def test_a_file_over_30_megabytes_is_refused(tmp_path, county_admin, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_BYTES", 1000)
    assert "30 MB" in bring(good(tmp_path), county_admin).batch.refusal


def test_new_rows_without_a_required_column_refuse_the_file_and_known_ones_do_not(tmp_path, county_admin):
    row = money()
    short = {k: v for k, v in row.items() if k != "资金来源"}
    path = plain(tmp_path / "缺列.xlsx", short | {"金额": "5"})
    batch = bring(path, county_admin).batch
    assert (batch.state, batch.refusal_code, "资金来源" in batch.refusal) == (ImportState.REFUSED, "missing_column", True)
    bring(plain(tmp_path / "全.xlsx", row), county_admin)
    assert bring(path, county_admin).batch.updated == 1


def test_a_refused_file_stays_in_the_history_with_its_reason(tmp_path, county_admin):
    bring(raw(tmp_path, b"hello"), county_admin)
    batch = ImportBatch.objects.get()
    assert (batch.file_name, batch.actor, batch.rows) == ("坏.xlsx", county_admin, 0)
