"""How the plain values of a journal line are read aloud: amounts, days, moments and the names of fields, in the reader's language.

register({"contribution.granted": _("… %(amount)s.")}, amount=readers.amount)

A line keeps "1200.00" and "2026-05-01", never "1.200,00 €". What cannot be read as such is of former times, when lines kept the words
themselves: it is told as it stands.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _

from partnerships.base.templatetags import portal


def amount(value) -> str:
    """Of a decimal string, in euro."""
    try:
        return portal.euro(Decimal(str(value)))
    except InvalidOperation:
        return str(value)


def day(value) -> str:
    """Of an ISO date."""
    try:
        return portal.day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def moment(value) -> str:
    """Of an ISO date and time."""
    try:
        return portal.moment(datetime.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def fields_of(label: str) -> Callable[[object], str]:
    """Of a list of field names of this model."""

    def read(value) -> str:
        return ", ".join(_called(apps.get_model(label), str(name)) for name in value) if isinstance(value, list) else str(value)

    return read


def _called(model, name: str) -> str:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:  # a field of former times
        return name
    many = field.related_model._meta.verbose_name_plural if field.is_relation and field.auto_created else ""
    return str(many or field.verbose_name)


def yes_or_no(value) -> str:
    """Of a truth value."""
    return str(_("yes") if value else _("no"))
