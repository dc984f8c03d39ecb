from django.urls import path

from projects.ledger import views

urlpatterns = [
    path("ledger/", views.ledger_all, name="ledger_all"),
    path("ledger/rows/", views.ledger_rows, name="ledger_rows"),
    path("partnerships/<uuid:pk>/ledger/", views.ledger, name="ledger"),
    path("projects/<uuid:pk>/ledger/", views.project_ledger, name="project_ledger"),
    path("organisations/<uuid:pk>/ledger/", views.organisation_ledger, name="organisation_ledger"),
    path("quarters/<uuid:pk>/ledger/", views.quarter_ledger, name="quarter_ledger"),
]
