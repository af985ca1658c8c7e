"""The visible history of one record: who, when, what, old → new."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from fengxian.audit.models import Act, Change


@dataclass(frozen=True, slots=True)
class Line:
    """One change. ``diff`` holds [栏目, 原值, 新值]; personal values in it are masked already."""

    at: dt.datetime
    who: str
    act: str
    label: str
    reason: str = ""
    diff: list[list[str]] = field(default_factory=list)
    object_id: Any = None

    @property
    def icon(self) -> str:
        return {Act.CREATE: "plus", Act.VOID: "ban", Act.RESTORE: "arrow-back-up"}.get(Act(self.act), "pencil")


def history_of(*object_ids: Any, most: int = 100) -> list[Line]:
    """The newest changes of one record, or of several, first. The caller has already let the person see them."""
    changes = (
        Change.objects.filter(object_id__in=object_ids).select_related("entry").defer("before").order_by("-id")[:most]
    )
    return [
        Line(
            at=change.entry.at, who=change.entry.actor_name or "系统", act=change.act, label=_label(change),
            reason=change.entry.reason, diff=change.diff, object_id=change.object_id,
        )
        for change in changes
    ]


def _label(change: Change) -> str:
    """「导入：新建」 where the change came with an import or its undoing, else the change itself."""
    own = change.get_act_display()
    return f"{change.entry.get_act_display()}：{own}" if change.entry.act in (Act.IMPORT, Act.UNDO) else own
