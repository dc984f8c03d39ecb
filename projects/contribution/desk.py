"""The desk of an approver: the open requests one after the other, and the neighbours of each. Read by keys, never by counting: with 5,000
open requests a page costs what it costs with 50.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import IntegerField, OuterRef, Q, Subquery
from django.utils.dateparse import parse_datetime

from partnerships.base.prepared import FOUND, AmongFound, PreparedRows
from partnerships.organisation.models import Role
from partnerships.organisation.standing import standing_of
from partnerships.partnership import scope
from projects.contribution.letter import Message
from projects.contribution.models import Contribution
from projects.contribution.parts import rows_of

SIZE = 25
MOST_COUNTED = 200
ORDER = ("state_since", "pk")
NAMES = ("receiver__name", "receiver__short_name", "partnership__title", "project__title", "asked_by__name", "asked_by__email")
IN_LIST = ("edition", "title", "kind", "asked", "state_since", "due_on", *NAMES)


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


def on_any_desk(person):
    """The requests this person may decide on those desks where it approves: page_of() reads one desk after the other."""
    return Contribution.objects.visible_to(person).without_hand_of(person.pk)


def queue(person):
    """The requests this person may decide."""
    return Contribution.objects.visible_to(person).to_decide_by(person)


def page_of(rows, desks: list, after: str = "") -> Page:
    """The next rows of these desks after the place named, or the first; two queries."""
    place = _place(after)
    keys = _keys(rows, desks, place)
    shown = {row.pk: row for row in _LISTED.rows({"found": [pk for _since, pk, _count in keys[:SIZE]]})}
    found = [shown[pk] for _since, pk, _count in keys[:SIZE] if pk in shown]
    return Page(found, place_of(found[-1]) if len(keys) > SIZE else "", keys[0][2] if keys else 0, place is None)


class _UpTo(Subquery):
    """How many rows there are, up to the number to which they are cut."""

    template, output_field = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)", IntegerField()


def _keys(rows, desks: list, place: tuple[datetime, UUID] | None) -> list[tuple[datetime, UUID, int]]:
    """The first places after that one, and the number of all: each desk is read in the order that its index has, so that nothing is sorted
    that is not shown.
    """
    count = _UpTo(rows.filter(scope.Among("giver", params=(desks,))).order_by().values("pk")[: MOST_COUNTED + 1])
    following = (_beyond(rows, *place) if place else rows).order_by(*ORDER).values_list(*ORDER).annotate(count=count)
    of_each = [following.filter(giver=desk)[: SIZE + 1] for desk in desks]
    return sorted(of_each[0].union(*of_each[1:], all=True))[: SIZE + 1] if of_each else []


def _beyond(rows, since: datetime, pk: UUID):
    return rows.filter(Q(state_since__gt=since) | Q(state_since=since, pk__gt=pk), state_since__gte=since)


def _listed():
    rows = Contribution.objects.filter(AmongFound("pk", params=(FOUND,)))
    return rows.select_related("receiver", "partnership", "project", "asked_by").only(*IN_LIST)


_LISTED = PreparedRows(_listed)  # of the rows found


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
