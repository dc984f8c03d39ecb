from django.urls import path

from projects.basis import views

urlpatterns = [path("contributions/<uuid:pk>/count/", views.contribution_count, name="contribution_count")]
