from households.pages import HouseholdPages

app_name = "households"
urlpatterns = HouseholdPages().urls()
