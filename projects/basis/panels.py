"""On the page of a contribution: what its room is valued by, and what waits to be counted; within that page's own query."""

from decimal import Decimal

from django.db.models import DecimalField, ExpressionWrapper, F, OuterRef, Subquery, Sum
from django.db.models.functions import Extract

from partnerships.base.prepared import NOW
from projects.booking.models import Booking
from projects.contribution import rules
from projects.contribution.parts import Part, Shown, register

SECONDS = 3600


def columns(person) -> dict:
    over = Booking.objects.confirmed().filter(contribution=OuterRef("pk"), ends_at__lte=NOW, counted=None).order_by()
    length = ExpressionWrapper(Extract(F("ends_at") - F("starts_at"), "epoch"), output_field=DecimalField())
    return {"seconds_to_count": Subquery(over.values("contribution").annotate(all=Sum(length)).values("all"))}


def basis(contribution, person) -> Shown | None:
    if not contribution.by_bookings or contribution.state not in (*contribution.PROMISED, contribution.State.PART):
        return None
    hours = Decimal(contribution.seconds_to_count or 0) / SECONDS
    words = {"contribution": contribution, "hours": hours, "may_count": rules.may_count(person, contribution)}
    return Shown("projects/basis/show.html", words)


register(Part(order=24, show=basis, columns=columns))
