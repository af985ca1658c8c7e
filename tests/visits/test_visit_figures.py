"""The figures of visits and inspections, counted by hand on a few rows."""

import datetime as dt

import pytest

from fengxian import figures
from fengxian.figures import Distinct, Period, Rows, Total
from fengxian.ledgers.saving import void_record
from tests.visits.conftest import FAR_VILLAGE, OTHER_VILLAGE, TOWN, inspection_row, number, visit_row
from visits import inspection_ledger, ledger
from visits.models import Inspection, Visit

JANUARY = Period(dt.date(2024, 1, 1), dt.date(2024, 1, 31))


def value(key: str, user, period: Period = JANUARY) -> int:
    """The figure as its definition says, in a person's regions: rows, sums or distinct values of its sources."""
    figure = figures.figure(key)
    total = 0
    for source in figure.sources:
        rows = source.rows(period).in_scope(user)
        match source.measure:
            case Rows():
                total += rows.count()
            case Total(fields):
                total += sum(sum(values) for values in rows.values_list(*fields))
            case Distinct(field):
                total += len({v for v in rows.values_list(field, flat=True) if v})
    return total


def coverage(key: str, user, period: Period = JANUARY) -> tuple[int, int]:
    cover = figures.figure(key).coverage
    everyone = cover.all(period).in_scope(user)
    return cover.reached(everyone, period).count(), everyone.count()


@pytest.fixture
def january(county_admin, family, add_person, bring_in):
    """Two outings (2 cadres in 龙口村 and next door; 1 cadre in another town), 4 visits, 2 hazards, 2 inspections."""
    add_person("F3", "冯建仓", 3, village=OTHER_VILLAGE)
    add_person("F4", "钱多", 4, village=FAR_VILLAGE)
    add_person("F4", "钱无", 5, village=FAR_VILLAGE, category="")
    bring_in(
        county_admin, "visits",
        visit_row(隐患类型="用电", 整改完成日期=dt.date(2024, 3, 1)),
        visit_row(走访对象="孙玉琴", 身份证号=number(2)),
        visit_row(户编号="F3", 走访对象="冯建仓", 身份证号=number(3), 区划代码=OTHER_VILLAGE, 隐患类型="用火"),
        visit_row(出动编号="CD-2", 户编号="F4", 走访对象="钱无", 身份证号=number(5), 区划代码=FAR_VILLAGE, 走访干部="曾慧"),
        visit_row(出动编号="CD-3", 走访日期=dt.date(2024, 2, 1)),
    )
    bring_in(
        county_admin, "inspections", inspection_row(限期整改完成数=1),
        inspection_row(检查编号="JC-2", 督导组=None, 检查人员="曾慧"),
        inspection_row(检查编号="JC-3", 督导组="第二督导组", 机构名称="新民街社工站", 区划代码=FAR_VILLAGE),
    )


def test_cadres_count_once_an_outing_and_once_an_inspection(january, county_admin):
    assert value("cadre_participations", county_admin) == (2 + 1) + (2 + 1 + 2)


def test_cadres_count_in_the_region_of_their_outing(january, village_worker, town_officer):
    """CD-1 went to two villages: its cadres are the town's."""
    assert value("cadre_participations", village_worker) == 2 + 1
    assert value("cadre_participations", town_officer) == 2 + 3


def test_each_visit_counts(january, county_admin, village_worker):
    assert (value("service_visits", county_admin), value("service_visits", village_worker)) == (4, 2)


def test_inspections_and_their_groups(january, county_admin, town_officer):
    assert (value("institution_inspections", county_admin), value("institution_inspections", town_officer)) == (3, 2)
    assert (value("supervision_groups", county_admin), value("supervision_groups", town_officer)) == (2, 1)


def test_hazards_of_visits_and_problems_of_inspections(january, county_admin):
    assert value("hazards_found", county_admin) == 2 + 5 * 3
    assert value("hazards_rectified", county_admin) == 1 + (3 + 1) + 3 + 3


def test_coverage_counts_those_in_need_visited_in_the_period(january, county_admin):
    """Of 赵、孙、冯、钱多 three were visited; 钱无 has no category and does not count."""
    assert coverage("visit_coverage", county_admin) == (3, 4)
    assert coverage("visit_coverage", county_admin, Period(dt.date(2024, 2, 1), dt.date(2024, 2, 28))) == (1, 4)


def test_institutions_inspected_of_those_on_record(january, county_admin):
    assert coverage("institution_coverage", county_admin) == (2, 2)
    assert coverage("institution_coverage", county_admin, Period(dt.date(2024, 2, 1), dt.date(2024, 2, 2))) == (0, 2)


def test_a_voided_visit_leaves_every_figure(january, county_admin):
    visit = Visit.objects.get(region_id=int(FAR_VILLAGE))
    void_record(ledger.LEDGER, actor=county_admin, record=visit, version=visit.version, reason="重复录入")
    assert value("service_visits", county_admin) == 3
    assert value("cadre_participations", county_admin) == 2 + 5


def test_a_voided_inspection_leaves_every_figure(january, county_admin):
    inspection = Inspection.objects.get(number="JC-3")
    void_record(
        inspection_ledger.LEDGER, actor=county_admin, record=inspection, version=1, reason="重复录入"
    )
    assert value("institution_inspections", county_admin) == 2
    assert coverage("institution_coverage", county_admin) == (1, 1)


def test_a_visit_at_town_level_is_the_towns_own(january, county_admin, village_worker, bring_in):
    bring_in(county_admin, "visits", visit_row(出动编号="CD-9", 区划代码=TOWN))
    assert value("service_visits", village_worker) == 2
