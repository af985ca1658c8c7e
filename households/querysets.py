"""What one may ask of persons and households. Scope comes first: ``visible_to(user)`` (fengxian/scope.py)."""

import re
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Value, When
from django.db.models.functions import Replace

from fengxian import identity
from fengxian.audit.models import RecordQuerySet
from fengxian.crypto import keyed_hash
from households.choices import LEFT, NO_CATEGORY, Relation, Risk, Status

_LATIN = re.compile(r"[a-z ]+")


class HouseholdQuerySet(RecordQuerySet):
    kind = "households"


class SpanQuerySet(models.QuerySet):
    """Categories in time."""

    def current(self):
        """Without an end."""
        return self.filter(ends_on=None)

    def in_time(self):
        """What holds now first, then the latest ended."""
        return self.order_by(F("ends_on").desc(nulls_first=True), F("starts_on").desc(nulls_last=True), "category")

    def of(self, *categories: str):
        return self.filter(category__in=categories)


class PersonQuerySet(RecordQuerySet):
    kind = "households"

    def in_need(self):
        """在册 and with a category that has not ended: whom the coverage figure counts (ledgers.md §4)."""
        return self.filter(status=Status.ENROLLED).filter(self._has_category())

    def having(self, *categories: str):
        """With one of these categories now."""
        return self.filter(self._has_category(*categories))

    def without_category(self):
        return self.filter(~self._has_category())

    def _has_category(self, *categories: str) -> Exists:
        spans = self._spans().filter(person=OuterRef("pk"))
        return Exists(spans.of(*categories) if categories else spans)

    def living_here(self):
        """Who neither died nor moved away."""
        return self.exclude(status__in=LEFT)

    def with_categories(self):
        """``person.categories`` and ``person.category_from`` then cost no further query."""
        return self.prefetch_related(Prefetch("spans", self._spans(), to_attr="current_spans"))

    def _spans(self) -> SpanQuerySet:
        """Categories of now; their model lies in the module that imports this one."""
        return self.model._meta.get_field("spans").related_model.objects.current()

    def for_list(self):
        """By village and household, the head first, then by age: the order of the ledger."""
        return self.select_related("household").with_categories().in_ledger_order()

    def in_ledger_order(self):
        head_first = Case(When(relation=Relation.HEAD, then=Value(0)), default=Value(1))
        return self.order_by("region_id", "household__code", head_first, "birth", "pk")

    def by_name(self):
        return self.order_by("name_key", "birth", "pk")

    def by_risk(self):
        """High, medium, low, unstated; inside these as the ledger."""
        steps = Case(
            When(risk=Risk.HIGH, then=Value(0)), When(risk=Risk.MEDIUM, then=Value(1)),
            When(risk=Risk.LOW, then=Value(2)), default=Value(3),
        )
        return self.order_by(steps, "region_id", "household__code", "birth", "pk")

    def search(self, text: str):
        """By name, pinyin or its initials, 户编号, or a whole identity, phone or account number (by hash)."""
        text = identity.clean(text)
        if not text:
            return self
        wanted = Q(name__contains=text) | Q(household__code__icontains=text)
        for field, purpose in (("identity_hash", "identity"), ("phone_hash", "phone"), ("account_hash", "account")):
            if len(text) >= 8 and text[:-1].replace("-", "").isdigit():
                wanted |= Q(**{field: keyed_hash(text.upper(), purpose)})
        latin = text.lower()
        if not _LATIN.fullmatch(latin):
            return self.filter(wanted)
        joined = Replace("name_key", Value(" "), Value(""))
        return self.annotate(name_joined=joined).filter(
            wanted | Q(name_initials__startswith=latin) | Q(name_joined__startswith=latin)
        )

    def choose_risk(self, risks: Any):
        return self.filter(risk__in=list(risks))

    def choose_status(self, statuses: Any):
        return self.filter(status__in=list(statuses))

    def choose_tier(self, tiers: Any):
        return self.filter(tier__in=list(tiers))

    def choose_categories(self, words: Any):
        """With one of these categories now; 无 stands for nobody's."""
        words = list(words)
        wanted = Q(self._has_category(*words))
        if NO_CATEGORY in words:
            wanted |= ~Q(self._has_category())
        return self.filter(wanted)

    def looked_after_by(self, cadre: str):
        """包联干部 of that name."""
        return self.filter(cadre=cadre)

    def sums(self) -> dict[str, int]:
        """How many persons, households, and persons at high risk, in one query."""
        return self.order_by().aggregate(
            people=Count("pk"), families=Count("household", distinct=True), high=Count("pk", filter=Q(risk=Risk.HIGH)),
        )
