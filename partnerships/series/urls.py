from django.urls import path

from partnerships.series import views

urlpatterns = [
    path("meetings/series/", views.index, name="series_list"),
    path("meetings/series/new/", views.create, name="series_create"),
    path("meetings/series/<uuid:pk>/", views.detail, name="series_detail"),
    path("meetings/series/<uuid:pk>/edit/", views.edit, name="series_edit"),
    path("meetings/series/<uuid:pk>/replace/", views.replace, name="series_replace"),
    path("meetings/series/<uuid:pk>/agree/", views.agree, name="series_agree"),
    path("meetings/series/<uuid:pk>/decline/", views.decline, name="series_decline"),
    path("meetings/series/<uuid:pk>/withdraw/", views.withdraw, name="series_withdraw"),
    path("meetings/series/<uuid:pk>/end/", views.end, name="series_end"),
]
