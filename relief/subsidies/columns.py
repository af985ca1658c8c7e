"""The columns of 资金发放花名册, in the order and with the names of ledgers.md §3."""

from decimal import Decimal

from fengxian.ledgers.columns import (
    Account,
    Choice,
    Column,
    Count,
    Date,
    IdentityNumber,
    Money,
    Period,
    PersonName,
    RegionCode,
)
from fengxian.regions.codes import Level
from relief.subsidies.choices import AccountType, PaymentStatus, Programme

LEVELS = (Level.VILLAGE, Level.TOWN, Level.COUNTY)
BATCH, PAYEE, AMOUNT, RESULT, ACCOUNT = "批次", "领款人", "金额（元）", "发放结果", "账户"
NOTHING = Decimal("0.00")

PAYMENT_COLUMNS = (
    Column("批次号", "batch", required=True, most=40, width=16, section=BATCH, help="同一批的行用一个批次号"),
    Choice("项目", "programme", required=True, choices=tuple(Programme.values), width=14, section=BATCH),
    Period("所属期", "period", required=True, section=BATCH, help="写到月，如 2024-01；几个月一起发的写 2024-01~2024-02"),
    RegionCode("区划代码", "region", required=True, levels=LEVELS, section=PAYEE),
    Column("户编号", "household", required=True, most=40, width=16, section=PAYEE),
    PersonName("领款人", "payee", required=True, width=10, section=PAYEE),
    IdentityNumber("身份证号", "identity", required=True, section=PAYEE,
                   help="台账上登记为无证的人可以不填，按户编号和姓名找人"),
    Count("保障人数", "covered", required=True, total=True, highest=100, section=PAYEE),
    Money("应发金额", "due", required=True, total=True, section=AMOUNT),
    Money("补发", "back", total=True, default=NOTHING, section=AMOUNT, help="没有的不填"),
    Money("扣减", "deduction", total=True, default=NOTHING, section=AMOUNT, help="没有的不填"),
    Money("实发金额", "net", required=True, total=True, section=AMOUNT, help="等于应发加补发减扣减"),
    Date("发放日期", "date", section=RESULT, help="成功的必填"),
    Choice("发放状态", "status", required=True, choices=tuple(PaymentStatus.values), width=9, section=RESULT),
    Column("失败原因", "failure", width=14, section=RESULT, help="退汇、失败的写银行给的原因"),
    Column("开户银行", "bank", most=60, width=16, section=ACCOUNT),
    Choice("账户类型", "account_type", choices=tuple(AccountType.values), width=9, section=ACCOUNT),
    Account("银行账号", "account", section=ACCOUNT),
    Column("备注", "note", most=1000, long=True, width=20, section=RESULT),
)
