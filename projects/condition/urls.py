from django.urls import path

from projects.condition import views

urlpatterns = [
    path("conditions/<uuid:pk>/fulfil/", views.condition_fulfil, name="condition_fulfil"),
    path("conditions/<uuid:pk>/accept/", views.condition_accept, name="condition_accept"),
    path("conditions/<uuid:pk>/reopen/", views.condition_reopen, name="condition_reopen"),
]
