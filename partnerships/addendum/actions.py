"""What happens to an addendum, in one transaction each, with its row locked; numbers are given with the row of the meeting locked."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from partnerships.addendum import rules
from partnerships.addendum.models import Addendum, Correction
from partnerships.base.verdict import Refused, require
from partnerships.consent.actions import say_yes
from partnerships.journal.actions import record
from partnerships.meeting.actions import locked, party_for
from partnerships.meeting.models import Decision, Item


@dataclass(frozen=True)
class Said:
    """What the addendum says to a topic, to a decision, or to the whole."""

    text: str
    item: Item | None = None
    decision: Decision | None = None


def _locked(addendum) -> Addendum:
    related = ("meeting", "partnership", "organisation")
    return Addendum.objects.select_for_update(of=("self",)).select_related(*related).get(pk=addendum.pk)


@transaction.atomic
def propose(meeting, *, reason: str, said: list[Said], by) -> Addendum:
    """Either side proposes an addendum to released minutes; whoever may release says yes with it. The minutes stay as they are."""
    meeting = locked(meeting)
    require(rules.may_propose(by, meeting))
    live = Addendum.objects.filter(meeting=meeting, state__in=[Addendum.State.PROPOSED, Addendum.State.AGREED])
    addendum = Addendum(meeting=meeting, partnership=meeting.partnership, reason=reason, created_by=by)
    addendum.number = (live.aggregate(last=Max("number"))["last"] or 0) + 1
    addendum.title = _("Addendum no. %(number)s to “%(minutes)s”") % {"number": addendum.number, "minutes": meeting}
    addendum.organisation = party_for(meeting.partnership, by)
    addendum.save(force_insert=True)
    _word(addendum, said)
    record("addendum.proposed", addendum, by=by, organisation=addendum.organisation, reason=reason)
    _say_yes_with_it(addendum, by)
    return addendum


@transaction.atomic
def reword(addendum, *, reason: str, said: list[Said], edition, by) -> Addendum:
    """Either side words it better: a new edition, to which both are asked anew; the proposal is that side's from now on."""
    addendum = _locked(addendum)
    require(addendum.is_current(edition))
    require(rules.may_reword(by, addendum))
    addendum.reason, addendum.edition, addendum.organisation = reason, addendum.edition + 1, party_for(addendum.partnership, by)
    addendum.save(update_fields=["reason", "edition", "organisation"])
    addendum.corrections.all().delete()
    _word(addendum, said)
    record("addendum.reworded", addendum, by=by, organisation=addendum.organisation, edition=addendum.edition)
    _say_yes_with_it(addendum, by)
    return addendum


def _word(addendum: Addendum, said: list[Said]) -> None:
    if not any(each.text for each in said):
        raise Refused(_("Please say for at least one passage what is to be corrected or added."))
    Correction.objects.bulk_create(
        Correction(
            addendum=addendum,
            order=order,
            item=each.item,
            decision=each.decision,
            passage=each.decision.number if each.decision else each.item.title if each.item else "",
            text=each.text,
        )
        for order, each in enumerate([each for each in said if each.text], 1)
    )


def _say_yes_with_it(addendum: Addendum, by) -> None:
    """Who proposes and may release has said yes to it; else somebody else of the house does."""
    addendum.forget_yeses()
    if rules.may_agree(by, addendum):
        say_yes(addendum, edition=addendum.edition, by=by, roles=rules.RELEASERS)


@transaction.atomic
def agree(addendum, *, edition, by) -> Addendum:
    """One party confirms what it has read; with the last yes the addendum is final, for observers to read, and its PDF is made."""
    addendum = _locked(addendum)
    require(addendum.is_current(edition))
    require(rules.may_agree(by, addendum))
    organisation = party_for(addendum.partnership, by)
    if organisation.pk not in addendum.yeses():
        say_yes(addendum, edition=edition, by=by, roles=rules.RELEASERS)
        record("addendum.confirmed", addendum, by=by, organisation=organisation, edition=addendum.edition)
    if addendum.both_agreed():
        addendum.move("agree", digest_agreed=addendum.digest())
        record("addendum.agreed", addendum, by=by, organisation=organisation, released=True, edition=addendum.edition)
        # told of the minutes too, where one looks for it
        record("meeting.addendum", addendum.meeting, by=by, organisation=organisation, released=True, number=addendum.number)
    return addendum


@transaction.atomic
def decline(addendum, *, reason: str, edition, by) -> Addendum:
    """The other side says no, and why."""
    addendum = _locked(addendum)
    require(addendum.is_current(edition))
    require(rules.may_decline(by, addendum))
    addendum.move("decline", answer=reason)
    record("addendum.declined", addendum, by=by, organisation=party_for(addendum.partnership, by), reason=reason)
    return addendum


@transaction.atomic
def withdraw(addendum, *, by) -> Addendum:
    """The house that has proposed takes it back."""
    addendum = _locked(addendum)
    require(rules.may_withdraw(by, addendum))
    addendum.move("withdraw")
    record("addendum.withdrawn", addendum, by=by, organisation=party_for(addendum.partnership, by))
    return addendum
