"""Figures of outings, visits, hazards and inspections (ledgers.md §4), each defined once."""

from django.db.models import Exists, OuterRef

from fengxian.figures import Coverage, Distinct, Figure, Period, Rows, Source, Total, register
from households.models import Person
from visits.models import Hazard, Inspection, InspectionCadre, Institution, OutingCadre, Visit


def outing_cadres(period: Period):
    return OutingCadre.objects.live().during(period)


def inspection_cadres(period: Period):
    return InspectionCadre.objects.live().during(period)


def visits(period: Period):
    return Visit.objects.live().during(period)


def inspections(period: Period):
    return Inspection.objects.live().during(period)


def hazards(period: Period):
    return Hazard.objects.live().during(period)


def completed_hazards(period: Period):
    """Found in the period, mended whenever."""
    return hazards(period).completed()


def persons_in_need(period: Period):
    return Person.objects.live().in_need()


def visited(persons, period: Period):
    return persons.filter(Exists(visits(period).filter(person=OuterRef("pk"))))


def institutions(period: Period):
    return Institution.objects.live()


def inspected(known, period: Period):
    return known.filter(Exists(inspections(period).filter(institution=OuterRef("pk"))))


register(Figure(
    "cadre_participations", "参与专项行动干部", "人次",
    "走访台账“走访干部”里的姓名，一次出动算一次，算在出动所在的区划；加上检查台账“检查人员”里的姓名，一次检查算一次",
    (
        Source("visits", outing_cadres, Rows(), "走访", region="outing__region_id", date="outing__date"),
        Source("inspections", inspection_cadres, Rows(), "检查",
               region="inspection__region_id", date="inspection__date"),
    ),
))
register(Figure(
    "service_visits", "走访服务对象", "人次", "走访台账的行数：一人被走访一次计 1，同一人再次走访再计 1",
    (Source("visits", visits, Rows(), person="person_id"),), counts_persons=True,
))
register(Figure(
    "institution_inspections", "检查服务机构", "次", "服务机构检查台账的行数：一家机构被检查一次计 1",
    (Source("inspections", inspections, Rows()),),
))
register(Figure(
    "supervision_groups", "督导组", "个", "服务机构检查台账里不同的督导组",
    (Source("inspections", inspections, Distinct("group")),), additive=False,
))
register(Figure(
    "hazards_found", "排查隐患", "处", "时段内走访发现的隐患，加上检查台账的发现问题数",
    (
        Source("visits", hazards, Rows(), "走访发现的隐患"),
        Source("inspections", inspections, Total(("found",)), "检查发现的问题"),
    ),
))
register(Figure(
    "hazards_rectified", "完成整改", "处",
    "时段内走访发现的隐患中已经整改的（不论何时整改），加上检查台账的现场整改数和限期整改完成数",
    (
        Source("visits", completed_hazards, Rows(), "走访发现、已整改的隐患"),
        Source("inspections", inspections, Total(("fixed", "to_fix_done")), "检查发现、已整改的问题"),
    ),
))
register(Figure(
    "visit_coverage", "走访覆盖率", "%", "台账上在册、对象类别不是“无”的人里，时段内至少被走访过一次的占多少",
    coverage=Coverage("households", persons_in_need, visited), additive=False, counts_persons=True,
))
register(Figure(
    "institution_coverage", "机构检查覆盖率", "%", "在册的服务机构里，时段内至少检查过一次的占多少",
    coverage=Coverage("inspections", institutions, inspected), additive=False,
))
