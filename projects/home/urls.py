from django.urls import path

from projects.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("waiting/<str:who>/", views.waiting, name="waiting"),
    path("lately/", views.lately, name="lately"),
]
