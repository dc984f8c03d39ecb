"""May I? Every rule asks which party the person speaks for, never which kind of organisation it is.

After the end of a partnership nothing is planned, changed or cancelled any more. Two things are still brought to their end: the minutes
of meetings that took place are written and released, and tasks are finished, dropped and reopened.
"""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnerships.base.templatetags.portal import moment
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.consent.rules import may_say_yes
from partnerships.meeting.models import Meeting, Participant
from partnerships.organisation.models import Role
from partnerships.organisation.rules import may_decide_for
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Partnership
from partnerships.partnership.rules import is_open

RELEASERS = (Role.COORDINATOR, Role.APPROVER, Role.SIGNATORY)
MOST_TOPICS = 200

State = Meeting.State


def works_in(person, partnership) -> Verdict:
    """Does this person speak for a party here, with a role that writes?"""
    party = partnership.party_of(person)
    if party is None:
        return no(_("Only the parties of this partnership can do this."))
    if not standing_of(person).writes_for(party.organisation_id):
        return no(_("Your role in %(organisation)s only allows you to read.") % {"organisation": party.organisation})
    return YES


def _plans_in(person, partnership) -> Verdict:
    """Works here, and the partnership has not ended."""
    return first_no(works_in(person, partnership), is_open(partnership))


def _records_in(person, meeting) -> Verdict:
    """Works here; after the end of the partnership only on what took place."""
    verdict = works_in(person, meeting.partnership)
    return verdict if meeting.has_begun or not verdict else is_open(meeting.partnership)


def _while_(meeting, *states: str) -> Verdict:
    if meeting.state in states:
        return YES
    return {
        State.PLANNED: lambda: no(_("The minutes have not been begun yet.")),
        State.MINUTES: lambda: no(_("The minutes are being written already.")),
        State.RELEASE: lambda: no(_("The minutes are waiting for release. Ask for a change to open them again.")),
        State.RELEASED: lambda: no(_("Both sides have released these minutes. They can no longer be changed.")),
        State.CANCELLED: lambda: no(_("This meeting was cancelled.")),
    }[meeting.state]()


def may_plan(person, partnership) -> Verdict:
    if partnership.state != Partnership.State.ACTIVE:
        return no(_("Meetings can be planned as soon as the partnership is active, and until it ends."))
    return works_in(person, partnership)


def may_edit(person, meeting) -> Verdict:
    """The frame: time, place, who takes part. Also while the minutes are written, since things turn out differently."""
    return first_no(_plans_in(person, meeting.partnership), _while_(meeting, State.PLANNED, State.MINUTES))


def may_cancel(person, meeting) -> Verdict:
    return first_no(_plans_in(person, meeting.partnership), _while_(meeting, State.PLANNED))


def may_add_topic(person, meeting, count: int = 0) -> Verdict:
    """Until the agenda closes, and again once the meeting has begun."""
    if count >= MOST_TOPICS:
        return no(_("More than %(most)s topics do not fit into one meeting.") % {"most": MOST_TOPICS})
    return first_no(_plans_in(person, meeting.partnership), _while_(meeting, State.PLANNED, State.MINUTES), _agenda_open(meeting))


def _agenda_open(meeting) -> Verdict:
    if meeting.state != State.PLANNED or not meeting.agenda_closed:
        return YES
    return no(
        _("The agenda was closed on %(day)s, so that everybody can prepare. Please put the topic into the store for later.")
        % {"day": date_format(meeting.closes_on, "SHORT_DATE_FORMAT")},
        remedy=f"{reverse('topic_list')}?partnership={meeting.partnership_id}",
    )


def may_reorder(person, meeting) -> Verdict:
    return first_no(_plans_in(person, meeting.partnership), _while_(meeting, State.PLANNED, State.MINUTES))


def may_change_topic(person, meeting, item) -> Verdict:
    """Each organisation changes the topics that it brought in itself; a standing item belongs to both."""
    verdict = may_reorder(person, meeting)
    if not verdict or not item.brought_in_by_id:
        return verdict
    if meeting.partnership.party_of(person).organisation_id != item.brought_in_by_id:
        return no(_("Only %(organisation)s can change this topic: it brought it in.") % {"organisation": item.brought_in_by})
    return YES


def may_remove_topic(person, meeting, item, *, written: bool) -> Verdict:
    """`written`: does the topic have a result, a decision or a task already?"""
    if written:
        return no(_("This topic already has a result, a decision or a task. Remove those first."))
    return may_change_topic(person, meeting, item)


def may_begin(person, meeting) -> Verdict:
    return first_no(_records_in(person, meeting), _while_(meeting, State.PLANNED))


def is_meant(meeting, *, early: bool) -> Verdict:
    """Minutes of a meeting that is still to come are begun only when that was said expressly: `early`."""
    if meeting.has_begun or early:
        return YES
    return no(_("This meeting is still to come: it begins on %(moment)s.") % {"moment": moment(meeting.starts_at)})


def may_put_back(person, meeting, *, written: bool) -> Verdict:
    """`written`: is anything in the minutes, or anybody's presence noted?"""
    verdict = may_write(person, meeting)
    if verdict and (written or meeting.edition > 1):
        return no(_("Something is written in the minutes already, so the meeting cannot go back to planning."))
    return verdict


def may_write(person, meeting) -> Verdict:
    return first_no(_records_in(person, meeting), _while_(meeting, State.MINUTES))


def may_send(person, meeting, *, presences, written: bool) -> Verdict:
    """`presences`: of all participants; `written`: is there anything in the minutes at all?"""
    verdict = may_write(person, meeting)
    if not verdict:
        return verdict
    missing = []
    if not meeting.has_begun:
        missing.append(_("This meeting has not taken place yet. If it was earlier, please correct its time first."))
    if not written:
        missing.append(_("The minutes are still empty: not one topic has a result, a decision or a task."))
    if Participant.Presence.INVITED in presences:
        missing.append(_("Please say for everybody who was invited whether they were there."))
    return no(" ".join(missing)) if missing else YES


def may_release(person, meeting) -> Verdict:
    verdict = _while_(meeting, State.RELEASE)
    if not verdict:
        return verdict
    party = meeting.partnership.party_of(person)
    if party is None or not meeting.both_agreed():  # else the last party whose yes was missing has left: any yes may now complete it
        verdict = may_say_yes(person, meeting)
    return verdict and may_decide_for(person, party.organisation, *RELEASERS)


def may_ask_change(person, meeting) -> Verdict:
    return first_no(works_in(person, meeting.partnership), _while_(meeting, State.RELEASE))
