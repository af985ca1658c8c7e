"""The columns of the two ledgers, named and ordered as in ledgers.md §3; and of the smaller records."""

from dataclasses import replace

from fengxian.ledgers.columns import (
    Choice,
    Column,
    Count,
    Date,
    IdentityNumber,
    Names,
    PersonName,
    RegionCode,
)
from fengxian.regions.codes import Level
from visits.choices import HazardType, InstitutionKind, Method, Severity, SupervisionGroup

AT_WORK = (Level.VILLAGE, Level.TOWN, Level.COUNTY)
OUTING, PERSON, FINDINGS, HAZARD = "出动", "走访对象", "走访情况", "隐患排查"

VISIT_COLUMNS = (
    Column("出动编号", "number", required=True, most=40, width=18, section=OUTING,
           help="同一天同一批干部的一次出动用一个编号"),
    Date("走访日期", "date", required=True, section=OUTING),
    RegionCode("区划代码", "region", required=True, levels=AT_WORK, section=OUTING,
               help="走访所在的村（社区）；在镇、县开展的填镇、县"),
    Names("走访干部", "cadres", required=True, width=18, section=OUTING, help="几个人用、隔开"),
    Choice("走访方式", "method", choices=tuple(Method.values), default=Method.HOME.value, width=9,
           section=OUTING),
    Column("户编号", "household_code", required=True, most=40, width=16, section=PERSON),
    PersonName("走访对象", "name", required=True, width=10, section=PERSON),
    IdentityNumber("身份证号", "identity", required=True, section=PERSON,
                   help="台账上登记为无证的人可以不填，按户编号和姓名找人"),
    Column("生活状况", "living", most=500, long=True, width=24, section=FINDINGS),
    Choice("隐患类型", "hazard_type", choices=tuple(HazardType.values), width=10, section=HAZARD,
           help="一行最多一处隐患；没有就空着"),
    Choice("隐患等级", "severity", choices=tuple(Severity.values), width=9, section=HAZARD),
    Column("隐患描述", "description", most=500, long=True, width=24, section=HAZARD),
    Column("整改措施", "measure", most=500, long=True, width=24, section=HAZARD),
    PersonName("整改责任人", "owner", width=11, section=HAZARD),
    Date("整改期限", "deadline", future=True, section=HAZARD),
    Date("整改完成日期", "completed_on", width=13, section=HAZARD),
    Column("诉求", "appeal", most=500, long=True, width=20, section=FINDINGS),
    Column("备注", "note", most=500, long=True, width=16, section=FINDINGS),
)

BASIC, RESULT = "检查", "检查结果"

INSPECTION_COLUMNS = (
    Column("检查编号", "number", required=True, most=40, width=18, section=BASIC),
    Date("检查日期", "date", required=True, section=BASIC),
    Column("机构名称", "institution", required=True, most=80, width=24, section=BASIC,
           help="系统里没有的机构会随这条记录登记"),
    Choice("机构类型", "institution_kind", required=True, choices=tuple(InstitutionKind.values), width=12,
           section=BASIC),
    RegionCode("区划代码", "region", required=True, levels=AT_WORK, section=BASIC, help="机构所在的村（社区）、镇或县"),
    Choice("督导组", "group", choices=tuple(SupervisionGroup.values), width=12, section=BASIC),
    Names("检查人员", "cadres", required=True, width=20, section=BASIC, help="几个人用、隔开"),
    Count("发现问题数", "found", required=True, total=True, width=10, section=RESULT),
    Count("现场整改数", "fixed", required=True, total=True, width=10, section=RESULT),
    Count("限期整改数", "to_fix", required=True, total=True, width=10, section=RESULT),
    Count("限期整改完成数", "to_fix_done", total=True, width=12, default=0, section=RESULT),
    Date("整改期限", "deadline", future=True, section=RESULT),
    Column("备注", "note", most=500, long=True, width=20, section=RESULT),
)

_VISIT = {column.field: column for column in VISIT_COLUMNS}
_INSPECTION = {column.field: column for column in INSPECTION_COLUMNS}

HAZARD_COLUMNS = (
    replace(_VISIT["date"], name="发现日期", field="found_on", derived=True),
    replace(_VISIT["region"], derived=True),
    replace(_VISIT["household_code"], derived=True),
    replace(_VISIT["name"], derived=True),
    replace(_VISIT["hazard_type"], required=True, help=""),
    *(_VISIT[name] for name in ("severity", "description", "measure", "owner", "deadline", "completed_on")),
)

OUTING_COLUMNS = (
    _VISIT["number"], _VISIT["date"], replace(_VISIT["region"], derived=True, help=""), _VISIT["cadres"],
)

INSTITUTION_COLUMNS = (
    replace(_INSPECTION["institution"], field="name", section="机构", help=""),
    replace(_INSPECTION["institution_kind"], field="kind_name", section="机构"),
    replace(_INSPECTION["region"], section="机构"),
    Count("床位数", "beds", highest=100_000, section="机构"),
    PersonName("负责人", "legal_person", section="机构"),
)
