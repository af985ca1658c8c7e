"""巡查记录台账 and 救助登记台账 (ledgers.md §3)."""

from decimal import Decimal

from fengxian.ledgers.columns import (
    Choice,
    Choices,
    Column,
    Count,
    Date,
    IdentityNumber,
    Money,
    Names,
    PersonName,
    RegionCode,
    Time,
)
from fengxian.ledgers.registry import register
from fengxian.ledgers.spec import Context, Row, total_of
from fengxian.regions.codes import Level
from relief.patrols.choices import NAMELESS, Area, CameBy, HelpKind, Sex
from relief.patrols.models import COSTS, Assistance, Patrol
from relief.people import judge_alive, judge_name, tie_people
from relief.plain import PlainLedger, reader, touched

LEVELS = (Level.VILLAGE, Level.TOWN, Level.COUNTY)
WHAT, WHERE, FOUND, GIVEN = "基本情况", "巡查区域和人员", "发现和处置", "发放物资"
ARRIVAL, WHO, HELP, COST, LEAVING = "求助", "求助人", "救助", "费用（元）", "在站和离站"
# 民发〔2014〕132号 救助管理机构工作规程: short fares generally up to 20 元 with a signed receipt, stays up to 10 days.
FARE_WITHOUT_NOTE = Decimal(20)
STAY_DAYS = 10


class PatrolLedger(PlainLedger):
    kind = "patrols"
    title = "巡查记录台账"
    model = Patrol
    key = ("number",)
    date_field = "date"
    unit = "次、人、件套"
    columns = (
        Column("巡查编号", "number", required=True, section=WHAT, width=15, most=40),
        Date("日期", "date", required=True, section=WHAT),
        Time("开始时间", "start", section=WHAT),
        Time("结束时间", "end", section=WHAT, help="比开始时间早，就是过了零点"),
        RegionCode("区划代码", "region", required=True, section=WHERE, levels=LEVELS),
        Choices("重点区域", "areas", required=True, section=WHERE, choices=tuple(Area.values), width=20),
        PersonName("带队人", "leader", required=True, section=WHERE),
        Names("参加人员", "members", section=WHERE, help="几个人用、隔开", width=20),
        Column("联合单位", "joint_units", section=WHERE, help="公安、城管、卫健等，用、隔开", width=16),
        Count("发现人数", "found", required=True, section=FOUND, total=True),
        Count("劝导人数", "persuaded", section=FOUND, total=True),
        Count("护送人数", "escorted", section=FOUND, total=True),
        Count("送医人数", "hospitalised", section=FOUND, total=True),
        Count("不愿入站人数", "declined", section=FOUND, total=True),
        Count("发放物资件套", "items", section=GIVEN, total=True),
        Column("情况说明", "description", section=GIVEN, most=1000, long=True, width=30),
    )

    def judge_row(self, row: Row, ctx: Context) -> None:
        for field in ("persuaded", "escorted", "hospitalised", "declined"):
            if (row[field] or 0) > row["found"]:
                row.warn(field, "more_than_found", f"比发现人数（{row['found']}）多，请核对")


