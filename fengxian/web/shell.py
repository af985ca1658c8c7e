"""What every page's frame shows: navigation, tabs, the person and their regions."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from fengxian.regions.tree import tree
from fengxian.web import nav


@dataclass(frozen=True, slots=True)
class Item:
    label: str
    icon: str
    url: str
    current: bool


def shell(request) -> dict:
    """Context processor: lazily, so that pages without a frame pay nothing."""
    return {
        "bureau": settings.BUREAU_NAME,
        "shell": Shell(request),
        "idle_seconds": settings.SESSION_IDLE_SECONDS,
    }


class Shell:
    """The frame of one request; each part is worked out when the template asks for it."""

    def __init__(self, request):
        self.request = request
        self.user = getattr(request, "user", None)

    @property
    def framed(self) -> bool:
        """Whether there is a person who may walk about: signed in, and not held at the password page."""
        return bool(
            self.user is not None and self.user.is_authenticated and not self.user.must_change_password
        )

    @property
    def side(self) -> list[Item]:
        return self._items(nav.SIDE)

    @property
    def tabs(self) -> list[Item]:
        middle = self._items(nav.MIDDLE)[:2]
        return [*self._items((nav.TODAY,)), *middle, *self._items((nav.ME,))]

    @property
    def managing(self) -> list[Item]:
        """The parts of 管理 that the person may open."""
        return self._items(nav.MANAGING)

    @property
    def search_url(self) -> str:
        """Where the quick search looks; empty for roles without the households."""
        return reverse("households:list") if self.user.may("households.view") else ""

    @property
    def number_url(self) -> str:
        """Where a whole number is looked for by POST: it must stand in no address."""
        return reverse("households:find") if self.user.may("households.view") else ""

    @property
    def regions(self) -> list[str]:
        return [tree().path(code) for code in self.user.region_codes]

    def _items(self, works) -> list[Item]:
        doors = [(work, nav.door(work, self.user.rights)) for work in works]
        opened = [(work, name) for work, name in doors if name]
        current = self._current(opened)
        return [Item(work.label, work.icon, reverse(name), work is current) for work, name in opened]

    def _current(self, opened) -> nav.Work | None:
        """The entry of this very page, else the one whose part of the system it lies in."""
        match = self.request.resolver_match
        if match is None:
            return None
        exact = [work for work, name in opened if name == match.view_name]
        named = [work for work, _ in opened if any(match.view_name.startswith(p) for p in work.pages)]
        around = [work for work, _ in opened if match.namespace in work.spaces]
        return next(iter(exact + named + around), None)
