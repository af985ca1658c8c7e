from django.apps import AppConfig


class CondolencesConfig(AppConfig):
    name = "relief.condolences"
    label = "condolences"
    verbose_name = "慰问"
