from django.urls import path

from projects.receipt import views

urlpatterns = [
    path("receipts/", views.receipt_choose, name="receipt_choose"),
    path("contributions/<uuid:pk>/receipts/", views.contribution_receipts, name="contribution_receipts"),
    path("contributions/<uuid:pk>/receipts/new/", views.receipt_create, name="receipt_create"),
    path("receipts/<uuid:pk>/", views.receipt_detail, name="receipt_detail"),
    path("receipts/<uuid:pk>/edit/", views.receipt_edit, name="receipt_edit"),
    path("receipts/<uuid:pk>/file/", views.receipt_file_add, name="receipt_file_add"),
    path("receipts/<uuid:pk>/strike/", views.receipt_strike, name="receipt_strike"),
]
