from django.urls import path

from partnerships.addendum import views

urlpatterns = [
    path("meetings/<uuid:pk>/addenda/new/", views.create, name="meeting_addendum_add"),
    path("addenda/<uuid:pk>/", views.detail, name="addendum_detail"),
    path("addenda/<uuid:pk>/edit/", views.edit, name="addendum_edit"),
    path("addenda/<uuid:pk>/agree/", views.agree, name="addendum_agree"),
    path("addenda/<uuid:pk>/decline/", views.decline, name="addendum_decline"),
    path("addenda/<uuid:pk>/withdraw/", views.withdraw, name="addendum_withdraw"),
    path("addenda/<uuid:pk>/paper/", views.paper, name="addendum_paper"),
]
