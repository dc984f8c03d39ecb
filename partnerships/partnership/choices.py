"""What the menus of lists offer: the partnerships, or rows in them."""

from collections.abc import Callable

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from partnerships.base.names import by_name
from partnerships.base.prepared import NOW, TODAY, Prepared
from partnerships.organisation.models import Organisation
from partnerships.organisation.standing import ANYONE, standing_of, values_of
from partnerships.partnership.models import Partnership


class Choices:
    """The rows a person may choose from, by name; their ids and names by a query planned once.

    `rows` makes them of the person and of `more`, of which the constructor is told the Params. `order`: by another name than they show.
    """

    def __init__(self, rows: Callable[..., QuerySet], *, order: str = "", **more):
        self._rows, self._order, self._names = rows, order, Prepared(lambda: self._sql(more))

    def of(self, person, **more) -> QuerySet:
        rows = self._rows(person, **more)
        return rows.order_by(*by_name(self._order or rows.model.NAMED_BY))

    def names_of(self, person, **more) -> list[tuple]:
        return self._names.rows(values_of(person, **more)) if standing_of(person).ids else []

    def _sql(self, more: dict) -> tuple[str, tuple]:
        rows = self.of(ANYONE, **more)
        return rows.values_list(Cast("pk", TextField()), rows.model.NAMED_BY).query.sql_with_params()


class ForRequest(Choices):
    """Those that whoever asks may choose from."""

    def __call__(self, request) -> QuerySet:
        return self.of(request.user)

    def names(self, request) -> list[tuple]:
        return self.names_of(request.user)


def _organisations(person) -> QuerySet[Organisation]:
    day, now = (TODAY, NOW) if person is ANYONE else (None, None)
    return Organisation.objects.visible_to(person, day, now)


ORGANISATIONS = ForRequest(_organisations, order="short_name")  # own ones and those one shares a partnership with
WORKED_ON = ForRequest(Partnership.objects.worked_on_by)
READ = ForRequest(Partnership.objects.read_by)  # of which one may read what is released
