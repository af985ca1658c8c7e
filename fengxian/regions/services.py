"""Loading the hierarchy from a CSV shaped like the bureau's."""

import csv
from pathlib import Path

from django.db import transaction

from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.regions.models import Region
from fengxian.regions.tree import forget_tree


class RegionFileError(ValueError):
    """The file cannot be loaded; ``problems`` are (row number, sentence)."""

    def __init__(self, problems: list[tuple[int | None, str]]):
        self.problems = problems
        super().__init__("；".join(f"第{row}行 {text}" if row else text for row, text in problems[:20]))


@transaction.atomic
def load_regions(path: Path) -> dict[str, int]:
    """Loads or refreshes the hierarchy; idempotent. RegionFileError names the bad rows and writes nothing."""
    rows = _read(path)
    known = {r.code: r for r in Region.objects.all()}
    problems: list[tuple[int | None, str]] = []
    fresh: dict[int, Region] = {}
    for number, row in rows:
        try:
            region = _region(row)
        except ValueError as error:
            problems.append((number, str(error)))
            continue
        if region.code in fresh:
            problems.append((number, f"区划代码 {row['code']} 重复"))
        fresh[region.code] = region
    problems += _orphans(rows, fresh, known)
    if problems:
        raise RegionFileError(problems)
    _write(fresh, known)
    forget_tree()
    return {"rows": len(rows), "created": len(fresh.keys() - known.keys()), "total": Region.objects.count()}


def _read(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = {"code", "official_name", "level", "parent_code"} - set(reader.fieldnames or [])
            if missing:
                raise RegionFileError([(1, f"缺少列：{'、'.join(sorted(missing))}")])
            return [(n, {k: (v or "").strip() for k, v in row.items() if k}) for n, row in enumerate(reader, 2)]
    except UnicodeDecodeError:
        raise RegionFileError([(None, "文件不是 UTF-8 编码的 CSV")]) from None
    except OSError as error:
        raise RegionFileError([(None, f"打不开文件：{error.strerror}")]) from None


def _region(row: dict[str, str]) -> Region:
    level = Level(row["level"]) if row["level"] in list(Level) else None
    if level is None:
        raise ValueError(f"层级 {row['level']} 不认识")
    if len(row["code"]) != codes.DIGITS[level]:
        raise ValueError(f"区划代码 {row['code']} 的位数与层级不符")
    if not row["official_name"]:
        raise ValueError("缺少名称")
    code = codes.pad(row["code"])
    kind = row.get("kind") or derive_kind(row["code"], row["official_name"], level)
    return Region(
        code=code, official_name=row["official_name"], level=level.value, kind=kind,
        name=row.get("display_name") or display_name(row["official_name"]),
        parent_id=codes.pad(row["parent_code"]) if row["parent_code"] else None,
        pickable=kind not in {"forestry", "virtual"},
    )


def display_name(official_name: str) -> str:
    """新建路社区居委会 → 新建路社区; 白家店村民委员会 → 白家店村. Suffixes stay: 龙口社区 is not 龙口村."""
    for ending, kept in (("社区居委会", "社区"), ("社区居民委员会", "社区"), ("居民委员会", "社区"), ("居委会", "社区"),
                         ("村民委员会", "村"), ("村委会", "村")):
        if official_name.endswith(ending):
            stem = official_name.removesuffix(ending)
            return stem if stem.endswith(kept) else stem + kept
    return official_name


def derive_kind(code: str, official_name: str, level: Level) -> str:
    """Town: town or forestry (林业局、林场); village: community, village or virtual, by digits 10–12."""
    if level == Level.TOWN:
        return "forestry" if any(w in official_name for w in ("林业局", "林业场", "林场")) else "town"
    if level != Level.VILLAGE:
        return ""
    if "虚拟" in official_name or int(code[9:]) >= 500:
        return "virtual"
    return "community" if int(code[9:]) < 200 or 400 <= int(code[9:]) < 500 else "village"


def _orphans(rows, fresh, known) -> list[tuple[int | None, str]]:
    problems: list[tuple[int | None, str]] = []
    for number, row in rows:
        parent = row["parent_code"]
        if not parent:
            continue
        try:
            padded = codes.pad(parent)
        except ValueError:
            problems.append((number, f"上级代码 {parent} 不是区划代码"))
            continue
        if padded not in fresh and padded not in known:
            problems.append((number, f"上级 {parent} 不在文件里，也不在系统里"))
        elif row["code"] and not row["code"].startswith(parent):
            problems.append((number, f"区划代码 {row['code']} 不以上级代码 {parent} 开头"))
    return problems


def _write(fresh: dict[int, Region], known: dict[int, Region]) -> None:
    fields = ["official_name", "name", "level", "parent", "kind", "pickable"]
    for level in codes.ORDER:
        rows = [r for r in fresh.values() if r.level == level.value]
        for row in rows:
            if row.parent_id is None and row.code in known:
                row.parent_id = known[row.code].parent_id
        Region.objects.bulk_create(
            rows, batch_size=2000, update_conflicts=True, unique_fields=["code"], update_fields=fields
        )
