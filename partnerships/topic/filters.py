import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base.filters import FilterSet, SortFilter
from partnerships.base.names import by_name
from partnerships.meeting.filters import partnership_filter
from partnerships.topic.models import Topic


class TopicFilter(FilterSet):
    q = filters.CharFilter(label=_("Search"), method="search", max_length=100)
    partnership = partnership_filter()
    state = filters.ChoiceFilter(label=_("State"), choices=Topic.State, empty_label=_("All"))
    sort = SortFilter(orders={"title": by_name("title"), "partnership": by_name("partnership__title"), "since": ("created_at",)})

    class Meta:
        model = Topic
        fields: list[str] = []

    def search(self, rows, name, value):
        return rows.filter(Q(title__icontains=value) | Q(note__icontains=value))
