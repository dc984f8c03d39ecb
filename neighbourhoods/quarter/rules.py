"""Who may say something about a quarter: whoever writes for one of the organisations that work in it, on either side alike."""

from django.utils.translation import gettext as _

from neighbourhoods.quarter.models import Quarter
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.organisation.models import Organisation
from partnerships.organisation.standing import standing_of
from partnerships.partnership import rules as partnerships


def voice(person, quarter: Quarter) -> Organisation | None:
    """The organisation this person speaks for in this quarter: the one acted for first."""
    standing = standing_of(person)
    ids = {*quarter.voices(), quarter.brought_in_by_id}
    mine = [m.organisation for m in standing.memberships if m.organisation_id in ids and standing.writes_for(m.organisation_id)]
    acting = standing.acting
    return next((organisation for organisation in mine if acting and organisation.pk == acting.pk), mine[0] if mine else None)


def may_add(person, organisation) -> Verdict:
    if organisation is None:
        return no(_("You do not belong to an organisation at the moment."))
    if organisation.kind == Organisation.Kind.OBSERVER:
        return no(_("Observers read; quarters are brought in by the organisations that work there."))
    if not standing_of(person).writes_for(organisation.pk):
        return no(_("Your role in %(organisation)s does not include this.") % {"organisation": organisation})
    return YES


def may_edit(person, quarter) -> Verdict:
    if voice(person, quarter) is None:
        return no(_("Only those who work in this quarter can change it."))
    return YES


def may_edit_figure(person, figure) -> Verdict:
    if not standing_of(person).writes_for(figure.organisation_id):
        return no(_("Only %(organisation)s, which entered this figure, can change it.") % {"organisation": figure.organisation})
    return YES


def may_unlink(person, partnership) -> Verdict:
    """Say in which quarters a partnership works."""
    return partnerships.may_edit(person, partnership)


def may_link(person, quarter, partnership) -> Verdict:
    return first_no(may_unlink(person, partnership), may_edit(person, quarter))
