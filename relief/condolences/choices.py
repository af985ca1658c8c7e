"""The words of 慰问发放花名册 (ledgers.md §3)."""

from django.db import models


class GiverKind(models.TextChoices):
    COUNTY_LEADERS = "县级四大班子", "县级四大班子"
    COUNTY_DEPARTMENT = "县级部门", "县级部门"
    TOWN = "镇", "镇"
    COMMUNITY = "社区", "社区"
    SOCIAL_ORGANISATION = "社会组织", "社会组织"
    COMPANY = "企业", "企业"
