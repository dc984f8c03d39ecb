"""The list of quarters."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter

from neighbourhoods.quarter.models import Quarter
from partnerships.base.filters import FilterSet, OneOfFilter, SortFilter
from partnerships.base.names import by_name
from partnerships.partnership.choices import READ


def towns_of(person) -> list[tuple[str, str]]:
    names = Quarter.objects.visible_to(person).order_by(*by_name("city")).values_list("city", flat=True)
    return [(name, name) for name in dict.fromkeys(names)]


class QuarterFilter(FilterSet):
    q = CharFilter(label=_("Search"), method="search", max_length=100)
    city = ChoiceFilter(label=_("Town"), empty_label=_("All"))
    partnership = OneOfFilter(label=_("Partnership"), queryset=READ, field_name="partnerships", empty_label=_("All"))
    sort = SortFilter(orders={"name": by_name("name"), "city": (*by_name("city"), *by_name("name"))})

    class Meta:
        model = Quarter
        fields: list = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        person = self.request.user
        self.filters["city"].extra["choices"] = lambda: towns_of(person)

    def search(self, rows, name, value):
        return rows.filter(Q(name__icontains=value) | Q(city__icontains=value) | Q(streets__icontains=value))
