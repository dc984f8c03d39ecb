from django.urls import path

from projects.funding import leftover_views, schedule_views, views

urlpatterns = [
    path("contributions/<uuid:pk>/schedule/", schedule_views.contribution_schedule, name="contribution_schedule"),
    path("schedules/<uuid:pk>/", schedule_views.schedule_detail, name="schedule_detail"),
    path("schedules/<uuid:pk>/edit/", schedule_views.schedule_edit, name="schedule_edit"),
    path("schedules/<uuid:pk>/agree/", schedule_views.schedule_agree, name="schedule_agree"),
    path("schedules/<uuid:pk>/withdraw/", schedule_views.schedule_withdraw, name="schedule_withdraw"),
    path("contributions/<uuid:pk>/rest/", leftover_views.contribution_rest, name="contribution_rest"),
    path("leftovers/<uuid:pk>/", leftover_views.leftover_detail, name="leftover_detail"),
    path("leftovers/<uuid:pk>/agree/", leftover_views.leftover_agree, name="leftover_agree"),
    path("leftovers/<uuid:pk>/decline/", leftover_views.leftover_decline, name="leftover_decline"),
    path("leftovers/<uuid:pk>/withdraw/", leftover_views.leftover_withdraw, name="leftover_withdraw"),
    path("calls/", views.call_list, name="call_list"),
    path("instalments/<uuid:pk>/call/", views.instalment_call, name="instalment_call"),
    path("calls/<uuid:pk>/", views.call_detail, name="call_detail"),
    path("calls/<uuid:pk>/edit/", views.call_edit, name="call_edit"),
    path("calls/<uuid:pk>/facts/", views.call_check_facts, name="call_check_facts"),
    path("calls/<uuid:pk>/sums/", views.call_check_sums, name="call_check_sums"),
    path("calls/<uuid:pk>/release/", views.call_release, name="call_release"),
    path("calls/<uuid:pk>/order/", views.call_order, name="call_order"),
    path("calls/<uuid:pk>/send-back/", views.call_send_back, name="call_send_back"),
    path("calls/<uuid:pk>/undo/", views.call_undo, name="call_undo"),
    path("calls/<uuid:pk>/withdraw/", views.call_withdraw, name="call_withdraw"),
    path("calls/<uuid:pk>/lift/", views.call_lift, name="call_lift"),
]
