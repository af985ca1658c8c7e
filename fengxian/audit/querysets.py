"""Reading the trail."""

import datetime as dt

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

RIGHT = "audit.view"


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EntryQuerySet":
        """Acts of the people of one's own regions, and those without a person (failed sign-ins, commands)."""
        if not getattr(user, "is_authenticated", False) or not user.may(RIGHT):
            return self.none()
        people = get_user_model().objects.managed_by(user)
        return self.filter(models.Q(actor=None) | models.Q(actor__in=people))

    def sign_ins_of(self, user) -> "EntryQuerySet":
        """One's own signing in and failing to, newest first."""
        return self.filter(kind="people", object_id=str(user.pk), act__in=("sign_in", "sign_in_failed", "locked"))

    def by_person(self, person) -> "EntryQuerySet":
        return self.filter(actor=person)

    def of_act(self, act: str) -> "EntryQuerySet":
        return self.filter(act=act)

    def of_kind(self, kind: str) -> "EntryQuerySet":
        return self.filter(kind=kind)

    def between(self, since: dt.date | None, until: dt.date | None) -> "EntryQuerySet":
        """Local days, both included."""
        found = self
        if since:
            found = found.filter(at__gte=_midnight(since))
        if until:
            found = found.filter(at__lt=_midnight(until + dt.timedelta(days=1)))
        return found


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
