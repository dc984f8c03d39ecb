"""What one may do with a partnership. Every verb locks the partnership's row first, so that two sides who act at once take turns."""

from django.db import transaction

from partnerships.base import clock
from partnerships.base.verdict import require
from partnerships.journal.actions import record
from partnerships.journal.changes import changes
from partnerships.partnership import news, rules
from partnerships.partnership.models import Partnership, Party, Side, partnership_ended

EDITABLE = ("title", "description", "fields_of_action")


@transaction.atomic
def found(*, title: str, description: str, fields_of_action: list, organisation, invited, message: str = "", by) -> Partnership:
    """Found a partnership for `organisation` and invite the first one; it becomes active when both sides take part."""
    require(rules.may_found(by, organisation))
    require(rules.may_be_first(invited, organisation))
    partnership = Partnership.objects.create(
        title=title, description=description, fields_of_action=fields_of_action, founded_by=organisation, created_at=clock.now()
    )
    Party.objects.create(
        partnership=partnership,
        organisation=organisation,
        side=organisation.kind,
        state=Party.State.ACTIVE,
        invited_by=by,
        answered_by=by,
        answered_at=clock.now(),
    )
    record("partnership.founded", partnership, by=by, organisation=organisation, partnership=partnership, released=True)
    invite(partnership, organisation=invited, message=message, by=by)
    partnership.forget_parties()
    return partnership


@transaction.atomic
def invite(partnership, *, organisation, message: str = "", by) -> Party:
    """Invite one more organisation; its kind decides its side. Either side may. Those who lead there get a mail."""
    partnership = _locked(partnership)
    require(rules.may_invite(by, partnership))
    require(rules.may_be_invited(organisation, partnership))
    inviter = partnership.party_of(by).organisation
    party = Party.objects.create(
        partnership=partnership, organisation=organisation, side=Side(organisation.kind), invited_by=by, inviter=inviter, message=message
    )
    record(
        "partnership.invited", partnership, by=by, organisation=inviter, partnership=partnership, invited=organisation.name, message=message
    )
    news.invited(party, by=by)
    return party


@transaction.atomic
def accept(party, *, answer: str = "", by) -> Party:
    """Take part. When now both sides have an active party, the partnership becomes active. The inviter gets a mail."""
    party = _locked_party(party)
    require(rules.may_answer(by, party))
    partnership = party.partnership
    party.move_to(Party.State.ACTIVE, by=by, at=clock.now(), answer=answer)
    record("partnership.accepted", partnership, by=by, organisation=party.organisation, partnership=partnership, released=True)
    partnership.forget_parties()
    if partnership.state == Partnership.State.INVITED and _both_sides_take_part(partnership):
        partnership.move_to(Partnership.State.ACTIVE, started_on=clock.today())
        record("partnership.started", partnership, by=by, partnership=partnership, released=True)
    news.answered(party, by=by)
    return party


@transaction.atomic
def decline(party, *, answer: str, by) -> Party:
    """Say no, with a sentence. If nobody is left who could take the other side, the partnership did not come about."""
    party = _locked_party(party)
    require(rules.may_answer(by, party))
    party.move_to(Party.State.DECLINED, by=by, at=clock.now(), answer=answer)
    record("partnership.declined", party.partnership, by=by, organisation=party.organisation, partnership=party.partnership, answer=answer)
    _drop_if_nobody_is_left(party.partnership, by=by)
    return party


@transaction.atomic
def withdraw(party, *, by) -> Party:
    """Take an invitation back before it is answered. If it was the only one, the partnership did not come about."""
    party = _locked_party(party)
    require(rules.may_withdraw(by, party))
    party.move_to(Party.State.WITHDRAWN, by=by, at=clock.now())
    record(
        "partnership.invitation_withdrawn",
        party.partnership,
        by=by,
        organisation=party.inviter,
        partnership=party.partnership,
        invited=party.organisation.name,
    )
    _drop_if_nobody_is_left(party.partnership, by=by)
    return party


@transaction.atomic
def leave(party, *, reason: str = "", by) -> Party:
    """An organisation leaves; the last one of a side cannot. A request of its own to end the partnership goes with it."""
    party = _locked_party(party)
    require(rules.may_leave(by, party))
    partnership = party.partnership
    party.move_to(Party.State.LEFT, by=by, at=clock.now(), answer=reason)
    record("partnership.left", partnership, by=by, organisation=party.organisation, partnership=partnership, released=True, reason=reason)
    if partnership.ending_asked_by_id == party.organisation_id:
        _forget_ending(partnership)
    return party


