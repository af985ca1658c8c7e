"""The exported ledger in the bureau's format, opened again; and brought in again it changes nothing."""

import datetime as dt
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from fengxian.audit.models import Act, Entry
from fengxian.ledgers.export import write_ledger
from fengxian.ledgers.exports import ExportFilter
from fengxian.ledgers.registry import ledger
from fengxian.regions import codes
from tests.ledgers import books
from tests.ledgers.books import bring, counts, gift, identity, money, reopened

pytestmark = pytest.mark.django_db


def row_of(sheet, number):
    return [cell.value for cell in sheet[number]]


def test_the_export_has_title_unit_header_sums_and_signatures(export, money_on_record, town_officer):
    sheet = reopened(export("investments", town_officer))
    assert sheet["A1"].value == "凤州镇投入资金台账"
    today = dt.date.today()
    meta = [value for value in row_of(sheet, 2) if value]
    assert meta == ["填报单位（盖章）：凤州镇人民政府", f"填报日期：{today.year}年{today.month}月{today.day}日", "单位：元"]
    assert row_of(sheet, 3) == ["序号", *books.HEAD, "记录号", "版本"]
    assert row_of(sheet, 7)[:2] == ["合计", "=ROWS(B4:B6)"]
    assert sheet["G7"].value == "=SUM(G4:G6)"
    assert [value for value in row_of(sheet, 8) if value] == ["填表人：", "审核人：", "负责人：", "联系电话："]


def test_sums_carry_their_values_for_readers_that_do_not_calculate(export, money_on_record, town_officer):
    sheet = load_workbook(export("investments", town_officer), data_only=True).active
    assert (sheet["B7"].value, sheet["G7"].value) == (3, 2701)


def test_cells_have_the_formats_of_the_bureau(export, money_on_record, town_officer):
    sheet = reopened(export("investments", town_officer))
    assert [sheet[f"{column}4"].number_format for column in "BCDG"] == ["@", "yyyy-mm-dd", "@", "#,##0.00"]
    assert sheet["C4"].value == dt.datetime(2024, 1, 15)
    assert sheet["G4"].alignment.horizontal == "right"
    assert (sheet["A1"].font.name, sheet["A1"].font.size) == ("方正小标宋简体", 20)
    assert (sheet["B3"].font.name, sheet["B3"].fill.fgColor.rgb, sheet["B3"].border.left.style) == (
        "黑体", "FFECECEC", "thin"
    )
    assert (sheet["B4"].font.name, sheet["B4"].font.size, sheet["G7"].font.bold) == ("仿宋_GB2312", 10.5, True)


def test_it_prints_on_a4_landscape_one_page_wide_with_the_header_repeated(export, money_on_record, town_officer):
    sheet = reopened(export("investments", town_officer))
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert (sheet.page_setup.fitToWidth, str(sheet.page_setup.fitToHeight)) in [(1, "0"), (None, "0")]
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area.endswith("$A$1:$H$8")  # 记录号 and 版本 stay off the paper
    assert sheet.freeze_panes == "C4"
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert town_officer.name in sheet.oddFooter.left.text and "遮挡" in sheet.oddFooter.right.text


def test_personal_numbers_are_masked_unless_asked_for_whole(export, sheet, town_officer):
    number = identity()
    bring(sheet(gift(身份证号=number)), town_officer, "condolences")
    masked = reopened(export("condolences", town_officer))
    whole = reopened(export("condolences", town_officer, full=True, reason="核对发放"))
    assert masked["F4"].value == f"{number[:6]}********{number[-4:]}"
    assert (whole["F4"].value, whole["F4"].data_type, whole["F4"].number_format) == (number, "s", "@")
    assert "注意保密" in whole.oddFooter.right.text


@pytest.mark.parametrize("full", [False, True])
def test_our_own_export_brought_in_again_is_unchanged(export, sheet, town_officer, full):
    rows = [gift(), gift(慰问品="米、面", 数量=2, 领取人="王秀兰"), gift(备注="一行\n两行")]
    bring(sheet(*rows), town_officer, "condolences")
    outcome = bring(export("condolences", town_officer, full=full), town_officer, "condolences")
    assert (counts(outcome), outcome.batch.skipped) == ((0, 0, 3, 0), 1)
    assert outcome.batch.warnings == []


