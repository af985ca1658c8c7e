"""Choosing a region: only what the person reaches, with and without JavaScript."""

import re

import pytest
from django import forms

from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.web.forms import RegionField, RegionsField
from tests.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE

pytestmark = pytest.mark.django_db
PICK = "/regions/pick/"


def entries(client, **query):
    text = client.get(PICK, {"levels": "village"} | query).content.decode()
    return re.findall(r'data-(?:code|under)="(\d+)"', text), text


def test_a_county_officer_opens_a_town_and_finds_its_villages(client_for, county_admin):
    towns, text = entries(client_for(county_admin))
    assert len(towns) == 9 and "林" not in text
    villages, text = entries(client_for(county_admin), under=codes.pad(TOWN))
    assert str(codes.pad(VILLAGE)) in villages and "龙口村" in text


def test_a_town_officer_begins_with_the_towns_villages_and_stays_there(client_for, town_officer):
    client = client_for(town_officer)
    villages, _ = entries(client)
    assert set(villages) and all(village.startswith(TOWN) for village in villages)
    assert client.get(PICK, {"levels": "village", "under": codes.pad(OTHER_TOWN)}).status_code == 404
    assert client.get(PICK, {"levels": "village", "under": "1"}).status_code == 404


def test_a_name_is_found_within_reach_only(client_for, county_admin, town_officer):
    assert len(entries(client_for(county_admin), q="龙口")[0]) == 2
    assert not entries(client_for(town_officer), q="安沟")[0]
    assert "没有叫“安沟”的区划" in entries(client_for(town_officer), q="安沟")[1]


def test_a_code_is_found_too(client_for, county_admin):
    assert entries(client_for(county_admin), q=VILLAGE)[0] == [str(codes.pad(VILLAGE))]


def test_a_person_of_several_towns_begins_with_them(client_for, make_user):
    towns, _ = entries(client_for(make_user("supervisor", TOWN, OTHER_TOWN)))
    assert towns == [str(codes.pad(OTHER_TOWN)), str(codes.pad(TOWN))]


def field(user, **options):
    return RegionField(user, **options)


def test_a_form_takes_a_region_within_reach_written_short_or_long(town_officer):
    assert field(town_officer).clean(VILLAGE) == codes.pad(VILLAGE)
    assert field(town_officer, levels=[Level.TOWN]).clean(TOWN) == codes.pad(TOWN)


def message(one, value):
    with pytest.raises(forms.ValidationError) as refused:
        one.clean(value)
    return refused.value.messages


def test_outside_unknown_hidden_and_wrong_level_are_refused_alike(town_officer):
    one = field(town_officer)
    said = {tuple(message(one, value)) for value in ("610330100200", "999999999999", "凤州", TOWN)}
    assert said == {("没有这个区划，或不在您管的范围，请从列表里选",)}


def test_a_village_worker_need_not_choose(village_worker):
    one = field(village_worker)
    assert one.initial == codes.pad(VILLAGE)
    assert [group for group, _ in one.choices] == ["凤州镇"]


def test_forestry_units_are_never_offered(county_admin):
    offered = {node.name for node in field(county_admin, levels=[Level.TOWN, Level.VILLAGE]).nodes}
    assert len(offered) == 79 and not any("林业" in name or "林场" in name for name in offered)


def test_several_regions_come_sorted_and_once(county_admin):
    one = RegionsField(county_admin, levels=[Level.TOWN])
    assert one.clean([TOWN, OTHER_TOWN, TOWN]) == [codes.pad(OTHER_TOWN), codes.pad(TOWN)]
    assert message(one, []) == ["请选择区划"]


def test_without_javascript_a_select_grouped_by_town_remains(county_admin):
    class Sample(forms.Form):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["region"] = RegionField(county_admin)

    drawn = str(Sample({"region": VILLAGE})["region"])
    assert drawn.count("<optgroup") == 9
    assert f'value="{codes.pad(VILLAGE)}" selected' in drawn


def test_somebody_signed_out_gets_no_list(client):
    assert client.get(PICK).status_code == 302


def test_an_area_is_called_whole_and_a_place_of_work_by_its_level(client_for, town_officer):
    client = client_for(town_officer)
    assert "凤州镇（全镇）" in entries(client, levels="town,village", whole="1")[1]
    assert "凤州镇（镇本级）" in entries(client, levels="town,village")[1]


def test_a_role_of_the_county_reaches_the_county_itself(client_for, make_user):
    client = client_for(make_user("leader", COUNTY))
    assert entries(client, levels="county,town")[0][0] == str(codes.pad(COUNTY))
