from django.urls import path

from partnerships.task import views

urlpatterns = [
    path("meetings/<uuid:pk>/tasks/new/", views.add, name="meeting_task_add"),
    path("decisions/<uuid:pk>/tasks/new/", views.take_on, name="decision_task_add"),
    path("tasks/", views.index, name="task_list"),
    path("tasks/<uuid:pk>/", views.detail, name="task_detail"),
    path("tasks/<uuid:pk>/edit/", views.edit, name="task_edit"),
    path("tasks/<uuid:pk>/remove/", views.remove, name="task_remove"),
    path("tasks/<uuid:pk>/begin/", views.begin, name="task_begin"),
    path("tasks/<uuid:pk>/report/", views.report, name="task_report"),
    path("tasks/<uuid:pk>/send-back/", views.send_back, name="task_send_back"),
    path("tasks/<uuid:pk>/postpone/", views.postpone, name="task_postpone"),
    path("tasks/<uuid:pk>/finish/", views.finish, name="task_finish"),
    path("tasks/<uuid:pk>/drop/", views.drop, name="task_drop"),
    path("tasks/<uuid:pk>/reopen/", views.reopen, name="task_reopen"),
]
