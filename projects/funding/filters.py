"""The list of calls."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base.filters import FilterSet, OneOfFilter, SortFilter
from partnerships.base.names import by_name
from partnerships.organisation.standing import standing_of
from partnerships.partnership.choices import WORKED_ON
from projects.funding.models import Call

GROUPS = {"pending": Call.PENDING, "paid": Call.PAID}


class CallFilter(FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="in_state",
        empty_label=_("All"),
        choices=[("pending", _("Not paid yet")), ("paid", _("Paid")), *Call.State.choices],
    )
    direction = django_filters.ChoiceFilter(
        label=_("Direction"), method="in_direction", empty_label=_("All"), choices=[("given", _("We pay")), ("received", _("We receive"))]
    )
    partnership = OneOfFilter(label=_("Partnership"), queryset=WORKED_ON, empty_label=_("All"))
    sort = SortFilter(
        orders={
            "title": by_name("contribution__title"),
            "since": ("state_since",),
            "due": ("instalment__due_on",),
            "amount": ("amount",),
        }
    )

    class Meta:
        model = Call
        fields = []

    def search(self, queryset, name, value):
        for word in value.split()[:6]:
            queryset = queryset.filter(
                Q(contribution__title__icontains=word)
                | Q(note__icontains=word)
                | Q(contribution__giver__name__icontains=word)
                | Q(contribution__receiver__name__icontains=word)
            )
        return queryset

    def in_state(self, queryset, name, value):
        return queryset.filter(state__in=GROUPS.get(value, [value]))

    def in_direction(self, queryset, name, value):
        mine = standing_of(self.request.user).ids
        return queryset.filter(**{"contribution__giver__in" if value == "given" else "contribution__receiver__in": mine})
