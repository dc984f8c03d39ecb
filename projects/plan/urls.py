from django.urls import path

from projects.plan import views

urlpatterns = [
    path("contributions/<uuid:pk>/plan/", views.contribution_plan, name="contribution_plan"),
    path("contributions/plan/sums/", views.plan_sums, name="plan_sums"),
]
