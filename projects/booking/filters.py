import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.filters import FilterSet, OneOfFilter
from partnerships.meeting.filters import DayFilter
from partnerships.partnership.choices import WORKED_ON
from projects.booking.models import Booking


class BookingFilter(FilterSet):
    q = filters.CharFilter(label=_("Search"), method="search", max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    state = filters.ChoiceFilter(label=_("State"), choices=Booking.State, empty_label=_("All"))
    partnership = OneOfFilter(label=_("Partnership"), queryset=WORKED_ON, empty_label=_("All"))
    since = DayFilter(label=_("From"), method="from_day")
    until = DayFilter(label=_("To"), field_name="starts_at", lookup_expr="date__lte")

    class Meta:
        model = Booking
        fields: list[str] = []

    def filter_queryset(self, queryset):
        """Without a first day: from today on."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("since") else rows.filter(ends_at__gte=clock.at(clock.today(), 0))

    def from_day(self, rows, _name, day):
        return rows.filter(ends_at__gte=clock.at(day, 0))

    def search(self, rows, _name, text):
        words = Q(room__icontains=text) | Q(purpose__icontains=text) | Q(contribution__title__icontains=text)
        return rows.filter(words | Q(contribution__receiver__name__icontains=text))
