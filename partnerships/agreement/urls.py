from django.urls import path

from partnerships.agreement import step_views as steps
from partnerships.agreement import views

urlpatterns = [
    path("agreements/", views.agreement_list, name="agreement_list"),
    path("agreements/new/", views.create, name="agreement_create"),
    path("agreements/idea/", steps.propose_idea, name="agreement_idea"),
    path("agreements/<uuid:pk>/", steps.detail, name="agreement_detail"),
    path("agreements/<uuid:pk>/edit/", views.edit, name="agreement_edit"),
    path("agreements/<uuid:pk>/offer/", views.offer, name="agreement_offer"),
    path("agreements/<uuid:pk>/counter/", views.counter, name="agreement_counter"),
    path("agreements/<uuid:pk>/compare/", views.compare, name="agreement_compare"),
    path("agreements/<uuid:pk>/drop/", views.drop, name="agreement_drop"),
    path("agreements/<uuid:pk>/editions/<int:number>/", views.edition, name="agreement_edition"),
    path("agreements/<uuid:pk>/take-up/", steps.take_up, name="agreement_take_up"),
    path("agreements/<uuid:pk>/talk/", steps.talk, name="agreement_talk"),
    path("agreements/<uuid:pk>/submit/", steps.submit, name="agreement_submit"),
    path("agreements/<uuid:pk>/reopen/", steps.reopen, name="agreement_reopen"),
    path("agreements/<uuid:pk>/sign/", steps.sign, name="agreement_sign"),
    path("agreements/<uuid:pk>/revive/", steps.revive, name="agreement_revive"),
]
