from django.utils.translation import gettext as _

from partnerships.base.templatetags.portal import day
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.organisation.models import Organisation
from partnerships.organisation.standing import standing_of
from projects.certificate.models import Certificate


def may_enter(person, organisation: Organisation) -> Verdict:
    """Whoever writes for the organisation that the paper is about."""
    if organisation.kind == Organisation.Kind.OBSERVER:
        return no(_("Only partners have such papers here."))
    if standing_of(person).writes_for(organisation.pk):
        return YES
    return no(_("Your role in %(organisation)s does not include this.") % {"organisation": organisation})


def may_end(person, certificate: Certificate) -> Verdict:
    return first_no(_stands(certificate), may_enter(person, certificate.organisation))


def _stands(certificate: Certificate) -> Verdict:
    if certificate.ended_at is None:
        return YES
    return no(_("%(person)s took this out on %(day)s.") % {"person": certificate.ended_by, "day": day(certificate.ended_at)})
