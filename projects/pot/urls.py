from django.urls import path

from projects.pot import views

urlpatterns = [
    path("pots/", views.pot_list, name="pot_list"),
    path("pots/new/", views.pot_create, name="pot_create"),
    path("pots/<uuid:pk>/", views.pot_detail, name="pot_detail"),
    path("pots/<uuid:pk>/edit/", views.pot_edit, name="pot_edit"),
    path("pots/<uuid:pk>/close/", views.pot_close, name="pot_close"),
    path("pots/<uuid:pk>/reopen/", views.pot_reopen, name="pot_reopen"),
    path("pots/<uuid:pk>/reserve/", views.pot_reserve, name="pot_reserve"),
    path("pots/<uuid:pk>/overbook/", views.pot_overbook, name="pot_overbook"),
    path("reservations/<uuid:pk>/free/", views.reservation_free, name="reservation_free"),
    path("overbookings/<uuid:pk>/confirm/", views.overbooking_confirm, name="overbooking_confirm"),
    path("overbookings/<uuid:pk>/decline/", views.overbooking_decline, name="overbooking_decline"),
    path("overbookings/<uuid:pk>/withdraw/", views.overbooking_withdraw, name="overbooking_withdraw"),
]
