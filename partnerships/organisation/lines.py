"""Which organisations a person belongs to today, and which share a partnership with those: as conditions of any query about them.

The parameters, where there are any, are a person's id, today twice, and now.
"""

from django.db.models import BooleanField, IntegerField

from partnerships.base import clock
from partnerships.base.lines import Line
from partnerships.base.prepared import NOW, TODAY, Param

_MINE = (
    'SELECT "organisation_id" FROM "partnerships_membership" WHERE "person_id" = %s AND "starts_on" <= %s'
    ' AND ("ends_on" IS NULL OR "ends_on" >= %s) AND ("ended_at" IS NULL OR "ended_at" > %s)'
)
_TOGETHER = (
    ' FROM "partnerships_party" mine INNER JOIN "partnerships_party" theirs ON theirs."partnership_id" = mine."partnership_id"'
    " WHERE mine.\"state\" IN ('invited', 'active') AND theirs.\"state\" IN ('invited', 'active')"
    f' AND mine."organisation_id" IN ({_MINE})'
)


class Joined(Line):
    """The column names an organisation of which the person is a member today."""

    conditional = True
    output_field = BooleanField()  # type: ignore[assignment]
    sql = f"{{0}} IN ({_MINE})"


class InCommon(Line):
    """The column names an organisation that takes part, or is invited to, in a partnership of one of the person's."""

    conditional = True
    output_field = BooleanField()  # type: ignore[assignment]
    sql = f'{{0}} IN (SELECT theirs."organisation_id"{_TOGETHER})'


class Shared(Line):
    """How many active partnerships the organisation of the column has in common with the person's."""

    output_field = IntegerField()  # type: ignore[assignment]
    sql = (
        f'(SELECT COUNT(DISTINCT theirs."partnership_id"){_TOGETHER} AND theirs."organisation_id" = {{0}} AND EXISTS ('  # noqa: S608
        'SELECT 1 FROM "partnerships_partnership" shared WHERE shared."id" = theirs."partnership_id" AND shared."state" = \'active\'))'
    )


class TakesPart(Line):
    """The organisation of the column is a partner, not an observer, in a partnership that is active."""

    conditional = True
    output_field = BooleanField()  # type: ignore[assignment]
    sql = (
        'EXISTS (SELECT 1 FROM "partnerships_party" party'
        ' INNER JOIN "partnerships_partnership" whole ON whole."id" = party."partnership_id" AND whole."state" = \'active\''
        ' WHERE party."organisation_id" = {0} AND party."state" = \'active\' AND party."side" <> \'observer\')'
    )


def today(person, day=None, now=None) -> tuple:
    """The parameters, of today or of the day and the moment that are named; prepared for anyone, of the day on which the query is asked."""
    of_anyone = isinstance(person.pk, Param)
    day, now = day or (TODAY if of_anyone else clock.today()), now or (NOW if of_anyone else clock.now())
    return person.pk, day, day, now
