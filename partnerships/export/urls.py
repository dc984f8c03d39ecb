from django.urls import path

from partnerships.export import views

urlpatterns = [
    path("exports/<uuid:pk>/", views.detail, name="export_detail"),
    path("exports/<uuid:pk>/download/", views.download, name="export_download"),
    path("exports/<uuid:pk>/cancel/", views.cancel, name="export_cancel"),
]
