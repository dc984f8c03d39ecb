"""What an approver works through: the same filters for the list and for the way from one request to the next."""

from datetime import timedelta

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.filters import FilterSet, OneOfFilter
from partnerships.base.valuation import Kind
from partnerships.partnership.choices import WORKED_ON
from projects.contribution.models import Contribution


class DeskFilter(FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    kind = django_filters.ChoiceFilter(label=_("What"), choices=Kind.choices, empty_label=_("All"))
    most = django_filters.ChoiceFilter(
        label=_("Amount"),
        method="at_most",
        empty_label=_("All"),
        choices=[("500", _("up to 500 €")), ("5000", _("up to 5,000 €")), ("more", _("more than 5,000 €"))],
    )
    due = django_filters.ChoiceFilter(
        label=_("Time limit"), method="is_due", empty_label=_("All"), choices=[("over", _("Overdue")), ("week", _("Due within seven days"))]
    )
    partnership = OneOfFilter(label=_("Partnership"), queryset=WORKED_ON, empty_label=_("All"))

    class Meta:
        model = Contribution
        fields = []

    def search(self, queryset, name, value):
        for word in value.split()[:6]:
            queryset = queryset.filter(Q(title__icontains=word) | Q(purpose__icontains=word) | Q(receiver__name__icontains=word))
        return queryset

    def at_most(self, queryset, name, value):
        return queryset.filter(asked__gt=5000) if value == "more" else queryset.filter(asked__lte=int(value))

    def is_due(self, queryset, name, value):
        today = clock.today()
        return queryset.filter(due_on__lt=today) if value == "over" else queryset.filter(due_on__lte=today + timedelta(days=7))
