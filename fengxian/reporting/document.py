"""The bulletin as a Word document, laid out after GB/T 9704-2012 (党政机关公文格式).

A4; text block 156×225 mm, 37 mm from the top and 28 mm from the left; 3号仿宋, 22 lines of 28 characters,
28.8 pt a line; title 2号小标宋; level 1 黑体; page number 4号宋体, odd pages right, even pages left.
Fonts are named, not embedded: an office without them sees its own substitutes.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from fengxian.reporting.prose import Block

SONG, FANG, HEI, SUN = "方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"
LATIN = "Times New Roman"
RED = RGBColor(0xC8, 0x14, 0x1A)
SIZE_TITLE, SIZE_BODY, SIZE_SMALL, SIZE_MAST = Pt(22), Pt(16), Pt(14), Pt(52)
LINE = Pt(28.8)
LEFT, TEXT_WIDTH = Mm(28), Mm(156)
# 28 characters of 16 pt are 6 pt wider than 156 mm: each gives up a quarter of a point (in twentieths).
TIGHTER = "-5"


@dataclass(frozen=True)
class Bulletin:
    """All that is on the paper."""

    sender: str  # 凤县民政局 or 凤州镇: whose name stands in the masthead
    campaign: str  # “下基层、解民忧、暖民心”专项行动
    issue: int
    office: str
    day: dt.date
    title: str
    blocks: tuple[Block, ...]
    author: str
    report_to: str
    send_to: str
    copies: int


def write_document(bulletin: Bulletin, out: Path | Any) -> None:
    """Writes the .docx to a path or a binary file."""
    document = Document()
    _set_page(document)
    _set_base_font(document)
    _masthead(document, bulletin)
    _line(document, bulletin.title, font=SONG, size=SIZE_TITLE, align=WD_ALIGN_PARAGRAPH.CENTER, before=14, after=14)
    for block in bulletin.blocks:
        _body(document, block)
    if bulletin.author:
        _line(document, f"（撰稿：{bulletin.author}）", align=WD_ALIGN_PARAGRAPH.RIGHT)
    _colophon(document, bulletin)
    properties = document.core_properties
    properties.title, properties.author = f"{bulletin.title}（简报第{bulletin.issue}期）", bulletin.office
    properties.comments = ""
    document.save(out)


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = LEFT, Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(footer: Any, align: Any) -> None:
    """— 1 —, one character in from the outer edge."""
    paragraph = footer.paragraphs[0]
    paragraph.alignment = align
    indent = "right_indent" if align == WD_ALIGN_PARAGRAPH.RIGHT else "left_indent"
    setattr(paragraph.paragraph_format, indent, SIZE_SMALL)
    _run(paragraph, "— ", SUN, SIZE_SMALL)
    run = _run(paragraph, "", SUN, SIZE_SMALL)
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
            element.set(qn("xml:space"), "preserve")
        run._r.append(element)
    _run(paragraph, " —", SUN, SIZE_SMALL)


def _set_base_font(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, SIZE_BODY
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), FANG)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(language)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE


def _masthead(document: Any, bulletin: Bulletin) -> None:
    centre = WD_ALIGN_PARAGRAPH.CENTER
    name = f"{bulletin.sender}{bulletin.campaign}"
    _line(document, name, font=SONG, size=Pt(20), align=centre, color=RED, pitch=36)
    _line(document, "简　报", font=SONG, size=SIZE_MAST, align=centre, color=RED, pitch=72)
    _line(document, f"第{bulletin.issue}期", align=centre, after=8)
    issuer = _line(document, f"{bulletin.office}编\t{chinese_day(bulletin.day)}")
    issuer.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _border(issuer, "bottom", color="C8141A", eighths=16, space=4)


def _body(document: Any, block: Block) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = SIZE_BODY * 2
    _indent_by_characters(paragraph, 2)
    if block.level:
        paragraph.paragraph_format.keep_with_next = True
    for run in block.runs:
        _run(paragraph, run.text, HEI if block.level else FANG, SIZE_BODY, tighter=True)


def _colophon(document: Any, bulletin: Bulletin) -> None:
    """版记 at the foot of the last page: 报, 送 and the number of copies between rules."""
    table = document.add_table(rows=3, cols=1)
    _to_page_foot(table)
    rows = (
        (f"报：{bulletin.report_to}。", 8, False), (f"送：{bulletin.send_to}。", 4, False),
        (f"（共印{bulletin.copies}份）", 8, True),
    )
    for row, (text, eighths, last) in zip(table.rows, rows, strict=True):
        _cell_rule(row.cells[0], eighths)
        paragraph = row.cells[0].paragraphs[0]
        paragraph.paragraph_format.line_spacing = Pt(24)
        _run(paragraph, text, FANG, SIZE_SMALL)
        if last:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        else:
            paragraph.paragraph_format.left_indent = SIZE_SMALL * 2
            paragraph.paragraph_format.first_line_indent = -SIZE_SMALL * 2
    # A table is anchored to the paragraph behind it.
    _line(document, "", pitch=1)


def _to_page_foot(table: Any) -> None:
    table.autofit = False
    table.columns[0].width = TEXT_WIDTH
    place = OxmlElement("w:tblpPr")
    for name, value in (
        ("vertAnchor", "margin"), ("horzAnchor", "page"), ("tblpX", str(round(LEFT.pt * 20))), ("tblpYSpec", "bottom"),
    ):
        place.set(qn(f"w:{name}"), value)
    table._tbl.tblPr.insert_element_before(place, "w:tblOverlap", "w:tblW", "w:jc", "w:tblLayout", "w:tblLook")
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _cell_rule(cell: Any, eighths: int) -> None:
    borders = OxmlElement("w:tcBorders")
    borders.append(_edge("top", "000000", eighths, 0))
    cell._tc.get_or_add_tcPr().append(borders)


def _line(
    document: Any, text: str, *, font: str = FANG, size: Any = SIZE_BODY, align: Any = None, color: Any = None,
    before: float = 0, after: float = 0, pitch: float = 28.8,
) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), Pt(pitch)
    _run(paragraph, text, font, size, color)
    return paragraph


def _run(paragraph: Any, text: str, font: str, size: Any, color: Any = None, tighter: bool = False) -> Any:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = LATIN, size
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    # Quotation marks and dashes are Chinese ones, as wide as a character.
    fonts.set(qn("w:hint"), "eastAsia")
    if tighter:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), TIGHTER)
        run._r.rPr.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz")
    if color is not None:
        run.font.color.rgb = color
    return run


def _indent_by_characters(paragraph: Any, characters: int) -> None:
    """Word keeps the indent at two characters whatever the grid makes of them."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(characters * 100))


def _border(paragraph: Any, side: str, *, color: str, eighths: int, space: int) -> None:
    borders = OxmlElement("w:pBdr")
    borders.append(_edge(side, color, eighths, space))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def _edge(side: str, color: str, eighths: int, space: int) -> Any:
    edge = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", eighths), ("space", space), ("color", color)):
        edge.set(qn(f"w:{name}"), str(value))
    return edge


# What the schema wants behind borders.
_AFTER_BORDERS = tuple(f"w:{name}" for name in (
    "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
    "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
    "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
    "rPr", "sectPr", "pPrChange",
))


def chinese_day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def texts(blocks: Iterable[Block]) -> list[str]:
    return [block.text for block in blocks]
