from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.agreement.amends import can_be_amended, fits, moves_the_end, overtaken_by
from partnerships.agreement.moves import FROZEN, NEGOTIATED, SHARED, State
from partnerships.agreement.wording import gaps
from partnerships.base import clock
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.consent.rules import speaks_for_one_side
from partnerships.organisation.models import Role
from partnerships.organisation.rules import may_decide_for
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Partnership, Side
from partnerships.partnership.rules import is_open

# who speaks for an organisation in a negotiation; preparing a draft takes any role that writes
NEGOTIATORS = (Role.COORDINATOR, Role.APPROVER, Role.SIGNATORY)


def may_draft(person) -> Verdict:
    """Anywhere at all?"""
    if standing_of(person).writes:
        return YES
    return no(_("Your role does not include drafting agreements."))


def may_create(person, partnership) -> Verdict:
    """Begin a draft: the two sides must know with whom they are dealing."""
    return first_no(_may_write_in(person, partnership), have_profiles(person, partnership))


def _may_write_in(person, partnership) -> Verdict:
    party = partnership.party_of(person)
    if party is None:
        return no(_("Only the parties of this partnership can draft an agreement."))
    if not standing_of(person).writes_for(party.organisation_id):
        return no(_("Your role in %(organisation)s does not include this.") % {"organisation": party.organisation})
    return is_running(partnership)


def have_profiles(person, partnership) -> Verdict:
    """Has every party said who it is? Names whose profile lacks what, and leads to where it is filled in, one's own first."""
    lacking = [(party.organisation, gaps) for party in partnership.binding_parties() if (gaps := party.organisation.profile_gaps())]
    if not lacking:
        return YES
    standing = standing_of(person)
    lacking.sort(key=lambda each: each[0].pk not in standing.organisations)
    sentences = [
        _("The profile of %(organisation)s still lacks: %(gaps)s.") % {"organisation": organisation, "gaps": get_text_list(gaps, _("and"))}
        for organisation, gaps in lacking
    ]
    first = lacking[0][0]
    if standing.administers(first.pk):
        return no(" ".join(sentences), remedy=reverse("organisation_edit", args=[first.pk]))
    sentences.append(_("The administration of %(organisation)s can fill it in.") % {"organisation": first})
    return no(" ".join(sentences), remedy=first.get_absolute_url())


def may_propose_idea(person, partnership) -> Verdict:
    """An idea is seen by both sides at once: it takes somebody who speaks for the organisation."""
    return first_no(_may_write_in(person, partnership), _may_speak_in(person, partnership))


def may_take_up(person, agreement) -> Verdict:
    return first_no(is_in(agreement, State.IDEA), may_create(person, agreement.partnership))


def may_edit(person, agreement) -> Verdict:
    if agreement.state != State.DRAFT:
        return no(_("Only a draft is changed in place. Make a counter-proposal instead."))
    if not standing_of(person).writes_for(agreement.owner_id):
        return no(_("Your role in %(organisation)s does not include this.") % {"organisation": agreement.owner})
    return is_open(agreement.partnership)


def may_offer(person, agreement) -> Verdict:
    if agreement.state != State.DRAFT:
        return no(_("This agreement has already been offered."))
    return first_no(
        may_decide_for(person, agreement.owner, *NEGOTIATORS),
        is_running(agreement.partnership),
        is_party(agreement.owner_id, agreement.partnership),
        fits(agreement),
        is_not_over(agreement),
        is_between_parties(agreement),
    )


def may_counter(person, agreement) -> Verdict:
    return first_no(is_in(agreement, *NEGOTIATED), _may_speak(person, agreement), is_running(agreement.partnership))


def may_answer(person, agreement) -> Verdict:
    """Agree to parts, want a change in one, take that back."""
    if not (verdict := may_counter(person, agreement)):
        return verdict
    return speaks_for_one_side(person, agreement, agreement.partnership.party_of(person), spoken_for=agreement.answered_for_by)


def may_remark(person, agreement) -> Verdict:
    """A word both sides read."""
    return first_no(_may_write(person, agreement), is_in(agreement, State.IDEA, *SHARED), is_open(agreement.partnership))


def may_note(person, agreement) -> Verdict:
    """A word only one's own house reads."""
    return first_no(_may_write(person, agreement), is_open(agreement.partnership))


