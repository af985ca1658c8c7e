from django.urls import path

from fengxian.regions import views

app_name = "regions"

urlpatterns = [
    path("pick/", views.pick, name="pick"),
]
