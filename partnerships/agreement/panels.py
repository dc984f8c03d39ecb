from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.agreement import page, reading, rules
from partnerships.agreement.models import Agreement
from partnerships.partnership.sections import Panel, panel

SHOWN = 10


@panel(order=20)
def agreements(partnership, person) -> Panel:
    """The newest agreements of this partnership; one query."""
    rows = Agreement.objects.visible_to(person).filter(partnership=partnership).with_yeses().annotate(**reading.with_signing(person))
    shown = [reading.name_signers(agreement) for agreement in rows.order_by("-created_at")[:SHOWN]]
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
