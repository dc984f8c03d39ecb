from django.utils.translation import gettext as _

from partnerships.agreement.models import Agreement
from partnerships.register.starts import Start, at, starts

MOST = 4


@starts
def of_this_floor(decision, person) -> list[Start]:
    """A task, a word of the glossary, an amendment of an agreement in force."""
    here = {"partnership": decision.partnership_id}
    found = [
        Start(_("Take on a task"), at("decision_task_add", decision, decision.pk), "list-check"),
        Start(_("Propose a word for the glossary"), at("term_create", decision, **here), "chat-left-text"),
    ]
    agreements = Agreement.objects.visible_to(person).filter(partnership=decision.partnership_id, state=Agreement.State.ACTIVE)
    for agreement in agreements.order_by("title", "pk")[:MOST]:
        label = _("Amend “%(agreement)s”") % {"agreement": agreement}
        found.append(Start(label, at("agreement_amend", decision, agreement.pk), "file-earmark-text"))
    return found
