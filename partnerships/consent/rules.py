from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, no
from partnerships.organisation.rules import may_decide_for
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Side


def may_say_yes(person, thing, *roles: str) -> Verdict:
    """May this person say yes to the thing's current edition for its own organisation? `roles`: those it takes; none: any that writes."""
    party = thing.partnership.party_of(person)
    if party is None:
        return no(_("Only the parties of this partnership can agree."))
    if roles and not (may := may_decide_for(person, party.organisation, *roles)):
        return may
    if not standing_of(person).writes_for(party.organisation_id):
        return no(_("Your role in %(organisation)s does not include this.") % {"organisation": party.organisation})
    if party.organisation_id in thing.yeses():
        return no(_("%(organisation)s has already agreed to this edition.") % {"organisation": party.organisation})
    return speaks_for_one_side(person, thing, party)


def speaks_for_one_side(person, thing, party, *, spoken_for=None) -> Verdict:
    """Somebody who sits in organisations of both sides speaks for one of them only: two yeses take two people.

    `spoken_for` tells whom this person has spoken for so far, where that is not said by a yes to the whole thing.
    """
    hats = standing_of(person).organisations
    across = {each.organisation_id for each in thing.partnership.parties_of(Side(party.side).other)} & set(hats)
    if across and across & (spoken_for or thing.spoken_for_by)(person):
        return no(
            _("You have already spoken for the other side. Somebody else has to speak for %(organisation)s.")
            % {"organisation": party.organisation}
        )
    return YES
