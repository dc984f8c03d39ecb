import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base.filters import FilterSet, SortMenu
from partnerships.organisation.models import Membership, Organisation, Role


class OrganisationFilter(FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="search")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Organisation.Kind.choices, empty_label=_("All"))
    sort = SortMenu(
        orders={
            "sort_name": ("name", _("Name")),
            "kind": ("kind", _("Kind")),
            "city": ("city", _("Town")),
            "shared": ("shared", _("Partnerships in common")),
        }
    )

    class Meta:
        model = Organisation
        fields: list[str] = []

    def search(self, rows, name, value):
        return rows.filter(
            Q(name__unaccent__icontains=value) | Q(short_name__unaccent__icontains=value) | Q(city__unaccent__icontains=value)
        )


class MemberFilter(FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="search")
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices, empty_label=_("All"), method="with_role")
    sort = SortMenu(orders={"sort_name": ("name", _("Name")), "function": ("function", _("Function")), "starts_on": ("since", _("Since"))})

    class Meta:
        model = Membership
        fields: list[str] = []

    def search(self, rows, name, value):
        return rows.filter(Q(person__name__unaccent__icontains=value) | Q(function__unaccent__icontains=value))

    def with_role(self, rows, name, value):
        return rows.with_role(value)
