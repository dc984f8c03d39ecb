"""Amounts in euro: Decimal with two places. Reads German and plain notation, writes German."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
MOST = Decimal("999999999.99")

_GERMAN = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?|[+-]?\d+,\d+")
_ENGLISH = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?|[+-]?\d+(\.\d+)?")


def read_number(text: str) -> Decimal:
    """A number as people type it: 1.234,50 and 1234,5 and 1,234.50 and 1234.50; ValueError with a sentence for the rest.

    "1.234" is read the German way, as one thousand two hundred and thirty-four.
    """
    plain = re.sub(r"[\s\u00a0\u202f€]|EUR", "", text.strip())
    if _GERMAN.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    raise ValueError(_("Please enter a number, for example 1.234,50."))


def cents(value: Decimal | int | str) -> Decimal:
    """Rounded to the cent, half up, as German invoices do."""
    return Decimal(value).quantize(CENT, rounding=ROUND_HALF_UP)
