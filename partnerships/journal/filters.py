"""Searching the journal."""

from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFilter

from partnerships.base import clock
from partnerships.base.filters import FilterSet, OneOfFilter
from partnerships.base.forms import DateField
from partnerships.journal import sentences
from partnerships.journal.models import Entry
from partnerships.partnership.choices import ORGANISATIONS


class DayFilter(DateFilter):
    """A day that speaks German and rejects absurd years."""

    field_class = DateField


class EntryFilter(FilterSet):
    q = CharFilter(label=_("Search"), method="search", max_length=100)
    group = ChoiceFilter(label=_("What about"), choices=sentences.groups, method="in_group", empty_label=_("All"))
    organisation = OneOfFilter(label=_("Organisation"), queryset=ORGANISATIONS, empty_label=_("All"))
    after = DayFilter(label=_("From"), method="from_day")
    before = DayFilter(label=_("To"), method="to_day")

    class Meta:
        model = Entry
        fields: list = []

    def search(self, rows, name, value):
        return rows.filter(subject_label__icontains=value) | rows.filter(actor__name__icontains=value)

    def in_group(self, rows, name, value):
        return rows.filter(verb__startswith=f"{value}.")

    def from_day(self, rows, name, value):
        return rows.filter(at__gte=clock.at(value, 0))

    def to_day(self, rows, name, value):
        return rows.filter(at__lt=clock.after(value))
