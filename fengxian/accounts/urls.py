from django.urls import path

from fengxian.accounts import cadre_views, people_views, views

app_name = "accounts"

urlpatterns = [
    path("sign-in/", views.sign_in, name="login"),
    path("sign-out/", views.sign_out, name="logout"),
    path("me/", views.me, name="me"),
    path("me/password/", views.password, name="password"),
    path("me/stay/", views.stay, name="stay"),
    path("people/", people_views.people, name="people"),
    path("people/new/", people_views.create, name="person-create"),
    path("people/<uuid:pk>/", people_views.detail, name="person-detail"),
    path("people/<uuid:pk>/edit/", people_views.update, name="person-update"),
    path("people/<uuid:pk>/reset-password/", people_views.reset, name="person-reset"),
    path("people/<uuid:pk>/disable/", people_views.disable, name="person-disable"),
    path("people/<uuid:pk>/enable/", people_views.enable, name="person-enable"),
    path("cadres/", cadre_views.cadres, name="cadres"),
    path("cadres/new/", cadre_views.create, name="cadre-create"),
    path("cadres/<uuid:pk>/", cadre_views.detail, name="cadre-detail"),
    path("cadres/<uuid:pk>/edit/", cadre_views.update, name="cadre-update"),
    path("cadres/<uuid:pk>/leave/", cadre_views.leave, name="cadre-leave"),
    path("cadres/<uuid:pk>/return/", cadre_views.come_back, name="cadre-return"),
]
