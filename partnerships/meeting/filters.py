"""The lists of meetings and of decisions."""

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.filters import FilterSet, OneOfFilter, SortFilter
from partnerships.base.forms import DateField
from partnerships.base.names import by_name
from partnerships.meeting.course import with_course
from partnerships.meeting.models import Decision, Meeting
from partnerships.meeting.words import Course
from partnerships.partnership.choices import READ


class DayFilter(filters.DateFilter):
    field_class = DateField


def partnership_filter() -> OneOfFilter:
    return OneOfFilter(label=_("Partnership"), queryset=READ, empty_label=_("All"))


class MeetingFilter(FilterSet):
    q = filters.CharFilter(label=_("Search"), method="search", max_length=100)
    kind = filters.ChoiceFilter(label=_("Kind"), choices=Meeting.Kind, empty_label=_("All"))
    state = filters.ChoiceFilter(label=_("State"), choices=Meeting.State, empty_label=_("All"))
    partnership = partnership_filter()
    since = DayFilter(label=_("From"), field_name="starts_at", lookup_expr="date__gte")
    until = DayFilter(label=_("To"), field_name="starts_at", lookup_expr="date__lte")
    when = filters.ChoiceFilter(choices=[("upcoming", ""), ("past", ""), ("all", "")], method="by_time", widget=forms.HiddenInput)
    sort = SortFilter(
        orders={"starts_at": ("starts_at",), "title": by_name("title"), "partnership": by_name("partnership__title"), "state": ("state",)}
    )

    class Meta:
        model = Meeting
        fields: list[str] = []

    def search(self, rows, name, value):
        return rows.matching(value)

    def by_time(self, rows, name, value):
        if value == "all":
            return rows
        if value == "upcoming":
            return rows.open()
        return rows.filter(ends_at__lt=clock.now())


class DecisionFilter(FilterSet):
    q = filters.CharFilter(label=_("Search"), method="search", max_length=100)
    partnership = partnership_filter()
    since = DayFilter(label=_("From"), field_name="meeting__starts_at", lookup_expr="date__gte")
    until = DayFilter(label=_("To"), field_name="meeting__starts_at", lookup_expr="date__lte")
    course = filters.ChoiceFilter(label=_("State"), method="in_course", choices=Course, empty_label=_("All"))
    sort = SortFilter(orders={"number": ("number",), "partnership": by_name("partnership__title")})

    class Meta:
        model = Decision
        fields: list[str] = []

    def search(self, rows, name, value):
        return rows.filter(
            Q(number__istartswith=value) | Q(text__icontains=value) | Q(reservation__icontains=value) | Q(item__title__icontains=value)
        )

    def in_course(self, rows, name, value):
        return with_course(rows).filter(course=value)
