from django.urls import path

from partnerships.deadline import views

urlpatterns = [
    path("meetings/deadlines/", views.index, name="deadline_list"),
    path("meetings/deadlines/new/", views.create, name="deadline_create"),
    path("meetings/deadlines/<uuid:pk>/", views.detail, name="deadline_detail"),
    path("meetings/deadlines/<uuid:pk>/edit/", views.edit, name="deadline_edit"),
    path("meetings/deadlines/<uuid:pk>/agree/", views.agree, name="deadline_agree"),
    path("meetings/deadlines/<uuid:pk>/decline/", views.decline, name="deadline_decline"),
    path("meetings/deadlines/<uuid:pk>/withdraw/", views.withdraw, name="deadline_withdraw"),
    path("meetings/deadlines/<uuid:pk>/end/", views.end, name="deadline_end"),
]
