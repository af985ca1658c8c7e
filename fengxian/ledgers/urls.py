"""台账导入导出. A ledger's kind is the second part of the address; imports and exports have ids of their own."""

from django.urls import path

from fengxian.ledgers import export_views, import_views, views

app_name = "ledgers"
urlpatterns = [
    path("", views.home, name="home"),
    path("imports/", views.imports, name="imports"),
    path("imports/<uuid:pk>/", import_views.batch, name="batch"),
    path("imports/<uuid:pk>/commit/", import_views.commit, name="commit"),
    path("imports/<uuid:pk>/drop/", import_views.drop, name="drop"),
    path("imports/<uuid:pk>/recheck/", import_views.recheck, name="recheck"),
    path("imports/<uuid:pk>/undo/", import_views.undo, name="undo"),
    path("imports/<uuid:pk>/errors/", import_views.errors, name="errors"),
    path("imports/<uuid:pk>/file/", import_views.file, name="file"),
    path("exports/<uuid:pk>/", export_views.job, name="job"),
    path("exports/<uuid:pk>/file/", export_views.job_file, name="job-file"),
    path("<slug:kind>/template/", views.template, name="template"),
    path("<slug:kind>/import/", import_views.upload, name="import"),
    path("<slug:kind>/export/", export_views.export, name="export"),
]
