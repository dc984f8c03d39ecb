"""What stands between a proof and the next payment: registered with the calls for funds."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.base.templatetags.portal import day
from projects.funding.blockers import Reason, blocker, fulfils
from projects.funding.models import Call, Instalment
from projects.proof.models import Proof


@blocker("proof", gettext_lazy("Overdue proof of use"))
def overdue_proof(call: Call) -> Reason | None:
    """The receiver owes this giver a proof that was due; one query."""
    rows = Proof.objects.overdue().filter(
        contribution__receiver=call.contribution.receiver_id, contribution__giver=call.contribution.giver_id
    )
    proof = rows.select_related("contribution").order_by("due_on", "pk").first()
    if proof is None:
        return None
    words = {"title": proof.contribution.title, "day": day(proof.due_on), "receiver": call.receiver}
    return Reason(
        _("The proof of use of “%(title)s” was due on %(day)s.") % words,
        _("%(receiver)s hands in the proof.") % words,
        proof.get_absolute_url(),
    )


@fulfils(Instalment.Condition.INTERIM)
def interim_proof_accepted(call: Call) -> bool:
    """A proof of this grant was accepted, at least for a part of its time."""
    return Proof.objects.filter(contribution=call.contribution_id, state__in=Proof.DONE).exists()


@fulfils(Instalment.Condition.PROOF)
def last_proof_accepted(call: Call) -> bool:
    return Proof.objects.filter(contribution=call.contribution_id, state__in=Proof.DONE, is_last=True).exists()
