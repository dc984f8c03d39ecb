from django.utils.translation import gettext as _

from partnerships.agreement.rules import NEGOTIATORS
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.organisation.models import Organisation
from partnerships.organisation.rules import may_decide_for
from partnerships.organisation.standing import standing_of


def keepers(person) -> list[Organisation]:
    """The organisations for which this person may keep templates: those it speaks for."""
    standing = standing_of(person)
    return [
        organisation for pk, organisation in standing.organisations.items() if pk in standing.partners and standing.has(pk, *NEGOTIATORS)
    ]


def may_keep_any(person) -> Verdict:
    if keepers(person):
        return YES
    return no(_("Templates are kept by those who coordinate, approve or sign for an organisation."))


def may_keep(person, organisation: Organisation) -> Verdict:
    if organisation.kind == Organisation.Kind.OBSERVER:
        return no(_("An observer keeps no templates."))
    return may_decide_for(person, organisation, *NEGOTIATORS)


def may_edit(person, template) -> Verdict:
    if template.archived_at:
        return no(_("This template is archived. Take it back first."))
    return may_keep(person, template.organisation)


may_archive = may_edit


def may_restore(person, template) -> Verdict:
    if not template.archived_at:
        return no(_("This template is not archived."))
    return first_no(may_keep(person, template.organisation), _name_is_free(template))


def _name_is_free(template) -> Verdict:
    same = type(template).objects.offered().filter(organisation=template.organisation_id, name=template.name)
    if same.exclude(pk=template.pk).exists():
        return no(_("There is already a template with this name."))
    return YES
