from django.utils.translation import gettext as _

from partnerships.agreement.models import Agreement
from partnerships.base.prepared import Param, PreparedRows
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.register.starts import Start, at, starts

MOST = 4


def _agreements():
    rows = Agreement.objects.visible_to(ANYONE).filter(partnership=Param("partnership", "uuid"), state=Agreement.State.ACTIVE)
    return rows.order_by("title", "pk")[:MOST]


_AGREEMENTS = PreparedRows(_agreements)


@starts
def of_this_floor(decision, person) -> list[Start]:
    """A task, a word of the glossary, an amendment of an agreement in force."""
    here = {"partnership": decision.partnership_id}
    found = [
        Start(_("Take on a task"), at("decision_task_add", decision, decision.pk), "list-check"),
        Start(_("Propose a word for the glossary"), at("term_create", decision, **here), "chat-left-text"),
    ]
    for agreement in _AGREEMENTS.rows(values_of(person, partnership=decision.partnership_id)):
        label = _("Amend “%(agreement)s”") % {"agreement": agreement}
        found.append(Start(label, at("agreement_amend", decision, agreement.pk), "file-earmark-text"))
    return found
