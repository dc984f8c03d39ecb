from django.urls import path

from partnerships.series import views

urlpatterns = [
    path("series/", views.index, name="series_list"),
    path("series/new/", views.create, name="series_create"),
    path("series/<uuid:pk>/", views.detail, name="series_detail"),
    path("series/<uuid:pk>/edit/", views.edit, name="series_edit"),
    path("series/<uuid:pk>/replace/", views.replace, name="series_replace"),
    path("series/<uuid:pk>/agree/", views.agree, name="series_agree"),
    path("series/<uuid:pk>/decline/", views.decline, name="series_decline"),
    path("series/<uuid:pk>/withdraw/", views.withdraw, name="series_withdraw"),
    path("series/<uuid:pk>/end/", views.end, name="series_end"),
]
