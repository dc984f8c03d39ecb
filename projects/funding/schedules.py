"""The verbs of a payment schedule: propose, reword, agree, withdraw. Under the lock of the contribution's row."""

from collections.abc import Sequence
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.money import MOST, cents
from partnerships.base.verdict import Refused, require
from partnerships.consent import actions as consent
from partnerships.journal.actions import record
from projects.contribution.actions import locked as locked_contribution
from projects.contribution.models import Contribution
from projects.contribution.rules import parties_first_mine
from projects.funding import news, rules
from projects.funding.models import Call, Instalment, Schedule
from projects.funding.presets import Line
from projects.funding.staff import shortage_of

State = Schedule.State


@transaction.atomic
def propose(contribution: Contribution, *, lines: Sequence[Line], note: str = "", few_hands: bool = False, by) -> Schedule:
    """Propose instalments; whoever proposes has said yes. Journal: schedule.proposed.

    `few_hands`: where the paying house is too small, one person may check and order (staff.py).
    """
    contribution = locked_contribution(contribution)
    require(rules.may_propose(by, contribution))
    if Schedule.objects.filter(contribution=contribution, state=State.PROPOSED).exists():
        raise Refused(_("There is a proposal already. Please change that one."))
    _require_people(contribution, few_hands)
    schedule = Schedule(contribution=contribution, partnership=contribution.partnership, note=note, few_hands=few_hands)
    _speak(schedule, by)
    schedule.save()
    _write(schedule, lines)
    consent.say_yes(schedule, edition=schedule.edition, by=by, roles=rules.AGREES)
    _tell("schedule.proposed", schedule, by=by, organisation=schedule.proposed_for, count=len(lines), amount=contribution.granted)
    return schedule


@transaction.atomic
def edit(schedule: Schedule, *, edition, lines: Sequence[Line], note: str = "", few_hands: bool = False, by) -> Schedule:
    """Reword a proposal, one's own or the other side's: a new edition, to which the other one is asked. Journal: schedule.edited.

    Nothing at all when nothing differs.
    """
    schedule = _locked(schedule)
    require(schedule.is_current(edition))
    require(rules.may_edit(by, schedule))
    before = [Line(each.due_on, each.amount, each.condition) for each in schedule.instalments.all()]
    if (before, schedule.note, schedule.few_hands) == (list(lines), note, few_hands):
        return schedule
    _require_people(schedule.contribution, few_hands and not schedule.few_hands)
    schedule.edition += 1
    schedule.note, schedule.few_hands = note, few_hands
    _speak(schedule, by)
    schedule.save(update_fields=["edition", "note", "few_hands", "proposed_by", "proposed_for", "waits_for", "state_since"])
    schedule.instalments.all().delete()
    _write(schedule, lines)
    consent.say_yes(schedule, edition=schedule.edition, by=by, roles=rules.AGREES)
    _tell("schedule.edited", schedule, by=by, organisation=schedule.proposed_for, edition=schedule.edition, count=len(lines))
    return schedule


@transaction.atomic
def agree(schedule: Schedule, *, edition, by) -> Schedule:
    """The other side says yes to the same edition: it binds, and takes the place of the one before with what was called there.

    Journal: schedule.agreed. Where people are missing to pay by it, mail to the administration of the paying house.
    """
    schedule = _locked(schedule)
    require(schedule.is_current(edition))
    require(rules.may_agree(by, schedule))
    _require_sound(schedule, list(schedule.instalments.all()))
    organisation = schedule.waits_for
    consent.say_yes(schedule, edition=edition, by=by, roles=rules.AGREES)
    if not schedule.both_agreed():
        raise Refused(_("Both sides have to say yes to the same edition."))
    before = Schedule.objects.filter(contribution=schedule.contribution_id, state=State.AGREED).first()
    if before:
        before.move_to(State.REPLACED)
        before.save(update_fields=["state", "state_since"])
        _take_over(before, schedule)
    schedule.move_to(State.AGREED)
    schedule.waits_for = None
    schedule.save(update_fields=["state", "state_since", "waits_for"])
    _tell("schedule.agreed", schedule, by=by, organisation=organisation, edition=schedule.edition)
    if shortage := shortage_of(schedule.contribution.giver, few_hands=schedule.few_hands):
        news.short_of_people(schedule, shortage)
    return schedule