def may_submit(person, agreement) -> Verdict:
    """Give the agreed text into the release of one's own house."""
    if not (verdict := first_no(is_in(agreement, *FROZEN), _may_speak(person, agreement), is_running(agreement.partnership))):
        return verdict
    organisation = agreement.partnership.party_of(person).organisation
    stuck = agreement.state != State.SIGNING and not unreleased(agreement)  # the last one missing has left: any party goes on
    if organisation.pk in agreement.released_ids and not stuck:
        return no(_("%(organisation)s has already released this edition.") % {"organisation": organisation})
    if organisation.pk in agreement.in_release():
        return no(_("%(organisation)s is already deciding about its release.") % {"organisation": organisation})
    return first_no(fits(agreement), is_not_over(agreement), is_between_parties(agreement))


def may_take_back_release(agreement, release) -> Verdict:
    """Of a release that was granted: until all have signed."""
    if release.edition != agreement.edition:
        return no(_("The text has changed since then: this release is over."))
    return is_in(agreement, *FROZEN)


def may_reopen(person, agreement) -> Verdict:
    """Go back to the talks, with a reason and the parts that should change."""
    return first_no(is_in(agreement, *FROZEN), _may_speak(person, agreement), is_running(agreement.partnership))


def may_sign(person, agreement) -> Verdict:
    party = agreement.partnership.party_of(person)
    if party is None:
        return no(_("Only the parties of this partnership can agree."))
    if not (verdict := is_in(agreement, State.SIGNING)):
        return verdict
    organisation = {"organisation": party.organisation}
    if party.organisation_id in agreement.yeses() and not agreement.both_agreed():  # when the last one missing left, any yes completes
        return no(_("%(organisation)s has already signed this edition.") % organisation)
    if party.organisation_id in agreement.spoken_for_by(person) and not agreement.both_agreed():
        return no(_("You have signed. The second signatory of %(organisation)s is still missing.") % organisation)
    if party.organisation_id not in agreement.released_ids:
        return no(_("%(organisation)s has not released this edition yet.") % organisation)
    return first_no(
        may_decide_for(person, party.organisation, Role.SIGNATORY),
        is_running(agreement.partnership),
        fits(agreement),
        is_not_over(agreement),
        is_between_parties(agreement),
        has_no_gaps(agreement.current()),
        speaks_for_one_side(person, agreement, party),
    )


def may_drop(person, agreement) -> Verdict:
    if agreement.state == State.DRAFT:
        return first_no(may_decide_for(person, agreement.owner, *NEGOTIATORS), is_open(agreement.partnership))
    return first_no(is_in(agreement, State.IDEA, *SHARED), _may_speak(person, agreement), is_open(agreement.partnership))


def may_revive(person, agreement) -> Verdict:
    """Take up again what was dropped: as a draft of one's own house."""
    if agreement.state != State.DROPPED:
        return no(_("Only what was given up can be taken up again."))
    if agreement.offered_at is None and not standing_of(person).writes_for(agreement.owner_id):
        return no(_("Your role in %(organisation)s does not include this.") % {"organisation": agreement.owner})
    if agreement.amends_id:
        return may_amend(person, agreement.amends)
    return may_create(person, agreement.partnership)


def may_amend(person, agreement) -> Verdict:
    """Begin an amendment: a draft of one's own house, as with any agreement; who deals with whom has been known since the first one."""
    return first_no(_may_write_in(person, agreement.partnership), can_be_amended(agreement))


def may_catch_up(person, amendment) -> Verdict:
    """Take over what another amendment has made of the text: who may change the draft, or speaks for a party in the talks."""
    if not amendment.amends_id:
        return no(_("This is not an amendment."))
    if not (verdict := can_be_amended(amendment.amends)):
        return verdict
    if overtaken_by(amendment) is None:
        return no(_("This amendment takes up the newest text already."))
    if amendment.state == State.DRAFT:
        return may_edit(person, amendment)
    if amendment.state in NEGOTIATED:
        return may_counter(person, amendment)
    return may_reopen(person, amendment)


def _may_speak(person, agreement) -> Verdict:
    return _may_speak_in(person, agreement.partnership)


