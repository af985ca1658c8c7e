"""python -m tests.bench.ledger_100k [rows]: a hundred thousand visits in and out, timed, with the memory used.

Run by hand, on the database that DATABASE_URL names (made for this, empty). Prints one JSON line a step.
"""

import datetime as dt
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import xlsxwriter

from fengxian.identity import check_character

ROOT = Path(__file__).resolve().parents[2]
REGIONS = ROOT / "fengxian" / "regions" / "data" / "fengxian_regions.csv"
PERSONS = 8000
A_DAY = 10  # persons an outing reaches


def main(rows: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        villages = [line.split(",")[0] for line in REGIONS.read_text().splitlines() if ",village," in line][:70]
        persons = make_persons(villages)
        write_book(folder / "households.xlsx", HOUSEHOLD_HEAD, household_rows(persons))
        write_book(folder / "visits.xlsx", VISIT_HEAD, visit_rows(persons, rows))
        run("migrate", "migrate", "--verbosity", "0")
        run("regions", "load_regions", str(REGIONS))
        run("person", "create_staff", "bench", "--role", "county_admin", "--region", "610330", "--name", "基准")
        run("households in", "import_ledger", "households", str(folder / "households.xlsx"), "--as", "bench", "--commit")
        run("visits in", "import_ledger", "visits", str(folder / "visits.xlsx"), "--as", "bench", "--commit")
        run("visits again", "import_ledger", "visits", str(folder / "visits.xlsx"), "--as", "bench", "--commit")
        run("visits out", "export_ledger", "visits", "--as", "bench", "--out", str(folder / "out.xlsx"), "--full-identity")


def run(step: str, *command: str) -> None:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "STAFF_PASSWORD": "Qinling-2024-bench"},
    )
    said = done.stdout.strip().splitlines()[-1:] or [""]
    answer = json.loads(said[0]) if said[0].startswith("{") else {}
    shown = {k: v for k, v in answer.items() if not isinstance(v, list)}
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(json.dumps({"step": step, "seconds": round(time.monotonic() - began, 1), "most_mb": most, **shown}, ensure_ascii=False), flush=True)
    if done.returncode:
        sys.exit(done.stderr or f"{step}: exit {done.returncode} {answer.get('errors', [])[:3]}")


def make_persons(villages: list[str]) -> list[dict[str, str]]:
    chance, persons = Random(1), []
    for number in range(PERSONS):
        first = f"610330{chance.randint(1930, 2005)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}{number % 1000:03}"
        persons.append({
            "code": f"B-{number // 2:05}", "village": villages[number // 2 % len(villages)],
            "name": f"测{chr(0x4E00 + number % 5000)}{chr(0x4E00 + number // 5000)}",
            "identity": first + check_character(first), "relation": "配偶" if number % 2 else "户主",
        })
    unique = {p["identity"]: p for p in persons}
    assert len(unique) > PERSONS * 0.99
    heads = {p["code"] for p in unique.values() if p["relation"] == "户主"}
    return [p for p in unique.values() if p["code"] in heads]


HOUSEHOLD_HEAD = ["户编号", "区划代码", "姓名", "身份证号", "与户主关系", "对象类别", "低保档次", "备注"]
VISIT_HEAD = [
    "出动编号", "走访日期", "区划代码", "走访干部", "走访方式", "户编号", "走访对象", "身份证号", "生活状况", "隐患类型",
    "隐患等级", "隐患描述", "整改措施", "整改责任人", "整改期限", "整改完成日期", "诉求", "备注",
]


def household_rows(persons):
    for p in persons:
        yield [p["code"], p["village"], p["name"], p["identity"], p["relation"], "低保对象", "B", "演示数据"]


def visit_rows(persons, rows: int):
    by_village: dict[str, list[dict[str, str]]] = {}
    for person in persons:
        by_village.setdefault(person["village"], []).append(person)
    groups = [v[i : i + A_DAY] for v in by_village.values() for i in range(0, len(v), A_DAY)]
    made, outing, start = 0, 0, dt.date(2022, 1, 1)
    while made < rows:
        group = groups[outing % len(groups)]
        day = (start + dt.timedelta(outing // len(groups))).isoformat()
        for person in group[: rows - made]:
            made += 1
            hazard = ["用电", "一般", "线路老化", "更换", "王建国", day, day] if made % 40 == 0 else [""] * 7
            yield [
                f"C-{outing:06}", day, person["village"], "王建国、李秀英", "入户", person["code"], person["name"],
                person["identity"], "口粮充足，衣被够", *hazard, "", "演示数据",
            ]
        outing += 1


def write_book(path: Path, head: list[str], rows) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, head)
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, row)
    book.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
