from django.urls import path

from neighbourhoods.quarter import views

urlpatterns = [
    path("quarters/", views.index, name="quarter_list"),
    path("quarters/new/", views.create, name="quarter_create"),
    path("quarters/<uuid:pk>/", views.detail, name="quarter_detail"),
    path("quarters/<uuid:pk>/edit/", views.edit, name="quarter_edit"),
    path("quarters/<uuid:pk>/link/", views.link, name="quarter_link"),
    path("quarters/<uuid:pk>/unlink/", views.unlink, name="quarter_unlink"),
    path("quarters/<uuid:pk>/figures/new/", views.add_figure, name="figure_create"),
    path("figures/<uuid:pk>/edit/", views.edit_figure, name="figure_edit"),
    path("figures/<uuid:pk>/remove/", views.remove_figure, name="figure_remove"),
    path("partnerships/<uuid:pk>/quarters/", views.choose, name="partnership_quarters"),
]
