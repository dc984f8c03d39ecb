"""The list of projects: search, field of action, state, partnership, quarter, order."""

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neighbourhoods.quarter.choices import VISIBLE
from partnerships.base.filters import FilterSet, OneOfFilter, SortFilter
from partnerships.base.names import by_name
from partnerships.partnership.choices import READ
from partnerships.partnership.models import Field
from projects.project.models import Project


class ProjectFilter(FilterSet):
    q = filters.CharFilter(label=_("Search"), method="search", max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    state = filters.ChoiceFilter(label=_("State"), choices=Project.State.choices, empty_label=_("All"))
    partnership = OneOfFilter(label=_("Partnership"), queryset=READ, empty_label=_("All"))
    field_of_action = filters.ChoiceFilter(label=_("Field of action"), choices=Field.choices, empty_label=_("All"))
    quarters = OneOfFilter(label=_("Quarter"), queryset=VISIBLE, empty_label=_("All"))
    sort = SortFilter(
        orders={
            "title": by_name("title"),
            "partnership": by_name("partnership__title"),
            "state": ("state",),
            "from": ("starts_on",),
            "to": ("ends_on",),
        }
    )

    class Meta:
        model = Project
        fields = ("q", "state", "partnership", "field_of_action", "quarters")

    def search(self, rows, name, value):
        return rows.filter(Q(title__icontains=value) | Q(description__icontains=value))
