"""Direction and honesty of the house are tests."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("fengxian", "households", "visits", "relief")

# Rooms from the ground up: a room may import only rooms before it.
GROUND = (
    "fengxian.secrets", "fengxian.logs", "fengxian.ids", "fengxian.doors", "fengxian.identity", "fengxian.money",
    "fengxian.crypto",
)
STOREYS = (
    GROUND, ("fengxian.regions",), ("fengxian.scope", "fengxian.figures"), ("fengxian.web",), ("fengxian.audit",),
    ("fengxian.accounts",), ("fengxian.ledgers",), ("households",), ("relief",),
    ("visits", "relief.subsidies", "relief.condolences", "relief.patrols"), ("fengxian.reporting",),
    ("fengxian.demo",), ("fengxian.settings", "fengxian.urls", "fengxian.wsgi"),
)
ROOM = {room: storey for storey, rooms in enumerate(STOREYS) for room in rooms}


def sources():
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ".".join(path.relative_to(ROOT).with_suffix("").parts)


def room_of(module: str) -> str | None:
    return next((room for room in sorted(ROOM, key=len, reverse=True) if f"{module}.".startswith(f"{room}.")), None)


def first_party_imports(tree: ast.AST):
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from ((node, name) for name in names if name.split(".")[0] in PACKAGES)


def test_every_module_lives_in_a_known_room():
    homeless = [m for _, m in sources() if room_of(m) is None and m.rsplit(".", 1)[-1] != "__init__"]
    assert not homeless


def test_imports_point_one_way():
    wrong = []
    for path, module in sources():
        here = room_of(module)
        for node, name in first_party_imports(ast.parse(path.read_text())):
            there = room_of(name)
            if here is None or there is None or there == here:
                continue
            if ROOM[there] > ROOM[here] or (ROOM[there] == ROOM[here] and here not in GROUND):
                wrong.append(f"{module}:{node.lineno} → {name}")
    assert not wrong, "\n".join(wrong)


def test_no_import_of_our_own_code_hides_in_a_function():
    hidden = []
    for path, module in sources():
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                hidden += [f"{module}:{node.lineno} {name}" for node, name in first_party_imports(function)]
    assert not hidden, "\n".join(hidden)


def test_every_model_field_has_a_chinese_label():
    plain = []
    for model in apps.get_models():
        if model.__module__.split(".")[0] not in PACKAGES:
            continue
        for field in model._meta.get_fields():
            label = str(getattr(field, "verbose_name", ""))
            if getattr(field, "concrete", False) and not re.search("[\u4e00-\u9fff]", label) and not field.auto_created:
                plain.append(f"{model.__name__}.{field.name}: {label}")
    assert not plain, "\n".join(plain)


@pytest.mark.parametrize("word", ["float(", "FloatField"])
def test_money_never_meets_a_float(word):
    """No float in the rooms that hold money (a chart's bar width is no money)."""
    rooms = [ROOT / "relief", ROOT / "fengxian" / "money.py"]
    files = [p for room in rooms for p in ([room] if room.is_file() else room.rglob("*.py"))]
    assert files
    assert not [str(p) for p in files if word in p.read_text()]


def test_views_go_through_the_one_door():
    """Views and pages never take all rows of a model."""
    open_doors = []
    for path, module in sources():
        if path.name in {"views.py", "pages.py"}:
            open_doors += [f"{module}: {line.strip()}" for line in path.read_text().splitlines() if "objects.all()" in line]
    assert not open_doors


def test_templates_hold_no_inline_style_or_script():
    found = []
    for path in (ROOT / "templates").rglob("*.html"):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(r"\sstyle=|<style|\son[a-z]+=\"|\|safe\b|<script(?![^>]*\bsrc=)[^>]*>(?!\s*</script>)", line):
                found.append(f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}")
    assert not found, "\n".join(found)
