from django.urls import path

from partnerships.annex import views as annexes
from partnerships.paper import views

urlpatterns = [
    path("agreements/<uuid:pk>/papers/", views.papers, name="agreement_papers"),
    path("agreements/<uuid:pk>/annexes/new/", annexes.create, {"place": "agreement"}, name="agreement_annex_create"),
]
