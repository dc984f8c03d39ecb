"""What the page of a partnership shows of give and take."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base.prepared import Param, PreparedRows
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.partnership.sections import Panel, panel
from projects.contribution import rules
from projects.contribution.models import Contribution

SHOWN = 6


def _latest():
    rows = Contribution.objects.visible_to(ANYONE).filter(partnership=Param("partnership", "uuid"))
    return rows.select_related("giver", "receiver").order_by("-state_since")[:SHOWN]


_LATEST = PreparedRows(_latest)


@panel(order=35)
def contributions(partnership, person) -> Panel | None:
    """What moved last; only for those who work on the partnership."""
    if partnership.side_of(person) is None:
        return None
    latest = _LATEST.rows(values_of(person, partnership=partnership.pk))
    may_ask = rules.may_ask(person, partnership)
    query = f"?partnership={partnership.pk}"
    return Panel(
        title=_("Give and take"),
        template="projects/contribution/panel.html",
        context={"contributions": latest, "ledger_url": reverse("ledger", args=[partnership.pk])},
        more_url=reverse("contribution_list") + query,
        new_url=reverse("contribution_create") + query if may_ask else "",
        new_label=_("Ask for something"),
    )
