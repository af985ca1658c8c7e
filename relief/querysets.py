"""What the records of relief have in common when they are asked for."""

from fengxian.audit.models import RecordQuerySet
from fengxian.figures import Period


class DatedQuerySet(RecordQuerySet):
    """Records of one day each."""

    def during(self, period: Period):
        """Of those days, both inside."""
        return self.filter(date__range=(period.start, period.end))
