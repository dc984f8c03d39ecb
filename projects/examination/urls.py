from django.urls import path

from projects.examination import views

urlpatterns = [path("contributions/<uuid:pk>/examine/", views.contribution_examine, name="contribution_examine")]
