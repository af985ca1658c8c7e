"""What can be asked of outings, visits, hazards, institutions and inspections; always chainable."""

import datetime as dt

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q

from fengxian.audit.models import RecordQuerySet
from fengxian.figures import Period
from fengxian.regions.models import in_spans
from fengxian.scope import ScopedQuerySet
from visits.choices import HazardState


class OutingQuerySet(RecordQuerySet):
    kind = "visits"

    def in_scope(self, user):
        """Outings of one's regions, and those that visited somebody there though they went further."""
        visits = self.model._meta.get_field("visits").related_model._default_manager
        here = visits.filter(in_spans("region_id", user.spans), outing=OuterRef("pk"), voided_at=None)
        return self.filter(in_spans("region_id", user.spans) | Exists(here))

    def numbered(self, numbers):
        return self.filter(number__in=list(numbers))

    def entered_by(self, user, day: dt.date):
        """Outings of that day that this person put on record."""
        return self.filter(created_by=user, date=day)

    def visited(self) -> dict:
        """Outing id → how many live visits it made."""
        counted = self.order_by().annotate(made=Count("visits", filter=Q(visits__voided_at=None)))
        return dict(counted.values_list("pk", "made"))


class VisitQuerySet(RecordQuerySet):
    kind = "visits"

    def during(self, period: Period):
        return self.filter(date__range=(period.start, period.end))

    def of_household(self, household):
        return self.filter(household=household)

    def newest_first(self):
        return self.order_by("-date", "-outing_id", "id")

    def with_hazard(self, kind: str):
        """On which a hazard of that type was found."""
        hazards = self.model._meta.get_field("hazards").related_model._default_manager.live()
        return self.filter(Exists(hazards.filter(visit=OuterRef("pk"), type=kind)))

    def for_list(self):
        """With whom, by whom, and the live hazards found."""
        hazards = self.model._meta.get_field("hazards").related_model._default_manager.live().order_by("seq")
        return self.select_related("outing", "person", "household").prefetch_related(
            "outing__cadres", Prefetch("hazards", queryset=hazards, to_attr="live_hazards")
        )


class HazardQuerySet(RecordQuerySet):
    kind = "visits"

    def during(self, period: Period):
        """Found in the period."""
        return self.filter(date__range=(period.start, period.end))

    def completed(self):
        return self.filter(completed_on__isnull=False)

    def open(self):
        return self.filter(completed_on=None)

    def overdue(self, on: dt.date):
        return self.open().filter(deadline__lt=on)

    def in_state(self, state: str, on: dt.date):
        """As HazardState derives it on that day; an unknown state narrows nothing."""
        return self.filter(self._when(state, on)) if state in HazardState.values else self

    @staticmethod
    def _when(state: str, on: dt.date) -> Q:
        """HazardState as a condition."""
        match state:
            case HazardState.DONE:
                return Q(completed_on__isnull=False)
            case HazardState.LATE:
                return Q(completed_on=None, deadline__lt=on)
            case HazardState.OPEN:
                return Q(completed_on=None, deadline__gte=on)
        return Q(completed_on=None, deadline=None)

    def for_list(self):
        return self.select_related("visit__person")

    def count_states(self, on: dt.date) -> dict:
        """HazardState → how many, on that day; in one query."""
        counts = {state: Count("pk", filter=self._when(state, on)) for state in HazardState}
        found = self.aggregate(**{state.name: count for state, count in counts.items()})
        return {state: found[state.name] for state in HazardState}


class MemberQuerySet(ScopedQuerySet):
    """Cadres who took part: rows of an outing or an inspection, reached through it."""

    parent = ""

    @property
    def region_field(self) -> str:
        return f"{self.parent}__region_id"

    def live(self):
        return self.filter(**{f"{self.parent}__voided_at": None})

    def during(self, period: Period):
        return self.filter(**{f"{self.parent}__date__range": (period.start, period.end)})

    def untied(self):
        """Names that nobody on the register of cadres answers to yet."""
        return self.filter(cadre=None)


class OutingCadreQuerySet(MemberQuerySet):
    kind = "visits"
    parent = "outing"


class InspectionCadreQuerySet(MemberQuerySet):
    kind = "inspections"
    parent = "inspection"


class InstitutionQuerySet(RecordQuerySet):
    kind = "inspections"

    def named(self, names):
        return self.filter(name__in=list(names))

    def for_list(self):
        live = Q(inspections__voided_at=None)
        return self.annotate(
            inspected=Count("inspections", filter=live), last_inspected=Max("inspections__date", filter=live)
        ).order_by("region_id", "name")


class InspectionQuerySet(RecordQuerySet):
    kind = "inspections"

    def during(self, period: Period):
        return self.filter(date__range=(period.start, period.end))

    def with_group(self):
        return self.exclude(group="")

    def newest_first(self):
        return self.order_by("-date", "-number")

    def for_list(self):
        return self.select_related("institution").prefetch_related("cadres")
