"""The list of partnerships."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter

from partnerships.base.filters import FilterSet, OneOfFilter, SortFilter
from partnerships.base.names import by_name
from partnerships.partnership.choices import ORGANISATIONS
from partnerships.partnership.facets import facets
from partnerships.partnership.models import Field, Partnership, Party


class PartnershipFilter(FilterSet):
    q = CharFilter(label=_("Search"), method="search", max_length=100)
    state = ChoiceFilter(label=_("State"), choices=Partnership.State, empty_label=_("All"))
    field = ChoiceFilter(label=_("Field of action"), choices=Field, method="with_field", empty_label=_("All"))
    organisation = OneOfFilter(label=_("Organisation"), queryset=ORGANISATIONS, method="with_organisation", empty_label=_("All"))
    sort = SortFilter(
        orders={
            "title": by_name("title"),
            "state": ("state",),
            "since": ("started_on",),
            "new": ("created_at",),
        }
    )

    class Meta:
        model = Partnership
        fields: list = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for facet in facets():
            self.filters[facet.name] = facet.filter()
            self.filters[facet.name].parent = self
            self.filters[facet.name].model = Partnership

    def search(self, rows, name, value):
        named = Q(organisation__name__icontains=value) | Q(organisation__short_name__icontains=value)
        return rows.filter(Q(title__icontains=value) | Q(description__icontains=value) | Q(pk__in=self._parties().filter(named)))

    def with_field(self, rows, name, value):
        return rows.filter(fields_of_action__contains=[value])

    def with_organisation(self, rows, name, value):
        return rows.filter(pk__in=self._parties().filter(organisation=value))

    def _parties(self):
        """The partnerships of everyone who takes part or is invited."""
        parties = Party.objects.visible_to(self.request.user).filter(state__in=[Party.State.ACTIVE, Party.State.INVITED])
        return parties.values("partnership")
