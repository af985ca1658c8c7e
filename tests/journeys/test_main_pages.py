"""Every main page, at a desk and on a phone: nothing serious for axe, nothing wider than the screen, no console error."""

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import get_resolver

from fengxian.doors import routes

AXE = settings.BASE_DIR / "tests/vendor/axe-core/axe.min.js"
SERIOUS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter(v => ["serious", "critical"].includes(v.impact))
  .map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(" | "))"""
NOT_PAGES = {"web:health", "regions:pick", "accounts:login", "audit:list"}
FIRST_OF = {"households", "visits", "hazards", "outings", "institutions", "inspections", "payments", "condolences",
            "investments", "patrols", "assistance"}


def main_pages() -> list[str]:
    """All pages without arguments that the county administrator can open by GET."""
    return sorted(
        f"/{path}" for path, name, _ in routes(get_resolver().url_patterns)
        if "<" not in path and name not in NOT_PAGES
        and not re.search(r"(logout|stay|document|reveal|pick|close|tie-all|tie)$", name)
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_main_pages_are_accessible_and_fit(width, live, open_page, sign_in):
    page = open_page(width=width)
    sign_in(page, live, "zhenghaitao")
    found, looked = [], 0
    plain, behind = main_pages(), details(page, live)
    for path in plain + behind:
        answer = page.goto(f"{live.url}{path}", wait_until="networkidle" if path in behind else "load")
        if answer.status != 200:
            found.append(f"{path}: {answer.status}")
            continue
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found += [f"{path}: {problem}" for problem in page.evaluate(SERIOUS)]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{path}: {wide} wide")
        looked += 1
    assert not found, "\n".join(found)
    assert looked > 30


def details(page, live) -> list[str]:
    """The first record of each list, and the figure, batch and family pages behind the front page."""
    paths = set()
    for path, name, _ in routes(get_resolver().url_patterns):
        if name.split(":")[0] in FIRST_OF and name.endswith(":list"):
            page.goto(f"{live.url}/{path}")
            links = page.eval_on_selector_all("main tbody a[href]", "all => all.map(a => a.getAttribute('href'))")
            paths |= {urlsplit(link).path for link in links[:1]}
    return sorted(paths) + ["/figures/service_visits/", "/figures/hazards_found/", "/figures/relief_paid/?by=month"]
