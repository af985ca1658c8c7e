"""The campaign's figures from real records, end to end, in a real browser."""

import json
import re

from django.conf import settings
from docx import Document

EXPECTED = json.loads((settings.BASE_DIR / "fengxian/demo/data/campaign_2024.json").read_text())["expected"]
TILES = ["2234", "12368", "26", "104.575", "164.09", "554.32", "5257", "52", "14", "20", "3676.66", "790", "76"]


def test_the_dashboard_shows_the_published_figures(live, page, sign_in):
    sign_in(page, live, "zhenghaitao")
    board = page.locator(".board").inner_text()
    assert [number for number in TILES if number not in board] == []


def test_the_chief_opens_a_figure_down_to_its_rows(live, page, sign_in):
    """Town, village, rows: at each step the numbers add up to the one before."""
    sign_in(page, live, "hewenbo")
    page.locator(".board").get_by_text("走访服务对象").click()
    assert total(page) == 12368
    page.locator(".drill-list").first.get_by_text("凤州镇").click()
    page.wait_for_load_state()
    town = total(page)
    page.locator(".drill-list").nth(1).locator("a").first.click()
    page.wait_for_load_state()
    village = total(page)
    assert 12368 > town > village > 0
    shown = page.locator(".drill").inner_text()
    assert shown.count("等于") >= 3
    page.locator(".drill tbody a").first.click()
    page.wait_for_load_state()
    assert "/visits/" in page.url


def total(page) -> int:
    """The 合计 of the last column of the drill-down."""
    text = page.locator(".drill-sum").last.inner_text()
    return int(re.search(r"合计\s*([\d,]+)", text)[1].replace(",", ""))


def test_voiding_one_visit_changes_every_place_at_once(live_to_write, page, sign_in, tmp_path):
    live = live_to_write
    sign_in(page, live, "zhenghaitao")
    page.goto(f"{live.url}/visits/?from=2024-01-10&to=2024-01-20")
    page.locator("main tbody a").first.click()
    page.wait_for_load_state()
    page.get_by_role("link", name="作废").click()
    page.fill("input[name=reason]", "与另一行重复")
    page.locator("main form button.btn-refuse").click()
    page.wait_for_load_state()
    assert "已作废" in page.locator("main").inner_text()
    page.goto(live.url)
    assert "12367" in page.locator(".board").inner_text()
    said = json.loads(live.manage("totals", "--as", "zhenghaitao", "--campaign", "2024-winter").stdout)
    assert said["figures"]["service_visits"]["value"] == "12367"
    paper = tmp_path / "简报.docx"
    done = live.manage("bulletin", "--as", "zhenghaitao", "--campaign", "2024-winter", "--out", str(paper))
    assert done.returncode == 0
    text = "\n".join(p.text for p in Document(str(paper)).paragraphs)
    assert "12367人次" in text and "12368" not in text
    assert live.manage("verify_totals").returncode == 0


def test_the_commands_say_what_was_published(live):
    said = json.loads(live.manage("totals", "--as", "zhenghaitao", "--campaign", "2024-winter").stdout)
    assert {key: said["figures"][key]["value"] for key in EXPECTED} == EXPECTED
