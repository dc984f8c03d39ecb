"""What the portal proposes for the next meeting, from the last one: nobody always writes the minutes."""

from datetime import datetime, timedelta

from django.db.models import Q

from partnerships.base import clock
from partnerships.base.prepared import NOW, TODAY, Param, PreparedRows
from partnerships.meeting.minuted import in_working_days
from partnerships.meeting.models import Meeting, Participant
from partnerships.organisation.models import Membership, Organisation
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.partnership import scope


def members_of(partnership, person, *, named=()) -> list[Membership]:
    """Everybody of today who belongs to a party of the two sides, as far as this person may know them, side by side.

    `named`: ids of people whom the thing itself names already; they stay, even when they only read for the other side. `known` tells who is
    known otherwise.
    """
    order = {party.organisation_id: place for place, party in enumerate(partnership.binding_parties())}
    found = _MEMBERS.rows(values_of(person, parties=list(order), named=list(named)))
    return sorted(found, key=lambda each: (order[each.organisation_id], each.person.name.casefold()))


def _members():
    known = Membership.objects.visible_to(ANYONE, TODAY, NOW).current(TODAY, NOW)
    named = Q(known=True) | Q(scope.Among("person", params=(Param("named", "uuid[]"),)))
    rows = Membership.objects.current(TODAY, NOW).filter(scope.Among("organisation", params=(Param("parties", "uuid[]"),)))
    rows = rows.filter(person__is_active=True).annotate(known=Q(pk__in=known.values("pk"))).filter(named)
    return rows.select_related("person", "organisation")


_MEMBERS = PreparedRows(_members)


def proposed_minutes_by(partnership, person) -> Organisation | None:
    """The side that did not write the last minutes; the first time, the side of who plans."""
    mine = partnership.party_of(person)
    known = Meeting.objects.filter(_known(), partnership=partnership, minutes_by__isnull=False)
    last = known.exclude(state=Meeting.State.CANCELLED).order_by("-starts_at").first()
    if last is None:
        return mine.organisation if mine else None
    parties = partnership.binding_parties()
    side = next((party.side for party in parties if party.organisation_id == last.minutes_by_id), None)
    return next((party.organisation for party in parties if party.side != side), None)


def _known() -> Q:
    """Without those that a series has planned far ahead."""
    return Q(series=None) | Q(starts_at__lte=clock.now())


def proposed_people(partnership, person) -> set:
    """Ids of those who took part last time, and of who plans."""
    last = Meeting.objects.filter(_known(), partnership=partnership).order_by("-starts_at").values("pk")[:1]
    return {person.pk, *Participant.objects.filter(meeting__in=last, person__isnull=False).values_list("person", flat=True)}


def proposed_times() -> tuple[datetime, datetime]:
    """Ten o'clock, a week's working days from today, for an hour."""
    begins = clock.at(in_working_days(clock.today(), 5), 10)
    return begins, begins + timedelta(hours=1)
