"""The work that the navigation leads to. Nothing is shown that a role cannot use (design: Frame)."""

from dataclasses import dataclass

ANYBODY = ""
LEDGERS = "ledgers"  # any right to bring a ledger in or take one out


@dataclass(frozen=True, slots=True)
class Work:
    """One entry: the first of its doors that the person may use is where it leads."""

    label: str
    icon: str
    doors: tuple[tuple[str, str], ...]  # (right, url name)
    spaces: tuple[str, ...] = ()  # url namespaces that belong to this work
    pages: tuple[str, ...] = ()  # beginnings of url names that belong to it though their namespace does not


DASHBOARD = Work("工作台", "layout-dashboard", (("figures.view", "reporting:dashboard"),))
HOUSEHOLDS = Work("困难家庭", "users", (("households.view", "households:list"),), ("households",))
VISITS = Work(
    "走访", "walk", (("visits.view", "visits:list"),), ("visits", "outings", "hazards", "institutions", "inspections")
)
PAYMENTS = Work(
    "资金", "coin-yuan", (("payments.view", "payments:list"),), ("payments", "investments")
)
CONDOLENCES = Work("慰问", "gift", (("condolences.view", "condolences:list"),), ("condolences",))
RESCUE = Work(
    "救助站", "bed", (("patrols.view", "patrols:list"), ("assistance.view", "assistance:list")),
    ("patrols", "assistance"),
)
FIGURES = Work("指标与简报", "chart-bar", (("figures.view", "reporting:figures"),), ("reporting",))
LEDGER = Work("台账导入导出", "file-spreadsheet", ((LEDGERS, "ledgers:home"),), ("ledgers",))
MANAGING = (
    Work("人员", "users", (("people.manage", "accounts:people"),), pages=("accounts:people", "accounts:person-")),
    Work("干部名册", "id", (("cadres.manage", "accounts:cadres"),), pages=("accounts:cadre",)),
    Work("审计记录", "shield-check", (("audit.view", "audit:list"),), ("audit",)),
)
MANAGEMENT = Work(
    "管理", "settings", tuple(way for part in MANAGING for way in part.doors), ("audit",),
    ("accounts:people", "accounts:person-", "accounts:cadre"),
)
SIDE = (DASHBOARD, HOUSEHOLDS, VISITS, PAYMENTS, CONDOLENCES, RESCUE, FIGURES, LEDGER, MANAGEMENT)

TODAY = Work("今日", "list-check", (("visits.view", "visits:today"), ("figures.view", "reporting:dashboard")))
ME = Work("我的", "user", ((ANYBODY, "accounts:me"),), ("accounts",))
# The two tabs in the middle of the phone's bar: the first two that the role may use.
MIDDLE = (
    Work("家庭", "users", HOUSEHOLDS.doors, HOUSEHOLDS.spaces),
    Work("记录", "notes", VISITS.doors, VISITS.spaces),
    PAYMENTS, RESCUE, CONDOLENCES,
)


def door(work: Work, rights: frozenset[str]) -> str | None:
    """The url name that this work opens for these rights; None if it is closed."""
    for right, url_name in work.doors:
        if right == ANYBODY or right in rights or (right == LEDGERS and _moves_ledgers(rights)):
            return url_name
    return None


def _moves_ledgers(rights: frozenset[str]) -> bool:
    return any(right.endswith((".import", ".export")) for right in rights)
