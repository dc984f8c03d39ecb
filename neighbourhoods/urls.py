from django.urls import include, path

urlpatterns = [
    path("", include("neighbourhoods.quarter.urls")),
]
