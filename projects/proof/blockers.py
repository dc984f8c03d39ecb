"""What stands between a proof and the next payment, and what is reclaimed: registered with the payments."""

from django.db.models import Exists, F, OuterRef, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.base import clock
from partnerships.base.templatetags.portal import day
from projects.funding.blockers import Reason, blocker, fulfils
from projects.funding.leftovers import AskedBack, asked_back, repaid_since, sum_of
from projects.funding.models import Call, Instalment
from projects.proof.models import ZERO, Proof, Reclaim


def _overdue(today) -> Exists:
    """The receiver owes this giver a proof that was due."""
    theirs = {"contribution__receiver": OuterRef("contribution__receiver"), "contribution__giver": OuterRef("contribution__giver")}
    return Exists(Proof.objects.overdue(today).filter(**theirs))


@blocker("proof", gettext_lazy("Overdue proof of use"), stands=_overdue)
def overdue_proof(call: Call) -> Reason:
    """One query."""
    grant = call.contribution
    rows = Proof.objects.overdue(clock.today()).filter(contribution__receiver=grant.receiver_id, contribution__giver=grant.giver_id)
    proof = rows.annotate(title=F("contribution__title")).order_by("due_on", "pk")[0]
    words = {"title": proof.title, "day": day(proof.due_on), "receiver": call.receiver}
    return Reason(
        _("The proof of use of “%(title)s” was due on %(day)s.") % words,
        _("%(receiver)s hands in the proof.") % words,
        proof.get_absolute_url(),
    )


def _accepted(grant: str, **which) -> Exists:
    return Exists(Proof.objects.filter(contribution=OuterRef(grant), state__in=Proof.DONE, **which))


# a proof for at least a part of its time, and the last one
fulfils(Instalment.Condition.INTERIM, _accepted)
fulfils(Instalment.Condition.PROOF, lambda grant: _accepted(grant, is_last=True))


@asked_back
def by_reclaims(contribution) -> AskedBack:
    """Two queries."""
    rows = Reclaim.objects.filter(proof__contribution=contribution).exclude(state__in=Reclaim.SETTLED)
    closed = Proof.objects.filter(contribution=contribution, is_last=True).exclude(state__in=Proof.UNDONE)
    return AskedBack(rows.aggregate(open=Sum("amount", default=ZERO))["open"], closed.exists())


@repaid_since
def of_reclaims():
    return sum_of(Reclaim.objects.filter(state=Reclaim.State.PAID, state_since__gte=OuterRef("state_since")), "proof__contribution")
