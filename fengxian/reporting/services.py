"""Writing: starting a campaign."""

import datetime as dt
from typing import Any

from django.db import transaction

from fengxian.audit import trail
from fengxian.audit.models import Act
from fengxian.regions.models import Region
from fengxian.reporting.models import Campaign


@transaction.atomic
def start_campaign(
    *, actor: Any, id: str, name: str, region: int, start: dt.date, end: dt.date
) -> Campaign:
    """Puts a campaign on record. ``region`` is a padded code; ValidationError on nonsense or a known id."""
    campaign = Campaign(id=id, name=name, region=Region.objects.get(code=region), start=start, end=end)
    campaign.full_clean()
    campaign.save(force_insert=True)
    trail.record(Act.CREATE, actor=actor, kind="campaign", object_id=id, label=name)
    return campaign
