"""慰问发放花名册 and 投入资金台账 (ledgers.md §3)."""

from fengxian.ledgers.columns import (
    Choice,
    Column,
    Count,
    Date,
    IdentityNumber,
    Money,
    PersonName,
    RegionCode,
)
from fengxian.ledgers.registry import register
from fengxian.ledgers.spec import Context, Row
from fengxian.regions.codes import Level
from relief.condolences.choices import GiverKind
from relief.condolences.models import Condolence, Investment
from relief.people import judge_alive, judge_name, tie_people
from relief.plain import PlainLedger

LEVELS = (Level.VILLAGE, Level.TOWN, Level.COUNTY)
VISIT, WHO, GIFT, SIGNED = "慰问", "慰问对象", "慰问金和慰问品", "领取"
VOUCHER, MONEY = "凭证", "资金"


class CondolenceLedger(PlainLedger):
    kind = "condolences"
    title = "慰问发放花名册"
    model = Condolence
    key = ("number",)
    date_field = "date"
    unit = "元、人"
    completed = ("person",)
    kept = ("person_id",)
    columns = (
        Column("慰问编号", "number", required=True, section=VISIT, width=15, most=40),
        Date("慰问日期", "date", required=True, section=VISIT),
        RegionCode("区划代码", "region", required=True, section=VISIT, levels=LEVELS),
        PersonName("姓名", "name", required=True, section=WHO),
        IdentityNumber("身份证号", "identity", required=True, section=WHO, help="不在家庭台账上的也可以登记"),
        Column("慰问单位", "giver", required=True, section=VISIT, width=18, most=100),
        Choice("单位类型", "giver_kind", required=True, section=VISIT, choices=tuple(GiverKind.values)),
        Money("慰问金", "cash", required=True, section=GIFT, total=True, help="没有的填 0"),
        Column("慰问品", "goods", section=GIFT, help="如 米、面、油", width=14),
        Count("数量", "quantity", section=GIFT, total=True),
        Money("慰问品折价", "goods_value", required=True, section=GIFT, total=True, help="没有的填 0"),
        PersonName("领取人", "receiver", section=SIGNED, help="代领的写代领人"),
        Column("备注", "note", section=SIGNED, most=1000, long=True, width=20),
    )

    def look_up(self, rows: list[Row], ctx: Context) -> None:
        tie_people(rows)

    def judge_row(self, row: Row, ctx: Context) -> None:
        judge_name(row)
        judge_alive(row, "date")

    def complete(self, record: Condolence, row: Row) -> None:
        record.person_id = row.ref("person_id")


class InvestmentLedger(PlainLedger):
    kind = "investments"
    title = "投入资金台账"
    model = Investment
    key = ("voucher",)
    date_field = "date"
    unit = "元"
    columns = (
        Column("凭证号", "voucher", required=True, section=VOUCHER, width=15, most=40),
        Date("日期", "date", required=True, section=VOUCHER),
        RegionCode("区划代码", "region", required=True, section=VOUCHER, levels=LEVELS),
        Column("用途", "use", required=True, section=MONEY, width=26),
        Column("资金来源", "source", required=True, section=MONEY, width=16, most=100),
        Money("金额", "amount", required=True, section=MONEY, total=True),
        Column("备注", "note", section=MONEY, most=1000, long=True, width=24),
    )


CONDOLENCE = register(CondolenceLedger())
INVESTMENT = register(InvestmentLedger())
