from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "fengxian.audit"
    label = "audit"
    verbose_name = "审计与历史"
