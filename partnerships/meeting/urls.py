from django.urls import path

from partnerships.meeting import views

urlpatterns = [
    path("meetings/", views.index, name="meeting_list"),
    path("meetings/new/", views.create, name="meeting_create"),
    path("meetings/<uuid:pk>/", views.detail, name="meeting_detail"),
    path("meetings/<uuid:pk>/edit/", views.edit, name="meeting_edit"),
    path("meetings/<uuid:pk>/cancel/", views.cancel, name="meeting_cancel"),
    path("meetings/<uuid:pk>/begin/", views.begin, name="meeting_begin"),
    path("meetings/<uuid:pk>/back/", views.put_back, name="meeting_put_back"),
    path("meetings/<uuid:pk>/send/", views.send, name="meeting_send"),
    path("meetings/<uuid:pk>/release/", views.release, name="meeting_release"),
    path("meetings/<uuid:pk>/topics/new/", views.topic_add, name="meeting_topic_add"),
    path("meetings/<uuid:pk>/usual/", views.standing_items, name="meeting_usual"),
    path("topics/<uuid:pk>/edit/", views.topic_edit, name="item_edit"),
    path("topics/<uuid:pk>/remove/", views.topic_remove, name="item_remove"),
    path("topics/<uuid:pk>/move/", views.topic_move, name="item_move"),
    path("meetings/<uuid:pk>/decisions/new/", views.decision_add, name="meeting_decision_add"),
    path("decisions/", views.decision_list, name="decision_list"),
    path("decisions/<uuid:pk>/edit/", views.decision_edit, name="decision_edit"),
    path("decisions/<uuid:pk>/remove/", views.decision_remove, name="decision_remove"),
]
