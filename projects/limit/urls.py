from django.urls import path

from projects.limit import views

urlpatterns = [path("organisations/<uuid:pk>/limits/", views.organisation_limits, name="organisation_limits")]
