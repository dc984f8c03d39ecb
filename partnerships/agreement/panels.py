from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.agreement import page, reading, rules
from partnerships.agreement.models import Agreement
from partnerships.base.prepared import NOW, TODAY, Param, PreparedRows
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.partnership.sections import Panel, panel

SHOWN = 10


def _newest():
    rows = Agreement.objects.visible_to(ANYONE).filter(partnership=Param("partnership", "uuid")).with_yeses()
    return rows.annotate(**reading.with_signing(ANYONE, TODAY, NOW)).order_by("-created_at")[:SHOWN]


_NEWEST = PreparedRows(_newest)


@panel(order=20)
def agreements(partnership, person) -> Panel:
    """The newest agreements of this partnership; one query."""
    shown = [reading.name_signers(agreement) for agreement in _NEWEST.rows(values_of(person, partnership=partnership.pk))]
    for agreement in shown:
        agreement.partnership = partnership
        agreement.turn_here = page.turn(agreement, person) if agreement.is_open else None
    may = rules.may_create(person, partnership)
    return Panel(
        title=_("Agreements"),
        template="partnerships/agreement/panel.html",
        context={"agreements": shown, "may": may},
        more_url=f"{reverse('agreement_list')}?partnership={partnership.pk}",
        new_url=f"{reverse('agreement_create')}?partnership={partnership.pk}" if may else "",
        new_label=_("Draft an agreement"),
    )
