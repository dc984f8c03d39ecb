from django.urls import path

from partnerships.amendment import views

urlpatterns = [
    path("agreements/<uuid:pk>/amend/", views.amend, name="agreement_amend"),
    path("agreements/<uuid:pk>/changes/", views.changes, name="agreement_changes"),
    path("agreements/<uuid:pk>/catch-up/", views.catch_up, name="agreement_catch_up"),
]
