from importlib import import_module

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "visits"
    label = "visits"
    verbose_name = "走访"

    def ready(self) -> None:
        """Brings ledgers, figures and reveals, which register themselves; the models are there by now."""
        for module in ("ledger", "inspection_ledger", "figures", "reveals"):
            import_module(f"visits.{module}")
