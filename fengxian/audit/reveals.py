"""Which full numbers may be shown, and by whom they are read. Apps register here when they load.

``register("households", read, whose=name)``: ``read(user, object_id, field)`` returns the full number from a row
found through ``visible_to(user, "reveal")``, or None where there is no such row or field; ``whose(object_id)``
is asked after that, for the name that stands in the dialog and in the trail.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from fengxian.identity import mask_account, mask_identity, mask_phone

Reader = Callable[[object, UUID, str], str | None]
Namer = Callable[[UUID], str]
Fields = dict[str, tuple[str, Callable[[str], str]]]

# field → (what it is called, how it is masked)
USUAL: Fields = {
    "identity": ("身份证号", mask_identity),
    "phone": ("联系电话", mask_phone),
    "guardian_phone": ("监护人电话", mask_phone),
    "account": ("银行账号", mask_account),
}


@dataclass(frozen=True, slots=True)
class Reveal:
    """One kind of record whose numbers can be shown. ``right`` is needed on top of the record's scope."""

    kind: str
    read: Reader
    right: str
    fields: Fields
    whose: Namer | None = None

    def label(self, field: str, object_id: UUID | None = None) -> str:
        """「李有田的身份证号」; without the record, or where nobody can be named, 「身份证号」."""
        name = self.whose(object_id) if self.whose and object_id else ""
        return f"{name}的{self.fields[field][0]}" if name else self.fields[field][0]

    def mask(self, field: str, number: str) -> str:
        return self.fields[field][1](number)


_known: dict[str, Reveal] = {}


def register(
    kind: str, read: Reader, *, whose: Namer | None = None, right: str = "", fields: Fields | None = None
) -> None:
    """``right`` is ``kind.reveal`` unless given; ``fields`` are added to the usual ones."""
    _known[kind] = Reveal(kind, read, right or f"{kind}.reveal", USUAL | (fields or {}), whose)


def known(kind: str) -> Reveal | None:
    return _known.get(kind)


def may_reveal(user, kind: str) -> bool:
    """Whether the role may see full numbers of this kind at all: the button is shown only then."""
    reveal = known(kind)
    return bool(reveal and getattr(user, "is_authenticated", False) and user.may(reveal.right))
