"""The list of goals: search, state, whose turn, partnership, order."""

import django_filters as filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.base.filters import FilterSet, OneOfFilter, SortFilter
from partnerships.base.names import by_name
from partnerships.partnership.choices import READ
from partnerships.partnership.mine import with_my_party
from projects.goal.models import Goal


class GoalFilter(FilterSet):
    q = filters.CharFilter(label=_("Search"), method="search", max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    state = filters.ChoiceFilter(label=_("State"), choices=Goal.State.choices, empty_label=_("All"))
    turn = filters.ChoiceFilter(
        label=_("Whose turn"), method="by_turn", choices=[("us", _("Ours")), ("them", _("The other side's"))], empty_label=_("All")
    )
    partnership = OneOfFilter(label=_("Partnership"), queryset=READ, empty_label=_("All"))
    sort = SortFilter(
        orders={
            "wording": by_name("wording"),
            "partnership": by_name("partnership__title"),
            "state": ("state",),
            "due": ("due",),
        }
    )

    class Meta:
        model = Goal
        fields = ("q", "state", "turn", "partnership")

    def search(self, rows, name, value):
        return rows.filter(Q(wording__icontains=value) | Q(why__icontains=value))

    def by_turn(self, rows, name, value):
        waiting = with_my_party(rows.waiting().with_missing_ids(), self.request.user).filter(my_organisation__isnull=False)
        ours = Q(missing_ids__contains=[F("my_organisation")])
        return waiting.filter(ours) if value == "us" else waiting.exclude(ours)
