from django.urls import include, path

from relief.condolences.pages import CondolencePages, InvestmentPages

urlpatterns = [
    path("condolences/", include((CondolencePages().urls(), "condolences"))),
    path("investments/", include((InvestmentPages().urls(), "investments"))),
]
