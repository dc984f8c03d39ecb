import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.approval.models import Subject
from partnerships.approval.release import Release
from partnerships.base.filters import FilterSet, OneOfFilter, SortFilter
from partnerships.base.names import by_name
from partnerships.partnership.choices import WORKED_ON


class ReleaseFilter(FilterSet):
    """`show` comes from the tabs."""

    show = django_filters.ChoiceFilter(
        method="shown", choices=[("me", _("Waiting for me")), ("running", _("Running")), ("over", _("Over"))], widget=forms.HiddenInput
    )
    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    subject = django_filters.ChoiceFilter(label=_("What for"), choices=Subject.choices, empty_label=_("All"))
    partnership = OneOfFilter(label=_("Partnership"), queryset=WORKED_ON, empty_label=_("All"))
    sort = SortFilter(
        orders={"since": ("asked_at",), "expected": ("expected_on",), "what": by_name("subject_label"), "amount": ("amount", "total")}
    )

    class Meta:
        model = Release
        fields: list = []

    def shown(self, queryset, name, value):
        running = Release.State.RUNNING
        return queryset.exclude(state=running) if value == "over" else queryset.filter(state=running)

    def search(self, queryset, name, value):
        return queryset.filter(Q(subject_label__icontains=value) | Q(partnership__title__icontains=value))
