from django.urls import path

from partnerships.attendance import views

urlpatterns = [
    path("meet/<str:token>/", views.answer, name="answer"),
    path("meetings/<uuid:pk>/reply/", views.reply, name="meeting_reply"),
]