def _may_speak_in(person, partnership) -> Verdict:
    party = partnership.party_of(person)
    if party is None:
        return no(_("Only the parties of this partnership can negotiate."))
    return may_decide_for(person, party.organisation, *NEGOTIATORS)


def _may_write(person, agreement) -> Verdict:
    party = agreement.partnership.party_of(person)
    if party is None:
        return no(_("Only the parties of this partnership can negotiate."))
    if not standing_of(person).writes_for(party.organisation_id):
        return no(_("Your role in %(organisation)s does not include this.") % {"organisation": party.organisation})
    return YES


WHY_NOT = {
    State.IDEA: gettext_lazy("This is still an idea: there is no text yet."),
    State.DRAFT: gettext_lazy("This draft has not been offered yet."),
    State.REVIEW: gettext_lazy("The text is still being negotiated."),
    State.COUNTER: gettext_lazy("The text is still being negotiated."),
    State.AGREED: gettext_lazy("The text is agreed. Whoever wants to change it takes up the talks again."),
    State.RELEASE: gettext_lazy("The text is agreed and lies with the houses. Whoever wants to change it takes up the talks again."),
    State.SIGNING: gettext_lazy("The text is agreed and lies there to be signed. Whoever wants to change it takes up the talks again."),
    State.SIGNED: gettext_lazy("This agreement is signed by all: nothing in it changes any more."),
    State.ACTIVE: gettext_lazy("This agreement is in force: nothing in it changes any more."),
    State.RENEWAL: gettext_lazy("This agreement is in force: nothing in it changes any more."),
    State.NOTICE: gettext_lazy("Notice of this agreement has been given: it runs out."),
    State.SUSPENDED: gettext_lazy("This agreement is suspended."),
    State.ENDED: gettext_lazy("This agreement has ended."),
    State.ARCHIVED: gettext_lazy("This agreement has ended and is closed."),
    State.MERGED: gettext_lazy("This amendment is part of the agreement: nothing in it changes any more."),
    State.DROPPED: gettext_lazy("This agreement was not concluded."),
}


def is_in(agreement, *states: str) -> Verdict:
    return YES if agreement.state in states else no(WHY_NOT[State(agreement.state)])


def unreleased(agreement) -> set:
    """The parties whose house has not released the current edition."""
    return {party.organisation_id for party in agreement.partnership.binding_parties()} - set(agreement.released_ids)


def has_no_gaps(edition) -> Verdict:
    """Is every {gap} of the text filled in?"""
    places = gaps(edition.clauses.all())
    if not places:
        return YES
    named = ", ".join(f"{place} ({', '.join(found)})" for place, found in places)
    return no(_("The text still has gaps: %(places)s. Please fill them in with a counter-proposal first.") % {"places": named})


def is_running(partnership) -> Verdict:
    """Can the two sides bind themselves: is the partnership active, with somebody on each side?"""
    if partnership.state != Partnership.State.ACTIVE or {party.side for party in partnership.binding_parties()} != {
        Side.SOCIAL,
        Side.HOUSING,
    }:
        return no(_("The partnership is not active: it takes an organisation on each side."))
    return YES


def is_party(organisation_id, partnership) -> Verdict:
    if organisation_id in {party.organisation_id for party in partnership.binding_parties()}:
        return YES
    return no(_("The organisation that wrote this draft no longer belongs to the partnership."))


def is_not_over(agreement) -> Verdict:
    if agreement.amends_id and not moves_the_end(agreement):  # the end of what it amends, which may have been renewed meanwhile
        agreement = agreement.amends
    if agreement.ends_on and agreement.ends_on < clock.today():
        return no(_("The term ends in the past. Please agree on another end first."))
    return YES


def is_between_parties(agreement) -> Verdict:
    """Do all who give or receive by the current edition still take part?"""
    parties = {party.organisation_id for party in agreement.partnership.binding_parties()}
    for promise in agreement.current().promises.all():
        for organisation in (promise.giver, promise.receiver):
            if organisation.pk not in parties:
                words = {"title": promise.title, "organisation": organisation}
                if agreement.state == State.DRAFT:
                    return no(_("“%(title)s”: %(organisation)s no longer takes part. Please take this promise out of the draft.") % words)
                return no(
                    _("“%(title)s”: %(organisation)s no longer takes part. Please make a counter-proposal without this promise.") % words
                )
    return YES
