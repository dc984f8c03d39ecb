"""The file of a certificate: exactly one, final from the start, read by whoever reads the certificate."""

from typing import ClassVar

from django.urls import reverse

from partnerships.annex.registry import Arrival, Place, register
from partnerships.base.verdict import Verdict
from projects.certificate import rules
from projects.certificate.models import Certificate


class OfCertificate(Place):
    model: ClassVar = Certificate
    name: ClassVar[str] = "certificate"

    def visible_to(self, person):
        return Certificate.objects.visible_to(person)

    def kinds_now(self, thing: Certificate) -> tuple[str, ...]:
        return (Certificate.ANNEX[Certificate.Kind(thing.kind)],)

    def may_add(self, person, thing: Certificate) -> Verdict:
        return rules.may_enter(person, thing.organisation)

    def arrival(self, thing: Certificate, kind: str, *, internal: bool) -> Arrival:
        return Arrival(edition=1, shared=True, final=True)

    def home(self, thing: Certificate) -> str:
        return reverse("certificate_detail", args=[thing.pk])


register(OfCertificate())
