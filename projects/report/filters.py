import django_filters
from django.utils.translation import gettext_lazy as _

from partnerships.base.filters import FilterSet, OneOfFilter, SortMenu
from partnerships.export.models import Export
from partnerships.partnership.models import Partnership


def _partnerships(request):
    return Partnership.objects.worked_on_by(request.user).order_by("title") if request else Partnership.objects.none()


class ReportFilter(FilterSet):
    q = django_filters.CharFilter(field_name="title", lookup_expr="icontains", label=_("Search"))
    partnership = OneOfFilter(queryset=_partnerships, label=_("Partnership"))
    format = django_filters.ChoiceFilter(choices=Export.Format.choices, label=_("Format"))
    state = django_filters.ChoiceFilter(choices=Export.State.choices, label=_("State"))
    sort = SortMenu(orders={"created_at": ("created_at", _("Asked for")), "title": ("title", _("Title")), "state": ("state", _("State"))})

    class Meta:
        model = Export
        fields: list[str] = []
