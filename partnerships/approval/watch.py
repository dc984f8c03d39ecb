"""What of releases happens by the day, or because somebody has left: cut-offs that pass, time limits, steps for which nobody is left.

Everything is told once: a row says what has been told, and a day that is made up for later finds it done.
"""

from contextlib import contextmanager
from datetime import date

from partnerships.approval import news
from partnerships.approval.house import House, desk_of, with_desk
from partnerships.approval.registry import renew_others
from partnerships.approval.release import Moved, Release, ReleaseStep
from partnerships.approval.running import anew, locked
from partnerships.approval.why import Expectation
from partnerships.base import clock
from partnerships.journal.actions import record
from partnerships.organisation.models import Organisation
from partnerships.partnership.rules import is_active


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
        expect_anew(release.thing, release, expectation, organisation=release.organisation)


@contextmanager
def renewing(organisation: Organisation):
    """Around a change of a house's dates or rules: what waits there is expected anew. Where the day moves by that, both sides are told.

    Locks what waits, within the caller's transaction. Journal: release.moved_by_house.
    """
    before = House.of(organisation)
    yield
    after = House.of(organisation)
    running = Release.objects.running().filter(organisation=organisation).order_by("pk")
    for release in running.select_for_update(of=("self",)).select_related("subject_type", "partnership"):
        steps = desk_of(release).steps
        expect_by_house(release.thing, release, anew(release, steps, before), anew(release, steps, after), organisation=organisation)
    renew_others(organisation, before, after)


def expect_by_house(thing, row, before: Expectation, after: Expectation, *, organisation: Organisation) -> None:
    """A row that waits, as the house would expect it today by its old dates and rules and by its new ones: a day that only passes moves
    nothing. In a partnership that is over nobody is told. `row`: what is expected, the thing itself or its release.
    """
    if before == after:
        return
    if before.on == after.on:
        row.expect(Expectation(row.expected_on, after.data))
        row.save(update_fields=row.EXPECTED)
    else:
        partnership = row.partnership
        expect_anew(thing, row, after, organisation=organisation, why=Moved.HOUSE, told=partnership is None or bool(is_active(partnership)))


def expect_anew(thing, row, expectation: Expectation, *, organisation: Organisation, why: str = Moved.CUT_OFF, told: bool = True) -> None:
    """Keep when a row that waits is expected now. Where that is another day than before, both sides read a line and get a letter.

    Journal: release.moved, release.moved_by_house.
    """
    if row.postpone(expectation, why) and told:
        verb = "release.moved_by_house" if why == Moved.HOUSE else "release.moved"
        record(verb, thing, by=None, organisation=organisation, day=row.expected_on, before=row.expected_before)
        news.moved(thing, row, organisation=organisation)
    row.save(update_fields=row.EXPECTED)


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
