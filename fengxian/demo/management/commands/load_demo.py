"""manage.py load_demo: regions, people and the 2024 campaign as ordinary records, in an empty database."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from fengxian.demo.loader import Differs, NotEmpty, load_demo


class Command(BaseCommand):
    help = "把演示数据（2024 年专项行动）载入空库，并与通报数字核对"

    def add_arguments(self, parser):
        parser.add_argument(
            "--allow-production", action="store_true", help="生产环境也载入（演示账号的密码是公开的，只用于试用）"
        )

    def handle(self, *args, allow_production: bool, **options):
        if settings.PRODUCTION and not allow_production:
            raise CommandError("生产环境不载入演示数据：演示账号的密码是公开的。确要试用请加 --allow-production。")
        try:
            loaded = load_demo(self.stderr.write)
        except NotEmpty as error:
            raise CommandError(str(error), returncode=2) from None
        except Differs as error:
            raise CommandError(f"与通报数字不符，没有写入：{error}") from None
        self.stdout.write(json.dumps(loaded, ensure_ascii=False))
