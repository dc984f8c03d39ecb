from django.urls import path

from partnerships.protocol import views

urlpatterns = [path("meetings/<uuid:pk>/paper/", views.paper, name="meeting_paper")]
