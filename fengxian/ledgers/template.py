"""The empty workbook that people fill in: header with drop-downs, 填写说明, and the codes of their own regions."""

from pathlib import Path
from typing import Any

from django.conf import settings
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from fengxian.ledgers import columns as c
from fengxian.ledgers.looks import Looks, body_look, column_width, lines_in
from fengxian.ledgers.spec import Ledger
from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.regions.models import LevelChoice
from fengxian.regions.tree import Tree, tree

ROWS = 5000  # rows with drop-downs; more can be pasted below them
LONGEST_LIST = 255  # characters Excel allows in a list kept inside the validation itself
GUIDE, CODES, LISTS = "填写说明", "区划代码表", "选项"
RULES = (
    "一行填一条记录。表头不要改名，次序可以换；带 * 的列必填。",
    "再次导入同一条记录：空着的格子不改系统里的内容；要清掉某一格，请填“清空”二字；文件里没有的列一律不动。",
    "日期可写成 2024-01-15、2024.1.15、2024/1/15 或 2024年1月15日，也可以是表格软件的日期。",
    "几个姓名或几个类别之间用、隔开。",
    "金额以元为单位，最多两位小数，系统不四舍五入；没有就空着，不要填文字。",
    "身份证号、银行账号、电话按文本填写（本表已设好）。从别处粘贴时请用“只粘贴数值”，以免变成科学计数。",
    "“合计”“小计”开头的行和空行自动跳过；表头上方可以有标题行；隐藏的行也会读取。",
    "公式按保存的结果读取。请在 Excel 或 WPS 里保存过再上传，格式用 .xlsx，不加密码，不带宏，不超过 30 MB。",
    "上传后先检查、再核对、最后才写入；写错了可以整批撤销。",
)


def write_template(ledger: Ledger, out: Path, *, actor: Any) -> None:
    """Writes the template of one ledger for this person."""
    places, entered = tree(), [column for column in ledger.columns if not column.derived]
    with Workbook(str(out)) as book:
        book.set_properties({"title": f"{ledger.title}导入模板", "company": settings.BUREAU_NAME})
        looks = Looks(book)
        sheet = book.add_worksheet(ledger.title[:31])
        guide, towns = book.add_worksheet(GUIDE), book.add_worksheet(CODES)
        lists = _Lists(book)
        for index, column in enumerate(entered):
            _column(sheet, looks, lists, index, column)
        sheet.set_row(0, 34)
        sheet.freeze_panes(1, 1)
        _page(sheet, landscape=True)
        example = _example_region(actor, places)
        _guide(guide, looks, ledger, [(column, example_of(column, example)) for column in entered])
        _codes(towns, looks, actor, places)
        sheet.activate()


class _Lists:
    """The hidden sheet of long choices; made only when one is needed."""

    def __init__(self, book: Workbook):
        self.book = book
        self.sheet: Worksheet | None = None
        self.used = 0

    def reference(self, words: tuple[str, ...]) -> str:
        """Writes the words down one column and returns the range."""
        if self.sheet is None:
            self.sheet = self.book.add_worksheet(LISTS)
            self.sheet.hide()
        for place, word in enumerate(words):
            self.sheet.write_string(place, self.used, word)
        name = xl_col_to_name(self.used, col_abs=True)
        self.used += 1
        return f"={LISTS}!{name}$1:{name}${len(words)}"


def _column(sheet: Worksheet, looks: Looks, lists: _Lists, index: int, column: c.Column) -> None:
    """Header, width, cell format, comment and drop-down of one column."""
    sheet.set_column(index, index, max(10, column_width(column) + 1), looks[f"entry_{body_look(column)}"])
    name = f"{column.name}*" if column.required else column.name
    sheet.write_string(0, index, name, looks["must" if column.required else "header"])
    note = "\n".join(part for part in (requirement(column), meaning(column)) if part)
    sheet.write_comment(0, index, note, {"author": settings.BUREAU_NAME, "x_scale": 1.6, "font_size": 9})
    if isinstance(column, c.Choice | c.Choices):
        _drop_down(sheet, lists, index, column)


def _drop_down(sheet: Worksheet, lists: _Lists, index: int, column: c.Choice | c.Choices) -> None:
    words = column.choices
    inside = len(",".join(words)) <= LONGEST_LIST
    several = isinstance(column, c.Choices)
    sheet.data_validation(1, index, ROWS, index, {
        "validate": "list", "source": list(words) if inside else lists.reference(words), "ignore_blank": True,
        # Several words in one cell are no list entry: there the list only helps.
        "show_error": not several, "error_title": column.name[:32],
        "error_message": "请从下拉列表里选一项；要清掉原来的内容，请填“清空”。", "error_type": "warning",
    })


