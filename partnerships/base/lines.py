"""Parts of queries that stand on nearly every page, written as one line of SQL.

Django builds and compiles a subquery anew each time it is asked for, a millisecond and more for what the database answers in less; a
line is ready. What goes into it are columns and parameters, nothing else; the ORM does with it whatever it does with an expression.
"""

from itertools import islice
from string import Formatter

from django.db.models import F, Func


class Line(Func):
    """`sql` names the columns as {0}, {1}, … and the parameters as %s, in their order."""

    sql = ""

    def __init__(self, *columns: str, params=(), **extra):
        super().__init__(*(F(column) for column in columns), **extra)
        self.params = list(params)

    def as_sql(self, compiler, connection, **context):
        columns = [compiler.compile(column) for column in self.source_expressions]
        if any(params for _sql, params in columns):
            return self._with_their_params(columns)
        return self.sql.format(*(sql for sql, _params in columns)), tuple(self.params)

    def _with_their_params(self, columns: list) -> tuple[str, tuple]:
        """A column may be an annotation that has parameters itself: each goes where its text goes."""
        text, params, own = "", [], iter(self.params)
        for words, place, _spec, _conversion in Formatter().parse(self.sql):
            text += words
            params += islice(own, words.count("%s"))
            if place is not None:
                sql, some = columns[int(place)]
                text += sql
                params += some
        return text, tuple(params)
