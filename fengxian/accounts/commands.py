"""What commands with ``--as`` share: the person who acts, and the regions that person may ask for."""

import argparse
import datetime as dt
import sys
from typing import Any

from fengxian.accounts.models import User
from fengxian.regions import codes
from fengxian.regions.tree import tree


def acting_person(username: str, right: str | None, stderr: Any) -> User:
    """The active person of that name who holds the right; otherwise a sentence and exit 2."""
    person = User.objects.filter(username=username, is_active=True).first()
    if person is None:
        stderr.write(f"没有账号 {username}，或已停用。")
        sys.exit(2)
    if right and not person.may(right):
        stderr.write(f"{person.get_role_display()}没有这项权限。")
        sys.exit(2)
    return person


def asked_regions(person: User, asked: list[str], stderr: Any) -> list[int]:
    """Padded codes of the regions asked for, all of them inside the person's; none asked: the person's own."""
    if not asked:
        return person.region_codes
    found = []
    for text in asked:
        try:
            code = codes.pad(text)
        except ValueError:
            code = 0
        if code not in tree() or not person.covers(code):
            stderr.write(f"没有区划 {text}，或不在您管的范围内。")
            sys.exit(2)
        found.append(code)
    return found


def asked_day(text: str) -> dt.date:
    """A day on the command line, as 2024-01-15; argparse prints the sentence and exits 2."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2024-01-15") from None
