from django.urls import include, path

from relief.subsidies.pages import PaymentPages

urlpatterns = [path("payments/", include((PaymentPages().urls(), "payments")))]
