"""The partnerships that the menus of lists offer."""

from collections.abc import Callable

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from partnerships.base.names import by_name
from partnerships.base.prepared import Prepared
from partnerships.organisation.standing import ANYONE, standing_of, values_of
from partnerships.partnership.models import Partnership


class Choices:
    """For a request the rows one may choose from; their ids and names by a query planned once."""

    def __init__(self, rows: Callable[..., QuerySet]):
        self._rows, self._names = rows, Prepared(self._sql)

    def __call__(self, request) -> QuerySet:
        return self._of(request.user) if request else Partnership.objects.none()

    def names(self, request) -> list[tuple]:
        return self._names.rows(values_of(request.user)) if standing_of(request.user).ids else []

    def _of(self, person) -> QuerySet:
        return self._rows(person).order_by(*by_name("title"))

    def _sql(self) -> tuple[str, tuple]:
        return self._of(ANYONE).values_list(Cast("pk", TextField()), Partnership.NAMED_BY).query.sql_with_params()


WORKED_ON = Choices(Partnership.objects.worked_on_by)
READ = Choices(Partnership.objects.read_by)  # of which one may read what is released
