"""``manage.py create_staff USERNAME --role ROLE --region CODE``: an account from the command line (ledgers.md §1)."""

import getpass
import json
import os
import sys

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand

from fengxian.accounts.rights import Role
from fengxian.accounts.services import create_person
from fengxian.regions import codes


class Command(BaseCommand):
    help = "新建账号；密码取自环境变量 STAFF_PASSWORD，没有时当场输入"

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--role", required=True, help="、".join(Role.values))
        parser.add_argument("--region", required=True, action="append", help="区划代码，可写多个")
        parser.add_argument("--name", default="")

    def handle(self, *args, username, role, region, name, **options):
        if role not in Role.values:
            self._refuse(f"没有角色 {role}，可用：{'、'.join(Role.values)}")
        try:
            # Somebody who chose the password in person, or a script that must sign in: no change is forced.
            person, _ = create_person(
                actor=None, username=username, name=name or username, role=role,
                regions=[codes.pad(code) for code in region], password=_password(), must_change=False,
            )
        except (ValidationError, ValueError) as error:
            self._refuse("；".join(error.messages) if isinstance(error, ValidationError) else str(error))
        self.stdout.write(json.dumps(
            {"username": person.username, "name": person.name, "role": person.role,
             "regions": [codes.official(code) for code in person.region_codes]},
            ensure_ascii=False,
        ))

    def _refuse(self, sentence: str) -> None:
        self.stderr.write(sentence)
        sys.exit(2)


def _password() -> str:
    password = os.environ.get("STAFF_PASSWORD") or getpass.getpass("密码：")
    if not password:
        raise ValidationError("密码不能为空")
    return password
