from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.annex import actions as annexes
from partnerships.annex.intake import Checked
from partnerships.base import clock
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from partnerships.organisation.models import Organisation
from projects.certificate import rules
from projects.certificate.models import Certificate

LONGEST = 12  # years; beyond that somebody has mistyped


@transaction.atomic
def enter(organisation: Organisation, *, kind: str, issued_on: date, valid_until: date, upload: Checked, note: str = "", by) -> Certificate:
    """Keep a paper of one's own organisation with its file; partners may read it. Journal: certificate.entered, annex.added."""
    require(rules.may_enter(by, organisation))
    if issued_on > clock.today():
        raise Refused(_("The day of issue is still to come."))
    if valid_until < clock.today():
        raise Refused(_("This paper has expired already."))
    if valid_until.year - issued_on.year > LONGEST:
        raise Refused(_("Please check the years: such a paper does not hold that long."))
    certificate = Certificate(organisation=organisation, kind=kind, issued_on=issued_on, valid_until=valid_until, note=note, entered_by=by)
    certificate.full_clean()
    certificate.save()
    record("certificate.entered", certificate, by=by, organisation=organisation, until=valid_until)
    annexes.add(certificate, kind=Certificate.ANNEX[Certificate.Kind(kind)], upload=upload, by=by)
    return certificate


@transaction.atomic
def end(certificate: Certificate, *, reason: str, by) -> Certificate:
    """It was the wrong paper, or it no longer counts: the row stays, with the reason. Journal: certificate.ended."""
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("organisation", "ended_by")
    certificate = rows.get(pk=certificate.pk)
    require(rules.may_end(by, certificate))
    if not reason.strip():
        raise Refused(_("Please say why."))
    certificate.ended_at, certificate.ended_by, certificate.reason = clock.now(), by, reason
    certificate.save(update_fields=["ended_at", "ended_by", "reason"])
    record("certificate.ended", certificate, by=by, organisation=certificate.organisation, reason=reason)
    return certificate
