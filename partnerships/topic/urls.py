from django.urls import path

from partnerships.annex import views as annexes
from partnerships.topic import views

urlpatterns = [
    path("meetings/store/", views.index, name="topic_list"),
    path("meetings/store/new/", views.create, name="topic_create"),
    path("meetings/store/<uuid:pk>/", views.detail, name="topic_detail"),
    path("meetings/store/<uuid:pk>/edit/", views.edit, name="topic_edit"),
    path("meetings/store/<uuid:pk>/drop/", views.drop, name="topic_drop"),
    path("meetings/store/<uuid:pk>/take/", views.take, name="topic_take"),
    path("topics/<uuid:pk>/", views.item, name="item_detail"),
    path("topics/<uuid:pk>/files/new/", annexes.create, {"place": "topic"}, name="item_annex_create"),
    path("topics/<uuid:pk>/store/", views.put_aside, name="item_put_aside"),
]
