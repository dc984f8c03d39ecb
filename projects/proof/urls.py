from django.urls import path

from projects.proof import views

urlpatterns = [
    path("proofs/", views.proof_list, name="proof_list"),
    path("contributions/<uuid:pk>/proofs/new/", views.proof_create, name="proof_create"),
    path("contributions/<uuid:pk>/proofs/rule/", views.contribution_proof_rule, name="contribution_proof_rule"),
    path("proofs/<uuid:pk>/", views.proof_detail, name="proof_detail"),
    path("proofs/<uuid:pk>/begin/", views.proof_begin, name="proof_begin"),
    path("proofs/<uuid:pk>/edit/", views.proof_edit, name="proof_edit"),
    path("proofs/<uuid:pk>/give/", views.proof_give, name="proof_give"),
    path("proofs/<uuid:pk>/take-up/", views.proof_take_up, name="proof_take_up"),
    path("proofs/<uuid:pk>/check/", views.proof_check, name="proof_check"),
    path("proofs/<uuid:pk>/answer/", views.proof_answer, name="proof_answer"),
    path("proofs/<uuid:pk>/write/", views.proof_write, name="proof_write"),
    path("proofs/<uuid:pk>/close/", views.proof_close, name="proof_close"),
    path("proofs/<uuid:pk>/file/", views.proof_file, name="proof_file"),
    path("proofs/<uuid:pk>/reclaim/", views.proof_reclaim, name="proof_reclaim"),
    path("reclaims/<uuid:pk>/answer/", views.reclaim_answer, name="reclaim_answer"),
    path("reclaims/<uuid:pk>/<slug:step>/", views.reclaim_step, name="reclaim_step"),
]
