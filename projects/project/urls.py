from django.urls import path

from projects.project import views

urlpatterns = [
    path("projects/", views.project_list, name="project_list"),
    path("projects/new/", views.create, name="project_create"),
    path("projects/<uuid:pk>/", views.detail, name="project_detail"),
    path("projects/<uuid:pk>/edit/", views.edit, name="project_edit"),
    path("projects/<uuid:pk>/start/", views.start, name="project_start"),
    path("projects/<uuid:pk>/end/", views.end, name="project_end"),
    path("projects/<uuid:pk>/drop/", views.drop, name="project_drop"),
    path("projects/<uuid:pk>/resume/", views.resume, name="project_resume"),
]
