from django.urls import path

from partnerships.passage import views

urlpatterns = [
    path("meetings/<uuid:pk>/change/", views.ask, name="meeting_change"),
    path("wishes/<uuid:pk>/settle/", views.settle, name="wish_settle"),
    path("wishes/<uuid:pk>/differ/", views.differ, name="wish_differ"),
]