def requirement(column: c.Column) -> str:
    return "必填" if column.required else "可不填"


def meaning(column: c.Column) -> str:
    """What to write, in words: the column's own help after what its kind demands."""
    kinds: tuple[tuple[type[c.Column], str], ...] = (
        (c.IdentityNumber, "18 位，末位可为 X，按文本填写"),
        (c.Account, "按文本填写"),
        (c.Phone, "11 位手机号，或 0917-xxxxxxx 样的座机号"),
        (c.Time, "几点几分，如 21:30"),
        (c.Period, "2024-01，或 2024-01~2024-02"),
        (c.Money, "元，最多两位小数"),
        (c.Count, "0 或正整数"),
        (c.RegionCode, f"见“{CODES}”"),
        (c.Names, "几个姓名用、隔开"),
        (c.Choices, "可选几项，用、隔开"),
        (c.Choice, "选一项"),
        (c.Date, "年月日"),
    )
    kind = next((text for kind, text in kinds if isinstance(column, kind)), f"最多 {column.most} 个字")
    return f"{kind}。{column.help}" if column.help else kind


def example_of(column: c.Column, region: int | None) -> str:
    """What a cell may hold; empty where only the person can know. No made-up identity number looks like a real one."""
    match column:
        case c.Choice():
            return column.choices[0]
        case c.Choices():
            return "、".join(column.choices[:2])
        case c.RegionCode():
            return codes.official(region) if region else ""
        case c.Date():
            return "2024-01-15"
        case c.Time():
            return "21:30"
        case c.Period():
            return "2024-01~2024-02"
        case c.Money():
            return "1200.00"
        case c.Count():
            return "3"
        case c.Names():
            return "王建国、李秀兰"
        case c.PersonName():
            return "王建国"
    return ""


def _guide(sheet: Worksheet, looks: Looks, ledger: Ledger, entered: list[tuple[c.Column, str]]) -> None:
    """填写说明: the rules in words, then each column."""
    heads = (("列名", 16), ("必填", 8), ("说明", 52), ("可选值", 60), ("示例", 20))
    for index, (_, width) in enumerate(heads):
        sheet.set_column(index, index, width)
    sheet.merge_range(0, 0, 0, len(heads) - 1, f"{ledger.title}填写说明", looks["title"])
    sheet.set_row(0, 36)
    for place, rule in enumerate(RULES, 1):
        sheet.merge_range(place, 0, place, len(heads) - 1, f"{place}. {rule}", looks["rule"])
        sheet.set_row(place, 20)
    first = len(RULES) + 2
    for index, (name, _) in enumerate(heads):
        sheet.write_string(first, index, name, looks["header"])
    for place, (column, example) in enumerate(entered, first + 1):
        choices = "、".join(getattr(column, "choices", ()))
        cells = (column.name, "必填" if column.required else "", meaning(column), choices, example)
        for index, text in enumerate(cells):
            sheet.write_string(place, index, text, looks["text"])
        sheet.set_row(place, 6 + 14 * max(lines_in(text, heads[i][1]) for i, text in enumerate(cells)))
    _page(sheet)


def _codes(sheet: Worksheet, looks: Looks, actor: Any, places: Tree) -> None:
    """The regions this person may write for, as text, ready to be copied."""
    for index, (name, width) in enumerate((("代码", 16), ("名称", 22), ("层级", 10), ("所属", 22))):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, name, looks["header"])
    for place, node in enumerate(own_regions(actor, places), 1):
        above = places.path(node.parent) if node.parent in places else ""
        cells = (codes.official(node.code), node.name, LevelChoice(node.level.value).label, above)
        for index, text in enumerate(cells):
            sheet.write_string(place, index, text, looks["code" if index == 0 else "text"])
    sheet.freeze_panes(1, 0)
    _page(sheet)


def own_regions(actor: Any, places: Tree) -> list[Any]:
    """Counties, towns and villages inside the person's regions, in the order of the codes, without 虚拟生活区."""
    levels = (Level.COUNTY, Level.TOWN, Level.VILLAGE)
    spans = actor.spans
    return [
        node for code, node in sorted(places.nodes.items())
        if node.pickable and node.level in levels and any(low <= code <= high for low, high in spans)
    ]


def _example_region(actor: Any, places: Tree) -> int | None:
    own = own_regions(actor, places)
    village = next((node.code for node in own if node.level == Level.VILLAGE), None)
    return village or next((node.code for node in own), None)


def _page(sheet: Worksheet, *, landscape: bool = False) -> None:
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if landscape:
        sheet.set_landscape()
