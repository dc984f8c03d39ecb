"""What is asked at a passage, in one transaction each, with the meeting's row locked."""

from django.db import transaction

from partnerships.base.verdict import require
from partnerships.meeting.actions import ask_change, locked, note, party_for
from partnerships.meeting.models import Decision, Item, Meeting
from partnerships.passage import rules
from partnerships.passage.models import Wish


@transaction.atomic
def ask(meeting, *, edition, wish: str, by, item: Item | None = None, decision: Decision | None = None) -> Wish:
    """Either side asks for a change at a passage, or of the whole; minutes that wait for release are opened by it."""
    meeting = locked(meeting)
    require(meeting.is_current(edition))
    require(rules.may_ask(by, meeting))
    waiting = meeting.state == Meeting.State.RELEASE
    if waiting:
        meeting = ask_change(meeting, edition=edition, wish=wish, by=by)
    else:
        note(meeting, "meeting.change_asked", by, wish=wish, edition=meeting.edition)
    return Wish.objects.create(
        partnership=meeting.partnership,
        meeting=meeting,
        item=decision.item if decision else item,
        decision=decision,
        passage=decision.number if decision else item.title if item else "",
        read=decision.text if decision else item.result if item else "",
        edition=meeting.edition - 1 if waiting else meeting.edition,
        organisation=party_for(meeting.partnership, by),
        person=by,
        text=wish,
    )


def _locked(wish) -> Wish:
    meeting = locked(wish.meeting)
    wish = Wish.objects.select_related("organisation").get(pk=wish.pk)
    wish.meeting = meeting
    return wish


@transaction.atomic
def settle(wish, *, by) -> Wish:
    """The house that asked says that it is settled; a view that stood in the minutes is taken out again."""
    wish = _locked(wish)
    require(rules.may_settle(by, wish))
    wish.move("settle")
    note(wish.meeting, "meeting.wish_settled", by, wish=wish.text)
    return wish


@transaction.atomic
def differ(wish, *, view: str, by) -> Wish:
    """The house that asked puts its own view beside the passage: both versions stand in the minutes."""
    wish = _locked(wish)
    require(rules.may_differ(by, wish))
    wish.move("differ", view=view)
    note(wish.meeting, "meeting.view_put", by, passage=wish.passage, view=view)
    return wish
