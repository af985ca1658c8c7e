"""The frame in a real browser: search by key, the picker, one submit a form, numbers that hide again, no JavaScript."""

import re

import pytest
from playwright.sync_api import expect

OFFICER, ADMIN = "xuexiaomei", "zhenghaitao"


def sign_in(page, live, username):
    page.goto(f"{live.url}/sign-in/")
    page.get_by_label("账号").fill(username)
    page.get_by_label("密码", exact=True).fill(live.passwords[username])
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(re.compile(r"^(?!.*sign-in)"))


@pytest.fixture
def first_family(page, live):
    """The page of the first family on the officer's list."""
    sign_in(page, live, OFFICER)
    page.goto(f"{live.url}/households/")
    page.locator("tbody a").first.click()
    return page


def test_the_slash_key_leads_to_the_search(page, live):
    sign_in(page, live, OFFICER)
    page.keyboard.press("/")
    page.keyboard.type("不存在的人")
    page.keyboard.press("Enter")
    page.wait_for_url("**/households/?q=*")


def test_a_whole_number_is_searched_without_standing_in_the_address(page, live):
    sign_in(page, live, OFFICER)
    page.keyboard.press("/")
    page.keyboard.type("610330195801150019")
    page.keyboard.press("Enter")
    page.wait_for_url("**/households/find/")


def test_a_number_is_shown_after_a_reason_and_hides_again(first_family):
    page = first_family
    page.get_by_role("button", name="显示", exact=True).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="显示一分钟").click()
    expect(dialog).to_contain_text("请选一个理由")
    dialog.get_by_text("核对证件").click()
    dialog.get_by_role("button", name="显示一分钟").click()
    expect(page.locator(".masked .plain")).to_have_text(re.compile(r"^\d{17}[\dX]$"))
    page.get_by_role("button", name="遮挡").click()
    expect(page.locator(".masked .plain")).to_have_count(0)


def test_the_number_hides_by_itself_after_a_minute(first_family):
    page = first_family
    page.clock.install()
    page.get_by_role("button", name="显示", exact=True).first.click()
    page.get_by_role("dialog").get_by_text("核对证件").click()
    page.get_by_role("button", name="显示一分钟").click()
    expect(page.locator("[data-remask][data-watched]")).to_have_count(1)  # its minute has begun
    page.clock.fast_forward(61_000)
    expect(page.locator(".masked .plain")).to_have_count(0)


def test_three_minutes_before_the_end_one_can_go_on_working(page, live):
    page.clock.install()
    sign_in(page, live, OFFICER)
    page.clock.fast_forward(28 * 60_000)
    page.get_by_role("button", name="继续工作").click()
    expect(page.get_by_role("button", name="继续工作")).to_have_count(0)


def register_cadre(page, live, name):
    page.goto(f"{live.url}/cadres/new/")
    page.get_by_label("姓名").fill(name)
    page.get_by_label("单位").fill("凤县民政局社会救助股")
    page.get_by_label("所在区划").click()
    page.keyboard.type("龙口社")
    page.get_by_role("option", name="龙口社区").wait_for()
    page.keyboard.press("Enter")
    expect(page.get_by_label("所在区划")).to_have_value("凤州镇 龙口社区")


def rows(page, live, name):
    page.goto(f"{live.url}/cadres/?q={name}")
    return page.locator("tbody tr").count()


def test_a_double_click_and_a_resend_after_back_save_once(page, live_to_write):
    sign_in(page, live_to_write, ADMIN)
    register_cadre(page, live_to_write, "双击一")
    page.get_by_role("button", name="保存").dblclick()
    page.wait_for_url(re.compile(r"/cadres/[0-9a-f-]{36}/$"))
    page.go_back()
    page.get_by_label("姓名").fill("双击二")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("没有再写一次")
    assert rows(page, live_to_write, "双击") == 1


def test_what_was_typed_survives_a_closed_tab(page, live_to_write):
    sign_in(page, live_to_write, ADMIN)
    register_cadre(page, live_to_write, "没存的")
    again = page.context.new_page()
    page.close()
    again.goto(f"{live_to_write.url}/cadres/new/")
    again.get_by_role("button", name="接着填").click()
    expect(again.get_by_label("姓名")).to_have_value("没存的")
    expect(again.get_by_label("所在区划")).to_have_value("凤州镇 龙口社区")


def test_a_thumb_picks_a_village_on_the_phone(phone, live):
    sign_in(phone, live, ADMIN)
    phone.goto(f"{live.url}/cadres/new/")
    phone.get_by_label("所在区划").tap()
    phone.get_by_role("option", name="凤州镇").tap()
    phone.get_by_role("option", name="白石铺村").tap()
    expect(phone.get_by_label("所在区划")).to_have_value("凤州镇 白石铺村")


def test_without_javascript_a_number_is_shown_on_a_page_of_its_own(open_page, live):
    page = open_page(java_script_enabled=False)
    sign_in(page, live, OFFICER)
    page.goto(f"{live.url}/households/")
    page.locator("tbody a").first.click()
    page.get_by_role("button", name="显示", exact=True).first.click()
    page.get_by_text("核对证件").click()
    page.get_by_role("button", name="显示一分钟").click()
    expect(page.locator(".secret")).to_have_text(re.compile(r"^\d{17}[\dX]$"))
