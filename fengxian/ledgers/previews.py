"""What the page of an import shows: steps, progress, tallies, rows field by field, and doubts."""

import re
import time
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone

from fengxian.ledgers.models import ImportBatch, ImportRow, ImportState
from fengxian.ledgers.progress import Progress
from fengxian.ledgers.queueing import UNDER_WAY, UNDOING, is_stalled
from fengxian.ledgers.spec import CHANGED, NEW, REJECTED, UNCHANGED, Ledger

PAGE_SIZE = 50
REJECTED_BELOW = 20  # refused rows shown under another tab
COUNT_FIELDS_UP_TO = 2000  # changed rows whose fields are counted
_DIGITS = "一二三四五六七八九"
_MONTH = r"(?<!\d)(\d{1,2}|十?[一二三四五六七八九]|十)"
_NAMED = re.compile(rf"{_MONTH}(?:月?[-—–~～至到、和]{_MONTH})?月")


@dataclass(frozen=True)
class Work:
    """Long work that can be left: what is done, how far it is, how long it may take."""

    title: str
    sentence: str
    left: str
    done: int
    total: int
    stalled: bool = False


def work_of(batch: ImportBatch, ledger: Ledger) -> Work | None:
    """What is under way for this batch; None where it waits for a person."""
    progress = Progress(batch.pk).get()
    undoing = batch.state == ImportState.COMMITTED and progress["doing"] == UNDOING
    if batch.state not in UNDER_WAY and not undoing:
        return None
    doing = "撤销" if undoing else "写入" if batch.checked_at else "检查"
    return Work(
        f"正在{doing}{ledger.title}", _sentence(batch, progress), time_left(progress),
        progress["done"], progress["total"], is_stalled(batch),
    )


def _sentence(batch: ImportBatch, progress: dict[str, Any]) -> str:
    verb = progress["doing"].removeprefix("正在")
    if batch.state == ImportState.QUEUED or not verb:
        return "排队等待，轮到就开始"
    done, total = f"{progress['done']:,}", f"{progress['total']:,}"
    if progress["total"]:
        return f"已{verb} {done} 行，共 {total} 行"
    return f"已{verb} {done} 行" if progress["done"] else f"正在{verb}"


def time_left(progress: dict[str, Any]) -> str:
    """还要约 6 秒, from the pace so far; empty before there is one."""
    done, total = progress["done"], progress["total"]
    if not done or total <= done:
        return ""
    seconds = (time.time() - progress["began"]) / done * (total - done)
    return f"还要约 {round(seconds) or 1} 秒" if seconds < 90 else f"还要约 {round(seconds / 60)} 分钟"


@dataclass(frozen=True)
class Step:
    """One step of the line above: word, note, and whether it is done or now."""

    name: str
    note: str
    state: str


def steps(batch: ImportBatch) -> list[Step]:
    """选文件 → 检查 → 核对后写入 → 可整批撤销."""
    at = (
        4 if batch.state == ImportState.UNDONE else 3 if batch.state == ImportState.COMMITTED
        else 2 if batch.checked_at else 1
    )
    size = f"{batch.size / 1024:,.0f} KB" if batch.size < 1024 * 1024 else f"{batch.size / 1024 / 1024:.1f} MB"
    lines = batch.rows + batch.skipped
    written = f"{timezone.localtime(batch.committed_at):%m-%d %H:%M} 已写入" if batch.committed_at else ""
    notes = (
        f"{lines:,} 行，{size}" if lines else size,
        f"用时 {max(1, round(batch.seconds or 0))} 秒" if batch.checked_at else "还没有检查完",
        written or "现在还没有写入任何数据",
        "已撤销" if batch.state == ImportState.UNDONE else "后来改过的行会保留",
    )
    names = ("选文件", "检查", "核对后写入", "可整批撤销")
    return [
        Step(name, note, "done" if number < at else "now" if number == at else "")
        for number, (name, note) in enumerate(zip(names, notes, strict=True))
    ]


@dataclass(frozen=True)
class Tally:
    """A tab that carries its count."""

    key: str
    name: str
    icon: str
    count: int
    note: str
    css: str = ""


