"""What went out comes back unchanged, and what came in can be taken back."""

import datetime as dt

import pytest

from fengxian.ledgers.imports import undo_import
from households.models import CategorySpan, Household, Person
from tests.households.sheets import (
    OTHER_VILLAGE,
    bring_in,
    cells,
    check,
    member,
    number,
    outcomes,
    person,
    take_out,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(bring, county_admin):
    """A head with every column filled, a dead parent, a child without a number, somebody with no category."""
    rows = [
        person(
            村组="二组", 对象类别="特困人员、独居老人、残疾人", 低保档次=None, 供养方式="分散", 吃饭="能", 穿衣="能", 上下床="不能", 如厕="能",
            室内行走="不能", 洗澡="不能", 联系电话="0917-4762345", 健康状况="大病", 残疾类别="肢体", 残疾等级="一级", 劳动能力="无",
            致困原因="因病", 风险等级="高", 保障措施="签订照料服务协议", 监护责任人="赵平安", 监护人关系="侄子", 监护人电话="13909171234",
            包联干部="冯志强", 开户银行="凤县农商银行", 账户类型="银行卡", 银行账号="6217000000000000004", 城乡="农村", 人均月收入=0,
            类别起始日期=dt.date(2020, 3, 1), 状态="在册", 备注="@不是公式",
        ),
        member(对象类别="无", 低保档次=None, 状态="死亡", 状态日期="2024-01-20"),
        member(姓名="赵小雨", 身份证号=None, 无证原因="新生儿未落户", 出生日期="2024-01-08", 与户主关系="孙子女", 对象类别="无", 低保档次=None),
    ]
    outcome = bring(county_admin, *rows)
    assert outcome.as_json(True)["created"] == 3, outcome.as_json(True)["errors"]
    return outcome


def test_a_masked_export_comes_back_unchanged(everybody, county_admin, tmp_path):
    out = take_out(tmp_path / "o.xlsx", county_admin)
    assert outcomes(out, county_admin) == ["unchanged"] * 3


def test_a_full_export_comes_back_unchanged(everybody, county_admin, tmp_path):
    out = take_out(tmp_path / "o.xlsx", county_admin, full=True)
    assert outcomes(out, county_admin) == ["unchanged"] * 3


def test_a_full_export_fills_an_empty_ledger_and_is_then_unchanged(everybody, county_admin, tmp_path):
    out = take_out(tmp_path / "o.xlsx", county_admin, full=True)
    before = [{k: v for k, v in row.items() if k not in ("记录号", "版本")} for row in cells(out)]
    CategorySpan.objects.all().delete()
    Person.objects.all().delete()
    Household.objects.all().delete()
    assert bring_in(out, county_admin).as_json(True)["created"] == 3
    assert outcomes(out, county_admin) == ["unchanged"] * 3
    again = take_out(tmp_path / "p.xlsx", county_admin, full=True)
    assert [{k: v for k, v in row.items() if k not in ("记录号", "版本")} for row in cells(again)] == before


def test_births_are_masked_beside_masked_numbers_only(everybody, county_admin, tmp_path):
    rows = {row["姓名"]: row for row in cells(take_out(tmp_path / "o.xlsx", county_admin))}
    assert rows["赵长顺"]["出生日期"] == "1958-**-**" and "*" in rows["赵长顺"]["身份证号"]
    assert str(rows["赵小雨"]["出生日期"])[:10] == "2024-01-08" and not rows["赵小雨"]["身份证号"]


def test_an_undone_import_leaves_nobody_and_no_household(everybody, county_admin):
    undo_import(everybody.batch, actor=county_admin)
    assert not Person.objects.live().exists() and not Household.objects.live().exists()


def test_an_undone_change_gives_back_place_head_and_number(family, bring, sheet, county_admin):
    known = Person.objects.get(name="赵长顺")
    changed = bring_in(sheet(
        family[0] | {"与户主关系": "配偶", "区划代码": OTHER_VILLAGE, "身份证号": number("19580116"), "记录号": str(known.pk)},
        family[1] | {"与户主关系": "户主", "区划代码": OTHER_VILLAGE},
    ), county_admin)
    assert changed.as_json(True)["updated"] == 2
    undo_import(changed.batch, actor=county_admin)
    assert check(sheet(*family), county_admin).as_json(False)["unchanged"] == 2


def test_a_row_edited_since_is_kept_when_the_import_is_undone(family, bring, county_admin):
    changed = bring(county_admin, family[0] | {"风险等级": "高"})
    bring(county_admin, family[0] | {"风险等级": "中"})
    undone = undo_import(changed.batch, actor=county_admin)
    assert Person.objects.get(name="赵长顺").risk == "中" and len(undone.kept) == 1


def test_many_files_later_the_versions_tell_how_often(family, bring, county_admin):
    bring(county_admin, family[0] | {"风险等级": "高"})
    bring(county_admin, family[0] | {"风险等级": "高"})
    assert Person.objects.get(name="赵长顺").version == 2
