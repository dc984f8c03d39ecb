"""Parts of queries that stand on nearly every page, written as one line of SQL.

Django builds and compiles a subquery anew each time it is asked for, a millisecond and more for what the database answers in less; a
line is ready. What goes into it are columns and parameters, nothing else; the ORM does with it whatever it does with an expression.
"""

from django.db.models import F, Func


class Line(Func):
    """`sql` names the columns as {0}, {1}, … and the parameters as %s, in their order."""

    sql = ""

    def __init__(self, *columns: str, params=(), **extra):
        super().__init__(*(F(column) for column in columns), **extra)
        self.params = list(params)

    def as_sql(self, compiler, connection, **context):
        columns = [compiler.compile(column)[0] for column in self.source_expressions]
        return self.sql.format(*columns), tuple(self.params)
