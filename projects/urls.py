from django.urls import include, path

urlpatterns = [
    path("", include("projects.project.urls")),
    path("", include("projects.goal.urls")),
    path("", include("projects.contribution.urls")),
    path("", include("projects.draft.urls")),
    path("", include("projects.change.urls")),
    path("", include("projects.booking.urls")),
    path("", include("projects.condition.urls")),
    path("", include("projects.limit.urls")),
    path("", include("projects.ledger.urls")),
    path("", include("projects.hours.urls")),
    path("", include("projects.plan.urls")),
    path("", include("projects.receipt.urls")),
    path("", include("projects.proof.urls")),
    path("", include("projects.pot.urls")),
    path("", include("projects.certificate.urls")),
    path("", include("projects.bank.urls")),
    path("", include("projects.funding.urls")),
    path("", include("projects.payment.urls")),
    path("", include("projects.report.urls")),
    path("", include("projects.home.urls")),
]
