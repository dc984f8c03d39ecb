from django.urls import path

from projects.hours import views

urlpatterns = [
    path("hours/", views.sheet_list, name="sheet_list"),
    path("hours/new/", views.sheet_create, name="sheet_create"),
    path("hours/<uuid:pk>/", views.sheet_detail, name="sheet_detail"),
    path("hours/<uuid:pk>/edit/", views.sheet_edit, name="sheet_edit"),
    path("hours/<uuid:pk>/send/", views.sheet_send, name="sheet_send"),
]
