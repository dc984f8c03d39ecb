"""What happens to a series, in one transaction each, with its row locked."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import Refused, require
from partnerships.consent.actions import say_yes
from partnerships.journal.actions import record
from partnerships.meeting.actions import party_for
from partnerships.meeting.models import Meeting
from partnerships.series import build, rules
from partnerships.series.build import locked
from partnerships.series.models import Seat, Series
from partnerships.series.shapes import Terms

__all__ = ["Terms"]


@transaction.atomic
def propose(partnership, *, terms: Terms, by) -> Series:
    """Either side proposes a rhythm, and says yes to it; the meetings come once every party has said yes."""
    require(rules.may_propose(by, partnership))
    return _propose(Series(partnership=partnership), terms, by)


@transaction.atomic
def replace(series, *, terms: Terms, from_day: date, by) -> Series:
    """Either side proposes another rhythm in place of the agreed one, from a day on; until both have agreed everything stays."""
    series = locked(series)
    require(rules.may_replace(by, series))
    if terms.first < from_day:
        raise Refused(_("The new rhythm begins before the day from which it is to hold."))
    return _propose(Series(partnership=series.partnership, replaces=series, replaces_from=from_day), terms, by)


def _propose(series: Series, terms: Terms, by) -> Series:
    series.created_by, series.organisation = by, party_for(series.partnership, by)
    _word(series, terms)
    series.save(force_insert=True)
    _seat(series, terms)
    say_yes(series, edition=series.edition, by=by)
    record("series.proposed", series, by=by, organisation=series.organisation, rhythm=series.rule.text, first=series.first)
    return series


def _word(series: Series, terms: Terms) -> None:
    for name, value in terms.columns().items():
        setattr(series, name, value)
    series.full_clean(exclude=["created_by", "organisation"])
    if next(series.rule.days(), None) is None:
        raise Refused(_("This rhythm has no day at all. Please check its beginning and its end."))


def _seat(series: Series, terms: Terms) -> None:
    series.seats.all().delete()
    Seat.objects.bulk_create(
        Seat(series=series, person=guest.person, name=guest.name, email=guest.email, organisation=guest.organisation)
        for guest in {guest.key: guest for guest in terms.people}.values()
    )


@transaction.atomic
def reword(series, *, terms: Terms, edition, by) -> Series:
    """Either side makes the proposal better: a new edition, to which it says yes; the others are asked anew."""
    series = locked(series)
    require(series.is_current(edition))
    require(rules.may_reword(by, series))
    _word(series, terms)
    series.edition += 1
    series.organisation = party_for(series.partnership, by)
    series.save()
    _seat(series, terms)
    say_yes(series, edition=series.edition, by=by)
    record("series.reworded", series, by=by, organisation=series.organisation, rhythm=series.rule.text, first=series.first)
    return series


@transaction.atomic
def agree(series, *, edition, by) -> Series:
    """One party says yes to the rhythm it has read; with the last yes the series runs and its meetings are made, or move over."""
    series = locked(series)
    require(series.is_current(edition))
    require(rules.may_agree(by, series))
    organisation = party_for(series.partnership, by)
    if organisation.pk not in series.yeses():
        say_yes(series, edition=edition, by=by)
        record("series.agreed", series, by=by, organisation=organisation, rhythm=series.rule.text)
    if series.both_agreed():
        series.move("agree")
        _begin(series, by)
    return series


def _begin(series: Series, by) -> None:
    organisation = party_for(series.partnership, by)
    if series.replaces_id is None:
        build.fill(series)
    else:
        old = locked(series.replaces)
        if old.state != Series.State.RUNNING:
            raise Refused(_("The series that this rhythm was to replace is not running any more."))
        old.move("end", until=series.replaces_from - timedelta(days=1), count=None, reason=str(_("Replaced by a new rhythm.")))
        build.move_over(old, series)
        record("series.ended", old, by=by, organisation=organisation, day=series.replaces_from, reason=old.reason)
    record("series.running", series, by=by, organisation=organisation, meetings=series.meetings.count())


@transaction.atomic
def decline(series, *, reason: str, edition, by) -> Series:
    """The other side says no to the proposal, and why."""
    series = locked(series)
    require(series.is_current(edition))
    require(rules.may_decline(by, series))
    series.move("decline", reason=reason)
    record("series.declined", series, by=by, organisation=party_for(series.partnership, by), reason=reason)
    return series


@transaction.atomic
def withdraw(series, *, by) -> Series:
    """The side that has proposed takes its proposal back."""
    series = locked(series)
    require(rules.may_withdraw(by, series))
    series.move("withdraw")
    record("series.withdrawn", series, by=by, organisation=party_for(series.partnership, by))
    return series


@transaction.atomic
def end(series, *, from_day: date, reason: str, by) -> Series:
    """Either side ends the series from a day on and says why: the meetings planned from then on are cancelled."""
    series = locked(series)
    require(rules.may_end(by, series))
    organisation = party_for(series.partnership, by)
    planned = series.meetings.select_for_update().filter(state=Meeting.State.PLANNED, original_day__gte=from_day)
    dropped = [meeting for meeting in planned if not meeting.has_begun]
    for meeting in dropped:
        meeting.call_off(reason)
    series.move("end", until=max(from_day - timedelta(days=1), series.first), count=None, reason=reason)
    record("series.ended", series, by=by, organisation=organisation, day=from_day, reason=reason, meetings=len(dropped))
    return series


@transaction.atomic
def end_with_partnership(partnership, *, by) -> None:
    """Both sides have ended the partnership: no series goes on, no rule is asked any more. The meeting slice cancels the meetings."""
    for series in Series.objects.select_for_update().filter(partnership=partnership, state=Series.State.RUNNING).order_by("pk"):
        series.partnership = partnership
        reason = _("The partnership has ended.")
        series.move("end", until=max(clock.today(), series.first), count=None, reason=reason)
        record("series.ended", series, by=by, organisation=party_for(partnership, by), day=clock.today(), reason=reason)
