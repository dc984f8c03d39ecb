from django.urls import path

from partnerships.agreement.motion import Motion
from partnerships.tenure import views

urlpatterns = [
    path("agreements/<uuid:pk>/course/", views.course, name="agreement_course"),
    path("agreements/<uuid:pk>/course/reminders/", views.reminders, name="agreement_reminders"),
    path("agreements/<uuid:pk>/course/list/", views.add_item, name="agreement_item_add"),
    path("agreements/<uuid:pk>/begin-renewal/", views.begin_renewal, name="agreement_begin_renewal"),
    path("agreements/<uuid:pk>/notice/", views.give_notice, name="agreement_give_notice"),
    # what takes both: one page each, by the name of its verb
    *(
        path(f"agreements/<uuid:pk>/{verb.replace('_', '-')}/", views.propose, {"verb": verb}, name=f"agreement_{verb}")
        for verb in Motion.Verb.values
    ),
    path("motions/<uuid:pk>/agree/", views.agree, name="motion_agree"),
    path("motions/<uuid:pk>/decline/", views.decline, name="motion_decline"),
    path("motions/<uuid:pk>/withdraw/", views.withdraw, name="motion_withdraw"),
    path("wind-up/<uuid:pk>/finish/", views.finish_item, name="windup_finish"),
    path("wind-up/<uuid:pk>/drop/", views.strike_item, name="windup_drop"),
    path("wind-up/<uuid:pk>/reopen/", views.reopen_item, name="windup_reopen"),
]
