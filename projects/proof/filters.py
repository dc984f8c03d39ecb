"""The list of proofs."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base.filters import FilterSet, OneOfFilter, SortFilter
from partnerships.base.names import by_name
from partnerships.organisation.standing import standing_of
from partnerships.partnership.choices import WORKED_ON
from projects.proof.models import Proof

GROUPS = {"undone": Proof.UNDONE, "read": Proof.READ, "done": Proof.DONE}


class ProofFilter(FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="in_state",
        empty_label=_("All"),
        choices=[
            ("undone", _("Not handed in")), ("overdue", _("Overdue")), ("read", _("Being checked")), ("done", _("Accepted or closed")),
            *Proof.State.choices,
        ],
    )  # fmt: skip
    direction = django_filters.ChoiceFilter(
        label=_("Direction"),
        method="in_direction",
        empty_label=_("All"),
        choices=[("ours", _("We prove")), ("theirs", _("We check"))],
    )
    partnership = OneOfFilter(label=_("Partnership"), queryset=WORKED_ON, empty_label=_("All"))
    sort = SortFilter(orders={"due": ("due_on",), "since": ("state_since",), "title": by_name("contribution__title")})

    class Meta:
        model = Proof
        fields = []

    def search(self, queryset, name, value):
        for word in value.split()[:6]:
            queryset = queryset.filter(
                Q(contribution__title__icontains=word)
                | Q(contribution__giver__name__icontains=word)
                | Q(contribution__receiver__name__icontains=word)
            )
        return queryset

    def in_state(self, queryset, name, value):
        return queryset.overdue() if value == "overdue" else queryset.filter(state__in=GROUPS.get(value, [value]))

    def in_direction(self, queryset, name, value):
        mine = standing_of(self.request.user).ids
        return queryset.filter(**{"contribution__receiver__in" if value == "ours" else "contribution__giver__in": mine})
