"""Which party a person speaks for, asked in SQL: for lists and to-dos that must not load the parties of every row."""

from django.db.models import Case, IntegerField, OuterRef, Subquery, Value, When

from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Party, Side


def with_my_party(rows, person, *, partnership: str = "partnership"):
    """Adds `my_organisation` (id) and `my_side` to each row: the party Partnership.party_of(person) would name."""
    standing = standing_of(person)
    acting = standing.acting.pk if standing.acting else None
    mine = (
        Party.objects.filter(partnership=OuterRef(partnership), organisation__in=standing.ids, state=Party.State.ACTIVE)
        .exclude(side=Side.OBSERVER)
        .annotate(
            place=Case(When(organisation=acting, then=Value(0)), default=Value(1), output_field=IntegerField())
            if acting
            else Value(1, output_field=IntegerField())
        )
        .order_by("place", "side", "created_at")
    )
    return rows.annotate(my_organisation=Subquery(mine.values("organisation")[:1]), my_side=Subquery(mine.values("side")[:1]))
