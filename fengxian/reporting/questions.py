"""Which region, period and campaign a command or a page asks for, and what stands in when it does not say."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from fengxian.figures import Period
from fengxian.regions import codes
from fengxian.reporting.models import Campaign
from fengxian.reporting.reach import Reach, meet


@dataclass(frozen=True, slots=True)
class Question:
    """Figures of these regions in this period; ``campaign`` where the period is a campaign's."""

    reach: Reach
    period: Period
    campaign: Campaign | None = None


def campaigns_for(reach: Reach) -> list[Campaign]:
    """Campaigns that took place in these regions or took them in, the latest first."""
    return list(Campaign.objects.touching(list(reach.regions)).select_related("region"))


def campaign_named(user: Any, name: str) -> Campaign:
    """LookupError for one that does not exist or has nothing to do with the person's regions."""
    found = Campaign.objects.touching(user.region_codes).filter(pk=name).first()
    if found is None:
        raise LookupError(f"没有专项行动 {name}，或不在您管的范围内。")
    return found


def of_campaign(reach: Reach, campaign: Campaign) -> Question:
    """The campaign's figures: of the asked regions as far as it took place there."""
    common = meet(reach.regions, campaign.region_id)
    if not common:
        raise LookupError(f"{campaign.name}不在{reach.name}开展。")
    return Question(Reach(reach.user, common), campaign.period, campaign)


def usual(reach: Reach, today: dt.date) -> Question:
    """What stands in where no period is asked for: the latest campaign, or else this year."""
    campaigns = campaigns_for(reach)
    if campaigns:
        return of_campaign(reach, campaigns[0])
    return Question(reach, Period(dt.date(today.year, 1, 1), dt.date(today.year, 12, 31)))


def padded(text: str) -> int:
    """An official code as asked for; LookupError for what is none."""
    try:
        return codes.pad(text)
    except ValueError:
        raise LookupError(f"没有区划 {text}，或不在您管的范围内。") from None
