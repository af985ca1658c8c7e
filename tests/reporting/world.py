"""A small campaign that can be counted by hand. What it comes to stands beside each row.

凤县 610330: 凤州镇 (…101) with 龙口村 (…101200) and 白石铺村 (…101201), 双石铺镇 (…100) with 双石铺村 (…100200).
"""

import datetime as dt
from typing import Any

from fengxian.figures import Period
from fengxian.identity import check_character
from fengxian.ledgers.engine import make_row, save_rows
from fengxian.ledgers.registry import ledger
from fengxian.ledgers.spec import Context
from fengxian.regions import codes
from fengxian.reporting.models import Campaign
from fengxian.reporting.services import start_campaign

COUNTY, TOWN, VILLAGE, NEXT_VILLAGE = "610330", "610330101", "610330101200", "610330101201"
OTHER_TOWN, OTHER_VILLAGE = "610330100", "610330100200"
WINTER = Period(dt.date(2024, 1, 1), dt.date(2024, 2, 28))
NAME = "“下基层、解民忧、暖民心”专项行动"


def number(sequence: int) -> str:
    first = f"61033019500315{sequence:03}"
    return first + check_character(first)


def enter(actor: Any, kind: str, **columns: str) -> Any:
    """Puts one row of a ledger on record and returns it; columns by their Chinese names."""
    book = ledger(kind)
    row = make_row(book, {book.by_name[name].field: value for name, value in columns.items()})
    checked, _ = save_rows(book, [row], Context(actor=actor))
    return checked.rows[0].record


def person(actor: Any, place: str, sequence: int, name: str, categories: str, **more: str) -> Any:
    return enter(
        actor, "households", 户编号=f"H{sequence}", 区划代码=place, 姓名=name, 身份证号=number(sequence),
        与户主关系="户主", 对象类别=categories, **more,
    )


def visit(actor: Any, outing: str, day: str, place: str, cadres: str, sequence: int, name: str, **more: str) -> Any:
    return enter(
        actor, "visits", 出动编号=outing, 走访日期=day, 区划代码=place, 走访干部=cadres, 户编号=f"H{sequence}",
        走访对象=name, 身份证号=number(sequence), **more,
    )


def pay(actor: Any, batch: str, item: str, place: str, sequence: int, name: str, amount: str, day: str, state: str) -> Any:
    return enter(
        actor, "payments", 批次号=batch, 项目=item, 所属期=day[:7], 区划代码=place, 户编号=f"H{sequence}", 领款人=name,
        身份证号=number(sequence), 保障人数="1", 应发金额=amount, 实发金额=amount, 发放日期=day, 发放状态=state,
    )


def condole(actor: Any, code: str, day: str, place: str, sequence: int, name: str, giver: str, kind: str,
            cash: str, goods: str, **more: str) -> Any:
    return enter(
        actor, "condolences", 慰问编号=code, 慰问日期=day, 区划代码=place, 姓名=name, 身份证号=number(sequence),
        慰问单位=giver, 单位类型=kind, 慰问金=cash, 慰问品折价=goods, **more,
    )


def help_one(actor: Any, code: str, day: str, place: str, amount: str, **more: str) -> Any:
    return enter(
        actor, "assistance", 求助编号=code, 求助日期=day, 区划代码=place, 性别="男", 救助类型="生活救助", 救助金额=amount,
        **({"来站方式": "自行来站"} | more),
    )


def start_winter(actor: Any) -> Campaign:
    return start_campaign(
        actor=actor, id="2024-winter", name=NAME, region=codes.pad(COUNTY), start=WINTER.start, end=WINTER.end
    )


def fill(actor: Any) -> dict[str, Any]:
    """Everything below, on record. Returns the records that tests take away or change."""
    person(actor, VILLAGE, 1, "赵长顺", "低保对象、残疾人", 低保档次="A")
    person(actor, VILLAGE, 2, "钱有福", "特困人员", 供养方式="分散")
    person(actor, NEXT_VILLAGE, 3, "孙玉琴", "无")
    person(actor, OTHER_VILLAGE, 4, "李秀英", "低保对象", 低保档次="B")
    kept = {
        # 5 visits: 龙口村 3, 白石铺村 1, 双石铺村 1; 4 in need, one of them (无) no one to cover: 3 of 3 in need visited
        "visit": visit(actor, "C1", "2024-01-05", VILLAGE, "甲一、乙二", 1, "赵长顺", 隐患类型="用火", 隐患描述="烟道漏烟",
                       整改期限="2024-01-20"),
        "other_visit": visit(actor, "C1", "2024-01-05", VILLAGE, "甲一、乙二", 2, "钱有福", 走访方式="电话"),
    }
    # This outing went to two villages: its cadre counts at the town.
    visit(actor, "C2", "2024-02-10", VILLAGE, "甲一", 1, "赵长顺")
    visit(actor, "C2", "2024-02-10", NEXT_VILLAGE, "甲一", 3, "孙玉琴")
    visit(actor, "C3", "2024-02-20", OTHER_VILLAGE, "丙三、丁四、戊五", 4, "李秀英", 隐患类型="用电", 隐患描述="线路老化",
          整改完成日期="2024-03-05")
    # Not in the winter.
    visit(actor, "C4", "2024-03-01", VILLAGE, "甲一", 1, "赵长顺")
    inspections(actor)
    money(actor)
    rescue(actor)
    return kept