@transaction.atomic
def edit(partnership, *, edition, title: str, description: str, fields_of_action: list, by) -> Partnership:
    """Change what the partnership is called and about. Binds nobody; the journal keeps old and new."""
    partnership = _locked(partnership)
    require(rules.may_edit(by, partnership))
    require(partnership.is_current(edition))
    new = {"title": title, "description": description, "fields_of_action": fields_of_action}
    changed = changes(partnership, new)
    if changed:
        for name, value in new.items():
            setattr(partnership, name, value)
        partnership.edition += 1
        partnership.save(update_fields=[*EDITABLE, "edition"])
        party = partnership.party_of(by)
        record(
            "partnership.edited",
            partnership,
            by=by,
            organisation=party.organisation,
            partnership=partnership,
            released=True,
            changes=changed,
        )
    return partnership


@transaction.atomic
def ask_ending(partnership, *, reason: str, by) -> Partnership:
    """One side asks to end the partnership; nothing ends before the other side agrees. The other side gets a mail."""
    partnership = _locked(partnership)
    require(rules.may_ask_ending(by, partnership))
    organisation = partnership.party_of(by).organisation
    partnership.ending_asked_by, partnership.ending_asked_at, partnership.ending_reason = organisation, clock.now(), reason
    partnership.ending_asked_person = by
    partnership.save(update_fields=["ending_asked_by", "ending_asked_at", "ending_asked_person", "ending_reason"])
    record("partnership.ending_asked", partnership, by=by, organisation=organisation, partnership=partnership, reason=reason)
    news.ending_asked(partnership, by=by)
    return partnership


@transaction.atomic
def confirm_ending(partnership, *, asked_at: str, by) -> Partnership:
    """The other side agrees to the request it has read (`asked_at`, ISO): the partnership ends today, becomes read-only, open
    invitations to it lapse. One yes of each side suffices, whichever party says it.

    Sends `partnership_ended` inside the transaction; everyone who leads gets a mail.
    """
    partnership = _locked(partnership)
    require(rules.may_answer_ending(by, partnership))
    require(rules.is_the_request_read(partnership, asked_at))
    organisation = partnership.party_of(by).organisation
    for party in partnership.party_list():
        if party.state == Party.State.INVITED:
            party.move_to(Party.State.WITHDRAWN, by=by, at=clock.now())
    partnership.move_to(Partnership.State.ENDED, ended_on=clock.today())
    record(
        "partnership.ended",
        partnership,
        by=by,
        organisation=organisation,
        partnership=partnership,
        released=True,
        asked_by=str(partnership.ending_asked_by),
        reason=partnership.ending_reason,
    )
    news.ended(partnership, by=by)
    partnership_ended.send(sender=Partnership, partnership=partnership, by=by)
    return partnership


@transaction.atomic
def decline_ending(partnership, *, answer: str, by) -> Partnership:
    """The other side does not agree, and says why: the partnership goes on."""
    partnership = _locked(partnership)
    require(rules.may_answer_ending(by, partnership))
    organisation = partnership.party_of(by).organisation
    news.goes_on(partnership, organisation=partnership.ending_asked_by, asked_at=partnership.ending_asked_at, answer=answer, by=by)
    _forget_ending(partnership)
    record("partnership.ending_declined", partnership, by=by, organisation=organisation, partnership=partnership, answer=answer)
    return partnership


@transaction.atomic
def withdraw_ending(partnership, *, by) -> Partnership:
    """The organisation that asked for the end takes it back."""
    partnership = _locked(partnership)
    require(rules.may_withdraw_ending(by, partnership))
    organisation = partnership.ending_asked_by
    _forget_ending(partnership)
    record("partnership.ending_withdrawn", partnership, by=by, organisation=organisation, partnership=partnership)
    return partnership


def _locked(partnership) -> Partnership:
    return Partnership.objects.select_for_update(of=("self",)).select_related("ending_asked_by").get(pk=partnership.pk)


def _locked_party(party) -> Party:
    """The party read anew, its partnership locked."""
    partnership = _locked(party.partnership)
    party = Party.objects.select_related("organisation", "inviter").get(pk=party.pk)
    party.partnership = partnership
    return party


def _both_sides_take_part(partnership) -> bool:
    return {party.side for party in partnership.binding_parties()} == {Side.SOCIAL, Side.HOUSING}


def _drop_if_nobody_is_left(partnership, *, by) -> None:
    """While a partnership waits for its other side, somebody of that side must be invited."""
    partnership.forget_parties()
    possible = {p.side for p in partnership.party_list() if p.state in (Party.State.ACTIVE, Party.State.INVITED)}
    if partnership.state == Partnership.State.INVITED and not {Side.SOCIAL, Side.HOUSING} <= possible:
        for party in partnership.party_list():
            if party.state == Party.State.INVITED:
                party.move_to(Party.State.WITHDRAWN, by=by, at=clock.now())
        partnership.move_to(Partnership.State.ENDED, ended_on=clock.today())
        record("partnership.dropped", partnership, by=by, partnership=partnership)


def _forget_ending(partnership) -> None:
    partnership.ending_asked_by = partnership.ending_asked_at = partnership.ending_asked_person = None
    partnership.ending_reason = ""
    partnership.save(update_fields=["ending_asked_by", "ending_asked_at", "ending_asked_person", "ending_reason"])
