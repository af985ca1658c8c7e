from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "fengxian.ledgers"
    label = "ledgers"
    verbose_name = "台账"
