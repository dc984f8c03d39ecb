"""Sort German names where the database has no ICU: by the word without accents and case, then by the word itself."""

from django.db.models import F, Func
from django.db.models.functions import Lower


class Unaccent(Func):
    function = "unaccent"
    arity = 1


def by_name(field: str = "name") -> tuple:
    """Arguments for order_by(): Apfel, Äpfel, ofen, Öl, Strasse, Straße, Zebra."""
    return Lower(Unaccent(F(field))), F(field)
