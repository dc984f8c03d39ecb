"""The condition that stands in nearly every query: this row belongs to a partnership in which one of my organisations is a party.

Project.objects.filter(worked_on(person))                       by the column `partnership`
Partnership.objects.filter(read(person, "pk"))
"""

from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField

from partnerships.base.lines import Line
from partnerships.organisation.standing import standing_of

INVITED, ACTIVE = "invited", "active"
PARTNERS, EVERYBODY = ["social", "housing"], ["social", "housing", "observer"]


class BelongsToParty(Line):
    """The column names a partnership of which one of these organisations is a party, in one of these states, on one of these sides."""

    conditional = True
    output_field = BooleanField()  # type: ignore[assignment]
    sql = (
        '{0} IN (SELECT "partnership_id" FROM "partnerships_party"'
        ' WHERE "organisation_id" = ANY(%s) AND "state" = ANY(%s) AND "side" = ANY(%s))'
    )

    def as_sql(self, compiler, connection, **context):
        if not self.params[0]:
            raise EmptyResultSet
        return super().as_sql(compiler, connection, **context)


class Among(Line):
    """The column names one of these."""

    conditional = True
    output_field = BooleanField()  # type: ignore[assignment]
    sql = "{0} = ANY(%s::uuid[])"


def visible(person, partnership: str = "partnership") -> BelongsToParty:
    """One of my organisations is, or is invited to be, a party."""
    return BelongsToParty(partnership, params=(standing_of(person).ids, [ACTIVE, INVITED], EVERYBODY))


def read(person, partnership: str = "partnership") -> BelongsToParty:
    """One of my organisations is a party or an observer: I may read what was released."""
    return BelongsToParty(partnership, params=(standing_of(person).ids, [ACTIVE], EVERYBODY))


def worked_on(person, partnership: str = "partnership") -> Line:
    """One of my organisations is a party of the two sides: I may see the inside."""
    standing = standing_of(person)
    if standing.seats is not None:  # they have been looked up already
        return Among(partnership, params=(standing.seats,))
    return BelongsToParty(partnership, params=(standing.ids, [ACTIVE], PARTNERS))
