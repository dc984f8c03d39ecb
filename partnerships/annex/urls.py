from django.urls import path

from partnerships.annex import views

urlpatterns = [
    path("annexes/<uuid:pk>/", views.download, name="annex_download"),
    path("annexes/<uuid:pk>/remove/", views.remove, name="annex_remove"),
    path("annexes/<uuid:pk>/leave/", views.leave, name="annex_leave"),
]
