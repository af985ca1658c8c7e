from django.urls import include, path

from visits.pages import HazardPages, InspectionPages, InstitutionPages, VisitPages

urlpatterns = [
    path("hazards/", include((HazardPages().urls(), "hazards"))),
    path("institutions/", include((InstitutionPages().urls(), "institutions"))),
    path("inspections/", include((InspectionPages().urls(), "inspections"))),
    path("", include((VisitPages().urls(), "visits"))),
]
