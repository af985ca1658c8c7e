"""Reading people and cadres."""

from django.db import models

from fengxian.regions.models import Region, in_spans


class UserQuerySet(models.QuerySet):
    def managed_by(self, user) -> "UserQuerySet":
        """Those whose regions all lie within this person's; somebody without a region belongs to nobody."""
        outside = Region.objects.exclude(in_spans("code", user.spans))
        return self.filter(regions__isnull=False).exclude(regions__in=outside).distinct()

    def matching(self, text: str) -> "UserQuerySet":
        """By a part of the name or of the account."""
        return self.filter(models.Q(name__icontains=text) | models.Q(username__icontains=text))

    def with_role(self, role: str) -> "UserQuerySet":
        return self.filter(role=role)

    def within(self, code: int) -> "UserQuerySet":
        """Those with a region in that one or below it."""
        return self.filter(regions__in=Region.objects.within(code)).distinct()

    def in_state(self, state: str) -> "UserQuerySet":
        """``on``: may sign in; ``off``: disabled."""
        return self.filter(is_active=state == "on")

    def for_cadre(self, cadre) -> "UserQuerySet":
        """Accounts that no other cadre holds, for the register's form."""
        return self.filter(models.Q(cadre=None) | models.Q(cadre=cadre)).order_by("username")

    def for_list(self) -> "UserQuerySet":
        return self.prefetch_related("regions").order_by("-is_active", "username")
