from django.urls import path

from partnerships.topic import views

urlpatterns = [
    path("store/", views.index, name="topic_list"),
    path("store/new/", views.create, name="topic_create"),
    path("store/<uuid:pk>/edit/", views.edit, name="topic_edit"),
    path("store/<uuid:pk>/drop/", views.drop, name="topic_drop"),
    path("store/<uuid:pk>/take/", views.take, name="topic_take"),
    path("topics/<uuid:pk>/store/", views.put_aside, name="item_put_aside"),
]
