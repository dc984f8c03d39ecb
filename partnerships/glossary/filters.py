import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base.filters import FilterSet, OneOfFilter, SortFilter
from partnerships.base.names import by_name
from partnerships.glossary.models import Term
from partnerships.partnership.choices import READ


class TermFilter(FilterSet):
    q = filters.CharFilter(label=_("Search"), method="search", max_length=100)
    partnership = OneOfFilter(
        label=_("Partnership"),
        queryset=READ,
        empty_label=_("All"),
    )
    state = filters.ChoiceFilter(label=_("State"), choices=Term.State, empty_label=_("All"))
    sort = SortFilter(orders={"word": by_name("word"), "partnership": by_name("partnership__title")})

    class Meta:
        model = Term
        fields: list[str] = []

    def search(self, rows, name, value):
        return rows.filter(
            Q(word__icontains=value) | Q(common__icontains=value) | Q(housing_view__icontains=value) | Q(social_view__icontains=value)
        )
