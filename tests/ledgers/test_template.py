"""The empty workbook: header, drop-downs, text columns, 填写说明, and the person's own region codes."""

import pytest
from openpyxl import load_workbook

from fengxian.ledgers.registry import all_ledgers, ledger
from fengxian.ledgers.template import write_template
from tests.ledgers import books

pytestmark = pytest.mark.django_db
KINDS = [book.kind for book in all_ledgers()]


@pytest.fixture
def template(tmp_path, town_officer):
    """``template(kind)``: the opened template of 凤州镇's officer."""

    def go(kind, actor=town_officer):
        write_template(ledger(kind), tmp_path / "模板.xlsx", actor=actor)
        return load_workbook(tmp_path / "模板.xlsx")

    return go


def lists(book, sheet):
    """Column letter → the words of its drop-down."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        letter = str(rule.sqref).split("2:")[0]
        words = rule.formula1.strip('"').split(",")
        if rule.formula1.startswith("选项!"):
            cells = book["选项"][rule.formula1.split("!")[1].replace("$", "")]
            words = [row[0].value for row in cells]
        found[letter] = words
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_stands_in_the_header_and_choices_have_a_list(template, kind):
    book = template(kind)
    sheet, columns = book.worksheets[0], [c for c in ledger(kind).columns if not c.derived]
    assert [cell.value for cell in sheet[1]] == [f"{c.name}*" if c.required else c.name for c in columns]
    offered = lists(book, sheet)
    for cell, column in zip(sheet[1], columns, strict=True):
        choices = getattr(column, "choices", None)
        assert offered.get(cell.column_letter) == (list(choices) if choices else None)


def test_personal_numbers_and_codes_are_text_and_days_are_days(template):
    sheet = template("condolences").worksheets[0]
    names = {cell.value: cell.column_letter for cell in sheet[1]}
    formats = {name: sheet.column_dimensions[letter].number_format for name, letter in names.items()}
    assert [formats[name] for name in ("身份证号*", "区划代码*", "慰问日期*", "慰问金*")] == [
        "@", "@", "yyyy-mm-dd", "#,##0.00"
    ]


def test_the_guide_says_for_each_column_what_may_be_written(template):
    guide = template("condolences")["填写说明"]
    rows = {row[0]: row for row in guide.iter_rows(values_only=True) if row[0]}
    assert rows["单位类型"][1] == "必填"
    assert "县级四大班子" in rows["单位类型"][3]
    assert rows["区划代码"][4].startswith("610330101")
    assert any("清空" in str(name) for name in rows)


def test_the_codes_are_those_of_the_persons_own_regions(template, village_worker):
    own = [row[0] for row in template("investments")["区划代码表"].iter_rows(min_row=2, values_only=True)]
    assert own[0] == "610330101" and all(code.startswith("610330101") for code in own) and len(own) == 10
    book = template("visits", village_worker)
    assert [row[0] for row in book["区划代码表"].iter_rows(min_row=2, values_only=True)] == [books.VILLAGE]


def test_a_filled_template_is_brought_in(template, tmp_path, town_officer):
    book = template("investments")
    sheet = book.worksheets[0]
    for index, value in enumerate(books.money().values(), 1):
        sheet.cell(2, index, value)
    outcome = books.bring(books.save(book, tmp_path / "填好.xlsx"), town_officer)
    assert books.counts(outcome) == (1, 0, 0, 0)
    assert outcome.batch.warnings == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_template_of_any_ledger_is_read_as_no_rows(template, tmp_path, kind, county_admin):
    outcome = books.check(books.save(template(kind), tmp_path / "空.xlsx"), county_admin, kind)
    assert (outcome.batch.refusal, outcome.batch.rows) == ("", 0)
