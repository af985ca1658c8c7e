"""The list of families, narrowed by what reads as a sentence: 显示〔凤州镇〕的〔在册〕〔低保对象或特困人员〕，风险为〔高或中〕."""

from typing import Any

from django import forms

from fengxian.regions.codes import Level
from fengxian.web.filters import FilterForm
from fengxian.web.forms import RegionField
from households import choices as c


def _several(label: str, words: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=[(w, w) for w in words], required=False, widget=forms.CheckboxSelectMultiple
    )


class HouseholdFilters(FilterForm):
    words = {
        "region": ("", "的"), "risk": ("，风险为", ""), "tier": ("，档次为", ""), "q": ("，含“", "”"),
        "cadre": ("，包联干部", ""),
    }
    orders = (("household", "村和户编号"), ("name", "姓名拼音"), ("risk", "风险"))

    status = _several("状态", c.Status.values)
    categories = _several("对象类别", (*c.CATEGORIES, c.NO_CATEGORY))
    risk = _several("风险等级", c.Risk.values)
    tier = _several("低保档次", c.Tier.values)
    cadre = forms.CharField(label="包联干部", max_length=40, required=False)
    q = forms.CharField(label="姓名、拼音首字母或户编号", max_length=40, required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["region"] = RegionField(
            user, levels=(Level.TOWN, Level.VILLAGE), whole=True, required=False, label="区划"
        )
        self.order_fields(["region", *(n for n in self.fields if n not in ("region", "order")), "order"])

    def apply(self, people: Any) -> Any:
        """The persons asked for, in the order asked for."""
        chosen = self.chosen
        if "status" in chosen:
            people = people.choose_status(chosen["status"])
        if "categories" in chosen:
            people = people.choose_categories(chosen["categories"])
        if "risk" in chosen:
            people = people.choose_risk(chosen["risk"])
        if "tier" in chosen:
            people = people.choose_tier(chosen["tier"])
        if "cadre" in chosen:
            people = people.looked_after_by(chosen["cadre"].strip())
        if "q" in chosen:
            people = people.search(chosen["q"])
        order = {"name": people.by_name, "risk": people.by_risk}
        return order.get(self.order_by, people.in_ledger_order)()
