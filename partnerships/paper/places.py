"""Annexes of an agreement: with its draft, with each proposal, and the scan of the paper once it is signed."""

from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import BOUND, FROZEN, NEGOTIATED, State
from partnerships.annex.models import OF_THE_TEXT, Kind
from partnerships.annex.registry import Arrival, Place, register
from partnerships.base.verdict import Verdict, no
from partnerships.organisation.standing import standing_of
from partnerships.partnership.rules import is_open


class OfAgreement(Place):
    model: ClassVar = Agreement
    name: ClassVar[str] = "agreement"

    def visible_to(self, person):
        """For those who negotiate; observers read the text, not the files."""
        return Agreement.objects.negotiated_by(person).select_related("partnership", "owner")

    def locked(self, thing):
        return Agreement.objects.lock(thing)

    def kinds_now(self, thing: Agreement) -> tuple[str, ...]:
        if thing.state in (State.DRAFT, *NEGOTIATED):
            return (*OF_THE_TEXT, Kind.RETURNED)
        if thing.state == State.SIGNING:
            return (Kind.SCAN, Kind.RETURNED)
        if thing.state in FROZEN:
            return (Kind.RETURNED,)
        return (Kind.SCAN,) if thing.state in BOUND else ()

    def may_add(self, person, thing: Agreement) -> Verdict:
        party = thing.partnership.party_of(person)
        if party is None:
            return no(_("Only the parties of this partnership can add files."))
        if not standing_of(person).writes_for(party.organisation_id):
            return no(_("Your role in %(organisation)s does not include this.") % {"organisation": party.organisation})
        if thing.state == State.DRAFT and thing.owner_id != party.organisation_id:
            return no(_("%(organisation)s is writing the draft.") % {"organisation": thing.owner})
        return is_open(thing.partnership)

    def arrival(self, thing: Agreement, kind: str, *, internal: bool) -> Arrival:
        if kind in OF_THE_TEXT:
            return Arrival()
        shared = kind == Kind.SCAN or (not internal and thing.offered_at is not None)
        return Arrival(edition=thing.edition, shared=shared, final=shared)

    def home(self, thing: Agreement) -> str:
        return reverse("agreement_papers", args=[thing.pk])


register(OfAgreement())