def test_a_row_changed_in_the_export_is_refused_where_somebody_was_faster(export, sheet, town_officer):
    row = money()
    bring(sheet(row), town_officer)
    path = export("investments", town_officer)
    bring(sheet(row | {"用途": "别人改的"}), town_officer)
    book = load_workbook(path)
    book.active["E4"] = "我改的"
    book.save(path)
    assert books.codes(bring(path, town_officer)) == [(4, None, "changed_meanwhile")]


@pytest.mark.parametrize("head", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1", "＝1+1", "'=1", ";=1", "=cmd|' /C calc'!A0"])
def test_a_text_that_looks_like_a_formula_leaves_as_text(tmp_path, head, regions, county_admin):
    book, out = ledger("investments"), tmp_path / "出.xlsx"
    record = book.model(
        voucher=head, date=dt.date(2024, 1, 5), region_id=610330000000, use=head, source=head, amount=Decimal(1), note=head,
    )
    write_ledger(book, [record], out, title=head, unit_name=head, actor=county_admin, full=True)
    xml = books.part_of(out, "xl/worksheets/sheet1.xml")
    assert xml.count(b"<f>") == 2  # 合计 alone: its rows and its money
    sheet = reopened(out)
    texts = [sheet["A1"], *(sheet[f"{column}4"] for column in "BEFH")]
    assert {cell.data_type for cell in texts} == {"s"}


def test_an_export_without_rows_is_still_a_ledger(export, town_officer):
    sheet = reopened(export("investments", town_officer))
    assert row_of(sheet, 4)[0] == "合计" and sheet["G4"].value == 0


def test_a_person_takes_out_only_their_regions(export, sheet, county_admin, town_officer):
    bring(sheet(money(), money(区划代码=books.FAR_VILLAGE)), county_admin)
    far = ExportFilter(regions=(codes.pad(books.FAR_VILLAGE),))
    assert row_of(reopened(export("investments", town_officer)), 5)[0] == "合计"
    assert row_of(reopened(export("investments", town_officer, far)), 4)[0] == "合计"
    assert row_of(reopened(export("investments", county_admin)), 6)[0] == "合计"


def test_days_narrow_the_rows_and_stand_in_the_title(export, sheet, town_officer):
    bring(sheet(money(日期="2024-01-31"), money(日期="2024-02-01")), town_officer)
    january = ExportFilter(start=dt.date(2024, 1, 1), end=dt.date(2024, 1, 31))
    sheet = reopened(export("investments", town_officer, january))
    assert sheet["A1"].value == "凤州镇2024年1月投入资金台账"
    assert row_of(sheet, 5)[0] == "合计"


@pytest.mark.parametrize(("start", "end", "said"), [
    ("2024-01-01", "2024-02-29", "2024年1—2月"), ("2024-01-01", "2024-02-28", "2024年1月1日—2月28日"),
    ("2023-11-01", "2024-03-31", "2023年11月1日—2024年3月31日"), ("2024-01-05", "2024-01-05", "2024年1月5日"),
    ("2024-01-05", "", "2024年1月5日起"), ("", "2024-01-05", "2024年1月5日前"), ("", "", ""),
])
def test_the_title_says_the_period_as_people_say_it(regions, county_admin, start, end, said):
    filters = ExportFilter.from_json({"regions": [], "from": start, "to": end})
    assert filters.title(ledger("visits"), county_admin) == f"凤县{said}走访台账"


def test_a_ledger_that_is_not_of_days_does_not_claim_a_period(regions, county_admin):
    filters = ExportFilter(start=dt.date(2024, 1, 1), end=dt.date(2024, 1, 31))
    assert filters.title(ledger("households"), county_admin) == "凤县困难群众家庭台账"


def test_every_export_is_on_the_trail_with_its_filter_and_count(export, money_on_record, county_admin):
    export("investments", county_admin, ExportFilter(start=dt.date(2024, 1, 1)), full=True, reason="上报")
    entry = Entry.objects.get(act=Act.EXPORT)
    assert (entry.kind, entry.count, entry.reason) == ("investments", 3, "上报")
    assert (entry.detail["full"], entry.detail["from"]) == (True, "2024-01-01")


def test_without_its_entry_there_is_no_file(export, tmp_path, money_on_record, town_officer, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("fengxian.ledgers.exports.trail.record", broken)
    with pytest.raises(RuntimeError):
        export("investments", town_officer)
    assert not list(tmp_path.glob("导出*"))


def test_the_number_of_queries_does_not_grow_with_the_rows(sheet, export, town_officer, django_assert_max_num_queries):
    bring(sheet(*(money() for _ in range(60))), town_officer)
    with django_assert_max_num_queries(12):
        export("investments", town_officer)
