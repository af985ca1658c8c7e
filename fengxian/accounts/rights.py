"""Who may do what: ten roles × rights, all in this one table.

A right is ``kind.act``. Kinds are the eight ledgers plus the system's own work; acts are
``view`` (rows, masked), ``edit`` (enter, change, void), ``import``, ``export`` (masked ledger),
``reveal`` (full identity numbers, phones and accounts, always audited).
Where somebody may act is not here but in their regions (scope.py).
"""

from django.db import models


class Role(models.TextChoices):
    COUNTY_ADMIN = "county_admin", "县管理员"
    COUNTY_OFFICER = "county_officer", "县业务"
    FINANCE = "finance", "财务"
    LEADER = "leader", "分管领导"
    SUPERVISOR = "supervisor", "督导"
    TOWN_OFFICER = "town_officer", "镇经办"
    TOWN_REVIEWER = "town_reviewer", "镇审核"
    VILLAGE_WORKER = "village_worker", "村协理员"
    RESCUE_OFFICER = "rescue_officer", "救助站"
    AUDITOR = "auditor", "审计员"


KINDS = {
    "households": "困难家庭",
    "visits": "走访",
    "inspections": "机构检查",
    "payments": "资金发放",
    "condolences": "慰问",
    "investments": "投入资金",
    "patrols": "巡查",
    "assistance": "救助登记",
}
ACTS = {"view": "查看", "edit": "录入修改", "import": "导入", "export": "导出", "reveal": "看完整号码"}
SYSTEM_RIGHTS = {
    "figures.view": "看指标",
    "bulletin.make": "出简报",
    "people.manage": "管理人员",
    "cadres.manage": "管理干部名册",
    "audit.view": "看审计记录",
}

_ALL = "view edit import export reveal"
_READ = "view export"
_WORK = {  # role → kind → acts; a kind not named is closed
    Role.COUNTY_ADMIN: dict.fromkeys(KINDS, _ALL),
    Role.COUNTY_OFFICER: dict.fromkeys(KINDS, _ALL),
    Role.FINANCE: {
        "households": _READ, "payments": _ALL, "investments": _ALL, "condolences": _READ, "assistance": _READ,
    },
    Role.LEADER: dict.fromkeys(KINDS, _READ),
    Role.SUPERVISOR: {
        "households": _READ, "visits": _READ, "inspections": "view edit import export",
    },
    Role.TOWN_OFFICER: {
        "households": _ALL, "visits": _ALL, "inspections": "view edit import export", "payments": _ALL,
        "condolences": _ALL, "investments": "view edit import export",
    },
    Role.TOWN_REVIEWER: {
        "households": _READ, "visits": _READ, "inspections": _READ, "payments": _READ + " reveal",
        "condolences": _READ, "investments": _READ,
    },
    Role.VILLAGE_WORKER: {
        "households": "view edit import export", "visits": "view edit import export",
        "payments": "view", "condolences": "view",
    },
    Role.RESCUE_OFFICER: {"patrols": _ALL, "assistance": _ALL},
    Role.AUDITOR: {"payments": _READ, "condolences": _READ, "investments": _READ, "assistance": _READ},
}
_SYSTEM = {
    Role.COUNTY_ADMIN: {"bulletin.make", "people.manage", "cadres.manage"},
    Role.COUNTY_OFFICER: {"bulletin.make", "cadres.manage"},
    Role.LEADER: {"bulletin.make"},
    Role.TOWN_OFFICER: {"bulletin.make"},
    Role.AUDITOR: {"audit.view"},
}


def rights_of(role: str) -> frozenset[str]:
    """All rights of a role; an unknown role has none. Every role sees the figures of its regions (ledgers.md §4)."""
    if role not in Role.values:
        return frozenset()
    work = {f"{kind}.{act}" for kind, acts in _WORK[Role(role)].items() for act in acts.split()}
    return frozenset(work | _SYSTEM.get(Role(role), set()) | {"figures.view"})


def all_rights() -> frozenset[str]:
    return frozenset(f"{kind}.{act}" for kind in KINDS for act in ACTS) | frozenset(SYSTEM_RIGHTS)


def right_name(right: str) -> str:
    """「走访：导入」, 「看审计记录」."""
    kind, _, act = right.partition(".")
    return SYSTEM_RIGHTS.get(right) or f"{KINDS.get(kind, kind)}：{ACTS.get(act, act)}"
