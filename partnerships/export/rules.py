from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import YES, Verdict, no
from partnerships.export.models import Export
from partnerships.export.registry import exporter_named, exporter_of
from partnerships.organisation.standing import standing_of


def may_ask(person, partnership, kind: str) -> Verdict:
    """May this person have such a file of the partnership built, or of all of them?"""
    party = partnership and partnership.party_of(person)
    organisation = party.organisation if party else standing_of(person).acting
    if organisation is None or (partnership and party is None):
        return no(_("Only the parties of this partnership can have reports built."))
    if not standing_of(person).has(organisation.pk, *exporter_named(kind).roles):
        return no(
            _("Reports are built by coordination, finance, approvers and signatories. Please ask one of them in %(organisation)s.")
            % {"organisation": organisation}
        )
    return YES


def may_download(person, export: Export) -> Verdict:
    """May this person have the file now? The content's own rule is asked again each time."""
    if export.state != Export.State.DONE:
        return no(_("This file is not ready."))
    if export.expires_at <= clock.now():
        return no(_("This file was kept for 30 days and has been deleted. Please have it built again."))
    return exporter_of(export).may_read(person, export)


def may_cancel(person, export: Export) -> Verdict:
    if export.person_id != person.pk:
        return no(_("Only the person who asked for it can cancel it."))
    if export.state not in (Export.State.QUEUED, Export.State.RUNNING):
        return no(_("This has already ended."))
    return YES
