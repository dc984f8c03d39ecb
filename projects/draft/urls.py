from django.urls import path

from projects.draft import views

urlpatterns = [
    path("contributions/drafts/", views.draft_list, name="draft_list"),
    path("contributions/drafts/save/", views.draft_save, name="draft_save"),
    path("contributions/drafts/<uuid:pk>/remove/", views.draft_remove, name="draft_remove"),
]
