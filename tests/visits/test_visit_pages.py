"""The pages of field work: who sees what, how a visit is entered, and how many queries a list may take."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.visits.conftest import FAR_VILLAGE, OTHER_VILLAGE, TOWN, inspection_row, number, visit_row
from visits.models import Hazard, Inspection, Institution, Outing, OutingCadre, Visit

MOST_QUERIES = 12
EARLY = dt.date(2024, 1, 20)


@pytest.fixture
def january(county_admin, family, add_person, bring_in):
    """An outing to 龙口村 and next door, one to another town; two hazards; an inspection."""
    add_person("F3", "冯建仓", 3, village=OTHER_VILLAGE)
    add_person("F4", "钱多", 4, village=FAR_VILLAGE)
    bring_in(
        county_admin, "visits",
        visit_row(隐患类型="用电", 隐患描述="电线老化", 隐患等级="重大", 整改期限=EARLY),
        visit_row(走访对象="孙玉琴", 身份证号=number(2)),
        visit_row(户编号="F3", 走访对象="冯建仓", 身份证号=number(3), 区划代码=OTHER_VILLAGE),
        visit_row(出动编号="CD-2", 户编号="F4", 走访对象="钱多", 身份证号=number(4), 区划代码=FAR_VILLAGE, 隐患类型="用火"),
    )
    bring_in(county_admin, "inspections", inspection_row())


def get(client, name: str, *args, **query):
    return client.get(reverse(name, args=args), query)


def own(person: str) -> Visit:
    return Visit.objects.get(person__name=person)


# --- lists ---

LISTS = (
    "visits:list", "outings:list", "hazards:list", "inspections:list", "institutions:list", "visits:today",
    "visits:cadres", "visits:took-part",
)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_few_queries_whatever_its_rows(
    name, january, county_admin, add_person, bring_in, client_for, django_assert_max_num_queries
):
    rows = []
    for serial in range(10, 70):
        add_person(f"G{serial}", f"赵{serial}", serial)
        rows.append(visit_row(
            出动编号=f"CD-{serial}", 户编号=f"G{serial}", 走访对象=f"赵{serial}", 身份证号=number(serial), 隐患类型="用电",
            走访干部=f"干部{serial}",
        ))
    bring_in(county_admin, "visits", *rows)
    client = client_for(county_admin)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert get(client, name).status_code == 200


def test_a_village_worker_sees_only_the_villages_visits(january, village_worker, client_for):
    page = get(client_for(village_worker), "visits:list").content.decode()
    assert "赵长顺" in page and "孙玉琴" in page
    assert "冯建仓" not in page and "钱多" not in page


def test_lists_show_no_whole_identity_number(january, county_admin, client_for):
    client = client_for(county_admin)
    for name in LISTS:
        assert number(1) not in get(client, name).content.decode()


def test_visits_are_found_by_the_hazard_met(january, county_admin, client_for):
    page = get(client_for(county_admin), "visits:list", hazard_type="用火").content.decode()
    assert "钱多" in page and "赵长顺" not in page


def test_hazards_are_told_apart_by_their_state(january, county_admin, client_for):
    client = client_for(county_admin)
    late = get(client, "hazards:list", state="逾期").content.decode()
    assert "电线老化" in late and "用火" not in late.split("data-table")[1]
    counts = {label: count for _, label, count, _ in get(client, "hazards:list").context["states"]}
    assert counts == {"全部": 2, "逾期": 1, "限期内": 0, "未定期限": 1, "已整改": 0}


def test_an_outing_that_also_went_elsewhere_shows_only_ones_own_visits(january, village_worker, client_for):
    outing = Outing.objects.get(number="CD-1")
    response = get(client_for(village_worker), "outings:detail", outing.pk)
    page = response.content.decode()
    assert "赵长顺" in page and "冯建仓" not in page
    assert reverse("outings:update", args=[outing.pk]) not in page


# --- doors ---

@pytest.mark.parametrize("name", ["visits:detail", "visits:update", "visits:void"])
def test_a_visit_of_another_village_is_not_there(name, january, village_worker, client_for):
    assert get(client_for(village_worker), name, own("冯建仓").pk).status_code == 404


@pytest.mark.parametrize("name", ["hazards:detail", "hazards:update", "hazards:rectify", "hazards:void"])
def test_a_hazard_of_another_town_is_not_there(name, january, town_officer, client_for):
    hazard = Hazard.objects.get(type="用火")
    assert get(client_for(town_officer), name, hazard.pk).status_code == 404


def test_an_outing_of_another_town_is_not_there(january, town_officer, client_for):
    outing = Outing.objects.get(number="CD-2")
    client = client_for(town_officer)
    assert get(client, "outings:detail", outing.pk).status_code == 404
    assert get(client, "visits:create", person=own("赵长顺").person_id, outing=outing.pk).status_code == 404


def test_a_family_of_another_town_is_not_there(january, town_officer, client_for):
    household = own("钱多").household_id
    client = client_for(town_officer)
    assert get(client, "visits:of-household", household).status_code == 404
    assert get(client, "visits:create", household=household).status_code == 404


def test_a_supervisor_sees_visits_but_enters_none(january, make_user, client_for):
    client = client_for(make_user("supervisor", TOWN))
    visit = own("赵长顺")
    assert get(client, "visits:detail", visit.pk).status_code == 200
    assert get(client, "visits:create").status_code == 403
    assert get(client, "visits:update", visit.pk).status_code == 403
    assert get(client, "hazards:rectify", visit.hazards.get().pk).status_code == 403


def test_a_village_worker_has_no_door_to_inspections_and_cadres(january, village_worker, client_for):
    client = client_for(village_worker)
    assert get(client, "inspections:detail", Inspection.objects.get().pk).status_code == 403
    assert get(client, "institutions:list").status_code == 403
    assert get(client, "visits:cadres").status_code == 403


# --- entering a visit ---

def form_of(person, **changes) -> tuple[str, dict]:
    data = {
        "number": "CD-9", "date": "2024-02-01", "region": str(person.region_id), "cadres": "罗永强", "method": "入户",
        "living": "口粮够", "once": "0" * 32,
    }
    return f"{reverse('visits:create')}?person={person.pk}", data | changes


def test_a_person_is_chosen_first(family, village_worker, client_for):
    response = get(client_for(village_worker), "visits:create")
    assert response.status_code == 302 and response.url.startswith(reverse("households:pick"))


def test_of_a_family_one_says_whom_one_met(family, add_person, village_worker, client_for):
    client = client_for(village_worker)
    page = get(client, "visits:create", household=family[0].household_id).content.decode()
    assert "赵长顺" in page and "孙玉琴" in page
    alone = add_person("F8", "独居人", 8)
    response = get(client, "visits:create", household=alone.household_id)
    assert response.status_code == 302 and str(alone.pk) in response.url


def test_a_village_worker_records_a_visit_in_the_browser(family, village_worker, client_for):
    url, data = form_of(family[0])
    response = client_for(village_worker).post(url, data)
    visit = Visit.objects.get()
    assert response.url == reverse("visits:detail", args=[visit.pk])
    assert (visit.person, visit.living, visit.outing.names) == (family[0], "口粮够", ("罗永强",))


def test_a_second_click_writes_nothing_twice(family, village_worker, client_for):
    url, data = form_of(family[0])
    client = client_for(village_worker)
    client.post(url, data)
    assert client.post(url, data).url == reverse("visits:detail", args=[Visit.objects.get().pk])


def test_what_was_typed_is_kept_beside_the_reason(family, village_worker, client_for):
    url, data = form_of(family[0], description="电线老化")
    response = client_for(village_worker).post(url, data)
    page = response.content.decode()
    assert response.status_code == 422 and not Visit.objects.exists()
    assert "电线老化" in page and "就要选隐患类型" in page


def test_somebody_without_a_number_is_visited_in_the_browser_too(family, add_person, village_worker, client_for):
    child = add_person("F1", "赵小宝")
    url, data = form_of(child)
    assert client_for(village_worker).post(url, data).status_code == 302
    assert Visit.objects.get().person == child


def test_six_families_in_a_row_are_one_outing(family, village_worker, client_for):
    client = client_for(village_worker)
    today = timezone.localdate().isoformat()
    url, data = form_of(family[0], date=today, number="CD-7")
    client.post(url, data)
    form = get(client, "visits:create", person=family[1].pk).context["form"]
    assert (form["number"].value(), form["cadres"].value()) == ("CD-7", "罗永强")


def test_a_free_number_is_proposed(family, village_worker, client_for):
    today = timezone.localdate()
    form = get(client_for(village_worker), "visits:create", person=family[0].pk).context["form"]
    assert form["number"].value() == f"ZF-{today:%y%m%d}-101-01"


def test_a_changed_visit_keeps_its_person_and_outing(january, village_worker, client_for):
    visit = own("孙玉琴")
    url = reverse("visits:update", args=[visit.pk])
    client = client_for(village_worker)
    assert "identity" not in client.get(url).context["form"].fields
    client.post(url, {"version": "1", "region": str(visit.region_id), "method": "电话", "appeal": "要棉被"})
    visit.refresh_from_db()
    assert (visit.method, visit.appeal, visit.outing.number) == ("电话", "要棉被", "CD-1")


def test_the_second_of_two_editors_is_shown_both(january, village_worker, client_for):
    visit = own("孙玉琴")
    url = reverse("visits:update", args=[visit.pk])
    client, data = client_for(village_worker), {"version": "1", "region": str(visit.region_id), "method": "入户"}
    client.post(url, data | {"appeal": "要棉被"})
    response = client.post(url, data | {"appeal": "要煤"})
    assert response.status_code == 409
    assert "要棉被" in response.content.decode() and "要煤" in response.content.decode()


def test_voiding_asks_why(january, village_worker, client_for):
    visit = own("孙玉琴")
    client, url = client_for(village_worker), reverse("visits:void", args=[visit.pk])
    assert client.post(url, {"version": "1", "reason": ""}).status_code == 422
    client.post(url, {"version": "1", "reason": "重复录入"})
    assert not Visit.objects.live().filter(pk=visit.pk).exists()


# --- hazards ---

def test_another_hazard_is_added_to_a_visit(january, village_worker, client_for):
    visit = own("孙玉琴")
    client = client_for(village_worker)
    client.post(f"{reverse('hazards:create')}?visit={visit.pk}", {
        "hazard_type": "燃气", "severity": "一般", "description": "软管老化",
    })
    assert visit.hazards.get().description == "软管老化"


def test_a_hazard_belongs_to_a_visit_of_ones_own(january, village_worker, client_for):
    url = f"{reverse('hazards:create')}?visit={own('冯建仓').pk}"
    assert client_for(village_worker).post(url, {"hazard_type": "燃气"}).status_code == 404


def test_a_hazard_is_struck_off(january, village_worker, client_for):
    hazard = own("赵长顺").hazards.get()
    client, url = client_for(village_worker), reverse("hazards:rectify", args=[hazard.pk])
    assert client.post(url, {"version": "1", "completed_on": ""}).status_code == 422
    client.post(url, {"version": "1", "completed_on": "2024-01-18", "measure": "换了电线"})
    hazard.refresh_from_db()
    assert (hazard.completed_on, hazard.measure) == (dt.date(2024, 1, 18), "换了电线")
    assert "已整改" in get(client, "hazards:detail", hazard.pk).content.decode()


# --- the day's list and the family's page ---

def test_today_puts_what_is_late_first_then_high_risk_then_the_longest_unseen(
    january, add_person, bring_in, county_admin, village_worker, client_for
):
    add_person("F5", "高险", 5, risk="高")
    add_person("F6", "久等", 6)
    due = get(client_for(village_worker), "visits:today").context["due"]
    assert [(one.name, one.tag.split()[0]) for one in due] == [
        ("赵长顺户", "逾期"), ("高险户", "高风险"), ("久等户", "没走访过"),
    ]
    assert due[0].why == "电线老化，1月20日前该整改"


def test_a_family_visited_today_moves_down(family, village_worker, client_for):
    client = client_for(village_worker)
    url, data = form_of(family[0], date=timezone.localdate().isoformat())
    client.post(url, data)
    context = get(client, "visits:today").context
    assert not context["due"] and [one.what for one in context["done"]] == ["见到赵长顺，没有隐患"]


def test_a_family_without_anybody_in_need_is_not_proposed(village_worker, add_person, client_for):
    add_person("F1", "赵长顺", 1, category="")
    assert not get(client_for(village_worker), "visits:today").context["due"]


def test_the_familys_page_brings_visits_and_open_hazards_as_a_fragment(january, village_worker, client_for):
    client, household = client_for(village_worker), own("赵长顺").household_id
    url = reverse("visits:of-household", args=[household])
    fragment = client.get(url, headers={"HX-Request": "true"})
    assert "<!doctype" not in fragment.content.decode() and "HX-Request" in fragment.headers["Vary"]
    for page in (fragment, client.get(url)):
        text = page.content.decode()
        assert "电线老化" in text and "赵长顺" in text and "孙玉琴" in text


# --- inspections ---

def test_a_town_officer_records_an_inspection(january, town_officer, client_for):
    institution = Institution.objects.get()
    client = client_for(town_officer)
    form = get(client, "inspections:create", institution=institution.pk).context["form"]
    assert form["institution"].value() == "县中心敬老院"
    client.post(reverse("inspections:create"), {
        "number": "JC-9", "date": "2024-02-01", "institution": "县中心敬老院", "institution_kind": "养老机构",
        "region": str(institution.region_id), "cadres": "曾慧", "found": "2", "fixed": "1", "to_fix": "1",
    })
    assert institution.inspections.count() == 2


def test_an_institutions_page_tells_its_inspections(january, town_officer, client_for):
    page = get(client_for(town_officer), "institutions:detail", Institution.objects.get().pk).content.decode()
    assert "2024-01-20" in page and "第一督导组" in page


# --- cadres ---

def test_untied_names_are_listed_with_their_town_and_tied(january, county_admin, add_cadre, client_for):
    client = client_for(county_admin)
    names = {(one.name, one.town): one.times for one in get(client, "visits:cadres").context["page"]}
    assert names[("王建国", 610330101000)] == 2 and names[("李红", 610330100000)] == 1
    cadre = add_cadre("王建国")
    url = f"{reverse('visits:tie')}?name=王建国&town=610330101000"
    client.post(url, {"cadre": str(cadre.pk)})
    assert cadre.outings.count() == 1 and cadre.inspections.count() == 1
    assert client.get(url).status_code == 404


def test_a_name_is_put_on_the_register_and_tied(january, county_admin, client_for):
    url = f"{reverse('visits:tie')}?name=李红&town=610330101000"
    client = client_for(county_admin)
    assert client.post(url, {"unit": ""}).status_code == 422
    client.post(url, {"unit": "凤州镇政府", "region": "610330101000"})
    assert OutingCadre.objects.get(outing__number="CD-1", name="李红").cadre.unit == "凤州镇政府"


def test_all_names_that_the_register_makes_plain_are_tied_at_once(january, county_admin, add_cadre, client_for):
    add_cadre("王建国")
    add_cadre("李红")
    add_cadre("李红", unit="龙口村委会")
    client_for(county_admin).post(reverse("visits:tie-all"))
    assert not OutingCadre.objects.filter(name="王建国", cadre=None).exists()
    assert OutingCadre.objects.filter(name="李红", cadre=None).count() == 2


def test_who_took_part_and_who_did_not(january, county_admin, add_cadre, client_for):
    add_cadre("闲人")
    cadre = add_cadre("王建国")
    client = client_for(county_admin)
    client.post(reverse("visits:tie-all"))
    times = {one.name: one.times for one in get(client, "visits:took-part").context["page"]}
    assert times == {cadre.name: 3, "闲人": 0}
    idle = get(client, "visits:took-part", took="no").context["page"]
    assert [one.name for one in idle] == ["闲人"]
    before = {"from": "2024-02-01"}
    assert {one.times for one in get(client, "visits:took-part", **before).context["page"]} == {0}
