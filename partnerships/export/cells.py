"""Cells as text, in the language of the export, and safe from being read as a formula."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.formats import date_format, get_format, number_format
from django.utils.timezone import localtime

from partnerships.base import money
from partnerships.export.document import Cell, Sum, Type

# ASVS 1.2.10: what a spreadsheet takes for the beginning of a formula, full-width forms included
FORMULA = frozenset("=+-@\t\r\n\x00＝＋－＠")


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    bare = text.lstrip(" \u00a0\u200b\ufeff")
    return f"'{text}" if bare and bare[0] in FORMULA else text


def as_text(cell: Cell, kind: Type) -> str:
    """The cell as people read it: 1.234,50 and 31.12.2026 in German."""
    if isinstance(cell, Sum):
        cell = cell.value
    if cell is None:
        return ""
    if kind == Type.MONEY:
        return number_format(money.cents(Decimal(str(cell))), decimal_pos=2, force_grouping=True)
    if kind == Type.NUMBER:
        return number_format(Decimal(str(cell)), force_grouping=True)
    if kind == Type.MOMENT and isinstance(cell, datetime):
        return date_format(localtime(cell), "SHORT_DATETIME_FORMAT")
    if kind == Type.DATE and isinstance(cell, date):
        return date_format(cell, "SHORT_DATE_FORMAT")
    return str(cell)


def as_csv(cell: Cell, kind: Type) -> str:
    """The cell for CSV: numbers without grouping, text guarded."""
    if cell is None:
        return ""
    if kind == Type.MONEY:
        return f"{money.cents(Decimal(str(cell))):f}".replace(".", get_format("DECIMAL_SEPARATOR"))
    if kind == Type.NUMBER:
        return f"{Decimal(str(cell)):f}".replace(".", get_format("DECIMAL_SEPARATOR"))
    if kind in (Type.MOMENT, Type.DATE):
        return as_text(cell, kind)
    return guarded(str(cell))
