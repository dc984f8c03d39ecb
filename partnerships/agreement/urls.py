from django.urls import path

from partnerships.agreement import views

urlpatterns = [
    path("agreements/", views.agreement_list, name="agreement_list"),
    path("agreements/new/", views.create, name="agreement_create"),
    path("agreements/<uuid:pk>/", views.detail, name="agreement_detail"),
    path("agreements/<uuid:pk>/edit/", views.edit, name="agreement_edit"),
    path("agreements/<uuid:pk>/offer/", views.offer, name="agreement_offer"),
    path("agreements/<uuid:pk>/counter/", views.counter, name="agreement_counter"),
    path("agreements/<uuid:pk>/compare/", views.compare, name="agreement_compare"),
    path("agreements/<uuid:pk>/sign/", views.sign, name="agreement_sign"),
    path("agreements/<uuid:pk>/drop/", views.drop, name="agreement_drop"),
    path("agreements/<uuid:pk>/editions/<int:number>/", views.edition, name="agreement_edition"),
]
