"""Which party a person speaks for, asked in SQL: for lists and to-dos that must not load the parties of every row."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, UUIDField

from partnerships.base.lines import Line
from partnerships.organisation.standing import standing_of

_MINE = (
    ' FROM "partnerships_party" mine WHERE mine."partnership_id" = {0} AND mine."organisation_id" = ANY(%s::uuid[])'
    " AND mine.\"state\" = 'active' AND mine.\"side\" <> 'observer'"
)
_FIRST = ' ORDER BY mine."organisation_id" <> %s::uuid, mine."side", mine."created_at" LIMIT 1)'


class MyOrganisation(Line):
    output_field = UUIDField()  # type: ignore[assignment]
    sql = '(SELECT mine."organisation_id"' + _MINE + _FIRST


class MySide(Line):
    output_field = CharField()  # type: ignore[assignment]
    sql = '(SELECT mine."side"' + _MINE + _FIRST


class MyParties(Line):
    output_field = ArrayField(UUIDField())  # type: ignore[assignment]
    sql = 'ARRAY(SELECT mine."organisation_id"' + _MINE + ' ORDER BY mine."created_at")'


def with_my_party(rows, person, *, partnership: str = "partnership"):
    """Adds `my_organisation` (id) and `my_side` to each row: the party Partnership.party_of(person) would name."""
    standing = standing_of(person)
    params = (standing.ids, standing.acting.pk if standing.acting else None)
    return rows.annotate(my_organisation=MyOrganisation(partnership, params=params), my_side=MySide(partnership, params=params))


def with_my_parties(rows, person, *, partnership: str = "partnership"):
    """Adds `my_parties` to each row: ids of this person's organisations that are a party of the two sides there."""
    return rows.annotate(my_parties=MyParties(partnership, params=(standing_of(person).ids,)))
