from django.urls import path

from projects.ledger import rebooking_views, views

urlpatterns = [
    path("ledger/", views.ledger_all, name="ledger_all"),
    path("ledger/export/", views.ledger_export, name="ledger_export"),
    path("ledger/rows/", views.ledger_rows, name="ledger_rows"),
    path("partnerships/<uuid:pk>/ledger/", views.ledger, name="ledger"),
    path("projects/<uuid:pk>/ledger/", views.project_ledger, name="project_ledger"),
    path("organisations/<uuid:pk>/ledger/", views.organisation_ledger, name="organisation_ledger"),
    path("quarters/<uuid:pk>/ledger/", views.quarter_ledger, name="quarter_ledger"),
    path("deliveries/<uuid:pk>/amend/", rebooking_views.delivery_amend, name="delivery_amend"),
    path("contributions/<uuid:pk>/give-back/", rebooking_views.contribution_give_back, name="contribution_give_back"),
    path("corrections/<uuid:pk>/", rebooking_views.rebooking_detail, name="rebooking_detail"),
    path("corrections/<uuid:pk>/agree/", rebooking_views.rebooking_agree, name="rebooking_agree"),
    path("corrections/<uuid:pk>/decline/", rebooking_views.rebooking_decline, name="rebooking_decline"),
    path("corrections/<uuid:pk>/withdraw/", rebooking_views.rebooking_withdraw, name="rebooking_withdraw"),
]
