from django.apps import AppConfig


class SubsidiesConfig(AppConfig):
    name = "relief.subsidies"
    label = "subsidies"
    verbose_name = "资金发放"
