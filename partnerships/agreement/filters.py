import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.agreement.models import Agreement
from partnerships.base.filters import FilterSet, OneOfFilter, SortFilter
from partnerships.base.names import by_name
from partnerships.partnership.choices import READ


class AgreementFilter(FilterSet):
    q = filters.CharFilter(label=_("Search"), method="search", max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    state = filters.ChoiceFilter(label=_("State"), choices=Agreement.State.choices, empty_label=_("All"))
    kind = filters.ChoiceFilter(label=_("Kind"), choices=Agreement.Kind.choices, empty_label=_("All"))
    partnership = OneOfFilter(label=_("Partnership"), queryset=READ, empty_label=_("All"))
    sort = SortFilter(
        orders={
            "title": by_name("title"),
            "partnership": by_name("partnership__title"),
            "state": ("state",),
            "turn": ("turn_since",),
            "to": ("ends_on",),
        }
    )

    class Meta:
        model = Agreement
        fields = ("q", "state", "kind", "partnership")

    def search(self, rows, name, value):
        return rows.filter(Q(title__icontains=value) | Q(partnership__title__icontains=value))
