"""The verbs of a release: ask, approve, refuse, withdraw. The thing's row is always locked before the release's."""

from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils.translation import gettext as _

from partnerships.approval import registry, rules
from partnerships.approval.house import Desk, House, default_step, desk_of, stages_of, team_today
from partnerships.approval.ladder import Case
from partnerships.approval.models import COPIED
from partnerships.approval.release import Release, ReleaseNote, ReleaseStep, StepYes
from partnerships.approval.running import anew, locked
from partnerships.approval.seats import Seat, Yes, is_done, seat_of, seats_of
from partnerships.approval.why import measure_of
from partnerships.base import clock
from partnerships.base.verdict import Refused, no, require
from partnerships.base.workdays import working_days_after
from partnerships.journal.actions import record

State = Release.State


def ask(
    thing,
    *,
    organisation,
    subject: str,
    amount_year: Decimal | None = None,
    amount_total: Decimal | None = None,
    months: Decimal | None = None,
    kinds: tuple[str, ...] = (),
    by,
    hands=(),
    says_yes: bool = False,
    house: House | None = None,
) -> Release:
    """Give a thing into its house's release. The caller holds the thing's lock and the transaction.

    `hands` had a part in asking and never say yes; so does `by`, unless `says_yes`: then the asker's decision counts as the first yes, if
    the rule gives the asker a seat. Where this one yes suffices it is granted at once, and no line is written: the thing's own tells it.
    Journal: release.asked; release.yes ...
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A release belongs into the transaction of the thing it is about.")
    require(rules.may_ask(by, organisation))
    if Release.objects.about(thing).running().filter(organisation=organisation).exists():
        raise Refused(_("“%(thing)s” already waits for its release.") % {"thing": thing})
    case = Case(amount_year, amount_total, months, tuple(kinds))
    house = house or House.of(organisation, subject)
    rung = house.rung(subject, case)
    release = Release(
        subject_type=ContentType.objects.get_for_model(type(thing)),
        subject_id=thing.pk,
        subject_label=str(thing)[:200],
        edition=getattr(thing, "edition", 1),
        subject=subject,
        organisation=organisation,
        partnership=getattr(thing, "partnership", None),
        amount=amount_year,
        total=amount_total,
        months=months,
        kinds=list(kinds),
        rule=rung.rule if rung else None,
        in_order=rung.rule.in_order if rung else True,
        asked_by=by,
        asked_at=clock.now(),
        hands=list(hands),
    )
    release.thing = thing
    steps = _copies(release, rung.rule.stages if rung else [default_step(subject)])
    first = _first_seat(release, steps, by) if says_yes else None
    if first is None and by.pk not in release.hands:
        release.hands.append(by.pk)
    _begin(steps if not release.in_order else steps[:1], house)
    release.expect(house.calendar.expect(stages_of(steps), on=clock.today(), in_order=release.in_order, measure=measure_of(rung)))
    release.save()
    ReleaseStep.objects.bulk_create(steps)
    alone = first is not None and len(steps) == 1 and is_done(steps[0], [Yes(steps[0].pk, by.pk, first[1].for_person, first[1].roles)])
    if not alone:
        _tell("release.asked", release, step=steps[0].name)
    if first:
        _say_yes(desk_of(release), *first, by=by, comment="", house=house, quiet=alone)
    return release


def _copies(release: Release, stages) -> list[ReleaseStep]:
    found = []
    for stage in stages:
        step = ReleaseStep(release=release, **{name: getattr(stage, name) for name in COPIED})
        step.body_name = getattr(stage, "body_name", "") or ""
        found.append(step)
    return found


def _first_seat(release: Release, steps: list[ReleaseStep], by) -> tuple[ReleaseStep, Seat] | None:
    """The seat the asker takes in a step that begins at once."""
    if by.pk in release.hands:
        return None
    team = team_today(release.organisation)
    for step in steps[:1] if release.in_order else steps:
        if seat := seat_of(by.pk, seats_of(step, team, hands=release.hands, yeses=[])):
            return step, seat
    return None


def _begin(steps: list[ReleaseStep], house: House) -> None:
    """From now on it is their turn; each gets the day until when it should be done. The caller saves."""
    for step in steps:
        step.began_at = clock.now()
        meeting = house.calendar.next_meeting(step.body_id, ready=clock.today(), not_before=clock.today()) if step.body_id else None
        step.due_on = meeting.meets_on if meeting else working_days_after(clock.today(), step.days, house.calendar.closed)


@transaction.atomic
def approve(release: Release, *, by, comment: str = "") -> Release:
    """Say yes to the open step, for oneself or for somebody absent. The last yes of the last step grants and calls on_decided.

    Journal: release.yes (internal), release.step_done, release.granted. The comment stays in the own house.
    """
    release = locked(release)
    desk = desk_of(release)
    require(rules.may_approve(by, desk))
    step, seat = desk.seat_for(by)
    _say_yes(desk, step, seat, by=by, comment=comment, house=House.of(release.organisation, release.subject))
    return release


def _say_yes(desk: Desk, step: ReleaseStep, seat: Seat, *, by, comment: str, house: House, quiet: bool = False) -> None:
    release = desk.release
    yes = StepYes.objects.create(
        release=release,
        step_id=step.pk,
        person=by,
        for_person_id=seat.for_person,
        roles=sorted(seat.roles),
        comment=comment,
        at=clock.now(),
    )
    if not quiet:
        verb = "release.yes_for" if seat.for_person else "release.yes"
        absent = str(yes.for_person) if seat.for_person else ""
        _tell(verb, release, by=by, internal=True, step=step.name, for_person=absent, comment=comment)
    desk = desk_of(release)
    done = next(each for each in desk.steps if each.pk == step.pk)
    if not is_done(done, desk.yeses):
        return
    done.done_at = clock.now()
    ReleaseStep.objects.filter(pk=done.pk).update(done_at=done.done_at)
    left = [each for each in desk.steps if each.done_at is None]
    if not left:
        _end(release, State.GRANTED, by=by, seat=seat)
        if not quiet:
            _tell("release.granted", release)
        registry.tell_decided(release, by)
        return
    if release.in_order:
        _begin(left[:1], house)
        ReleaseStep.objects.filter(pk=left[0].pk).update(began_at=left[0].began_at, due_on=left[0].due_on)
    _tell("release.step_done", release, step=step.name, next=left[0].name)
    refresh(release, desk.steps, house)


def refresh(release: Release, steps: list[ReleaseStep], house: House) -> None:
    """Calculate anew when the decision is expected; the reason why this rule applies stays."""
    release.expect(anew(release, steps, house))
    release.save(update_fields=Release.EXPECTED)


@transaction.atomic
def refuse(release: Release, *, by, reason_shown: str, comment: str = "") -> Release:
    """Do not release it: ends the release and calls on_decided, which gives the thing back to whoever asked.

    `reason_shown` is read by the partner, the comment stays in the own house. Journal: release.refused (internal), release.not_released.
    """
    release = locked(release)
    desk = desk_of(release)
    require(rules.may_approve(by, desk))
    if not reason_shown.strip():
        require(no(_("Please write the reason that the partner may read.")))
    step, seat = desk.seat_for(by)
    release.reason_shown = reason_shown
    if comment.strip():
        ReleaseNote.objects.create(release=release, person=by, text=comment)
    _end(release, State.REFUSED, by=by, seat=seat)
    _tell("release.refused", release, by=by, internal=True, step=step.name, reason=reason_shown)
    _tell("release.not_released", release, reason=reason_shown)
    registry.tell_decided(release, by)
    return release


@transaction.atomic
def withdraw(release: Release, *, by, reason: str) -> Release:
    """Take it back: by whoever asked or has said yes. Calls on_decided. Journal: release.withdrawn (internal), release.stopped."""
    release = locked(release)
    require(rules.may_withdraw(by, desk_of(release)))
    if not reason.strip():
        require(no(_("Please say why.")))
    _end(release, State.WITHDRAWN, by=by)
    _tell("release.withdrawn", release, by=by, internal=True, reason=reason)
    _tell("release.stopped", release)
    registry.tell_decided(release, by)
    return release


def end(thing, *, by, organisation=None) -> list[Release]:
    """The thing itself has moved on (edited, withdrawn): what runs about it ends, nobody is called. The caller holds the thing's lock.

    Journal: release.stopped.
    """
    found = Release.objects.about(thing).running()
    if organisation:
        found = found.filter(organisation=organisation)
    ended = []
    for release in found.select_for_update(of=("self",)).select_related("organisation", "partnership"):
        release.thing = thing
        _end(release, State.WITHDRAWN, by=by)
        _tell("release.stopped", release)
        ended.append(release)
    return ended


@transaction.atomic
def note(release: Release, *, text: str, by) -> ReleaseNote:
    """A comment for the own house; moves nothing, and is told to nobody else."""
    require(rules.may_note(by, release))
    if not text.strip():
        require(no(_("Please write your comment.")))
    return ReleaseNote.objects.create(release=release, person=by, text=text)


def _end(release: Release, state: str, *, by, seat: Seat | None = None) -> None:
    release.move_to(state)
    release.ended_at, release.ended_by = clock.now(), by
    release.ended_for_id = seat.for_person if seat else None
    release.watch_on = None
    release.save(update_fields=["state", "ended_at", "ended_by", "ended_for", "watch_on", "reason_shown"])


def _tell(verb: str, release: Release, *, by=None, internal: bool = False, **data) -> None:
    """A line about the thing itself: told to both sides without names, or to the own house with them."""
    record(
        verb,
        release.thing,
        by=by,
        organisation=release.organisation,
        partnership=release.partnership,
        internal_to=release.organisation if internal else None,
        release=str(release.pk),
        **data,
    )
