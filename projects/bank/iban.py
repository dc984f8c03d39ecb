"""Account numbers as ISO 13616 has them: the length of each country of the SEPA area, and check digits modulo 97."""

import re

from django.utils.translation import gettext as _

LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FR": 27,
    "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27,
    "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "VA": 22,
}  # fmt: skip
BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")
SPACES = re.compile(r"[\s\u00a0\u202f.-]")


def read_iban(text: str) -> str:
    """Without spaces, in capitals; ValueError with a sentence for what is no account of the SEPA area."""
    iban = SPACES.sub("", text).upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+", iban):
        raise ValueError(_("An IBAN begins with two letters and two digits, for example DE89 3704 0044 0532 0130 00."))
    if iban[:2] not in LENGTHS:
        raise ValueError(_("Accounts in this country cannot be reached by a SEPA transfer."))
    if len(iban) != LENGTHS[iban[:2]]:
        raise ValueError(
            _("An IBAN that begins with %(country)s has %(length)d characters, this one has %(found)d.")
            % {"country": iban[:2], "length": LENGTHS[iban[:2]], "found": len(iban)}
        )
    if int("".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4])) % 97 != 1:
        raise ValueError(_("The check digits of this IBAN are wrong. Please compare it once more."))
    return iban


def read_bic(text: str) -> str:
    """In capitals, or nothing."""
    bic = SPACES.sub("", text).upper()
    if bic and not BIC.fullmatch(bic):
        raise ValueError(_("A BIC has 8 or 11 characters, for example COBADEFFXXX."))
    return bic


def in_groups(iban: str) -> str:
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def masked(iban: str) -> str:
    """Enough to recognise it, not enough to use it."""
    return f"{iban[:4]} •••• {iban[-4:]}"
