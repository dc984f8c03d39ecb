from django.urls import path

from projects.report import views

urlpatterns = [
    path("reports/", views.index, name="report_list"),
    path("reports/new/", views.create, name="report_create"),
]
