from django.urls import path

from partnerships.access import views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("acting/", views.acting, name="acting"),
]
