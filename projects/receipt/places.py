"""Pictures of receipts: files of the house; the giver opens those it was shown."""

from typing import ClassVar

from django.utils.translation import gettext as _

from partnerships.annex.models import Kind
from partnerships.annex.registry import Arrival, Place, register
from partnerships.base.verdict import Verdict, no
from projects.receipt import rules
from projects.receipt.models import Receipt


class OfReceipt(Place):
    model: ClassVar = Receipt
    name: ClassVar[str] = "receipt"

    def visible_to(self, person):
        return Receipt.objects.shown_to(person).select_related("contribution__receiver", "contribution__partnership")

    def locked(self, thing):
        rows = Receipt.objects.select_for_update(of=("self",), no_key=True)
        return rows.select_related("contribution__receiver", "contribution__partnership").get(pk=thing.pk)

    def kinds_now(self, thing: Receipt) -> tuple[str, ...]:
        return () if thing.fixed_at or thing.struck_at else (Kind.RECEIPT,)

    def may_add(self, person, thing: Receipt) -> Verdict:
        return rules.may_add_file(person, thing)

    def may_remove(self, person, thing: Receipt, annex) -> Verdict:
        if annex.sha256 == thing.sha256:
            return no(_("The first picture stays with its receipt. Add a better one, or strike the receipt."))
        return rules.may_edit(person, thing)

    def arrival(self, thing: Receipt, kind: str, *, internal: bool) -> Arrival:
        return Arrival()

    def home(self, thing: Receipt) -> str:
        return thing.get_absolute_url()


register(OfReceipt())
