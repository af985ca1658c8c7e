"""指标与简报: the dashboard, every figure down to its rows, and the bulletin."""

from django.urls import path

from fengxian.reporting import bulletin_views, drill_views, views

app_name = "reporting"

urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("figures/", views.figures, name="figures"),
    path("figures/<slug:key>/", drill_views.rows, name="drill"),
    path("figures/<slug:key>/export/", drill_views.export, name="export"),
    path("bulletin/", bulletin_views.bulletin, name="bulletin"),
    path("bulletin/document/", bulletin_views.document, name="document"),
]
