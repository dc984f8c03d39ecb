from django.urls import path

from partnerships.annex import views as annexes
from projects.draft import views

urlpatterns = [
    path("contributions/drafts/", views.draft_list, name="draft_list"),
    path("contributions/drafts/save/", views.draft_save, name="draft_save"),
    path("contributions/drafts/<uuid:pk>/remove/", views.draft_remove, name="draft_remove"),
    path("contributions/drafts/<uuid:pk>/files/new/", annexes.create, {"place": "draft"}, name="draft_attach"),
]
