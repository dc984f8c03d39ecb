from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, no
from projects.condition.models import Condition
from projects.contribution import rules as contributions
from projects.contribution.models import Contribution

State = Condition.State


def binds(contribution: Contribution) -> Verdict:
    if contribution.state in Contribution.PROMISED:
        return YES
    return no(
        _("The conditions count from the day on which %(organisation)s has accepted the grant.") % {"organisation": contribution.receiver}
    )


def may_fulfil(person, condition: Condition) -> Verdict:
    """Whoever writes for the receiver."""
    if condition.state != State.OPEN:
        return no(_("This condition is fulfilled already."))
    return binds(condition.contribution) and contributions.writes_for(person, condition.contribution.receiver)


def may_judge(person, condition: Condition) -> Verdict:
    """Whoever writes for the giver, and has not said that it is fulfilled: accept it, or open it again."""
    if condition.state == State.ACCEPTED:
        return no(_("This condition is accepted already."))
    if condition.state == State.OPEN:
        return no(_("First %(organisation)s says that it is fulfilled.") % {"organisation": condition.contribution.receiver})
    if condition.fulfilled_by_id == person.pk:
        return no(_("You said yourself that it is fulfilled. Somebody else has to accept it (four-eyes principle)."))
    return contributions.writes_for(person, condition.contribution.giver)
