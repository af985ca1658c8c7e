"""Figures of a small campaign counted by hand: the whole, and by town, village, month and category."""

import pytest

from fengxian.figures import Figure, all_figures, figure
from fengxian.ledgers.registry import ledger
from fengxian.ledgers.saving import void_record
from fengxian.regions import codes
from fengxian.reporting.compute import CATEGORY, MONTH, TOWN, VILLAGE, compute
from fengxian.reporting.reach import outermost, reach_of
from fengxian.reporting.values import FigureValue
from tests.reporting import world as w

pytestmark = pytest.mark.usefixtures("records")


def of(user, by=None, *regions, keys=None):
    wanted = [figure(key) for key in keys] if keys else None
    return compute(reach_of(user, map(codes.pad, regions)), w.WINTER, by, wanted)


def texts(values):
    return {key: value.text for key, value in values.items()}


def column(computed, key):
    """Code → value of one figure in the rows, zeros left out."""
    return {row.code: row.values[key].text for row in computed.rows if row.values[key].amount}


def test_all_figures_come_to_what_was_counted_by_hand(county_admin):
    assert texts(of(county_admin).values) == w.WHOLE


def test_all_twenty_figures_are_there():
    assert len(all_figures()) == 20


def test_voiding_one_visit_takes_its_person_hazard_and_coverage_along(county_admin, records):
    void_record(ledger("visits"), actor=county_admin, record=records["other_visit"], version=1, reason="重复登记")
    changed = texts(of(county_admin).values)
    assert {key for key in w.WHOLE if changed[key] != w.WHOLE[key]} == {"service_visits", "visit_coverage"}
    assert (changed["service_visits"], changed["visit_coverage"]) == ("4", "66.6")


def test_what_the_county_did_itself_is_a_row_of_its_own(county_admin):
    by_town = of(county_admin, TOWN)
    assert column(by_town, "institution_inspections") == {w.TOWN: "1", w.OTHER_TOWN: "1", w.COUNTY: "1"}
    own = by_town.rows[-1]
    assert (own.code, own.name, own.own) == (w.COUNTY, "县本级", True)


def test_every_town_has_a_row_even_without_records(county_admin):
    rows = of(county_admin, TOWN, keys=["service_visits"]).rows
    assert len(rows) == 9 and not any("林业" in row.name for row in rows)


def test_what_a_town_did_itself_is_a_row_among_its_villages(county_admin):
    by_village = of(county_admin, VILLAGE, w.TOWN)
    assert column(by_village, "cadre_participations") == {w.VILLAGE: "3", w.TOWN: "1"}
    assert by_village.rows[-1].name == "镇本级"


def test_by_village_the_county_has_rows_of_towns_and_of_its_own(county_admin):
    by_village = of(county_admin, VILLAGE)
    assert column(by_village, "rescue_patrols") == {w.TOWN: "1", w.COUNTY: "1"}
    assert [row.name for row in by_village.rows if row.own] == ["镇本级", "县本级"]


@pytest.mark.parametrize("by", [TOWN, VILLAGE, MONTH])
def test_rows_of_additive_figures_sum_to_the_figure(county_admin, by):
    computed = of(county_admin, by)
    for key, value in computed.values.items():
        if value.figure.additive:
            assert sum(row.values[key].amount for row in computed.rows) == value.amount, key


def test_a_person_met_in_two_places_is_one_person_above(county_admin):
    by_town = of(county_admin, VILLAGE, keys=["condolence_persons", "rescued_persons", "supervision_groups"])
    assert column(by_town, "condolence_persons") == {w.VILLAGE: "1", w.TOWN: "1", w.OTHER_VILLAGE: "1"}
    assert column(by_town, "rescued_persons") == {w.VILLAGE: "1", w.COUNTY: "3"}
    assert column(by_town, "supervision_groups") == {w.OTHER_VILLAGE: "1", w.COUNTY: "1"}


def test_by_month_goes_by_the_day_of_the_record(county_admin):
    by_month = of(county_admin, MONTH)
    assert [(row.code, row.name) for row in by_month.rows] == [("2024-01", "2024年1月"), ("2024-02", "2024年2月")]
    assert column(by_month, "service_visits") == {"2024-01": "2", "2024-02": "3"}
    # A hazard belongs to the month of its visit, whenever it was mended.
    assert column(by_month, "hazards_rectified") == {"2024-01": "3", "2024-02": "2"}
    assert column(by_month, "visit_coverage") == {"2024-01": "66.6", "2024-02": "66.6"}


def test_by_category_a_person_counts_in_each_category(county_admin):
    by_category = of(county_admin, CATEGORY)
    assert column(by_category, "service_visits") == {"低保对象": "3", "残疾人": "2", "特困人员": "1", "无": "1"}
    assert column(by_category, "condolence_persons") == {"低保对象": "1", "残疾人": "1", "不在台账": "1"}
    assert column(by_category, "relief_payments") == {"低保对象": "2", "残疾人": "1"}
    assert column(by_category, "visit_coverage") == {"低保对象": "100", "特困人员": "100", "残疾人": "100"}


def test_by_category_leaves_out_figures_that_count_no_persons(county_admin):
    row = of(county_admin, CATEGORY).rows[0]
    assert "campaign_investment" not in row.values and "service_visits" in row.values


def test_several_regions_add_up_counting_nothing_twice(county_admin):
    both = of(county_admin, None, w.TOWN, w.OTHER_TOWN, w.VILLAGE)
    assert both["service_visits"].text == "5"
    assert both["institution_inspections"].text == "2"
    assert both["condolence_persons"].text == "2"
    assert both.reach.official == f"{w.OTHER_TOWN},{w.TOWN}"


def test_a_village_asked_for_by_town_stands_for_itself(county_admin):
    rows = of(county_admin, TOWN, w.VILLAGE, w.OTHER_TOWN, keys=["service_visits"]).rows
    assert [(row.code, row.name, row.values["service_visits"].text) for row in rows] == [
        (w.OTHER_TOWN, "双石铺镇", "1"), (w.VILLAGE, "龙口村", "3"),
    ]


def test_outermost_drops_what_lies_inside_another():
    asked = [codes.pad(code) for code in (w.VILLAGE, w.TOWN, w.OTHER_VILLAGE, w.TOWN)]
    assert outermost(asked) == (codes.pad(w.OTHER_VILLAGE), codes.pad(w.TOWN))


def value(parts, **figure_fields):
    return FigureValue(Figure("k", "名", **({"unit": "元", "definition": ""} | figure_fields)), parts)


@pytest.mark.parametrize(("parts", "fields", "text", "display"), [
    ((104_575_000,), {}, "1045750.00", "104.575万元"),
    ((367_666,), {"always_yuan": True}, "3676.66", "3676.66元"),
    ((367_660,), {"always_yuan": True}, "3676.60", "3676.6元"),
    ((12_345,), {}, "123.45", "123.45元"),
    ((12000, 368), {"unit": "人次"}, "12368", "12368人次"),
])
def test_values_print_as_the_bulletin_prints_them(parts, fields, text, display):
    assert (value(parts, **fields).text, value(parts, **fields).display) == (text, display)


@pytest.mark.parametrize(("parts", "text", "display"), [
    ((8412, 8411), "99.9", "99.9%"), ((8412, 8412), "100", "100%"), ((8, 1), "12.5", "12.5%"), ((0, 0), "0", "—"),
])
def test_percentages_are_rounded_down_and_of_nothing_there_is_none(parts, text, display):
    shown = value(parts, unit="%", coverage=figure("visit_coverage").coverage)
    assert (shown.text, shown.display) == (text, display)
