"""How the list of batches is narrowed."""

from typing import Any

from django import forms

from fengxian.web.filters import FilterForm
from relief.subsidies.choices import Programme


class BatchFilters(FilterForm):
    words = {"programme": ("", "的批次"), "q": ("，批次号含“", "”")}
    orders = (("-period_end,-period_start,number", "所属期"), ("-created_at,number", "录入时间"))

    programme = forms.ChoiceField(label="项目", choices=[("", "不限"), *Programme.choices], required=False)
    q = forms.CharField(label="批次号", max_length=40, required=False)

    def apply(self, batches: Any) -> Any:
        chosen = self.chosen
        if "programme" in chosen:
            batches = batches.filter(programme=chosen["programme"])
        if "q" in chosen:
            batches = batches.filter(number__icontains=chosen["q"].strip())
        return batches.order_by(*self.order_by.split(","))
