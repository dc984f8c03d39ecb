"""Very long files: the database writes the CSV itself (COPY), so that no row becomes a thing in Python."""

from collections.abc import Callable

from django.db import connection
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, Replace

from partnerships.base.lines import Line

BUFFER = 64 * 1024


class Guarded(Line):
    """Text that no spreadsheet takes for a formula: cells.guarded() in SQL."""

    output_field = TextField()  # type: ignore[assignment]
    sql = r"CASE WHEN {0} ~ '^[ \u00a0\u200b\ufeff]*[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-]' THEN '''' || {0} ELSE {0} END"


def german_number(column: str):
    """1234,50"""
    return Replace(Cast(F(column), TextField()), Value("."), Value(","), output_field=TextField())


def copy_sql(rows) -> tuple[str, tuple]:
    """The statement for a queryset of values; UTF-8, semicolons, a head of the columns' names."""
    sql, params = rows.query.sql_with_params()
    return f"COPY ({sql}) TO STDOUT (FORMAT csv, HEADER, DELIMITER ';')", params


def copy_csv(rows, write: Callable[[bytes], object]) -> None:
    """Write the rows of a queryset of values, in pieces of 64 KB whatever their number."""
    sql, params = copy_sql(rows)
    piece = bytearray("\ufeff".encode())
    with connection.cursor() as cursor, cursor.copy(sql, params) as copy:
        for line in copy:
            piece += line
            if len(piece) >= BUFFER:
                write(bytes(piece))
                piece.clear()
    write(bytes(piece))
