from importlib import import_module

from django.apps import AppConfig


class CondolencesConfig(AppConfig):
    name = "relief.condolences"
    label = "condolences"
    verbose_name = "慰问"

    def ready(self) -> None:
        """Ledgers, figures and what may be shown whole register themselves when they are read."""
        for part in ("ledger", "figures", "reveals"):
            import_module(f"{self.name}.{part}")
