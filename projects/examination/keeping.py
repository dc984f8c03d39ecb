"""What becomes of an examination when the request goes on: called within the transactions of the contribution's verbs."""

from projects.examination.models import Examination


def forget(contribution) -> None:
    """The request says something else now: it is checked and assessed anew."""
    Examination.objects.filter(contribution=contribution).delete()


def forget_assessment(contribution) -> None:
    """An answer came: it is assessed anew, what was there is still there."""
    Examination.objects.filter(contribution=contribution).update(assessed_by=None, assessed_at=None, proposal="", text="")
