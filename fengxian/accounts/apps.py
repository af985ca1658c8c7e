from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "fengxian.accounts"
    label = "accounts"
    verbose_name = "人员与权限"

    def ready(self) -> None:
        import_module("fengxian.accounts.signals")
