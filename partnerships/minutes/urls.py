from django.urls import path

from partnerships.minutes import views

urlpatterns = [
    path("meetings/<uuid:pk>/minutes/", views.minutes, name="meeting_minutes"),
    path("meetings/<uuid:pk>/minutes/sync/", views.sync, name="meeting_sync"),
    path("meetings/<uuid:pk>/minutes/offers/", views.offers, name="meeting_offers"),
    path("meetings/<uuid:pk>/live/", views.live, name="meeting_live"),
    path("meetings/<uuid:pk>/pause/", views.pause, name="meeting_pause"),
    path("topics/<uuid:pk>/now/", views.now, name="item_now"),
    path("topics/<uuid:pk>/note/", views.note, name="item_note"),
    path("meetings/<uuid:pk>/outcomes/new/", views.point_add, name="meeting_point_add"),
    path("outcomes/<uuid:pk>/remove/", views.point_remove, name="point_remove"),
]
