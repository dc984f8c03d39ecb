"""The list of tasks over all partnerships."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.filters import FilterSet, SortFilter
from partnerships.base.names import by_name
from partnerships.meeting.filters import partnership_filter
from partnerships.organisation.standing import standing_of
from partnerships.task.models import Task


class TaskFilter(FilterSet):
    q = filters.CharFilter(label=_("Search"), field_name="what", lookup_expr="icontains", max_length=100)
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[("todo", _("to do")), *Task.State.choices, ("postponed", _("postponed")), ("overdue", _("overdue"))],
        empty_label=_("All"),
        method="by_state",
    )
    partnership = partnership_filter()
    whose = filters.ChoiceFilter(choices=[("mine", ""), ("ours", ""), ("theirs", "")], method="by_whose", widget=forms.HiddenInput)
    sort = SortFilter(orders={"until": ("until",), "what": by_name("what"), "organisation": by_name("organisation__name")})

    class Meta:
        model = Task
        fields: list[str] = []

    def by_state(self, rows, name, value):
        if value == "todo":
            return rows.exclude(state__in=(Task.State.DONE, Task.State.DROPPED))
        if value == "postponed":
            return rows.open().filter(first_until__isnull=False)
        return rows.overdue() if value == "overdue" else rows.filter(state=value)

    def by_whose(self, rows, name, value):
        mine = standing_of(self.request.user).ids
        if value == "mine":
            return rows.filter(person=self.request.user)
        return rows.filter(organisation__in=mine) if value == "ours" else rows.exclude(organisation__in=mine)
