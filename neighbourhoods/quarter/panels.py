"""Quarters on the partnership's page and in the list of partnerships."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from neighbourhoods.quarter import rules
from neighbourhoods.quarter.choices import VISIBLE
from neighbourhoods.quarter.models import Quarter
from partnerships.base.filters import OneOfFilter
from partnerships.base.names import by_name
from partnerships.base.prepared import Param, PreparedRows
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.partnership import facets
from partnerships.partnership.sections import Panel, panel


def _of_partnership():
    rows = Quarter.objects.visible_to(ANYONE).filter(partnerships=Param("partnership", "uuid"))
    return rows.with_key_figures(ANYONE).order_by(*by_name())


_OF_PARTNERSHIP = PreparedRows(_of_partnership)


@panel(order=20)
def quarters(partnership, person) -> Panel:
    return Panel(
        title=_("Quarters"),
        template="neighbourhoods/quarter/panel.html",
        context={"quarters": _OF_PARTNERSHIP.rows(values_of(person, partnership=partnership.pk))},
        new_url=reverse("partnership_quarters", args=[partnership.pk]) if rules.may_unlink(person, partnership) else "",
        new_label=_("Choose quarters"),
    )


def _names(rows, person):
    names = Quarter.objects.visible_to(person).filter(partnerships=OuterRef("pk")).order_by(*by_name()).values("name")
    return rows.annotate(quarter=ArraySubquery(names))


facets.register(
    facets.Facet(
        name="quarter",
        label=gettext_lazy("Quarters"),
        filter=lambda: OneOfFilter(label=gettext_lazy("Quarter"), field_name="quarters", queryset=VISIBLE, empty_label=gettext_lazy("All")),
        annotate=_names,
    )
)
