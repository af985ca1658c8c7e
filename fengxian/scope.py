"""THE one door to rows: ``Model.objects.visible_to(user)``, closed by default.

Lists, details, forms, pickers, imports, exports, figures and commands all go through it.
No role, no region, a disabled account or nobody at all means no rows.
"""

from typing import Any

from django.db import models

from fengxian.regions import codes
from fengxian.regions.models import in_spans


class ScopedQuerySet(models.QuerySet):
    """Rows of one kind of record, reached by region. ``kind`` names the right, ``region_field`` the column."""

    kind: str = ""
    region_field = "region_id"

    def visible_to(self, user: Any, act: str = "view"):
        """The rows of this person's regions, if the role holds the right to this kind; else none."""
        if not getattr(user, "is_authenticated", False) or not user.may(self.right(act)):
            return self.none()
        return self.in_scope(user)

    def in_scope(self, user: Any):
        """By region alone: for figures, which every role sees of its regions (ledgers.md §4)."""
        return self.filter(in_spans(self.region_field, user.spans))

    def within(self, *regions: int):
        """In those regions or below them."""
        return self.filter(in_spans(self.region_field, codes.merge_spans(list(regions))))

    def right(self, act: str) -> str:
        return f"{self.kind}.{act}"