@transaction.atomic
def withdraw(schedule: Schedule, *, edition, by) -> Schedule:
    """The side that worded it last takes it back; what was agreed before still holds. Journal: schedule.withdrawn."""
    schedule = _locked(schedule)
    require(schedule.is_current(edition))
    require(rules.may_withdraw_schedule(by, schedule))
    schedule.move_to(State.WITHDRAWN)
    schedule.waits_for = None
    schedule.save(update_fields=["state", "state_since", "waits_for"])
    _tell("schedule.withdrawn", schedule, by=by, organisation=schedule.proposed_for)
    return schedule


def _require_people(contribution: Contribution, few_hands: bool) -> None:
    if few_hands:
        require(rules.is_for_few(contribution))


def _locked(schedule: Schedule) -> Schedule:
    contribution = locked_contribution(schedule.contribution)
    found = Schedule.objects.select_related("partnership", "proposed_by", "proposed_for", "waits_for").get(pk=schedule.pk)
    found.contribution = contribution
    return found


def _speak(schedule: Schedule, by) -> None:
    """This edition is worded by `by`: now the other one is asked."""
    mine, other = parties_first_mine(by, schedule.contribution)
    schedule.proposed_by, schedule.proposed_for, schedule.waits_for = by, mine, other
    schedule.state_since = clock.now()


def _write(schedule: Schedule, lines: Sequence[Line]) -> None:
    rows = [
        Instalment(schedule=schedule, number=number, due_on=line.due_on, amount=line.amount, condition=line.condition)
        for number, line in enumerate(lines, start=1)
    ]
    _require_sound(schedule, rows)
    Instalment.objects.bulk_create(rows)


def _require_sound(schedule: Schedule, rows: list[Instalment]) -> None:
    if not rows:
        raise Refused(_("Please enter at least one instalment."))
    for row in rows:
        if row.amount != cents(row.amount) or not 0 < row.amount <= MOST:
            raise Refused(_("Please check the amount of instalment %(number)d.") % {"number": row.number})
        if row.condition not in Instalment.Condition.values:
            raise Refused(_("Please choose the condition of instalment %(number)d.") % {"number": row.number})
    if any(later.due_on < earlier.due_on for earlier, later in pairwise(rows)):
        raise Refused(_("The instalments have to be in the order of their days."))
    require(rules.adds_up(schedule, [row.amount for row in rows]))
    _require_what_was_called(schedule, {row.number: row for row in rows})


def _require_what_was_called(schedule: Schedule, rows: dict[int, Instalment]) -> None:
    """An instalment that was called keeps its number, and at least what was called."""
    calls = Call.objects.filter(contribution=schedule.contribution_id).exclude(state=Call.State.WITHDRAWN).select_related("instalment")
    for call in calls:
        row = rows.get(call.instalment.number)
        if row is None or row.amount < call.amount:
            raise Refused(
                _("Instalment %(number)d was called already: it stays, with at least the amount that was called.")
                % {"number": call.instalment.number}
            )


def _take_over(before: Schedule, schedule: Schedule) -> None:
    """What was called of the one before was called of this one; where one person has done two steps, the exception stays with the call."""
    new = {row.number: row for row in schedule.instalments.all()}
    for call in (
        Call.objects.select_for_update(of=("self",)).filter(instalment__schedule=before).select_related("instalment").order_by("pk")
    ):
        if call.state == Call.State.WITHDRAWN and call.instalment.number not in new:
            continue
        call.instalment = new[call.instalment.number]
        call.few_hands = schedule.few_hands or call.takes_few_hands() if call.is_pending else call.few_hands
        call.save(update_fields=["instalment", "few_hands"])


def _tell(verb: str, schedule: Schedule, *, by, organisation, **data) -> None:
    record(verb, schedule, by=by, organisation=organisation, **data)
