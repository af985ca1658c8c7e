"""What a ledger exports comes back unchanged, masked or whole."""

import pytest

from relief.subsidies.models import Payment
from tests.relief import sheets
from tests.relief.sheets import assistance, cells, condolence, counts, investment, number, patrol, payment

pytestmark = pytest.mark.django_db
KINDS = ("payments", "condolences", "investments", "patrols", "assistance")


@pytest.fixture
def full_ledgers(enter, county_admin, family):
    """Two rows in each ledger, with and without the optional columns."""
    patrols = [patrol(开始时间="22:30", 结束时间="01:15", 参加人员="李强、王芳", 联合单位="公安", 劝导人数=0), patrol()]
    enter(
        "payments", county_admin,
        payment(family.head, 补发=1, 扣减=2, 实发金额=799, 开户银行="信合", 账户类型="存折", 银行账号="2703012345678", 备注="=1+1"),
        payment(family.child, 发放状态="失败", 失败原因="户名不符", 发放日期=None),
    )
    enter("condolences", county_admin, condolence(慰问品="米", 数量=2, 领取人="周勤俭", 备注="代领"), condolence())
    enter("investments", county_admin, investment(备注="急用"), investment())
    enter("patrols", county_admin, *patrols)
    enter(
        "assistance", county_admin, assistance(),
        assistance(
            来站方式="巡查发现", 巡查编号=patrols[0]["巡查编号"], 姓名="李四", 身份证号=number(), 估计年龄=50, 伙食=20,
            救助金额=20, 入站日期="2024-01-16", 离站日期="2024-01-17", 离站方式="自行返乡", 发放物资件套=1,
        ),
    )


def of_zhao(path):
    """The exported row of 赵长顺, who has a number and an account."""
    return next(row for row in cells(path) if row["领款人"] == "赵长顺")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("full", [True, False], ids=["whole", "masked"])
def test_an_export_comes_back_unchanged(full_ledgers, county_admin, tmp_path, kind, full):
    path = sheets.take_out(kind, tmp_path / "台账.xlsx", county_admin, full=full)
    assert counts(sheets.check(kind, path, county_admin)) == (0, 0, 2, 0)


def test_an_export_without_record_ids_comes_back_unchanged(full_ledgers, county_admin, tmp_path):
    for kind in KINDS:
        rows = cells(sheets.take_out(kind, tmp_path / f"{kind}.xlsx", county_admin, full=True))
        kept = [{k: v for k, v in row.items() if k not in ("记录号", "版本", "序号")} for row in rows]
        path = sheets.write_sheet(tmp_path / "again.xlsx", kept)
        assert counts(sheets.check(kind, path, county_admin)) == (0, 0, 2, 0), kind


def test_numbers_go_out_masked_unless_asked_whole(full_ledgers, county_admin, family, tmp_path):
    masked = of_zhao(sheets.take_out("payments", tmp_path / "a.xlsx", county_admin))
    whole = of_zhao(sheets.take_out("payments", tmp_path / "b.xlsx", county_admin, full=True))
    assert (whole["身份证号"], whole["银行账号"]) == (family.head["身份证号"], "2703012345678")
    assert "*" in masked["身份证号"] and "*" in masked["银行账号"]


def test_a_changed_cell_of_an_export_changes_that_record_only(full_ledgers, county_admin, tmp_path):
    rows = cells(sheets.take_out("payments", tmp_path / "a.xlsx", county_admin))
    rows[0]["备注"] = "核对过"
    path = sheets.write_sheet(tmp_path / "b.xlsx", rows)
    assert counts(sheets.bring_in("payments", path, county_admin)) == (0, 1, 1, 0)
    assert Payment.objects.filter(note="核对过").count() == 1


def test_an_export_that_somebody_overtook_is_refused(full_ledgers, bring, county_admin, family, tmp_path):
    first = of_zhao(sheets.take_out("payments", tmp_path / "a.xlsx", county_admin))
    bring("payments", county_admin, {"批次号": "2024-01低保", "身份证号": family.head["身份证号"], "备注": "别人改的"})
    path = sheets.write_sheet(tmp_path / "b.xlsx", [first | {"备注": "我改的"}])
    assert sheets.errors(sheets.check("payments", path, county_admin)) == [(2, None, "changed_meanwhile")]