class Preview:
    """The rows of a checked batch by outcome; one outcome is open, the refused ones stand below it."""

    def __init__(self, batch: ImportBatch, ledger: Ledger, tab: str = "", page: Any = 1):
        self.batch, self.ledger = batch, ledger
        counts = {t.key: t.count for t in self.tallies()}
        first = next((key for key in (CHANGED, REJECTED, NEW, UNCHANGED) if counts[key]), NEW)
        self.tab = tab if tab in counts else first
        self.page: Page = Paginator(self._rows(self.tab), PAGE_SIZE).get_page(page)

    def _rows(self, outcome: str) -> Any:
        return self.batch.row_set.with_outcome(outcome)

    def tallies(self) -> list[Tally]:
        batch = self.batch
        return [
            Tally(NEW, "新增", "plus", batch.created, "写入后多出的行", "is-done"),
            Tally(CHANGED, "有改动", "pencil", batch.updated, self._changed_note()),
            Tally(UNCHANGED, "没有变化", "check", batch.unchanged, "与系统里一致"),
            Tally(REJECTED, "不能写入", "x", batch.rejected, "每行有原因", "is-late" if batch.rejected else ""),
        ]

    def _changed_note(self) -> str:
        if not self.batch.updated:
            return "与系统里不同的行"
        if self.batch.updated > COUNT_FIELDS_UP_TO:
            return "逐个字段可看"
        return f"{sum(len(c) for c in self._rows(CHANGED).values_list('changes', flat=True)):,} 个字段"

    def proof(self) -> str:
        """The line that proves the sum of the tabs."""
        batch = self.batch
        parts = " + ".join(f"{tally.name} {tally.count:,}" for tally in self.tallies())
        skipped = f"，另有合计、小计 {batch.skipped:,} 行" if batch.skipped else ""
        return f"{parts} = 数据 {batch.rows:,} 行{skipped}"

    @property
    def shown_of_all(self) -> int:
        """Rows of the open tab beyond those kept for the preview."""
        all_rows = {t.key: t.count for t in self.tallies()}[self.tab]
        return all_rows if all_rows > self.page.paginator.count else 0

    def rejected_below(self) -> list[ImportRow]:
        """The first refused rows, where another tab is open."""
        return list(self._rows(REJECTED)[:REJECTED_BELOW]) if self.tab != REJECTED and self.batch.rejected else []

    @property
    def writable(self) -> int:
        return self.batch.created + self.batch.updated + self.batch.unchanged

    @property
    def has_work(self) -> bool:
        return bool(self.batch.created + self.batch.updated)

    def doubt(self) -> str:
        """Where most dates lie in other months than the file's name says: perhaps the wrong file."""
        named = named_months(self.batch.file_name)
        others = {m: n for m, n in self.batch.months.items() if int(m[5:7]) not in named}
        if not named or sum(others.values()) * 2 <= sum(self.batch.months.values()):
            return ""
        column = self.ledger.by_field[self.ledger.date_field].name
        months = "、".join(f"{m}月" for m in sorted(named))
        most = max(others, key=lambda m: others[m])
        return (
            f"文件名写的是{months}，但有 {sum(others.values()):,} 行的{column}不在{months}"
            f"（{int(most[:4])}年{int(most[5:7])}月 {others[most]:,} 行）。如果拿错了文件，不要写入，点“换一个文件”。"
        )

    def notes(self) -> list[str]:
        """What the file as a whole lacks or has too much of."""
        return [w["message"] for w in self.batch.warnings if not w["row"]]

    def row_warnings(self) -> list[dict[str, Any]]:
        """Soft rules that some rows break: they may be written all the same."""
        return [w for w in self.batch.warnings if w["row"]][:REJECTED_BELOW]

    @property
    def row_warning_count(self) -> int:
        return sum(1 for w in self.batch.warnings if w["row"])


def named_months(file_name: str) -> set[int]:
    """Months that a file name speaks of: 2月, 1—2月, 二月, 十二月."""
    found: set[int] = set()
    for first, last in _NAMED.findall(file_name):
        start, end = _month(first), _month(last) if last else _month(first)
        found |= set(range(start, end + 1)) if start <= end else {start, end}
    return {month for month in found if 1 <= month <= 12}


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return (10 if text.startswith("十") else 0) + (_DIGITS.find(text[-1]) + 1)
