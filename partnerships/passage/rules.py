"""May I? Either side asks for changes; what becomes of one is said by the house that asked."""

from django.utils.translation import gettext as _

from partnerships.base.verdict import Verdict, first_no, no
from partnerships.meeting.models import Meeting
from partnerships.meeting.rules import may_ask_change, may_write, works_in
from partnerships.passage.models import Wish


def may_ask(person, meeting) -> Verdict:
    """Of minutes that wait for release, and of those that are being corrected since somebody asked."""
    return may_write(person, meeting) if _is_corrected(meeting) else may_ask_change(person, meeting)


def _is_corrected(meeting) -> bool:
    return meeting.state == Meeting.State.MINUTES and meeting.edition > 1


def may_settle(person, wish) -> Verdict:
    """Of a view that stands in the minutes only while they are being corrected."""
    verdict = _of_my_house(person, wish)
    if verdict and wish.state == Wish.State.SETTLED:
        return no(_("This request is settled already."))
    return first_no(verdict, may_write(person, wish.meeting)) if wish.state == Wish.State.DIFFERING else verdict


def may_differ(person, wish) -> Verdict:
    verdict = first_no(_of_my_house(person, wish), may_write(person, wish.meeting))
    if verdict and wish.state == Wish.State.SETTLED:
        return no(_("This request is settled already."))
    return no(_("Your view stands beside the passage already.")) if verdict and wish.state == Wish.State.DIFFERING else verdict


def _of_my_house(person, wish) -> Verdict:
    verdict = works_in(person, wish.meeting.partnership)
    if not verdict or wish.meeting.partnership.party_of(person).organisation_id == wish.organisation_id:
        return verdict
    return no(_("Only %(organisation)s can say this: it asked for the change.") % {"organisation": wish.organisation})