class AssistanceLedger(PlainLedger):
    kind = "assistance"
    title = "救助登记台账"
    model = Assistance
    key = ("number",)
    date_field = "date"
    unit = "元、人、件套"
    looked_up = ("patrol",)
    completed = ("patrol", "person")
    kept = ("person_id", "patrol_id")
    columns = (
        Column("求助编号", "number", required=True, section=ARRIVAL, width=15, most=40),
        Date("求助日期", "date", required=True, section=ARRIVAL),
        RegionCode("区划代码", "region", required=True, section=ARRIVAL, levels=LEVELS),
        Choice("来站方式", "came_by", required=True, section=ARRIVAL, choices=tuple(CameBy.values)),
        Column("巡查编号", "patrol", section=ARRIVAL, help="巡查发现的，写那次巡查的编号", width=15, most=40),
        PersonName("姓名", "name", section=WHO, help=f"问不出姓名的不填，登记为{NAMELESS}", default=NAMELESS),
        IdentityNumber("身份证号", "identity", section=WHO, help="没有或问不出的不填"),
        Choice("性别", "sex", required=True, section=WHO, choices=tuple(Sex.values)),
        Count("估计年龄", "age", section=WHO, highest=120),
        Choice("救助类型", "help_kind", required=True, section=HELP, choices=tuple(HelpKind.values)),
        Count("发放物资件套", "items", section=HELP, total=True),
        Money("乘车凭证", "travel_cost", section=COST, total=True),
        Money("伙食", "food_cost", section=COST, total=True),
        Money("住宿", "lodging_cost", section=COST, total=True),
        Money("医疗", "medical_cost", section=COST, total=True),
        Money("短途交通", "short_transport_cost", section=COST, total=True, help="一般不超过 20 元，超过的在备注说明"),
        Money("其他费用", "other_cost", section=COST, total=True),
        Money("救助金额", "amount", required=True, section=COST, total=True, help="分项填了的，等于六项之和"),
        Date("入站日期", "arrived", section=LEAVING),
        Date("离站日期", "left", section=LEAVING, help="在站一般不超过 10 天"),
        Column("离站方式", "leave_way", section=LEAVING, help="如 提供乘车凭证、护送返乡、亲属接领、自行返乡", most=60),
        Column("备注", "note", section=LEAVING, most=1000, long=True, width=24),
    )

    def reader(self, column: Column):
        if column.field == "patrol":
            return lambda record: record.patrol.number if record.patrol_id else None
        return reader(column)

    def prepare(self, queryset):
        return queryset.select_related("patrol")

    def look_up(self, rows: list[Row], ctx: Context) -> None:
        tie_people(rows)
        self._find_patrols(rows, ctx)

    def _find_patrols(self, rows: list[Row], ctx: Context) -> None:
        numbers = {row["patrol"] for row in rows if isinstance(row["patrol"], str)}
        live = Patrol.objects.in_scope(ctx.actor).live()
        found = dict(live.filter(number__in=numbers).values_list("number", "pk")) if numbers else {}
        for row in rows:
            number = row["patrol"]
            if isinstance(number, str) and number not in found and number != _stored_patrol(row):
                row.refuse("patrol", "other", "巡查记录台账里没有这个编号，请先登记巡查，或改正编号")
            row.keep(patrol_id=found.get(number))

    def judge_row(self, row: Row, ctx: Context) -> None:
        _judge_amount(row)
        _judge_stay(row)
        if row["name"] != NAMELESS:
            judge_name(row)
        judge_alive(row, "date")
        if row["identity"] and touched(row, "identity", "sex") and row["sex"] != sex_of(row["identity"]):
            row.warn("sex", "sex_differs", "与身份证号上的性别不一样，请核对")

    def complete(self, record: Assistance, row: Row) -> None:
        record.person_id = row.ref("person_id")
        if row["patrol"] is None or row.ref("patrol_id") is not None:
            record.patrol_id = row.ref("patrol_id")


def _stored_patrol(row: Row) -> str | None:
    record = row.record
    return record.patrol.number if record is not None and record.patrol_id else None


def sex_of(number: str) -> str:
    """The last digit but one is odd for men (GB 11643-1999)."""
    return Sex.MALE if int(number[16]) % 2 else Sex.FEMALE


def _judge_amount(row: Row) -> None:
    given = [row[name] for name in COSTS if row[name] is not None]
    if given and total_of(given) != row["amount"]:
        row.refuse("amount", "amount_mismatch", f"六项费用之和是 {total_of(given):,.2f}，与救助金额 {row['amount']:,.2f} 不等")
    fare = row["short_transport_cost"]
    if fare is not None and fare > FARE_WITHOUT_NOTE and not row["note"]:
        row.warn("short_transport_cost", "fare_without_note", "短途交通一般不超过 20 元，请在备注里说明")


def _judge_stay(row: Row) -> None:
    arrived, left = row["arrived"], row["left"]
    if arrived is None or left is None:
        return
    if left < arrived:
        row.refuse("left", "not_in_period", "离站日期在入站日期之前，请核对")
    elif (left - arrived).days > STAY_DAYS:
        row.warn("left", "long_stay", f"在站 {(left - arrived).days} 天，一般不超过 10 天，请核对或在备注说明")


PATROL = register(PatrolLedger())
ASSISTANCE = register(AssistanceLedger())
