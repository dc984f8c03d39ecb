"""May I? The receiver writes and releases, the giver checks; nobody does both, and the giver never edits."""

from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.templatetags.portal import day
from partnerships.base.valuation import Kind
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.organisation.models import Role
from partnerships.organisation.rules import may_decide_for
from projects.contribution.models import Contribution
from projects.contribution.rules import writes_for
from projects.proof.content import NARRATIVE, NEEDED
from projects.proof.models import NEED_ONE, Proof, Reclaim, works_for_receiver

State = Proof.State
CHECKERS = (Role.APPROVER, Role.FINANCE, Role.COORDINATOR)


def needs_proof(contribution: Contribution) -> Verdict:
    if contribution.kind != Kind.MONEY or contribution.money_type not in NEED_ONE:
        return no(_("A proof of use belongs to earmarked and public grants of money."))
    if contribution.state not in Contribution.PROMISED:
        return no(_("There is a proof of use once the money is granted."))
    return YES


def is_in(proof: Proof, *states: str) -> Verdict:
    if proof.state in states:
        return YES
    return no(_("The proof is in another state by now: %(state)s.") % {"state": proof.state_label})


def may_create(person, contribution: Contribution) -> Verdict:
    return first_no(needs_proof(contribution), writes_for(person, contribution.receiver))


def may_set_rule(person, contribution: Contribution) -> Verdict:
    return first_no(needs_proof(contribution), writes_for(person, contribution.giver))


def may_begin(person, proof: Proof) -> Verdict:
    return first_no(is_in(proof, State.OPEN), writes_for(person, proof.contribution.receiver))


def may_edit(person, proof: Proof) -> Verdict:
    if not works_for_receiver(person, proof):
        return no(_("Only %(organisation)s writes the proof. You can ask and return it.") % {"organisation": proof.contribution.receiver})
    return first_no(is_in(proof, *Proof.WRITTEN), writes_for(person, proof.contribution.receiver))


def may_give(person, proof: Proof) -> Verdict:
    return may_edit(person, proof)


def is_complete(proof: Proof, income_lines) -> Verdict:
    """What has to stand there before it goes on its way; `income_lines`: those whose amounts are typed."""
    missing = [str(NARRATIVE[key]) for key in NEEDED if not proof.narrative.get(key, "").strip()]
    if missing:
        return no(_("Please write something on: %(parts)s.") % {"parts": "; ".join(missing)})
    open_lines = [str(line) for line in income_lines if str(line.pk) not in proof.income]
    if open_lines:
        return no(_("Please enter what came from: %(lines)s. If it was nothing, enter 0.") % {"lines": ", ".join(open_lines)})
    if proof.ends_on > clock.today():
        return no(_("The period of this proof ends on %(day)s. It can be handed in from then on.") % {"day": day(proof.ends_on)})
    return YES


def checks_for(person, proof: Proof) -> Verdict:
    """Somebody of the giver with the right role and no hand in the proof."""
    role = may_decide_for(person, proof.contribution.giver, *CHECKERS)
    if role and person.pk in proof.hands:
        return no(_("You had a hand in this proof. Somebody else has to check it (four-eyes principle)."))
    return role


def may_take_up(person, proof: Proof) -> Verdict:
    return first_no(is_in(proof, State.SUBMITTED), checks_for(person, proof))


def may_check(person, proof: Proof) -> Verdict:
    return first_no(is_in(proof, State.CHECKING), checks_for(person, proof))


may_ask = may_send_back = may_accept = may_accept_part = may_check


def may_answer(person, proof: Proof) -> Verdict:
    return first_no(is_in(proof, State.QUESTION), writes_for(person, proof.contribution.receiver))


def may_write(person, proof: Proof) -> Verdict:
    """A comment, by either side, once it was handed in."""
    if proof.submitted_at is None:
        return no(_("The proof was not handed in yet."))
    grant = proof.contribution
    mine = grant.receiver if works_for_receiver(person, proof) else grant.giver
    return writes_for(person, mine)


def may_announce(person, proof: Proof) -> Verdict:
    if getattr(proof, "reclaim", None):
        return no(_("A reclaim was announced already."))
    return first_no(is_in(proof, State.ACCEPTED, State.PART), checks_for(person, proof))


def may_close(person, proof: Proof) -> Verdict:
    reclaim = getattr(proof, "reclaim", None)
    if reclaim and not reclaim.is_settled:
        return no(_("The reclaim is still open."))
    return first_no(is_in(proof, State.ACCEPTED, State.PART), checks_for(person, proof))


def _stands(reclaim: Reclaim, *states: str) -> Verdict:
    if reclaim.state in states:
        return YES
    return no(_("The reclaim is in another state by now: %(state)s.") % {"state": reclaim.get_state_display()})


def may_answer_reclaim(person, reclaim: Reclaim) -> Verdict:
    return first_no(_stands(reclaim, Reclaim.State.HEARING), writes_for(person, reclaim.proof.contribution.receiver))


def may_fix_reclaim(person, reclaim: Reclaim) -> Verdict:
    """After the answer, or when nobody answered in time."""
    if reclaim.state == Reclaim.State.HEARING and reclaim.answer_by >= clock.today():
        who = first_no(checks_for(person, reclaim.proof))
        return who and no(
            _("%(organisation)s may answer until %(day)s.")
            % {"organisation": reclaim.proof.contribution.receiver, "day": day(reclaim.answer_by)}
        )
    return first_no(_stands(reclaim, Reclaim.State.HEARING, Reclaim.State.ANSWERED), checks_for(person, reclaim.proof))


def may_waive_reclaim(person, reclaim: Reclaim) -> Verdict:
    states = (Reclaim.State.HEARING, Reclaim.State.ANSWERED, Reclaim.State.SET)
    return first_no(_stands(reclaim, *states), checks_for(person, reclaim.proof))


def may_offset_reclaim(person, reclaim: Reclaim) -> Verdict:
    """Both decide it: the receiver has wished it in the answer."""
    if reclaim.state == Reclaim.State.ANSWERED and reclaim.wish != Reclaim.Wish.OFFSET:
        return first_no(
            checks_for(person, reclaim.proof),
            no(_("%(organisation)s did not ask to carry it over.") % {"organisation": reclaim.proof.contribution.receiver}),
        )
    return first_no(_stands(reclaim, Reclaim.State.ANSWERED), checks_for(person, reclaim.proof))


def may_repay_reclaim(person, reclaim: Reclaim) -> Verdict:
    return first_no(_stands(reclaim, Reclaim.State.SET), writes_for(person, reclaim.proof.contribution.receiver))


def may_confirm_reclaim(person, reclaim: Reclaim) -> Verdict:
    return first_no(_stands(reclaim, Reclaim.State.REPAID), checks_for(person, reclaim.proof))


may_deny_reclaim = may_confirm_reclaim


def may_take_back_reclaim(person, reclaim: Reclaim) -> Verdict:
    return first_no(_stands(reclaim, Reclaim.State.REPAID), writes_for(person, reclaim.proof.contribution.receiver))
