"""Opening other people's workbooks safely: what is no workbook is refused with one sentence before it is read."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError

import python_calamine
from defusedxml import DefusedXmlException, ElementTree

MOST_BYTES = 30 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024
MOST_PARTS = 2000
_OLE = b"\xd0\xcf\x11\xe0"
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.S)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_VALUE = re.compile(rb"<v\b[^>]*>[^<]+</v>|<is\b")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class FileRefused(Exception):
    """The file as a whole cannot be read; the sentence says what to do. ``code`` is a ledger error code."""

    def __init__(self, message: str, code: str = "other", column: str | None = None):
        super().__init__(message)
        self.message = message
        self.code = code
        self.column = column


@dataclass
class Sheet:
    """One sheet: its rows as Excel numbers them, and the cells whose value cannot be trusted."""

    name: str
    source: Any
    broken: dict[tuple[int, int], str] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """(row number, cells), vertical merges filled down: a merged 户编号 holds for each of its rows."""
        # calamine hands out rows from the first one on, but columns only from the first one used.
        left_out = [""] * (self.source.start or (0, 0))[1]
        fill = {}
        for (top, left), (bottom, right) in self.source.merged_cell_ranges or []:
            if left == right and bottom > top:
                fill.update(dict.fromkeys(((r, left) for r in range(top + 1, min(bottom, top + 5000) + 1)), (top, left)))
        kept: dict[tuple[int, int], Any] = {}
        tops = set(fill.values())
        for index, cells in enumerate(self.source.iter_rows()):
            if left_out:
                cells = left_out + cells
            if fill:
                for column in range(len(cells)):
                    place = (index, column)
                    if place in tops:
                        kept[place] = cells[column]
                    elif place in fill and cells[column] == "":
                        cells[column] = kept.get(fill[place], "")
            yield index + 1, cells


def open_workbook(path: Path) -> list[Sheet]:
    """The sheets of a workbook, in order. Raises FileRefused with one Chinese sentence."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefused("文件是空的，请重新保存后再上传。")
    if size > MOST_BYTES:
        raise FileRefused("文件超过 30 MB，请按镇或按月拆成几个文件再上传。")
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(_OLE):
        raise FileRefused("文件加了密码，或是旧的 .xls、.et 格式。请去掉密码，另存为 .xlsx 再上传。")
    if not head.startswith(b"PK"):
        raise FileRefused("不是 Excel 工作簿。请用 Excel 或 WPS 另存为 .xlsx 再上传。")
    try:
        parts = _check_parts(path)
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        return [
            Sheet(name, book.get_sheet_by_name(name), _untrusted(path, parts, name)) for name in book.sheet_names
        ]
    except python_calamine.PasswordError:
        raise FileRefused("文件加了密码。请去掉密码，另存为 .xlsx 再上传。") from None
    except (zipfile.BadZipFile, python_calamine.CalamineError, OSError, EOFError, KeyError, ParseError, ValueError):
        raise FileRefused("文件已损坏或不是 .xlsx 工作簿。请在 Excel 或 WPS 里打开，另存为 .xlsx 再上传。") from None
    except DefusedXmlException:
        raise FileRefused("文件里有外部引用，不安全，已拒收。请另存为普通 .xlsx 再上传。") from None


def _check_parts(path: Path) -> dict[str, str]:
    """Sheet name → part name, after counting what the archive really unpacks to."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" not in names:
            raise FileRefused("不是 .xlsx 工作簿。请用 Excel 或 WPS 另存为 .xlsx 再上传。")
        if len(names) > MOST_PARTS or any(n.startswith("/") or ".." in n.split("/") for n in names):
            raise FileRefused("文件内部结构不正常，已拒收。请另存为普通 .xlsx 再上传。")
        if any(n.lower().endswith("vbaproject.bin") for n in names):
            raise FileRefused("文件带有宏。请另存为不带宏的 .xlsx 再上传。")
        if sum(i.file_size for i in archive.infolist()) > MOST_UNPACKED:
            raise FileRefused("文件展开后超过 400 MB，已拒收。请删掉多余的行列或拆成几个文件。")
        left = MOST_UNPACKED
        for info in archive.infolist():
            if info.flag_bits & 1:
                raise FileRefused("文件加了密码。请去掉密码，另存为 .xlsx 再上传。")
            left = _count_part(archive, info, left)
        return _sheet_parts(archive)


def _count_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> int:
    """Reads a part through, because declared sizes can lie, and refuses document types and entities."""
    tail = b""
    with archive.open(info) as part:
        while chunk := part.read(1 << 20):
            left -= len(chunk)
            if left < 0:
                raise FileRefused("文件展开后超过 400 MB，已拒收。请删掉多余的行列或拆成几个文件。")
            if info.filename.endswith((".xml", ".rels")) and re.search(rb"<!(DOCTYPE|ENTITY)", tail + chunk, re.I):
                raise FileRefused("文件里有外部引用，不安全，已拒收。请另存为普通 .xlsx 再上传。")
            tail = chunk[-16:]
    return left


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = {
        r.get("Id"): r.get("Target", "") for r in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    parts = {}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = relations.get(sheet.get(_REL), "")
        parts[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts


def _untrusted(path: Path, parts: dict[str, str], name: str) -> dict[tuple[int, int], str]:
    """Cells that hold an error or a formula without a stored value: calamine reads both as empty."""
    found: dict[tuple[int, int], str] = {}
    with zipfile.ZipFile(path) as archive:
        if parts.get(name) not in archive.namelist():
            return found
        with archive.open(parts[name]) as part:
            for rows in _pieces(part):
                if b"<f" in rows or b't="e"' in rows:
                    _note_untrusted(rows, found)
    return found


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """A sheet's XML in pieces of whole rows: all of it at once may be 400 MB."""
    rest = b""
    while chunk := part.read(1 << 20):
        rest += chunk
        cut = rest.rfind(b"</row>")
        if cut >= 0:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _note_untrusted(rows: bytes, found: dict[tuple[int, int], str]) -> None:
    for match in _CELL.finditer(rows):
        attributes, body = match[1], match[2] or b""
        error = b't="e"' in attributes
        if not error and (b"<f" not in body or _VALUE.search(body)):
            continue
        place = _REFERENCE.search(b" " + attributes)
        if place:
            found[int(place[2]), _column_number(place[1])] = (
                "单元格是公式错误值，请改好再上传" if error
                else "公式还没有计算结果，请在 Excel 或 WPS 里打开、保存一次再上传"
            )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
