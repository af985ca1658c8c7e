from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "fengxian.reporting"
    label = "reporting"
    verbose_name = "指标与简报"
