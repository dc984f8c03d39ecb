from django.urls import path

from partnerships.partnership import views

urlpatterns = [
    path("partnerships/", views.index, name="partnership_list"),
    path("partnerships/new/", views.create, name="partnership_create"),
    path("partnerships/<uuid:pk>/", views.detail, name="partnership_detail"),
    path("partnerships/<uuid:pk>/edit/", views.edit, name="partnership_edit"),
    path("partnerships/<uuid:pk>/invite/", views.invite, name="partnership_invite"),
    path("partnerships/<uuid:pk>/end/", views.ask_ending, name="partnership_end"),
    path("partnerships/<uuid:pk>/end/confirm/", views.confirm_ending, name="partnership_end_confirm"),
    path("partnerships/<uuid:pk>/end/decline/", views.decline_ending, name="partnership_end_decline"),
    path("partnerships/<uuid:pk>/end/withdraw/", views.withdraw_ending, name="partnership_end_withdraw"),
    path("parties/<uuid:pk>/accept/", views.accept, name="party_accept"),
    path("parties/<uuid:pk>/decline/", views.decline, name="party_decline"),
    path("parties/<uuid:pk>/withdraw/", views.withdraw, name="party_withdraw"),
    path("parties/<uuid:pk>/leave/", views.leave, name="party_leave"),
]
