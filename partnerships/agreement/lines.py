"""Who has to act on an agreement now, as columns of its own query: those it waits for; where the last of them has left, everybody."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, CharField, UUIDField

from partnerships.base.lines import Line
from partnerships.base.prepared import MINE

_PARTY = ' FROM "partnerships_party" party'
_HOUSE = ' INNER JOIN "partnerships_organisation" house ON house."id" = party."organisation_id"'
_STILL_HERE = (
    'EXISTS (SELECT 1 FROM "partnerships_party" still WHERE still."partnership_id" = {0} AND still."state" = \'active\''
    ' AND still."side" <> \'observer\' AND still."organisation_id" = ANY({1}))'
)
_WAITED = (
    ' WHERE party."partnership_id" = {0} AND party."state" = \'active\' AND party."side" <> \'observer\''
    f' AND (party."organisation_id" = ANY({{1}}) OR NOT {_STILL_HERE})'
)


class Without(Line):
    """The organisations of the first column that are not among those of the second."""

    output_field = ArrayField(UUIDField())  # type: ignore[assignment]
    sql = "ARRAY(SELECT one FROM unnest({0}) one WHERE one <> ALL({1}))"


class WaitedHere(Line):
    """Columns of this and the two below: partnership and those it waits for. One's own organisations among them."""

    output_field = ArrayField(UUIDField())  # type: ignore[assignment]
    sql = (
        f'ARRAY(SELECT party."organisation_id"{_PARTY}{_WAITED} AND party."organisation_id" = ANY(%s::uuid[]) ORDER BY party."created_at")'
    )

    def __init__(self, *columns, params=(MINE,), **extra):
        super().__init__(*columns, params=params, **extra)


class WaitedNames(Line):
    output_field = ArrayField(CharField())  # type: ignore[assignment]
    sql = f'ARRAY(SELECT COALESCE(NULLIF(house."short_name", \'\'), house."name"){_PARTY}{_HOUSE}{_WAITED} ORDER BY party."created_at")'


class AllHaveLeft(Line):
    """Does nobody it waits for take part any more?"""

    output_field = BooleanField()  # type: ignore[assignment]
    sql = f"NOT {_STILL_HERE}"
