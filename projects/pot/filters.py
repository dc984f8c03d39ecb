"""The list of pots."""

import django_filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from neighbourhoods.quarter.choices import VISIBLE
from partnerships.base.filters import FilterSet, OneOfFilter, SortFilter
from partnerships.base.names import by_name
from projects.pot.models import Pot


class PotFilter(FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="in_state",
        empty_label=_("All"),
        choices=[("left", _("Something is left")), ("empty", _("Nothing is left")), ("closed", _("Closed"))],
    )
    quarter = OneOfFilter(label=_("Quarter"), queryset=VISIBLE, empty_label=_("All"))
    sort = SortFilter(
        orders={
            "name": by_name(),
            "amount": ("amount",),
            "reserved": ("reserved",),
            "spent": ("spent",),
            "left": (F("amount") + F("overbooked") - F("reserved"),),
        }
    )

    class Meta:
        model = Pot
        fields = []

    def search(self, queryset, name, value):
        for word in value.split()[:6]:
            queryset = queryset.filter(Q(name__icontains=word) | Q(note__icontains=word) | Q(quarter__name__icontains=word))
        return queryset

    def in_state(self, queryset, name, value):
        if value == "closed":
            return queryset.exclude(closed_at=None)
        left = Q(reserved__lt=F("amount") + F("overbooked"))
        return queryset.filter(left if value == "left" else ~left, closed_at=None)
