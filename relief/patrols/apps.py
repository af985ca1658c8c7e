from django.apps import AppConfig


class PatrolsConfig(AppConfig):
    name = "relief.patrols"
    label = "patrols"
    verbose_name = "救助站"
