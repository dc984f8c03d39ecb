from django.urls import path

from partnerships.journal import views

urlpatterns = [
    path("partnerships/<uuid:pk>/journal/", views.index, name="journal_list"),
]
