"""Registering and changing families in the browser: the ledger's rules, nothing twice, nobody overwritten."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from fengxian.audit.models import Act, Entry
from fengxian.audit.writing import ChangedMeanwhile
from fengxian.ledgers.engine import RowsRefused
from households import services
from households.models import Household, Person
from tests.households.sheets import FAR_VILLAGE, OTHER_VILLAGE, VILLAGE, number, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(client_for, town_officer):
    return client_for(town_officer)


def text_of(response) -> str:
    return response.content.decode()


def filled(**changes) -> dict:
    """What a clerk types to register a family."""
    return {
        "region": VILLAGE, "name": "赵长顺", "identity": number(), "relation": "户主", "categories": ["低保对象", "残疾人"],
        "tier": "B", "status": "在册",
    } | changes


def edited(record: Person, **changes) -> dict:
    """The form of a person as it is drawn, with changes."""
    return {
        "version": record.version, "code": record.household.code, "name": record.name,
        "identity": f"{record.identity[:6]}********{record.identity[-4:]}", "relation": record.relation,
        "categories": list(record.categories) or ["无"], "tier": record.tier, "status": record.status,
    } | changes


def known(name: str) -> Person:
    return Person.objects.get(name=name)


def address(name: str, record) -> str:
    return reverse(f"households:{name}", args=[record.pk])


def test_a_family_is_registered_on_one_page(town, regions):
    response = town.post(reverse("households:create"), filled(group="三组"))
    head = known("赵长顺")
    assert response["Location"] == address("detail", head.household)
    assert (head.household.code, head.household.group, head.categories) == ("FX-01200-001", "三组", ("低保对象", "残疾人"))
    assert Entry.objects.filter(act=Act.CREATE, kind="households", object_id=head.pk).count() == 1


def test_household_codes_go_on_counting(town, bring, county_admin):
    bring(county_admin, person(户编号="FX-1200-019"))
    town.post(reverse("households:create"), filled(name="贺有田"))
    assert known("贺有田").household.code == "FX-1200-020"


def test_a_second_click_registers_nothing_twice(town, regions):
    data = filled(once="0" * 32)
    first, second = (town.post(reverse("households:create"), data) for _ in range(2))
    assert first["Location"] == second["Location"] and Person.objects.count() == 1


def test_errors_stand_beside_the_fields_and_what_was_typed_is_kept(town, regions):
    response = town.post(reverse("households:create"), filled(identity="610330195801150018", note="靠河边"))
    page = text_of(response)
    assert response.status_code == 422 and "校验码不符" in page and "610330195801150018" in page and "靠河边" in page
    assert not Person.objects.exists()


def test_all_that_is_wrong_is_said_at_once(town, regions):
    page = text_of(town.post(reverse("households:create"), filled(identity="610330195801150018", region="", name="")))
    assert "校验码不符" in page and "请写姓名" in page and "请写区划代码" in page


def test_a_number_on_record_is_not_registered_again(town, family):
    page = text_of(town.post(reverse("households:create"), filled(identity=family[0]["身份证号"])))
    assert "台账上已有赵长顺（户编号 FX-001）" in page and Person.objects.count() == 2


def test_a_number_of_another_town_is_refused_without_a_name(town, bring, county_admin):
    far = person(户编号="FX-700", 区划代码=FAR_VILLAGE, 姓名="贺有田")
    bring(county_admin, far)
    page = text_of(town.post(reverse("households:create"), filled(identity=far["身份证号"])))
    assert "已登记在别处的台账上" in page and "贺有田" not in page and "FX-700" not in page


def test_a_code_on_record_does_not_take_another_family(town, family):
    page = text_of(town.post(reverse("households:create"), filled(code="FX-001")))
    assert "这个户编号已经有一户了" in page


def test_a_member_is_added_where_the_family_is(town, family):
    home = Household.objects.get()
    child = {"name": "赵小雨", "no_identity_reason": "新生儿未落户", "birth": "2024-01-08", "relation": "孙子女", "categories": "无"}
    assert town.post(address("add-member", home), child).status_code == 302
    added = known("赵小雨")
    assert (added.household, added.birth, added.region_id) == (home, dt.date(2024, 1, 8), int(VILLAGE))


def test_a_persons_change_is_in_the_history(town, family):
    head = known("赵长顺")
    town.post(address("update", head), edited(head, risk="高", phone="13809171234"))
    head.refresh_from_db()
    assert (head.risk, head.phone, head.version) == ("高", "13809171234", 2)
    page = text_of(town.get(address("person", head)))
    assert "138****1234" in page and "风险等级" in page


def test_saving_without_a_change_writes_nothing(town, family):
    head = known("赵长顺")
    assert town.post(address("update", head), edited(head)).status_code == 302
    head.refresh_from_db()
    assert head.version == 1


def test_an_emptied_field_is_cleared(town, bring, county_admin):
    bring(county_admin, person(致困原因="因病"))
    head = known("赵长顺")
    town.post(address("update", head), edited(head, cause=""))
    head.refresh_from_db()
    assert head.cause == ""


def test_a_name_may_be_corrected_on_the_page(town, family):
    head = known("赵长顺")
    town.post(address("update", head), edited(head, name="赵长生"))
    assert known("赵长生").name_initials == "zcs"


def test_a_heads_death_asks_for_a_new_head(town, family):
    head, spouse = known("赵长顺"), known("孙玉琴")
    died = edited(head, status="死亡", status_date="2024-01-05")
    assert "没有户主" in text_of(town.post(address("update", head), died))
    assert town.post(address("update", head), died | {"new_head": str(spouse.pk)}).status_code == 302
    assert Person.objects.living_here().get(relation="户主") == spouse


def test_a_person_moves_to_another_family_by_its_code(town, bring, family, county_admin):
    bring(county_admin, person(户编号="FX-002", 姓名="贺有田", 区划代码=OTHER_VILLAGE))
    spouse = known("孙玉琴")
    town.post(address("update", spouse), edited(spouse, code="FX-002", relation="其他"))
    spouse.refresh_from_db()
    assert (spouse.household.code, spouse.region_id) == ("FX-002", int(OTHER_VILLAGE))


def test_two_people_edit_one_person_and_the_second_is_shown_both(town, client_for, county_admin, family):
    head = known("赵长顺")
    drawn = edited(head, risk="高")
    client_for(county_admin).post(address("update", head), edited(head, risk="中", cause="因病"))
    response = town.post(address("update", head), drawn)
    page = text_of(response)
    assert response.status_code == 409 and "没有保存" in page and "王建国" in page
    assert "因病" in page and ">中<" in page and ">高<" in page
    head.refresh_from_db()
    assert (head.risk, head.cause) == ("中", "因病")


def test_the_second_may_keep_what_they_typed(town, client_for, county_admin, family):
    head = known("赵长顺")
    client_for(county_admin).post(address("update", head), edited(head, risk="中"))
    page = text_of(town.post(address("update", head), edited(head, risk="高", note="靠河边")))
    hidden = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', page)
    again = {name: [v for n, v in hidden if n == name] for name, _ in hidden if name != "csrfmiddlewaretoken"}
    assert town.post(address("update", head), again).status_code == 302
    head.refresh_from_db()
    assert (head.risk, head.note, head.version) == ("高", "靠河边", 3) and head.categories == ("低保对象",)


def test_a_family_moves_with_all_its_members(town, family):
    home = Household.objects.get()
    data = {"version": 1, "code": "FX-001", "region": OTHER_VILLAGE, "group": "五组"}
    assert town.post(address("family", home), data).status_code == 302
    home.refresh_from_db()
    assert (home.region_id, home.group) == (int(OTHER_VILLAGE), "五组")
    assert set(Person.objects.values_list("region_id", flat=True)) == {int(OTHER_VILLAGE)}


def test_a_family_gets_another_code_and_keeps_its_people(town, family):
    home = Household.objects.get()
    town.post(address("family", home), {"version": 1, "code": "FX-888", "region": VILLAGE, "group": ""})
    home.refresh_from_db()
    assert home.code == "FX-888" and home.members.live().count() == 2


def test_a_family_does_not_take_anothers_code(town, bring, family, county_admin):
    bring(county_admin, person(户编号="FX-002", 姓名="贺有田"), person(户编号="FX-700", 姓名="周克俭", 区划代码=FAR_VILLAGE))
    home = Household.objects.get(code="FX-001")
    for code, sentence in (("FX-002", "已经有人用了"), ("FX-700", "在别处已经使用")):
        data = {"version": 1, "code": code, "region": VILLAGE, "group": ""}
        assert sentence in text_of(town.post(address("family", home), data))


def test_two_people_move_one_family_and_the_second_is_told(town, family, town_officer):
    home = Household.objects.get()
    services.move_household(actor=town_officer, household=home, version=1, data={"region": VILLAGE, "group": "一组"})
    response = town.post(address("family", home), {"version": 1, "code": "FX-001", "region": VILLAGE, "group": "二组"})
    assert response.status_code == 409 and "没有保存" in text_of(response) and "一组" in text_of(response)


def test_a_mistaken_entry_is_voided_with_a_reason(town, family):
    spouse = known("孙玉琴")
    assert "请写明作废的理由" in text_of(town.post(address("void", spouse), {"version": 1, "reason": " "}))
    town.post(address("void", spouse), {"version": 1, "reason": "重复登记"})
    spouse.refresh_from_db()
    assert spouse.is_void and spouse.void_reason == "重复登记"
    page = text_of(town.get(address("detail", spouse.household)))
    assert "作废的登记" in page and "1 人，保障 1 人" in page


def test_a_head_is_not_voided_from_a_family(town, family):
    head = known("赵长顺")
    assert "这个人是户主" in text_of(town.post(address("void", head), {"version": 1, "reason": "误录"}))


def test_a_household_goes_with_its_last_person(town, bring, county_admin):
    bring(county_admin, person())
    town.post(address("void", known("赵长顺")), {"version": 1, "reason": "误录"})
    assert Household.objects.get().is_void and not Household.objects.live().exists()


def test_a_voided_number_may_be_registered_again(town, bring, county_admin):
    row = person()
    bring(county_admin, row)
    town.post(address("void", known("赵长顺")), {"version": 1, "reason": "误录"})
    town.post(reverse("households:create"), filled(identity=row["身份证号"]))
    assert Person.objects.live().count() == 1


def test_services_refuse_what_the_ledger_refuses(town_officer, regions):
    data = filled(categories="低保对象、特困人员")
    with pytest.raises(RowsRefused) as refused:
        services.register_family(actor=town_officer, data=data)
    assert [p.code for row in refused.value.rows for p in row.errors] == ["exclusive_relief"]


def test_services_tell_who_was_first(town_officer, family):
    head = known("赵长顺")
    Person.objects.filter(pk=head.pk).update(version=5)
    with pytest.raises(ChangedMeanwhile):
        services.save_person(actor=town_officer, person=known("赵长顺"), version=1, data={"risk": "高"})


def test_somebody_of_one_village_need_not_choose_it(client_for, village_worker):
    page = text_of(client_for(village_worker).get(reverse("households:create")))
    assert f'value="{VILLAGE}" selected' in page


def test_members_of_a_family_need_not_have_a_number(town, family):
    page = text_of(town.post(address("add-member", Household.objects.get()), {"name": "赵小雨", "relation": "孙子女"}))
    assert "没有身份证号的，请写无证原因" in page