def inspections(actor: Any) -> None:
    """3 inspections, 4 cadres; 5 problems, 4 of them mended; one group in two places; 3 of 3 institutions."""
    for code, day, place, name, kind, group, cadres, found, fixed, later, done in (
        ("J1", "2024-01-08", COUNTY, "县中心敬老院", "养老机构", "第一督导组", "甲一、己六", "3", "2", "1", "1"),
        ("J2", "2024-02-01", VILLAGE, "龙口互助幸福院", "互助幸福院", "", "甲一", "1", "1", "0", "0"),
        ("J3", "2024-02-02", OTHER_VILLAGE, "双石铺社工站", "社工站", "第一督导组", "甲一", "1", "0", "1", "0"),
    ):
        enter(
            actor, "inspections", 检查编号=code, 检查日期=day, 区划代码=place, 机构名称=name, 机构类型=kind, 督导组=group,
            检查人员=cadres, 发现问题数=found, 现场整改数=fixed, 限期整改数=later, 限期整改完成数=done,
        )


def money(actor: Any) -> None:
    """Heating 500; relief 1000.50 + 300 in 2 payments; condolences 1100 to 2 persons and 100 to 1; invested 10045.75."""
    pay(actor, "P1", "一次性取暖补贴", VILLAGE, 1, "赵长顺", "500", "2024-01-10", "成功")
    pay(actor, "P2", "低保金", VILLAGE, 1, "赵长顺", "1000.50", "2024-01-10", "成功")
    pay(actor, "P3", "特困供养金", VILLAGE, 2, "钱有福", "800", "2024-01-10", "退汇")
    pay(actor, "P4", "临时救助金", OTHER_VILLAGE, 4, "李秀英", "300", "2024-02-20", "成功")
    leaders = ("县委办公室", "县级四大班子")
    condole(actor, "W1", "2024-01-30", VILLAGE, 1, "赵长顺", *leaders, "500", "300")
    condole(actor, "W2", "2024-02-03", TOWN, 1, "赵长顺", *leaders, "200", "0")
    condole(actor, "W3", "2024-02-03", OTHER_VILLAGE, 90, "外来人", *leaders, "100", "0")
    condole(actor, "W4", "2024-02-04", OTHER_VILLAGE, 4, "李秀英", "凤县老年学学会", "社会组织", "0", "100", 慰问品="米、面")
    for code, place, amount in (("T1", COUNTY, "10000"), ("T2", VILLAGE, "45.75")):
        enter(actor, "investments", 凭证号=code, 日期="2024-01-15", 区划代码=place, 用途="棉被", 资金来源="财政", 金额=amount)


def rescue(actor: Any) -> None:
    """2 patrols (one by night); 3 persons in 4 rows; items 2 + 1 + 3; spent 20.66 + 30 + 0 + 12.34."""
    for code, day, start, place, items in (
        ("X1", "2024-02-12", "20:00", COUNTY, "2"), ("X2", "2024-01-03", "09:00", TOWN, ""),
    ):
        enter(
            actor, "patrols", 巡查编号=code, 日期=day, 开始时间=start, 区划代码=place, 重点区域="街道、汽车站", 带队人="庚七",
            发现人数="1", 发放物资件套=items,
        )
    known = {"姓名": "流浪人", "身份证号": number(91)}
    help_one(actor, "Q1", "2024-01-04", COUNTY, "20.66", 乘车凭证="20.66", 发放物资件套="1", **known)
    help_one(actor, "Q2", "2024-02-05", VILLAGE, "30", 发放物资件套="3", **known)
    help_one(actor, "Q3", "2024-02-12", COUNTY, "0", 来站方式="巡查发现")
    help_one(actor, "Q4", "2024-02-13", COUNTY, "12.34")


# What it comes to in the winter, in the county.
WHOLE = {
    "cadre_participations": "10", "service_visits": "5", "institution_inspections": "3",
    "campaign_investment": "10045.75", "supervision_groups": "1", "heating_subsidy_paid": "500.00",
    "relief_paid": "1300.50", "relief_payments": "2", "rescue_patrols": "2", "rescued_persons": "3",
    "rescue_items": "6", "rescue_spending": "63.00", "condolence_persons": "2", "condolence_value": "1100.00",
    "condolence_other_persons": "1", "condolence_other_value": "100.00", "hazards_found": "7",
    "hazards_rectified": "5", "visit_coverage": "100", "institution_coverage": "100",
}
