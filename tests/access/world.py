"""A small world of canaries: every record of every kind in four places, each with words that stand nowhere else."""

from dataclasses import dataclass, field
from typing import Any

from fengxian.accounts.models import Cadre
from fengxian.audit import trail
from fengxian.audit.models import Act
from fengxian.identity import check_character
from fengxian.ledgers.engine import make_row, save_rows
from fengxian.ledgers.registry import ORDER, ledger
from fengxian.ledgers.spec import Context
from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.regions.models import Region
from fengxian.regions.tree import forget_tree

OWN, SIBLING, OTHER_TOWN, OTHER_COUNTY = "own", "sibling", "other_town", "other_county"
PLACES = {
    OWN: "610330101200", SIBLING: "610330101201", OTHER_TOWN: "610330100200", OTHER_COUNTY: "610331100200",
}
MARKS = {OWN: "翡翠", SIBLING: "琥珀", OTHER_TOWN: "玛瑙", OTHER_COUNTY: "珊瑚"}
DAY = "2024-01-15"


def identity_number(place: str, sequence: int) -> str:
    first = f"610330{1950 + list(PLACES).index(place)}0315{sequence:03}"
    return first + check_character(first)


@dataclass
class World:
    """Records by kind and place; and the canaries: (text, kind, place)."""

    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    canaries: list[tuple[str, str, str]] = field(default_factory=list)

    def of(self, kind: str, place: str) -> Any:
        return self.records[kind][place]


def foreign_county() -> None:
    """A neighbouring county with one town and one village, for what lies outside 凤县."""
    for code, name, level, parent in (
        ("610331", "邻县", Level.COUNTY, None), ("610331100", "邻镇", Level.TOWN, "610331"),
        ("610331100200", "邻村", Level.VILLAGE, "610331100"),
    ):
        Region.objects.create(
            code=codes.pad(code), official_name=name, name=name, level=level.value, kind="village",
            parent_id=codes.pad(parent) if parent else None,
        )
    forget_tree()


def make_world(writers: dict[str, Any]) -> World:
    """``writers``: somebody who may enter everything, for each place."""
    world = World()
    for place in PLACES:
        for kind in ORDER:
            book = ledger(kind)
            data = {book.by_name[name].field: value for name, value in _rows(kind, place).items()}
            ctx = Context(actor=writers[place])
            checked, changes = save_rows(book, [make_row(book, data)], ctx)
            trail.record(Act.CREATE, actor=writers[place], kind=kind, label="canary", changes=changes)
            world.records.setdefault(kind, {})[place] = checked.rows[0].record
            world.canaries += [(text, kind, place) for text in _canaries(kind, place)]
        Cadre.objects.create(
            name=f"{MARKS[place]}干部册", unit="单位", region_id=codes.ancestor(codes.pad(PLACES[place]), Level.TOWN)
        )
        world.canaries.append((f"{MARKS[place]}干部册", "cadres", place))
    return world


def _canaries(kind: str, place: str) -> list[str]:
    words = [f"{MARKS[place]}{kind}备注"]
    if kind == "households":
        words += [identity_number(place, 11), f"1391234{list(PLACES).index(place)}678"]
    return words


def _rows(kind: str, place: str) -> dict[str, Any]:
    mark, code, index = MARKS[place], PLACES[place], list(PLACES).index(place)
    number, person = f"{kind[:2].upper()}-{index}", f"{mark}人"
    own = {"区划代码": code, "备注": f"{mark}{kind}备注"}
    who = {"户编号": f"HH-{index}", "身份证号": identity_number(place, 11)}
    return {
        "households": own | who | {
            "姓名": person, "与户主关系": "户主", "对象类别": "低保对象", "低保档次": "A",
            "联系电话": f"1391234{index}678", "账户类型": "存折", "银行账号": f"27030{index}12345678{index}",
        },
        "visits": own | who | {
            "出动编号": number, "走访日期": DAY, "走访干部": f"{mark}干部", "走访对象": person,
            "隐患类型": "用火", "隐患等级": "一般", "隐患描述": f"{mark}隐患",
        },
        "inspections": own | {
            "检查编号": number, "检查日期": DAY, "机构名称": f"{mark}敬老院", "机构类型": "养老机构",
            "检查人员": f"{mark}干部", "发现问题数": "1", "现场整改数": "1", "限期整改数": "0", "限期整改完成数": "0",
        },
        "payments": own | who | {
            "批次号": number, "项目": "低保金", "所属期": "2024-01", "领款人": person, "保障人数": "1",
            "应发金额": "500.00", "实发金额": "500.00", "发放日期": DAY, "发放状态": "成功",
        },
        "condolences": own | {
            "慰问编号": number, "慰问日期": DAY, "姓名": person, "身份证号": identity_number(place, 11),
            "慰问单位": f"{mark}单位", "单位类型": "镇", "慰问金": "100", "慰问品折价": "50",
        },
        "investments": own | {"凭证号": number, "日期": DAY, "用途": f"{mark}用途", "资金来源": "财政", "金额": "10"},
        "patrols": {
            "区划代码": code, "情况说明": f"{mark}patrols备注", "巡查编号": number, "日期": DAY, "重点区域": "街道",
            "带队人": f"{mark}带队", "发现人数": "0",
        },
        "assistance": own | {
            "求助编号": number, "求助日期": DAY, "来站方式": "自行来站", "姓名": f"{mark}求助人", "性别": "男",
            "救助类型": "生活救助", "救助金额": "12.50",
        },
    }[kind]
