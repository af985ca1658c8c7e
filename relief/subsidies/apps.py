from importlib import import_module

from django.apps import AppConfig


class SubsidiesConfig(AppConfig):
    name = "relief.subsidies"
    label = "subsidies"
    verbose_name = "资金发放"

    def ready(self) -> None:
        """Ledgers, figures and what may be shown whole register themselves when they are read."""
        for part in ("ledger", "figures", "reveals"):
            import_module(f"{self.name}.{part}")
