from django.urls import path

from projects.rate import views

urlpatterns = [
    path("rates/", views.rate_list, name="rate_list"),
    path("rates/new/", views.rate_create, name="rate_create"),
    path("rates/<uuid:pk>/edit/", views.rate_edit, name="rate_edit"),
]
