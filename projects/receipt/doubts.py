"""What is unusual about a receipt: told, ticked knowingly, then kept; and what is never kept."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from partnerships.base.templatetags.portal import day, euro
from partnerships.base.verdict import YES, Verdict, no
from projects.contribution.doubts import Doubt
from projects.contribution.models import Contribution
from projects.receipt.models import Receipt


def on_entering(
    contribution: Contribution, *, on: date, amount: Decimal, payee: str, reference: str = "", instead_of: Receipt | None = None
):
    """Doubts about a receipt to be kept, or changed; one query."""
    return _outside(contribution, on) + _alike(contribution, on, amount, payee, reference, instead_of)


def _others(contribution: Contribution, instead_of: Receipt | None):
    rows = Receipt.objects.filter(organisation=contribution.receiver_id).counted().select_related("contribution")
    return rows.exclude(pk=instead_of.pk) if instead_of else rows


def is_new(
    contribution: Contribution, *, on: date, amount: Decimal, payee: str, reference: str, sha256: str = "", instead_of=None
) -> Verdict:
    """Was this very receipt charged already, to this grant or another one of the house? At most two queries."""
    others = _others(contribution, instead_of)
    twin = others.filter(sha256=sha256).first() if sha256 else None
    if twin:
        return no(_("This picture or file was charged already: %(receipt)s. Each receipt counts once.") % {"receipt": named(twin)})
    twin = others.filter(day=on, amount=amount, payee__iexact=payee, reference__iexact=reference).first() if reference else None
    if twin:
        return no(
            _("Payee, day, amount and number are those of a receipt that was charged already: %(receipt)s. Each receipt counts once.")
            % {"receipt": named(twin)}
        )
    return YES


def named(receipt: Receipt) -> str:
    return _("no. %(no)d, %(payee)s, %(amount)s, in “%(grant)s”") % {
        "no": receipt.no,
        "payee": receipt.payee,
        "amount": euro(receipt.amount),
        "grant": receipt.contribution,
    }


def _outside(contribution: Contribution, on: date) -> list[Doubt]:
    if contribution.starts_on <= on <= contribution.ends_on:
        return []
    names = {"day": day(on), "start": day(contribution.starts_on), "end": day(contribution.ends_on)}
    return [
        Doubt(
            f"outside:{on.isoformat()}",
            _("outside the grant's period"),
            _("%(day)s lies outside the period of the grant, %(start)s to %(end)s. Please check the day.") % names,
            _("Yes, that is right: paid on %(day)s, it still belongs to this grant.") % names,
        )
    ]


def _alike(contribution, on, amount, payee, reference, instead_of) -> list[Doubt]:
    twin = _others(contribution, instead_of).filter(day=on, amount=amount, payee__iexact=payee).first()
    if twin is None or (reference and twin.reference and reference.lower() != twin.reference.lower()):
        return []
    return [
        Doubt(
            f"alike:{twin.pk}",
            _("like another receipt"),
            _("There is a receipt with the same payee, day and amount: %(receipt)s. Please check it.") % {"receipt": named(twin)},
            _("Yes, that is right: these are two receipts."),
        )
    ]
