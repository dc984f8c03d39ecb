"""Who may do what to a partnership: whoever leads for a party, on either side alike."""

from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.organisation.models import Organisation, Role
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Partnership, Party, Side

# who may bind an organisation to a partnership
LEADS = (Role.COORDINATOR, Role.APPROVER, Role.SIGNATORY)


def is_open(partnership) -> Verdict:
    """For every slice: what has ended is read-only, for everyone."""
    if partnership.state == Partnership.State.ENDED:
        return no(_("This partnership has ended."))
    return YES


def is_active(partnership) -> Verdict:
    """For slices whose things need both sides: has the invitation been accepted?"""
    if partnership.state == Partnership.State.INVITED:
        return no(_("The other side has not yet accepted the invitation to this partnership."))
    return is_open(partnership)


def _leads_for(person, organisation) -> Verdict:
    if standing_of(person).has(organisation.pk, *LEADS):
        return YES
    return no(_("Only coordination, approvers and signatories of %(organisation)s can do this.") % {"organisation": organisation})


def _leads_a_party(person, partnership) -> Verdict:
    party = partnership.party_of(person)
    if party is None:
        return no(_("Only the parties of this partnership can do this."))
    return _leads_for(person, party.organisation)


def may_found(person, organisation) -> Verdict:
    if organisation is None:
        return no(_("You do not belong to an organisation at the moment."))
    if organisation.kind == Organisation.Kind.OBSERVER:
        return no(
            _("%(organisation)s observes. A partnership is founded by a social organisation or a housing company.")
            % {"organisation": organisation}
        )
    return _leads_for(person, organisation)


def may_be_first(invited, organisation) -> Verdict:
    """Who founds invites the other side first."""
    if {invited.kind, organisation.kind} != {Organisation.Kind.SOCIAL, Organisation.Kind.HOUSING}:
        return no(_("Please invite an organisation of the other side first. Others can be invited later."))
    return YES


def may_edit(person, partnership) -> Verdict:
    party = partnership.party_of(person)
    if party is None:
        return no(_("Only the parties of this partnership can do this."))
    if not standing_of(person).writes_for(party.organisation_id):
        return no(_("Your role in %(organisation)s does not include this.") % {"organisation": party.organisation})
    return is_open(partnership)


def may_invite(person, partnership) -> Verdict:
    return first_no(is_open(partnership), _leads_a_party(person, partnership))


def may_be_invited(organisation, partnership) -> Verdict:
    known = [p for p in partnership.party_list() if p.organisation_id == organisation.pk]
    if any(p.state in (Party.State.ACTIVE, Party.State.INVITED) for p in known):
        return no(_("%(organisation)s already takes part or is invited.") % {"organisation": organisation})
    return YES


def may_answer(person, party) -> Verdict:
    if party.state != Party.State.INVITED:
        return no(_("This invitation has already been answered or withdrawn."))
    verdict = first_no(is_open(party.partnership), _leads_for(person, party.organisation))
    if verdict and party.invited_by_id == person.pk:
        return no(
            _("You sent this invitation yourself. Somebody else has to answer for %(organisation)s.") % {"organisation": party.organisation}
        )
    return verdict


def may_withdraw(person, party) -> Verdict:
    if party.state != Party.State.INVITED:
        return no(_("This invitation has already been answered or withdrawn."))
    if party.inviter is None or party.inviter_id not in standing_of(person).ids:
        return no(_("Only %(organisation)s, which sent the invitation, can withdraw it.") % {"organisation": party.inviter or "–"})
    return first_no(is_open(party.partnership), _leads_for(person, party.inviter))


def may_leave(person, party) -> Verdict:
    if party.state != Party.State.ACTIVE:
        return no(_("Only an organisation that takes part can leave."))
    verdict = first_no(is_open(party.partnership), _leads_for(person, party.organisation))
    if verdict and party.side != Side.OBSERVER and len(party.partnership.parties_of(party.side)) == 1:
        return no(
            _("%(organisation)s is the last organisation on its side. A partnership is ended by both sides together.")
            % {"organisation": party.organisation}
        )
    return verdict


def may_ask_ending(person, partnership) -> Verdict:
    verdict = is_open(partnership)
    if not verdict:
        return verdict
    if partnership.state == Partnership.State.INVITED:
        return no(_("The invitation has not been accepted yet: it can be withdrawn."))
    if partnership.ending_asked_at:
        return no(_("The end of this partnership has already been asked for."))
    return _leads_a_party(person, partnership)


def may_answer_ending(person, partnership) -> Verdict:
    """Confirm or decline the end the other side asked for."""
    verdict = first_no(is_open(partnership), _ending_was_asked(partnership), _leads_a_party(person, partnership))
    if verdict and partnership.side_of(person) == partnership.ending_asked_on_side():
        return no(_("Your own side has asked for the end. Now it is the other side's turn."))
    if verdict and partnership.ending_asked_person_id == person.pk:
        return no(_("You asked for the end yourself. Somebody else has to answer for the other side."))
    return verdict


def is_the_request_read(partnership, asked_at: str) -> Verdict:
    """Is this the request for the end that stood on the reader's page?"""
    if partnership.ending_asked_at and partnership.ending_asked_at.isoformat() == asked_at:
        return YES
    return no(_("Meanwhile the request to end the partnership has changed. Please read it again: nothing was changed."))


def may_withdraw_ending(person, partnership) -> Verdict:
    verdict = first_no(is_open(partnership), _ending_was_asked(partnership))
    if not verdict:
        return verdict
    if partnership.ending_asked_by_id not in standing_of(person).ids:
        return no(_("Only %(organisation)s, which asked for the end, can take it back.") % {"organisation": partnership.ending_asked_by})
    return _leads_for(person, partnership.ending_asked_by)


def _ending_was_asked(partnership) -> Verdict:
    return YES if partnership.ending_asked_at else no(_("Nobody has asked to end this partnership."))
