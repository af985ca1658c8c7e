"""What the pages of figures have in common: title, region and period switches, and where one stands."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest

from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.regions.tree import tree
from fengxian.reporting.asking import CAMPAIGN, DATES, MONTH, Asked
from fengxian.web.forms import DateField, RegionField

NO_CAMPAIGN = "困难群众救助工作"


@dataclass(frozen=True, slots=True)
class Crumb:
    name: str
    query: str


class RegionForm(forms.Form):
    """Any region of the person's; none chosen means all of them."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        levels = (Level.COUNTY, Level.TOWN, Level.VILLAGE)
        self.fields["region"] = RegionField(user, levels=levels, whole=True, required=False, label="看哪里")


class MonthForm(forms.Form):
    month = forms.ChoiceField(label="月份")

    def __init__(self, *args: Any, months: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = months


def dates_form(asked: Asked) -> forms.Form:
    form = forms.Form(initial={"from": asked.period.start, "to": asked.period.end})
    form.fields["from"], form.fields["to"] = DateField(label="从"), DateField(label="到")
    return form


def page_frame(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """Context of every page of figures."""
    user = request.user
    only = asked.reach.only
    return {
        "asked": asked, "heading": asked.campaign.name if asked.campaign else NO_CAMPAIGN,
        "may_make": user.may("bulletin.make"), "trail": trail(asked),
        "region_form": RegionForm(user=user, initial={"region": only}) if may_move(user) else None,
        "period_form": {
            MONTH: MonthForm(months=asked.months(), initial={"month": f"{asked.period.start:%Y-%m}"}),
            DATES: dates_form(asked),
        }.get(asked.mode if asked.mode != CAMPAIGN else ""),
    }


def may_move(user: Any) -> bool:
    """Whether there is any region to switch to."""
    own = user.region_codes
    return len(own) > 1 or bool(own and tree().children(own[0]))


def trail(asked: Asked) -> list[Crumb]:
    """From the person's region down to the one shown."""
    code = asked.reach.only
    crumbs = []
    while code and code in tree():
        if asked.own.covers(code):
            crumbs.append(Crumb(tree().name(code), asked.query(region=codes.official(code))))
        code = tree().nodes[code].parent
    return crumbs[::-1]
