"""The list, a family's page and a person's page: what each shows, to whom, and in how few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fengxian.identity import mask_identity
from households.models import Household, Person
from tests.households.sheets import FAR_VILLAGE, member, number, person

pytestmark = pytest.mark.django_db
QUERIES_A_LIST = 12


@pytest.fixture
def county(client_for, county_admin):
    return client_for(county_admin)


def text_of(response) -> str:
    return response.content.decode()


def detail(record) -> str:
    return reverse("households:detail", args=[record.pk])


@pytest.fixture
def far(bring, county_admin):
    """Somebody in another town."""
    bring(county_admin, person(户编号="FX-700", 区划代码=FAR_VILLAGE, 姓名="贺有田"))
    return Person.objects.get(name="贺有田")


def test_the_list_shows_masked_numbers_and_a_households_code_once(county, family):
    page = text_of(county.get(reverse("households:list")))
    assert mask_identity(family[0]["身份证号"]) in page and family[0]["身份证号"] not in page
    assert page.count(">FX-001<") == 1 and "2 人，1 户" in page


def test_the_list_takes_few_queries(county, bring, county_admin):
    for n in range(4):
        bring(county_admin, *(person(户编号=f"FX-{n}{i}", 姓名="赵一") for i in range(5)))
    county.get(reverse("households:list"))
    with CaptureQueriesContext(connection) as queries:
        assert county.get(reverse("households:list"), {"risk": "高", "region": "610330"}).status_code == 200
    assert len(queries) <= QUERIES_A_LIST, [q["sql"][:90] for q in queries]


def test_filters_read_as_a_sentence_and_narrow(county, bring, county_admin):
    bring(
        county_admin, person(风险等级="高"), person(户编号="FX-002", 姓名="贺有田", 对象类别="特困人员", 低保档次=None, 供养方式="集中"),
        person(户编号="FX-003", 姓名="周克俭", 对象类别="无", 低保档次=None),
    )
    page = text_of(county.get(reverse("households:list"), {"categories": ["低保对象", "特困人员"], "status": "在册"}))
    assert "低保对象或特困人员" in page and "赵长顺" in page and "贺有田" in page and "周克俭" not in page
    assert "周克俭" in text_of(county.get(reverse("households:list"), {"categories": "无"}))
    assert "贺有田" not in text_of(county.get(reverse("households:list"), {"risk": "高"}))


@pytest.mark.parametrize("word", ["长顺", "zcs", "zhaochang", "FX-001", "fx-001"])
def test_people_are_found_by_name_pinyin_and_household(county, family, far, word):
    page = text_of(county.get(reverse("households:list"), {"q": word}))
    assert "赵长顺" in page and "贺有田" not in page


def test_a_whole_number_in_the_quick_search_goes_no_further(county, family):
    response = county.get(reverse("households:list"), {"q": family[0]["身份证号"]})
    assert response.status_code == 302 and response["Location"] == reverse("households:find")


def test_a_whole_number_is_found_by_post(county, family):
    response = county.post(reverse("households:find"), {"q": family[0]["身份证号"]})
    assert response["Location"] == detail(Household.objects.get())


def test_finding_stays_inside_ones_regions(client_for, town_officer, far):
    page = text_of(client_for(town_officer).post(reverse("households:find"), {"q": "贺有田"}))
    assert "没有找到" in page


def test_an_empty_ledger_says_how_it_fills(county, regions):
    assert "登记一户" in text_of(county.get(reverse("households:list")))


def test_a_family_page_tells_the_family(county, bring, county_admin):
    bring(
        county_admin, person(村组="二组", 风险等级="中", 致困原因="因病", 包联干部="冯志强", 联系电话="13809171234"),
        member(风险等级="高", 对象类别="低保对象、残疾人", 残疾类别="肢体", 残疾等级="二级"),
        member(姓名="赵小雨", 身份证号=number("20150101", "女"), 与户主关系="孙子女", 对象类别="留守儿童", 低保档次=None,
               监护责任人="赵长顺", 监护人关系="祖父", 监护人电话="13909171234"),
    )
    page = text_of(county.get(detail(Household.objects.get())))
    for words in ("赵长顺户", "高风险", "低保 B 档", "留守儿童", "肢体二级", "因病", "冯志强", "138****1234", "祖父", "3 人，保障 3 人"):
        assert words in page
    assert "13809171234" not in page and "2015-01-01" not in page


def test_a_family_page_takes_few_queries(county, family):
    address = detail(Household.objects.get())
    county.get(address)
    with CaptureQueriesContext(connection) as queries:
        county.get(address)
    assert len(queries) <= QUERIES_A_LIST, [q["sql"][:90] for q in queries]


def test_a_family_page_says_what_must_be_done(county, bring, county_admin):
    bring(
        county_admin, person(对象类别="特困人员", 低保档次=None),
        member(姓名="赵小雨", 身份证号=number("20150101", "女"), 与户主关系="孙子女", 对象类别="留守儿童", 低保档次=None),
    )
    page = text_of(county.get(detail(Household.objects.get())))
    assert "赵小雨没有监护责任人" in page and "自理能力还没有评估" in page


def test_a_persons_id_leads_to_the_family_too(county, family):
    assert "赵长顺户" in text_of(county.get(detail(Person.objects.get(name="孙玉琴"))))


def test_a_person_page_shows_every_column_masked(county, bring, county_admin):
    row = person(银行账号="6217000000000000004", 账户类型="银行卡", 开户银行="凤县农商银行", 备注="低窑洞")
    bring(county_admin, row)
    page = text_of(county.get(reverse("households:person", args=[Person.objects.get().pk])))
    assert "低窑洞" in page and "6217 **** **** 0004" in page and "1958-**-**" in page
    assert row["身份证号"] not in page and "6217000000000000004" not in page


@pytest.mark.parametrize("name", ["detail", "person", "update", "void", "add-member", "family"])
def test_another_towns_family_is_not_there(client_for, town_officer, far, name):
    address = reverse(f"households:{name}", args=[far.pk])
    assert client_for(town_officer).get(address).status_code == 404
    assert client_for(town_officer).post(address, {"name": "改名", "reason": "误录"}).status_code == 404


@pytest.mark.parametrize("name", ["update", "void", "add-member", "family"])
def test_who_only_reads_changes_nothing(client_for, make_user, family, name):
    leader = client_for(make_user("leader", "610330"))
    address = reverse(f"households:{name}", args=[Person.objects.first().pk])
    assert leader.get(address).status_code == 403 and leader.post(address).status_code == 403
    assert "修改家庭" not in text_of(leader.get(detail(Household.objects.get())))


def test_an_auditor_sees_no_families(client_for, make_user, family):
    auditor = client_for(make_user("auditor", "610330"))
    assert auditor.get(reverse("households:list")).status_code == 403


def test_full_numbers_are_offered_to_who_may_see_them(client_for, make_user, county, family):
    address = detail(Household.objects.get())
    assert "显示</a>" in text_of(county.get(address))
    assert "显示</a>" not in text_of(client_for(make_user("village_worker", "610330101200")).get(address))


def test_a_full_number_is_shown_with_a_reason(county, family):
    known = Person.objects.get(name="赵长顺")
    asked = {"kind": "households", "object_id": known.pk, "field": "identity"}
    assert "赵长顺的身份证号" in text_of(county.get(reverse("audit:reveal"), asked))
    shown = text_of(county.post(reverse("audit:reveal"), asked | {"reason": "核对证件", "why": "核对证件"}))
    assert known.identity in shown


def test_a_picker_gives_radio_rows_to_htmx_and_a_page_without(county, family):
    address = reverse("households:pick")
    rows = county.get(address, {"q": "zcs", "field": "receiver"}, headers={"HX-Request": "true"})
    assert 'type="radio" name="receiver"' in text_of(rows) and "<html" not in text_of(rows)
    assert "HX-Request" in rows["Vary"]
    known = Person.objects.get(name="赵长顺")
    page = text_of(county.post(address, {"q": family[0]["身份证号"], "next": "/visits/new/?outing=1"}))
    assert f"/visits/new/?outing=1&amp;person={known.pk}" in page


def test_a_picker_leads_nowhere_else(county, family):
    page = text_of(county.get(reverse("households:pick"), {"q": "zcs", "next": "https://example.org/"}))
    assert "example.org" not in page


def test_a_region_of_others_is_not_there(client_for, town_officer, family):
    assert client_for(town_officer).get(reverse("households:list"), {"region": "610330100"}).status_code == 404
