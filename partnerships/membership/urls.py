from django.urls import path

from partnerships.membership import door, views

urlpatterns = [
    path("organisations/", views.organisation_list, name="organisation_list"),
    path("organisations/<uuid:pk>/", views.organisation_detail, name="organisation_detail"),
    path("organisations/<uuid:pk>/edit/", views.organisation_edit, name="organisation_edit"),
    path("organisations/<uuid:pk>/members/", views.organisation_members, name="organisation_members"),
    path("invitations/new/", views.invitation_create, name="invitation_create"),
    path("memberships/<uuid:pk>/edit/", views.membership_edit, name="membership_edit"),
    path("memberships/<uuid:pk>/end/", views.membership_end, name="membership_end"),
    path("invitations/<uuid:pk>/resend/", views.invitation_resend, name="invitation_resend"),
    path("invitations/<uuid:pk>/withdraw/", views.invitation_withdraw, name="invitation_withdraw"),
    path("invitation/<str:token>/", door.invitation, name="invitation"),
]
