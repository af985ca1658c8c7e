from importlib import import_module

from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    name = "households"
    label = "households"
    verbose_name = "困难家庭"

    def ready(self) -> None:
        """The ledger and what may be shown whole register themselves when they are read."""
        for part in ("ledger", "reveals"):
            import_module(f"{self.name}.{part}")
