"""The error workbook: the person's own sheet with what is wrong, mended and brought in again."""

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from fengxian.ledgers import error_book
from fengxian.ledgers.error_book import write_error_book
from tests.ledgers import books
from tests.ledgers.books import bring, check, counts, money

pytestmark = pytest.mark.django_db
PINK = "00FCE4E2"


@pytest.fixture
def own_sheet(tmp_path):
    """A sheet kept in its own way: a title, a look, a second sheet; rows 4 and 6 are bad."""
    book = Workbook()
    sheet = book.active
    sheet.title = "一月"
    sheet.append(["凤州镇投入资金"])
    sheet["A1"].font = Font(name="黑体", size=18)
    sheet.merge_cells("A1:G1")
    books.fill(sheet, [
        money(), money(金额="三百", 日期="昨天"), money(备注="补"), money(区划代码=books.FAR_VILLAGE), {"凭证号": "合计"},
    ], books.HEAD)
    sheet.column_dimensions["D"].width = 33
    book.create_sheet("别的")["A1"] = "留着"
    return books.save(book, tmp_path / "自己的.xlsx")


@pytest.fixture
def mark(tmp_path, town_officer):
    """``mark(path)``: its error workbook."""

    def go(path):
        outcome, out = check(path, town_officer), tmp_path / f"{path.stem}-改错.xlsx"
        write_error_book(path, outcome.reading, outcome.checked, out)
        return out

    return go


def fills(sheet):
    return {cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb == PINK}


def test_the_reasons_stand_in_a_column_of_their_own_and_bad_cells_are_coloured(mark, own_sheet):
    sheet = load_workbook(mark(own_sheet))["一月"]
    assert sheet["H2"].value == "错误原因"
    assert "金额：" in sheet["H4"].value and "日期：" in sheet["H4"].value
    assert "区划代码：" in sheet["H6"].value
    assert (sheet["H3"].value, sheet["H5"].value) == (None, None)
    assert fills(sheet) == {"B4", "F4", "C6"}


def test_the_look_and_the_other_sheets_stay(mark, own_sheet):
    book = load_workbook(mark(own_sheet))
    sheet = book["一月"]
    assert (sheet["A1"].font.size, sheet.column_dimensions["D"].width) == (18, 33)
    assert book["别的"]["A1"].value == "留着"


def test_mended_in_place_it_is_brought_in_and_its_reasons_are_not_read(mark, own_sheet, town_officer):
    out = mark(own_sheet)
    book = load_workbook(out)
    sheet = book["一月"]
    sheet["F4"], sheet["B4"], sheet["C6"] = 300, "2024-01-09", books.VILLAGE
    book.save(out)
    outcome = bring(out, town_officer)
    assert (counts(outcome), outcome.batch.warnings) == ((4, 0, 0, 0), [])


def test_a_second_error_workbook_forgets_what_was_mended(mark, own_sheet):
    out = mark(own_sheet)
    book = load_workbook(out)
    book["一月"]["C6"] = books.VILLAGE
    book.save(out)
    sheet = load_workbook(mark(out))["一月"]
    assert fills(sheet) == {"B4", "F4"}
    assert (sheet["H6"].value, sheet["I2"].value) == (None, None)
    assert "金额" in sheet["H4"].value


def test_a_large_file_is_copied_by_its_values_with_the_same_reasons(mark, own_sheet, monkeypatch):
    monkeypatch.setattr(error_book, "MOST_ROWS", 2)
    sheet = load_workbook(mark(own_sheet))["一月"]
    assert [cell.value for cell in sheet[2]] == [*books.HEAD, "错误原因"]
    assert sheet["E3"].value == "县级财政"
    assert "金额：" in sheet["H4"].value and "区划代码：" in sheet["H6"].value
    assert sheet["F4"].fill.fgColor.rgb == "FFFCE4E2"
    assert all(cell.data_type != "f" for row in sheet for cell in row)


def test_a_row_that_stands_twice_is_explained_without_colouring_a_cell(mark, sheet):
    row = money()
    marked = load_workbook(mark(sheet(row, row))).active
    assert "与第2行重复" in marked["G3"].value
    assert fills(marked) == set()
