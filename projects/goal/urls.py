from django.urls import path

from projects.goal import views

urlpatterns = [
    path("goals/", views.goal_list, name="goal_list"),
    path("goals/new/", views.create, name="goal_create"),
    path("goals/<uuid:pk>/", views.detail, name="goal_detail"),
    path("goals/<uuid:pk>/edit/", views.edit, name="goal_edit"),
    path("goals/<uuid:pk>/confirm/", views.confirm, name="goal_confirm"),
    path("goals/<uuid:pk>/drop/", views.drop, name="goal_drop"),
    path("goals/<uuid:pk>/close/", views.close, name="goal_close"),
    path("goals/<uuid:pk>/agree-to-close/", views.agree_to_close, name="goal_agree_to_close"),
    path("goals/<uuid:pk>/keep/", views.keep, name="goal_keep"),
]
