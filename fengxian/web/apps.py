from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "fengxian.web"
    label = "web"
    verbose_name = "页面部件"
