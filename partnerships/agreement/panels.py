from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.agreement import page, rules
from partnerships.agreement.models import Agreement
from partnerships.partnership.sections import Panel, panel

SHOWN = 10


@panel(order=20)
def agreements(partnership, person) -> Panel:
    """The newest agreements of this partnership; one query."""
    rows = Agreement.objects.visible_to(person).filter(partnership=partnership).with_yeses().order_by("-created_at")[:SHOWN]
    shown = list(rows)
    for agreement in shown:
        agreement.partnership = partnership
        agreement.turn_here = page.turn(agreement, person) if agreement.is_open else None
    may = rules.may_create(person, partnership)
    return Panel(
        title=_("Agreements"),
        template="partnerships/agreement/panel.html",
        context={"agreements": shown},
        more_url=f"{reverse('agreement_list')}?partnership={partnership.pk}",
        new_url=f"{reverse('agreement_create')}?partnership={partnership.pk}" if may else "",
        new_label=_("Draft an agreement"),
    )
