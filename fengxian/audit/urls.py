from django.urls import path

from fengxian.audit import reveal_views, views

app_name = "audit"

urlpatterns = [
    path("", views.entries, name="list"),
    path("<int:pk>/", views.entry, name="detail"),
    path("reveal/", reveal_views.reveal, name="reveal"),
]
