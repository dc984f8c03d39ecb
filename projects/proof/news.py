"""What is told by mail about proofs."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from partnerships.notice.actions import tell
from partnerships.organisation.models import Membership, Role
from partnerships.person.models import Person
from projects.proof.models import Proof

CARE = (Role.COORDINATOR, Role.FINANCE)
SUBJECTS = {
    "question": _("Question about the proof of use: %(title)s"),
    "returned": _("The proof of use came back: %(title)s"),
    "accepted": _("The proof of use is accepted: %(title)s"),
    "part": _("The proof of use is accepted in part: %(title)s"),
    "reclaim": _("Money is to be paid back: %(title)s"),
}


def _those_who_care(organisation):
    members = Membership.objects.current().with_role(*CARE).filter(organisation=organisation)
    return Person.objects.filter(pk__in=members.values("person"))


def _write(people, proof: Proof, *, what: str, subject, **context) -> None:
    tell(
        people,
        key=f"proof.{what}:{proof.pk}:{proof.edition}",
        subject=subject,
        template="mail/proof/news.txt",
        context={"proof": proof, "title": proof.contribution.title, "what": what, **context},
    )


def submitted(proof: Proof, number: int) -> None:
    _write(_those_who_care(proof.contribution.giver), proof, what="submitted", subject=_("Proof of use to check: %(title)s"))


def answered(proof: Proof) -> None:
    _write(_those_who_care(proof.contribution.giver), proof, what="answered", subject=_("Answer about the proof of use: %(title)s"))


def to_receiver(proof: Proof, what: str, text: str) -> None:
    _write(_those_who_care(proof.contribution.receiver), proof, what=what, subject=SUBJECTS[what], text=text)


def due(proof: Proof, days: int) -> None:
    """`days` before it is due; -1: the day after."""
    what = f"due{days}"
    subject = _("The proof of use is overdue: %(title)s") if days < 0 else _("The proof of use is due soon: %(title)s")
    _write(_those_who_care(proof.contribution.receiver), proof, what=what, subject=subject, days=days)


def remind(day) -> int:
    """Mail to those who write a proof: thirty days and seven days before it is due, and the day after it was. Returns how many."""
    told = 0
    for days in (30, 7, -1):
        for proof in Proof.objects.undone().filter(due_on=day + timedelta(days=days), partnership__state="active").for_list():
            due(proof, days)
            told += 1
    return told
