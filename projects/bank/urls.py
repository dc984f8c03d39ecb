from django.urls import path

from projects.bank import views

urlpatterns = [
    path("bank-accounts/", views.bankaccount_list, name="bankaccount_list"),
    path("bank-accounts/new/", views.bankaccount_create, name="bankaccount_create"),
    path("bank-accounts/<uuid:pk>/", views.bankaccount_detail, name="bankaccount_detail"),
    path("bank-accounts/<uuid:pk>/end/", views.bankaccount_end, name="bankaccount_end"),
]
