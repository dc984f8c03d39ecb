from django.urls import path

from partnerships.feed import views

urlpatterns = [
    path("calendar/", views.mine, name="feed_mine"),
    path("calendar/renew/", views.renew, name="feed_renew"),
    path("calendar/revoke/", views.revoke, name="feed_revoke"),
    path("calendar/<str:token>.ics", views.show, name="feed"),
]
