from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from partnerships.agreement.sound import has_sound_clauses
from partnerships.agreement.template import shipped
from partnerships.agreement.wording import with_keys
from partnerships.base import clock
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from partnerships.library import rules
from partnerships.library.models import AgreementTemplate, TemplateClause, TemplateEdition


@transaction.atomic
def copy(*, organisation, kind: str, name: str, by, note: str = "") -> AgreementTemplate:
    """A template of one's own, beginning as a copy of the shipped text of this kind. Journal line for the organisation's members."""
    require(rules.may_keep(by, organisation))
    template = AgreementTemplate(organisation=organisation, kind=kind, name=name, note=note)
    _save(template)
    _write(template, shipped(kind), by)
    record("template.copied", template, by=by, organisation=organisation, internal_to=organisation, kind=kind)
    return template


@transaction.atomic
def edit(template: AgreementTemplate, *, edition, name: str, note: str, clauses, by) -> AgreementTemplate:
    """Save it as its editor wrote it: a new edition, the older ones stay. Refuses when a colleague was quicker, and when nothing is new.

    Journal line for the organisation's members.
    """
    template = _locked(template)
    require(template.is_current(edition))
    require(rules.may_edit(by, template))
    require(has_sound_clauses(clauses))
    written = tuple(with_keys(clauses))
    if (template.name, template.note, template.texts()) == (name, note, written):
        raise Refused(_("Nothing was changed."))
    template.name, template.note, template.edition = name, note, template.edition + 1
    _save(template)
    _write(template, written, by)
    record(
        "template.edited", template, by=by, organisation=template.organisation, internal_to=template.organisation, edition=template.edition
    )
    return template


@transaction.atomic
def archive(template: AgreementTemplate, *, by) -> AgreementTemplate:
    """No longer offered for new drafts; drafts that began with it keep their words."""
    template = _locked(template)
    require(rules.may_archive(by, template))
    template.archived_at = clock.now()
    template.save(update_fields=["archived_at"])
    record("template.archived", template, by=by, organisation=template.organisation, internal_to=template.organisation)
    return template


@transaction.atomic
def restore(template: AgreementTemplate, *, by) -> AgreementTemplate:
    """Offered again."""
    template = _locked(template)
    require(rules.may_restore(by, template))
    template.archived_at = None
    template.save(update_fields=["archived_at"])
    record("template.restored", template, by=by, organisation=template.organisation, internal_to=template.organisation)
    return template


def _locked(template: AgreementTemplate) -> AgreementTemplate:
    return AgreementTemplate.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=template.pk)


def _save(template: AgreementTemplate) -> None:
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise Refused(_("There is already a template with this name.")) from error


def _write(template: AgreementTemplate, clauses, by) -> None:
    edition = TemplateEdition.objects.create(template=template, number=template.edition, by=by)
    TemplateClause.objects.bulk_create(
        TemplateClause(edition=edition, order=order, **vars(clause)) for order, clause in enumerate(clauses, start=1)
    )
