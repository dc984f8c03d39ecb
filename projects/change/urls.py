from django.urls import path

from projects.change import views

urlpatterns = [
    path("contributions/<uuid:pk>/change/", views.contribution_change, name="contribution_change"),
    path("changes/<uuid:pk>/", views.change_detail, name="change_detail"),
    path("changes/<uuid:pk>/agree/", views.change_agree, name="change_agree"),
    path("changes/<uuid:pk>/decline/", views.change_decline, name="change_decline"),
    path("changes/<uuid:pk>/withdraw/", views.change_withdraw, name="change_withdraw"),
]
