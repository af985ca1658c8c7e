"""Workbooks kept in other people's ways import alike; what cannot be read is an error with its cell, never a guess."""

import datetime as dt
from decimal import Decimal

import pytest
from openpyxl import Workbook

from fengxian.ledgers.registry import ledger
from relief.condolences.models import Condolence, Investment
from tests.ledgers import books
from tests.ledgers.books import VILLAGE, bring, check, codes, counts, gift, money

pytestmark = pytest.mark.django_db


def amounts():
    return dict(Investment.objects.values_list("voucher", "amount"))


def test_title_rows_shuffled_columns_and_spaces_in_names_are_forgiven(tmp_path, town_officer):
    book = Workbook()
    sheet = book.active
    sheet.append(["凤州镇2024年1月投入资金台账"])
    sheet.merge_cells("A1:G1")
    sheet.append(["填报单位（盖章）：凤州镇人民政府", None, None, "单位：元"])
    sheet.append([])
    sheet.append(["序号", "金 额", "资金\n来源", "用　途", "凭证号＊", "日期", "区划代码"])
    sheet.append([1, "３００", "县级财政", "取暖", "PZ-1", "2024.1.15", VILLAGE])
    assert counts(bring(books.save(book, tmp_path / "一.xlsx"), town_officer)) == (1, 0, 0, 0)
    assert amounts() == {"PZ-1": Decimal("300.00")}


@pytest.mark.parametrize("written", [
    dt.date(2024, 1, 5), dt.datetime(2024, 1, 5), "2024-01-05", "2024.1.5", "2024/1/5", "2024年1月5日",
    "２０２４年１月５日", " 2024-1-5 ",
])
def test_a_date_may_be_written_in_many_ways(sheet, town_officer, written):
    bring(sheet(money(日期=written)), town_officer)
    assert Investment.objects.get().date == dt.date(2024, 1, 5)


@pytest.mark.parametrize(("written", "amount"), [
    (1200.5, "1200.50"), (300, "300.00"), ("1,200.50", "1200.50"), ("１，２００．５", "1200.50"), ("'88", "88.00"),
    (0.1 + 0.2, "0.30"), ("￥500元", "500.00"),
])
def test_money_may_be_written_in_many_ways(sheet, town_officer, written, amount):
    bring(sheet(money(金额=written)), town_officer)
    assert Investment.objects.get().amount == Decimal(amount)


@pytest.mark.parametrize(("column", "written", "code"), [
    ("金额", "三百", "not_money"), ("金额", "1.005", "not_money"), ("金额", 1.005, "not_money"),
    ("金额", "1,2", "not_money"), ("金额", -5, "negative_money"), ("金额", None, "required"),
    ("日期", "2024-13-02", "not_a_date"), ("日期", "2月30日", "not_a_date"), ("日期", 45000.5, "not_a_date"),
    ("日期", "2999-01-01", "date_in_future"), ("区划代码", "610330101999", "unknown_region"),
    ("区划代码", "凤州镇", "unknown_region"), ("用途", "字" * 201, "too_long"), ("用途", "  ", "required"),
])
def test_a_bad_cell_is_an_error_with_its_address(sheet, town_officer, column, written, code):
    outcome = bring(sheet(money(), money(**{column: written})), town_officer)
    assert codes(outcome) == [(3, column, code)]
    assert not Investment.objects.exists()


def test_a_region_code_typed_as_a_number_is_read(sheet, town_officer):
    bring(sheet(money(区划代码=610330101200), money(区划代码=610330101.0)), town_officer)
    assert set(Investment.objects.values_list("region_id", flat=True)) == {610330101200, 610330101000}


def test_total_and_blank_rows_are_skipped_wherever_they_stand(tmp_path, town_officer):
    book = Workbook()
    rows = [money(), money(), {"凭证号": "小计", "金额": 2401}, {}, money(), {"凭证号": "合　计", "金额": 3601.5}]
    books.fill(book.active, rows)
    outcome = bring(books.save(book, tmp_path / "一.xlsx"), town_officer)
    assert (counts(outcome), outcome.batch.skipped) == ((3, 0, 0, 0), 2)


def test_a_region_merged_over_several_rows_holds_for_each(tmp_path, town_officer):
    book = Workbook()
    books.fill(book.active, [money(), money(区划代码=None), money(区划代码=None), money(区划代码=books.TOWN)], books.HEAD)
    book.active.merge_cells("C2:C4")
    assert counts(bring(books.save(book, tmp_path / "一.xlsx"), town_officer)) == (4, 0, 0, 0)
    assert list(Investment.objects.order_by("voucher").values_list("region_id", flat=True)[:3]) == [int(VILLAGE)] * 3


def test_an_empty_first_column_does_not_shift_the_others(tmp_path, town_officer):
    book = Workbook()
    books.fill(book.active, [money(), money()], books.HEAD)
    book.active.insert_cols(1)
    book.active.insert_rows(1)
    outcome = bring(books.save(book, tmp_path / "一.xlsx"), town_officer)
    assert (counts(outcome), outcome.batch.header_row) == ((2, 0, 0, 0), 2)


