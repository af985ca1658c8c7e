"""From the plan to rows of the eight ledgers, under the column names of ledgers.md §3."""

from typing import Any

from fengxian.demo.assistance import Assistance
from fengxian.demo.condolences import Condolence
from fengxian.demo.families import ON_LEDGER, Household, Person
from fengxian.demo.inspections import Inspection
from fengxian.demo.investments import Investment
from fengxian.demo.patrols import Patrol
from fengxian.demo.payments import NOTHING, Payment
from fengxian.demo.visits import Visit

MARK = "演示数据"
Cells = dict[str, Any]
ABILITIES = ("吃饭", "穿衣", "上下床", "如厕", "室内行走", "洗澡")
COSTS = ("乘车凭证", "伙食", "住宿", "医疗", "短途交通", "其他费用")


def marked(note: str | None) -> str:
    """Rows that bring made-up identity numbers into the system say so."""
    return f"{note}；{MARK}" if note else MARK


def household_cells(household: Household, person: Person) -> Cells:
    cells = {
        "户编号": household.number, "区划代码": household.village.code, "村组": household.group, "姓名": person.name,
        "身份证号": person.identity, "无证原因": person.no_identity, "与户主关系": person.relation,
        "对象类别": person.categories, "低保档次": person.tier, "供养方式": person.support, "联系电话": person.phone,
        "健康状况": person.health, "残疾类别": person.disability, "残疾等级": person.grade, "劳动能力": person.labour,
        "致困原因": person.cause, "风险等级": person.risk, "保障措施": person.measures, "包联干部": household.officer,
        "城乡": "城市" if household.village.community else "农村", "人均月收入": household.income,
        "类别起始日期": person.since, "状态": person.status, "状态日期": person.left, "备注": MARK,
    }
    if person.no_identity:
        cells |= {"出生日期": person.birth, "性别": person.sex}
    if person.abilities:
        cells |= {name: "能" if able else "不能" for name, able in zip(ABILITIES, person.abilities, strict=True)}
    if person.guardian:
        cells |= dict(zip(("监护责任人", "监护人关系", "监护人电话"), person.guardian, strict=True))
    if person is household.head and person.status == ON_LEDGER:
        cells |= {"开户银行": household.bank, "账户类型": household.account_kind, "银行账号": household.account}
    return cells


def visit_cells(visit: Visit) -> Cells:
    cells = {
        "出动编号": visit.outing, "走访日期": visit.day, "区划代码": visit.household.village.code,
        "走访干部": tuple(visit.tour.cadres), "走访方式": visit.way, "户编号": visit.household.number,
        "走访对象": visit.person.name, "身份证号": visit.person.identity, "生活状况": visit.living,
        "诉求": visit.request,
    }
    if hazard := visit.hazard:
        cells |= {
            "隐患类型": hazard.kind, "隐患等级": hazard.grade, "隐患描述": hazard.what, "整改措施": hazard.measure,
            "整改责任人": hazard.owner, "整改期限": hazard.due, "整改完成日期": hazard.done,
        }
    return cells


def inspection_cells(inspection: Inspection) -> Cells:
    return {
        "检查编号": inspection.number, "检查日期": inspection.day, "机构名称": inspection.name,
        "机构类型": inspection.kind, "区划代码": inspection.region, "督导组": inspection.group,
        "检查人员": tuple(inspection.inspectors), "发现问题数": inspection.found, "现场整改数": inspection.on_the_spot,
        "限期整改数": inspection.later, "限期整改完成数": inspection.later_done, "整改期限": inspection.due,
    }


def payment_cells(payment: Payment) -> Cells:
    return {
        "批次号": payment.batch, "项目": payment.programme, "所属期": payment.period,
        "区划代码": payment.household.village.code, "户编号": payment.household.number, "领款人": payment.person.name,
        "身份证号": payment.person.identity, "保障人数": payment.covered, "应发金额": payment.due,
        "补发": payment.back if payment.back != NOTHING else None,
        "扣减": payment.deduction if payment.deduction != NOTHING else None, "实发金额": payment.net,
        "发放日期": payment.day, "发放状态": payment.status, "失败原因": payment.failure,
        "开户银行": payment.household.bank, "账户类型": payment.account_kind, "银行账号": payment.account,
        "备注": payment.note,
    }


def condolence_cells(condolence: Condolence) -> Cells:
    return {
        "慰问编号": condolence.number, "慰问日期": condolence.day, "区划代码": condolence.region,
        "姓名": condolence.name, "身份证号": condolence.identity, "慰问单位": condolence.giver,
        "单位类型": condolence.giver_kind, "慰问金": condolence.cash, "慰问品": condolence.goods,
        "数量": condolence.quantity, "慰问品折价": condolence.goods_value, "领取人": condolence.receiver,
        "备注": marked(condolence.note),
    }


def investment_cells(investment: Investment) -> Cells:
    return {
        "凭证号": investment.voucher, "日期": investment.day, "区划代码": investment.region, "用途": investment.use,
        "资金来源": investment.source, "金额": investment.amount, "备注": investment.note,
    }


def patrol_cells(patrol: Patrol) -> Cells:
    return {
        "巡查编号": patrol.number, "日期": patrol.day, "开始时间": patrol.start, "结束时间": patrol.end,
        "区划代码": patrol.region, "重点区域": patrol.areas, "带队人": patrol.leader, "参加人员": patrol.members,
        "联合单位": patrol.partners, "发现人数": patrol.found, "劝导人数": patrol.persuaded,
        "护送人数": patrol.escorted, "送医人数": patrol.hospitalised, "不愿入站人数": patrol.declined,
        "发放物资件套": patrol.items, "情况说明": patrol.note,
    }


def assistance_cells(assistance: Assistance) -> Cells:
    case = assistance.case
    cells = {
        "求助编号": assistance.number, "求助日期": assistance.day, "区划代码": assistance.region,
        "来站方式": case.came, "巡查编号": assistance.patrol, "姓名": assistance.name, "身份证号": assistance.identity,
        "性别": case.sex, "估计年龄": case.age, "救助类型": case.help, "发放物资件套": case.items,
        "救助金额": assistance.amount, "入站日期": assistance.day, "离站日期": assistance.left_on,
        "离站方式": case.left, "备注": marked(case.note),
    }
    return cells | dict(zip(COSTS, assistance.costs, strict=True))
