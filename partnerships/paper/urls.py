from django.urls import path

from partnerships.annex import views as annexes
from partnerships.paper import views

urlpatterns = [
    path("agreements/<uuid:pk>/papers/", views.papers, name="agreement_papers"),
    path("agreements/<uuid:pk>/editions/<int:number>/paper/", views.ask, name="agreement_paper"),
    path("agreements/<uuid:pk>/editions/<int:number>/signed/", views.signed, name="agreement_signed"),
    path("papers/verify/", views.verify, name="paper_verify"),
    path("agreements/<uuid:pk>/annexes/new/", annexes.create, {"place": "agreement"}, name="agreement_annex_create"),
]
