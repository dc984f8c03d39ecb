from django.urls import path

from partnerships.register import views

urlpatterns = [
    path("decisions/<uuid:pk>/", views.detail, name="decision_detail"),
    path("decisions/<uuid:pk>/lift/", views.lift, name="decision_lift"),
    path("decisions/<uuid:pk>/link/", views.link, name="decision_link"),
    path("effects/<uuid:pk>/remove/", views.unlink, name="effect_remove"),
]
