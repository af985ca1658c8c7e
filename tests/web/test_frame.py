"""The frame shows what the role may use and nothing else; the pages of mishap say what to do."""

import pytest
from django.test import Client

from fengxian.accounts.rights import Role
from tests.conftest import COUNTY

pytestmark = pytest.mark.django_db


def side(client):
    return client.get("/me/").content.decode().partition('class="sidenav')[2].partition("</nav>")[0]


def test_a_person_sees_name_role_and_region(client_for, town_officer):
    text = client_for(town_officer).get("/me/").content.decode()
    assert "王建国" in text and "镇经办" in text and "凤州镇" in text


@pytest.mark.parametrize("role", Role.values)
def test_management_is_shown_to_those_who_manage_only(client_for, make_user, role):
    shown = "管理</a>" in side(client_for(make_user(role, COUNTY)))
    assert shown == (role in {"county_admin", "county_officer", "auditor"})


@pytest.mark.parametrize("role", Role.values)
def test_every_entry_of_the_navigation_opens(client_for, make_user, role):
    client = client_for(make_user(role, COUNTY))
    links = [part.partition('"')[0] for part in client.get("/me/").content.decode().split('href="/')[1:]]
    for link in {f"/{link}" for link in links if not link.startswith("static")}:
        assert client.get(link.replace("&amp;", "&"), follow=True).status_code == 200, link


def test_a_page_that_is_not_there_says_so_in_chinese(client_for, town_officer):
    answer = client_for(town_officer).get("/me/nothing/")
    assert answer.status_code == 404 and "找不到这一页" in answer.content.decode()


def test_a_missing_right_is_named(client_for, town_officer):
    text = client_for(town_officer).get("/people/").content.decode()
    assert "您是镇经办，没有“管理人员”的权限" in text and "请找县管理员" in text


def test_a_form_that_is_too_old_says_what_to_do(town_officer):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in/", {"username": "town_officer", "password": "x"})
    assert answer.status_code == 403 and "放得太久" in answer.content.decode()


def test_a_mishap_is_shown_without_the_database(client_for, town_officer, monkeypatch):
    def breaks(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("fengxian.accounts.views._in_words", breaks)
    client = client_for(town_officer)
    client.raise_request_exception = False
    answer = client.get("/me/")
    assert answer.status_code == 500 and "系统出错了" in answer.content.decode()


def test_the_health_page_says_ok_to_anybody_and_nothing_else(client):
    assert client.get("/healthz").content == b"ok"


def test_pages_forbid_inline_code_and_other_hosts(client):
    policy = client.get("/sign-in/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "style-src 'self'" in policy and "unsafe" not in policy
