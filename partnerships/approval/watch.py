"""What of releases happens by the day, or because somebody has left: cut-offs that pass, time limits, steps for which nobody is left.

Everything is told once: a row says what has been told, and a day that is made up for later finds it done.
"""

from datetime import date

from partnerships.approval import news
from partnerships.approval.house import House, desk_of, with_desk
from partnerships.approval.release import Release, ReleaseStep
from partnerships.approval.running import anew, locked
from partnerships.base import clock
from partnerships.journal.actions import record


def pass_day(day: date) -> None:
    """Everything that this day brings. The caller holds the transaction."""
    move_dates(day)
    remind(day)
    look_after(Release.objects.all())


def move_dates(day: date) -> None:
    """Releases whose cut-off lies before this day without the steps ahead of it being done: the day moves, both sides are told.

    Journal: release.moved. A release of a partnership at rest is left until it goes on.
    """
    for pk in Release.objects.alive().filter(watch_on__lt=day).order_by("pk").values_list("pk", flat=True):
        release = locked(Release.objects.select_related("subject_type").get(pk=pk))
        if not release.is_running or release.watch_on is None or release.watch_on >= day:
            continue
        expectation = anew(release, desk_of(release).steps, House.of(release.organisation, release.subject))
        if release.postpone(expectation):
            tell_moved(release.thing, release, organisation=release.organisation)
        release.save(update_fields=Release.EXPECTED)


def tell_moved(thing, row, *, organisation) -> None:
    """A line both sides read, and a letter to both. `row`: what is expected, the thing itself or its release."""
    record("release.moved", thing, by=None, organisation=organisation, day=row.expected_on, before=row.expected_before)
    news.moved(thing, row, organisation=organisation)


def remind(day: date) -> None:
    """Whoever may say yes to a step is reminded when its time limit has come."""
    late = ReleaseStep.objects.filter(done_at=None, began_at__isnull=False, reminded_at=None, due_on__lte=day)
    for release in _desks(Release.objects.filter(pk__in=late.values("release"))):
        desk = desk_of(release)
        for step in desk.open_steps:
            if late.filter(pk=step.pk).update(reminded_at=clock.now()):
                news.reminder(release, step, {seat.person for seat in desk.seats(step)})


def look_after(releases) -> None:
    """Steps for which nobody is left: the administration of the house is told, again only after somebody has been there meanwhile."""
    for release in _desks(releases):
        desk = desk_of(release)
        stuck = {step.pk for step in desk.stuck_steps()}
        for step in desk.open_steps:
            row = ReleaseStep.objects.filter(pk=step.pk)
            if step.pk not in stuck:
                row.exclude(stuck_at=None).update(stuck_at=None)
            elif row.filter(stuck_at=None).update(stuck_at=clock.now()):
                news.nobody_left(release, step)


def _desks(releases):
    return with_desk(releases.alive()).select_related("organisation", "partnership", "subject_type").order_by("pk")
