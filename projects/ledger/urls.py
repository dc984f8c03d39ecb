from django.urls import path

from projects.ledger import correction_views, views

urlpatterns = [
    path("ledger/", views.ledger_all, name="ledger_all"),
    path("ledger/rows/", views.ledger_rows, name="ledger_rows"),
    path("partnerships/<uuid:pk>/ledger/", views.ledger, name="ledger"),
    path("projects/<uuid:pk>/ledger/", views.project_ledger, name="project_ledger"),
    path("organisations/<uuid:pk>/ledger/", views.organisation_ledger, name="organisation_ledger"),
    path("quarters/<uuid:pk>/ledger/", views.quarter_ledger, name="quarter_ledger"),
    path("deliveries/<uuid:pk>/amend/", correction_views.delivery_amend, name="delivery_amend"),
    path("contributions/<uuid:pk>/give-back/", correction_views.contribution_give_back, name="contribution_give_back"),
    path("corrections/<uuid:pk>/", correction_views.correction_detail, name="correction_detail"),
    path("corrections/<uuid:pk>/agree/", correction_views.correction_agree, name="correction_agree"),
    path("corrections/<uuid:pk>/decline/", correction_views.correction_decline, name="correction_decline"),
    path("corrections/<uuid:pk>/withdraw/", correction_views.correction_withdraw, name="correction_withdraw"),
]
