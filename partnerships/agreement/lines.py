"""For whom an agreement waits, as columns of its own query; where the last of them has left, it waits for everybody."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, UUIDField

from partnerships.base.lines import Line

_STILL_HERE = (
    'EXISTS (SELECT 1 FROM "partnerships_party" still WHERE still."partnership_id" = {0} AND still."state" = \'active\''
    ' AND still."side" <> \'observer\' AND still."organisation_id" = ANY({1}))'
)


class Without(Line):
    """The organisations of the first column that are not among those of the second."""

    output_field = ArrayField(UUIDField())  # type: ignore[assignment]
    sql = "ARRAY(SELECT one FROM unnest({0}) one WHERE one <> ALL({1}))"


class AllHaveLeft(Line):
    """Columns: the partnership and those it waits for. Does none of these take part any more?"""

    output_field = BooleanField()  # type: ignore[assignment]
    sql = f"NOT {_STILL_HERE}"
