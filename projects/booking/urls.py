from django.urls import path

from projects.booking import views

urlpatterns = [
    path("bookings/", views.booking_list, name="booking_list"),
    path("bookings/new/", views.booking_create, name="booking_create"),
    path("bookings/<uuid:pk>/", views.booking_detail, name="booking_detail"),
    path("bookings/<uuid:pk>/confirm/", views.booking_confirm, name="booking_confirm"),
    path("bookings/<uuid:pk>/decline/", views.booking_decline, name="booking_decline"),
    path("bookings/<uuid:pk>/withdraw/", views.booking_withdraw, name="booking_withdraw"),
    path("bookings/<uuid:pk>/cancel/", views.booking_cancel, name="booking_cancel"),
]
