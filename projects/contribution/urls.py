from django.urls import path

from partnerships.annex import views as annexes
from projects.contribution import desk_views, expected_views, views

urlpatterns = [
    path("contributions/", views.contribution_list, name="contribution_list"),
    path("contributions/inbox/", desk_views.contribution_inbox, name="contribution_inbox"),
    path("contributions/together/", desk_views.contribution_together, name="contribution_together"),
    path("contributions/new/", views.contribution_create, name="contribution_create"),
    path("contributions/value/", views.contribution_value, name="contribution_value"),
    path("contributions/expected/", expected_views.contribution_expected, name="contribution_expected"),
    path("contributions/<uuid:pk>/", views.contribution_detail, name="contribution_detail"),
    path("contributions/<uuid:pk>/files/new/", annexes.create, {"place": "contribution"}, name="contribution_attach"),
    path("contributions/<uuid:pk>/edit/", views.contribution_edit, name="contribution_edit"),
    path("contributions/<uuid:pk>/decide/", desk_views.contribution_decide, name="contribution_decide"),
    path("contributions/<uuid:pk>/answer/", views.contribution_answer, name="contribution_answer"),
    path("contributions/<uuid:pk>/write/", views.contribution_write, name="contribution_write"),
    path("contributions/<uuid:pk>/accept/", views.contribution_accept, name="contribution_accept"),
    path("contributions/<uuid:pk>/withdraw/", views.contribution_withdraw, name="contribution_withdraw"),
    path("contributions/<uuid:pk>/deliver/", views.contribution_deliver, name="contribution_deliver"),
    path("deliveries/<uuid:pk>/edit/", views.delivery_edit, name="delivery_edit"),
    path("deliveries/<uuid:pk>/confirm/", views.delivery_confirm, name="delivery_confirm"),
    path("deliveries/<uuid:pk>/take-back/", views.delivery_take_back, name="delivery_take_back"),
]
