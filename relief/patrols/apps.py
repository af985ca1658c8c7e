from importlib import import_module

from django.apps import AppConfig


class PatrolsConfig(AppConfig):
    name = "relief.patrols"
    label = "patrols"
    verbose_name = "救助站"

    def ready(self) -> None:
        """Ledgers, figures and what may be shown whole register themselves when they are read."""
        for part in ("ledger", "figures", "reveals"):
            import_module(f"{self.name}.{part}")
