"""What a contribution is worth, calculated for transparency only ("kalkulatorisch, keine Spendenbescheinigung").

money     the amount itself                       EUR
rooms     area m2 x reference rent EUR/m2 x months
time      hours x full-cost rate EUR/h            (staff, and volunteers with their own rate)
goods     market value EUR
"""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.base.money import cents


class Kind(models.TextChoices):
    MONEY = "money", _("Money")
    ROOMS = "rooms", _("Rooms")
    TIME = "time", _("Staff time")
    VOLUNTEER = "volunteer", _("Volunteer hours")
    GOODS = "goods", _("Goods")


class MoneyType(models.TextChoices):
    """Decides proof, VAT, receipts and wording; mandatory for money."""

    SUBSIDY = "zuschuss", _("Earmarked grant")
    DONATION = "spende", _("Donation")
    SPONSORING = "sponsoring", _("Sponsoring")
    FEE = "leistung", _("Payment for a service")
    MEMBERSHIP = "mitgliedsbeitrag", _("Membership fee")
    PUBLIC = "zuwendung", _("Public grant")
    LOAN = "darlehen", _("Loan or guarantee")


UNITS = {Kind.MONEY: "€", Kind.ROOMS: "m²", Kind.TIME: "h", Kind.VOLUNTEER: "h", Kind.GOODS: "€"}
VALUED = frozenset({Kind.ROOMS, Kind.TIME, Kind.VOLUNTEER})  # quantity x rate; the others are an amount


def value(kind: str, *, amount=None, quantity=None, rate=None, months=None) -> Decimal:
    """The value in EUR, rounded to the cent. Rooms need quantity (m2), rate (EUR/m2/month), months; time quantity (h), rate (EUR/h)."""
    if kind == Kind.ROOMS:
        return cents(Decimal(quantity) * Decimal(rate) * Decimal(months))
    if kind in (Kind.TIME, Kind.VOLUNTEER):
        return cents(Decimal(quantity) * Decimal(rate))
    return cents(amount)
