"""The served system in a real browser: signing in, at a desk and on a phone, without a fault on the page."""

import pytest


@pytest.mark.parametrize("username", ["zhenghaitao", "hewenbo"])
def test_a_demo_person_signs_in_at_a_desk(username, live, page, sign_in):
    sign_in(page, live, username)
    assert page.title()
    assert page.locator("form:has(input[name=password])").count() == 0


def test_the_sign_in_page_fits_a_phone(live, phone):
    phone.goto(f"{live.url}/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_wrong_password_stays_at_the_door(live, page):
    page.goto(f"{live.url}/")
    page.fill("input[name=username]", "zhenghaitao")
    page.fill("input[name=password]", "Wrong-2024-x")
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state()
    assert page.locator("input[name=password]").is_visible()
