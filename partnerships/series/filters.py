import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base.filters import FilterSet, SortFilter
from partnerships.base.names import by_name
from partnerships.meeting.filters import partnership_filter
from partnerships.series.models import Series


class SeriesFilter(FilterSet):
    q = filters.CharFilter(label=_("Search"), method="search", max_length=100)
    state = filters.ChoiceFilter(label=_("State"), choices=Series.State, empty_label=_("All"))
    partnership = partnership_filter()
    sort = SortFilter(orders={"next": ("next_at",), "partnership": by_name("partnership__title"), "state": ("state",)})

    class Meta:
        model = Series
        fields: list[str] = []

    def search(self, rows, name, value):
        return rows.filter(Q(name__icontains=value) | Q(place__icontains=value) | Q(partnership__title__icontains=value))
