from django.urls import path

from partnerships.approval import date_views, house_views, views

urlpatterns = [
    path("releases/", views.release_list, name="release_list"),
    path("releases/<uuid:pk>/", views.release_detail, name="release_detail"),
    path("releases/<uuid:pk>/approve/", views.release_approve, name="release_approve"),
    path("releases/<uuid:pk>/refuse/", views.release_refuse, name="release_refuse"),
    path("releases/<uuid:pk>/withdraw/", views.release_withdraw, name="release_withdraw"),
    path("releases/<uuid:pk>/note/", views.release_note, name="release_note"),
    path("approval-rules/", house_views.approvalrule_list, name="approvalrule_list"),
    path("approval-rules/new/", house_views.approvalrule_create, name="approvalrule_create"),
    path("approval-rules/example/", house_views.approvalrule_example, name="approvalrule_example"),
    path("approval-rules/<uuid:pk>/", house_views.approvalrule_detail, name="approvalrule_detail"),
    path("approval-rules/<uuid:pk>/edit/", house_views.approvalrule_edit, name="approvalrule_edit"),
    path("approval-rules/<uuid:pk>/end/", house_views.approvalrule_end, name="approvalrule_end"),
    path("approval-rules/<uuid:pk>/check/", house_views.approvalrule_check, name="approvalrule_check"),
    path("bodies/", date_views.body_list, name="body_list"),
    path("bodies/new/", date_views.body_create, name="body_create"),
    path("bodies/<uuid:pk>/", date_views.body_detail, name="body_detail"),
    path("bodies/<uuid:pk>/add/", date_views.body_add, name="body_add"),
    path("bodies/<uuid:pk>/end/", date_views.body_end, name="body_end"),
    path("decision-days/<uuid:pk>/edit/", date_views.decisionday_edit, name="decisionday_edit"),
    path("decision-days/<uuid:pk>/remove/", date_views.decisionday_remove, name="decisionday_remove"),
    path("no-go-periods/new/", date_views.nogoperiod_create, name="nogoperiod_create"),
    path("no-go-periods/<uuid:pk>/remove/", date_views.nogoperiod_remove, name="nogoperiod_remove"),
    path("absences/", date_views.absence_list, name="absence_list"),
    path("absences/new/", date_views.absence_create, name="absence_create"),
    path("absences/<uuid:pk>/edit/", date_views.absence_edit, name="absence_edit"),
    path("absences/<uuid:pk>/remove/", date_views.absence_remove, name="absence_remove"),
]
