"""manage.py demo_people: who can sign in to a demo, one line a person."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from fengxian.demo.people import DEMO_PEOPLE


class Command(BaseCommand):
    help = "列出演示人员的账号、密码和角色（只在开发环境）"

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("生产环境没有演示人员。")
        accounts = {user.username: user for user in get_user_model().objects.filter(is_active=True)}
        for person in DEMO_PEOPLE:
            user = accounts.get(person.username)
            # A password that somebody has changed since is theirs alone.
            if user and user.check_password(person.password):
                self.stdout.write(f"账号 {person.username} 密码 {person.password} 角色 {person.role_name}")
