from django.urls import path

from partnerships.glossary import views

urlpatterns = [
    path("glossary/", views.index, name="term_list"),
    path("glossary/new/", views.create, name="term_create"),
    path("glossary/<uuid:pk>/", views.detail, name="term_detail"),
    path("glossary/<uuid:pk>/edit/", views.edit, name="term_edit"),
    path("glossary/<uuid:pk>/agree/", views.agree, name="term_agree"),
    path("glossary/<uuid:pk>/decline/", views.decline, name="term_decline"),
    path("glossary/<uuid:pk>/withdraw/", views.withdraw, name="term_withdraw"),
]
