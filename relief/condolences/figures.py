"""Figures of condolences and of the money put into the campaign (ledgers.md §4), each defined once."""

from fengxian.figures import Distinct, Figure, Period, Source, Total, register
from relief.condolences.models import Condolence, Investment

VALUE = Total(("cash", "goods_value"))
PERSONS = Distinct("identity_hash")


def by_county_leaders(period: Period):
    return Condolence.objects.live().during(period).by_county_leaders()


def by_others(period: Period):
    return Condolence.objects.live().during(period).by_others()


def investments(period: Period):
    return Investment.objects.live().during(period)


register(Figure(
    "campaign_investment", "投入资金", "元", "投入资金台账的金额之和",
    (Source("investments", investments, Total(("amount",))),),
))
register(Figure(
    "condolence_persons", "慰问困难群众", "人", "慰问发放花名册里县级四大班子慰问的不同的人，按身份证号",
    (Source("condolences", by_county_leaders, PERSONS, person="person_id"),),
    additive=False, counts_persons=True,
))
register(Figure(
    "condolence_value", "慰问品及慰问金", "元", "同一些行的慰问金与慰问品折价之和",
    (Source("condolences", by_county_leaders, VALUE),),
))
register(Figure(
    "condolence_other_persons", "各级各界慰问", "人", "慰问发放花名册里其他单位慰问的不同的人，按身份证号",
    (Source("condolences", by_others, PERSONS, person="person_id"),),
    additive=False, counts_persons=True,
))
register(Figure(
    "condolence_other_value", "各级各界慰问", "元", "同一些行的慰问金与慰问品折价之和",
    (Source("condolences", by_others, VALUE),),
))
