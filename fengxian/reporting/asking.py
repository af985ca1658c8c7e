"""What a page is asked for in its address: region and period, so that every view can be passed on as a link."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from fengxian.figures import Period
from fengxian.regions import codes
from fengxian.reporting.models import Campaign
from fengxian.reporting.periods import month_of, said
from fengxian.reporting.questions import Question, campaigns_for, of_campaign, padded, usual
from fengxian.reporting.reach import Reach, reach_of

CAMPAIGN, MONTH, DATES = "campaign", "month", "dates"
MONTHS_BACK = 12
WRONG_DATES = "日期不对：请写两个日期，开始的在前。现在显示的是{}。"


@dataclass
class Asked:
    """The question of a page, how it was put, and the parameters that put it again."""

    own: Reach  # all regions of the person
    reach: Reach
    period: Period
    campaign: Campaign | None
    mode: str
    campaigns: list[Campaign]
    today: dt.date
    problem: str = ""
    params: dict[str, str] = field(default_factory=dict)

    @property
    def question(self) -> Question:
        return Question(self.reach, self.period, self.campaign)

    @property
    def said(self) -> str:
        return said(self.period)

    def query(self, **changes: Any) -> str:
        """The address's query with some parameters changed; None takes one out."""
        params = self.params | changes
        return "?" + urlencode({name: value for name, value in params.items() if value not in (None, "")})

    def campaign_query(self) -> str:
        return self._period_query(period=CAMPAIGN)

    def month_query(self) -> str:
        last = min(self.period.end, self.today)
        return self._period_query(period=MONTH, month=f"{max(last, self.period.start):%Y-%m}")

    def dates_query(self, period: Period | None = None) -> str:
        days = period or self.period
        return self._period_query(period=DATES, **{"from": days.start.isoformat(), "to": days.end.isoformat()})

    def _period_query(self, **chosen: str) -> str:
        return self.query(**{"period": None, "campaign": None, "month": None, "from": None, "to": None} | chosen)

    def months(self) -> list[tuple[str, str]]:
        """Months to choose from: those of the campaigns and the last twelve, newest first."""
        first = [(self.today.year, self.today.month - back) for back in range(MONTHS_BACK)]
        found = {(y, m) if m > 0 else (y - 1, m + 12) for y, m in first}
        for campaign in self.campaigns:
            day = campaign.start
            while day <= campaign.end:
                found.add((day.year, day.month))
                day = month_of(day.year, day.month).end + dt.timedelta(days=1)
        found.add((self.period.start.year, self.period.start.month))
        return [(f"{y:04}-{m:02}", f"{y}年{m}月") for y, m in sorted(found, reverse=True)]


def ask(request: HttpRequest) -> Asked:
    """Reads the address. 404 for a region or campaign that is not the person's; a bad date says so."""
    own = reach_of(request.user)
    if not own.regions:
        raise PermissionDenied("您还没有管辖区划，看不到数字。请找县管理员设置。")
    try:
        reach = reach_of(request.user, [padded(request.GET["region"])]) if request.GET.get("region") else own
    except LookupError:
        raise Http404 from None
    today = timezone.localdate()
    asked = Asked(own, reach, Period(today, today), None, CAMPAIGN, campaigns_for(reach), today)
    if reach is not own:
        asked.params["region"] = codes.official(reach.regions[0])
    _read_period(asked, request.GET)
    return asked


def _read_period(asked: Asked, given: Any) -> None:
    mode = given.get("period", "")
    if mode == MONTH and (period := read_month(given.get("month", ""))):
        asked.mode, asked.period = MONTH, period
        asked.params |= {"period": MONTH, "month": f"{period.start:%Y-%m}"}
        return
    if mode == DATES and (period := read_dates(given.get("from", ""), given.get("to", ""))):
        asked.mode, asked.period = DATES, period
        asked.params |= {"period": DATES, "from": period.start.isoformat(), "to": period.end.isoformat()}
        return
    question = _campaign_question(asked, given.get("campaign", ""))
    asked.reach, asked.period, asked.campaign = question.reach, question.period, question.campaign
    asked.mode = CAMPAIGN if question.campaign else DATES
    if mode in (MONTH, DATES):
        asked.problem = WRONG_DATES.format(said(asked.period))
        asked.mode = mode


def _campaign_question(asked: Asked, name: str) -> Question:
    if not name:
        return usual(asked.reach, asked.today)
    named = next((campaign for campaign in asked.campaigns if campaign.pk == name), None)
    if named is None:
        raise Http404
    asked.params["campaign"] = name
    return of_campaign(asked.reach, named)


def read_month(text: str) -> Period | None:
    """2024-01."""
    try:
        day = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return month_of(day.year, day.month)


def read_dates(start: str, end: str) -> Period | None:
    try:
        period = Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    except ValueError:
        return None
    return period if period.start <= period.end else None
