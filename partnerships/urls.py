from django.urls import include, path

urlpatterns = [
    path("", include("partnerships.access.urls")),
    path("", include("partnerships.membership.urls")),
    path("", include("partnerships.partnership.urls")),
    path("", include("partnerships.journal.urls")),
    path("", include("partnerships.annex.urls")),
    path("", include("partnerships.export.urls")),
    path("", include("partnerships.approval.urls")),
    path("", include("partnerships.agreement.urls")),
    path("", include("partnerships.library.urls")),
    path("", include("partnerships.paper.urls")),
    path("", include("partnerships.tenure.urls")),
    path("", include("partnerships.amendment.urls")),
    path("", include("partnerships.meeting.urls")),
    path("", include("partnerships.task.urls")),
    path("", include("partnerships.topic.urls")),
    path("", include("partnerships.passage.urls")),
    path("", include("partnerships.minutes.urls")),
    path("", include("partnerships.series.urls")),
    path("", include("partnerships.attendance.urls")),
    path("", include("partnerships.feed.urls")),
]
