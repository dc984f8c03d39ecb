"""The condition that stands in nearly every query: this row belongs to a partnership in which one of my organisations is a party.

Project.objects.filter(worked_on(person))                       by the column `partnership`
Partnership.objects.filter(read(person, "pk"))

Django would build and compile two nested subqueries for it, a millisecond each time, several times a page; this says the same in one
line of SQL.
"""

from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, F, Func

from partnerships.organisation.standing import standing_of

INVITED, ACTIVE = "invited", "active"
AMONG_MINE = (
    'IN (SELECT "partnership_id" FROM "partnerships_party" WHERE "organisation_id" = ANY(%s) AND "state" = ANY(%s) AND "side" = ANY(%s))'
)
PARTNERS, EVERYBODY = ("social", "housing"), ("social", "housing", "observer")


class BelongsToParty(Func):
    """`column` names a partnership of which one of these organisations is a party, in one of these states, on one of these sides."""

    conditional = True
    output_field = BooleanField()  # type: ignore[assignment]

    def __init__(self, column: str, organisations, states, sides):
        super().__init__(F(column))
        self.wanted = list(organisations), list(states), list(sides)

    def as_sql(self, compiler, connection, **context):
        if not self.wanted[0]:
            raise EmptyResultSet
        column, params = compiler.compile(self.source_expressions[0])
        return f"{column} {AMONG_MINE}", (*params, *self.wanted)


def visible(person, partnership: str = "partnership") -> BelongsToParty:
    """One of my organisations is, or is invited to be, a party."""
    return BelongsToParty(partnership, standing_of(person).ids, (ACTIVE, INVITED), EVERYBODY)


def read(person, partnership: str = "partnership") -> BelongsToParty:
    """One of my organisations is a party or an observer: I may read what was released."""
    return BelongsToParty(partnership, standing_of(person).ids, (ACTIVE,), EVERYBODY)


def worked_on(person, partnership: str = "partnership") -> BelongsToParty:
    """One of my organisations is a party of the two sides: I may see the inside."""
    return BelongsToParty(partnership, standing_of(person).ids, (ACTIVE,), PARTNERS)
