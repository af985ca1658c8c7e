"""All addresses. Every view below names its right, or the system does not start."""

from django.urls import include, path

from fengxian.doors import refuse_unnamed_rights

urlpatterns = [
    path("", include("fengxian.reporting.urls")),
    path("", include("fengxian.accounts.urls")),
    path("", include("fengxian.web.urls")),
    path("regions/", include("fengxian.regions.urls")),
    path("audit/", include("fengxian.audit.urls")),
    path("ledgers/", include("fengxian.ledgers.urls")),
    path("households/", include("households.urls")),
    path("visits/", include("visits.urls")),
    path("relief/", include("relief.subsidies.urls")),
    path("relief/", include("relief.condolences.urls")),
    path("relief/", include("relief.patrols.urls")),
]

handler404 = "fengxian.web.views.page_not_found"
handler403 = "fengxian.web.views.no_right"
handler500 = "fengxian.web.views.server_error"

refuse_unnamed_rights(urlpatterns)
