from django.urls import include, path

from visits.pages import cadre
from visits.pages.hazard import HazardPages
from visits.pages.inspection import InspectionPages, InstitutionPages
from visits.pages.outing import OutingPages
from visits.pages.visit import VisitPages

urlpatterns = [
    path("outings/", include((OutingPages().urls(), "outings"))),
    path("hazards/", include((HazardPages().urls(), "hazards"))),
    path("institutions/", include((InstitutionPages().urls(), "institutions"))),
    path("inspections/", include((InspectionPages().urls(), "inspections"))),
    path("", include((VisitPages().urls() + cadre.urls, "visits"))),
]
