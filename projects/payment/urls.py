from django.urls import path

from projects.payment import views

urlpatterns = [
    path("payment-files/", views.paymentfile_list, name="paymentfile_list"),
    path("payment-files/new/", views.paymentfile_create, name="paymentfile_create"),
    path("payment-files/<uuid:pk>/", views.paymentfile_detail, name="paymentfile_detail"),
    path("payment-files/<uuid:pk>/sepa/", views.paymentfile_sepa_download, name="paymentfile_sepa_download"),
    path("payment-files/<uuid:pk>/csv/", views.paymentfile_csv_download, name="paymentfile_csv_download"),
]