def test_hidden_rows_are_read(tmp_path, town_officer):
    book = Workbook()
    books.fill(book.active, [money(), money(), money()])
    book.active.row_dimensions[3].hidden = True
    assert counts(bring(books.save(book, tmp_path / "一.xlsx"), town_officer)) == (3, 0, 0, 0)


def test_the_sheet_that_holds_the_header_is_found_among_others(tmp_path, town_officer):
    book = Workbook()
    book.active.append(["说明", "请看第二张表"])
    books.fill(book.create_sheet("一月"), [money()])
    outcome = bring(books.save(book, tmp_path / "一.xlsx"), town_officer)
    assert (counts(outcome), outcome.batch.sheet) == ((1, 0, 0, 0), "一月")


def test_a_column_nobody_knows_is_named_and_not_read(sheet, town_officer):
    outcome = bring(sheet(money(经办科室="救助股")), town_officer)
    assert counts(outcome) == (1, 0, 0, 0)
    assert [(w["column"], w["code"]) for w in outcome.batch.warnings] == [("经办科室", "unknown_column")]


def test_a_formula_is_read_by_its_stored_value(tmp_path, town_officer):
    path = books.plain(tmp_path / "一.xlsx", money(金额=1200))
    xml = books.part_of(path, "xl/worksheets/sheet1.xml")
    assert b"<v>1200</v>" in xml
    books.with_part(
        path, "xl/worksheets/sheet1.xml", xml.replace(b"<v>1200</v>", b"<f>600*2</f><v>1200</v>"), instead=True
    )
    bring(path, town_officer)
    assert Investment.objects.get().amount == Decimal("1200.00")


def test_a_formula_without_a_value_is_an_error(sheet, town_officer):
    outcome = check(sheet(money(), money(金额="=600*2")), town_officer)
    assert codes(outcome) == [(3, "金额", "other")]
    assert "公式" in outcome.checked.errors()[0].message


def test_a_cell_with_a_formula_error_is_an_error(sheet, town_officer):
    outcome = check(sheet(money(金额="#N/A"), money()), town_officer)
    assert [row for row, column, _ in codes(outcome)] == [2]


def test_an_identity_number_that_became_a_number_is_refused_not_guessed(sheet, town_officer):
    outcome = bring(sheet(gift(身份证号=610330195801150019), gift(身份证号="6.10330E+17")), town_officer, "condolences")
    assert codes(outcome) == [(2, "身份证号", "identity_mangled"), (3, "身份证号", "identity_mangled")]
    assert not Condolence.objects.exists()


def test_an_identity_number_in_full_width_with_a_small_x_is_read(sheet, town_officer):
    number = next(n for n in iter(books.identity, None) if n.endswith("X"))
    wide = "".join(chr(ord(c) + 0xFEE0) for c in number[:17]) + " x"
    bring(sheet(gift(身份证号=f"'{wide}")), town_officer, "condolences")
    assert Condolence.objects.get().identity == number


def test_a_row_that_stands_twice_is_refused_with_the_row_of_the_first(sheet, town_officer):
    row = money()
    outcome = check(sheet(row, money(), row), town_officer)
    assert codes(outcome) == [(4, None, "duplicate_in_file")]
    assert "第2行" in outcome.checked.errors()[0].message


def test_the_same_file_twice_changes_nothing(sheet, town_officer):
    path = sheet(money(), money(备注="补录"))
    bring(path, town_officer)
    assert counts(bring(path, town_officer)) == (0, 0, 2, 0)


def test_an_empty_cell_keeps_and_the_word_clears_and_a_lacking_column_is_untouched(sheet, town_officer):
    row = money(备注="补录")
    bring(sheet(row), town_officer)
    kept = {k: v for k, v in row.items() if k != "备注"}
    assert counts(bring(sheet(kept | {"金额": "99"}), town_officer)) == (0, 1, 0, 0)
    assert counts(bring(sheet(kept | {"金额": "99", "备注": None}), town_officer)) == (0, 0, 1, 0)
    assert Investment.objects.get().note == "补录"
    bring(sheet(kept | {"金额": "99", "备注": "清空"}), town_officer)
    assert Investment.objects.get().note == ""


def test_another_regions_row_is_refused_and_says_nothing_of_what_is_there(sheet, county_admin, town_officer):
    theirs = money(区划代码=books.FAR_VILLAGE, 用途="别镇的秘密用途")
    bring(sheet(theirs), county_admin)
    outcome = check(sheet(theirs, theirs | {"区划代码": VILLAGE}), town_officer)
    assert {code for _, _, code in codes(outcome)} == {"region_not_allowed"}
    assert not any("秘密" in p.message for p in outcome.checked.errors())


def test_every_ledger_has_the_columns_that_its_files_are_known_by(regions):
    assert [c.name for c in ledger("investments").columns] == books.HEAD
