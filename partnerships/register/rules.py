"""May I? A reservation is lifted by the house it names; what a decision changed is linked by either side."""

from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.meeting.course import Course
from partnerships.meeting.models import Meeting
from partnerships.meeting.rules import works_in


def may_lift(person, decision) -> Verdict:
    """`decision` comes from with_course()."""
    verdict = first_no(works_in(person, decision.partnership), _is_reserved(decision))
    house = decision.reservation_of
    if verdict and house and decision.partnership.party_of(person).organisation_id != house.pk:
        return no(_("Only %(organisation)s can lift this reservation: it depends on that house.") % {"organisation": house})
    return verdict


def _is_reserved(decision) -> Verdict:
    if decision.course == Course.RESERVED:
        return YES
    if decision.course == Course.NOTED:
        return no(_("The minutes are not released yet."))
    return no(_("There is no open reservation."))


def may_link(person, decision) -> Verdict:
    verdict = works_in(person, decision.partnership)
    if verdict and decision.meeting.state != Meeting.State.RELEASED:
        return no(_("The minutes are not released yet."))
    return verdict
