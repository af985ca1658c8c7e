from django.urls import include, path

from relief.patrols.pages import AssistancePages, PatrolPages

urlpatterns = [
    path("patrols/", include((PatrolPages().urls(), "patrols"))),
    path("assistance/", include((AssistancePages().urls(), "assistance"))),
]
