"""The desk of an approver: the open requests one after the other, and the neighbours of each. Read by keys, never by counting: with 5,000
open requests a page costs what it costs with 50.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils.dateparse import parse_datetime

from partnerships.organisation.models import Role
from partnerships.organisation.standing import standing_of
from projects.contribution.letter import Message
from projects.contribution.models import Contribution
from projects.contribution.parts import rows_of

SIZE = 25
MOST_COUNTED = 200
ORDER = ("state_since", "pk")


@dataclass
class Page:
    """Some open requests, the oldest first; `after` leads to the following ones."""

    rows: list = field(default_factory=list)
    after: str = ""
    count: int = 0  # up to MOST_COUNTED
    is_first: bool = True

    @property
    def is_many(self) -> bool:
        return self.count > MOST_COUNTED


def desks_of(person) -> list:
    """The organisations this person approves for."""
    standing = standing_of(person)
    return [pk for pk in standing.ids if standing.has(pk, Role.APPROVER)]


def queue(person):
    """The requests this person may decide."""
    return Contribution.objects.visible_to(person).to_decide_by(person)


def page_of(rows, after: str = "") -> Page:
    """The next rows after the place named, or the first; two queries."""
    place = _place(after)
    ordered = rows.order_by(*ORDER)
    if place:
        since, pk = place
        ordered = ordered.filter(Q(state_since__gt=since) | Q(state_since=since, pk__gt=pk), state_since__gte=since)
    found = list(ordered[: SIZE + 1])
    following = place_of(found[SIZE - 1]) if len(found) > SIZE else ""
    count = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return Page(found[:SIZE], following, count, place is None)


def place_of(contribution: Contribution) -> str:
    return f"{contribution.state_since.isoformat()}_{contribution.pk}"


def _place(text: str) -> tuple[datetime, UUID] | None:
    """Where a page begins; nonsense is the beginning."""
    moment, _sign, pk = text.partition("_")
    try:
        since, key = parse_datetime(moment), UUID(pk)
    except ValueError:
        return None
    return (since, key) if since and since.tzinfo else None


def letters():
    """A column of a contribution's own query: question, answer and message, the oldest first."""
    rows = Message.objects.filter(contribution=OuterRef("pk")).order_by("created_at", "pk")
    return rows_of(rows, "text", "created_at", "by__name", "organisation__name", "organisation__kind")


def beside(rows) -> dict:
    """Columns of a contribution's own query: which of these rows comes next, and which stands before it."""
    here, pk = OuterRef("state_since"), OuterRef("pk")
    later = rows.filter(Q(state_since__gt=here) | Q(state_since=here, pk__gt=pk), state_since__gte=here)
    before = rows.filter(Q(state_since__lt=here) | Q(state_since=here, pk__lt=pk), state_since__lte=here)
    return {
        "next_pk": Subquery(later.order_by(*ORDER).values("pk")[:1]),
        "previous_pk": Subquery(before.order_by("-state_since", "-pk").values("pk")[:1]),
    }
