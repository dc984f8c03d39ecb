from django.urls import path

from partnerships.library import views

urlpatterns = [
    path("agreement-templates/", views.index, name="agreementtemplate_list"),
    path("agreement-templates/shipped/", views.shipped_text, name="agreementtemplate_shipped"),
    path("agreement-templates/new/", views.create, name="agreementtemplate_create"),
    path("agreement-templates/<uuid:pk>/", views.detail, name="agreementtemplate_detail"),
    path("agreement-templates/<uuid:pk>/edit/", views.edit, name="agreementtemplate_edit"),
    path("agreement-templates/<uuid:pk>/compare/", views.compare, name="agreementtemplate_compare"),
    path("agreement-templates/<uuid:pk>/archive/", views.archive, name="agreementtemplate_archive"),
    path("agreement-templates/<uuid:pk>/restore/", views.restore, name="agreementtemplate_restore"),
]
