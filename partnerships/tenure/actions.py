"""What a party does with a signed agreement: notice, the proposals that take both, the list of the end, the reminders."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.agreement.ending import Notice, WindUp
from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion, Voice
from partnerships.base import clock
from partnerships.base.templatetags.portal import day as told
from partnerships.base.verdict import Refused, require
from partnerships.consent.actions import say_yes
from partnerships.journal.actions import record
from partnerships.journal.changes import changes
from partnerships.organisation.models import Role
from partnerships.organisation.standing import standing_of
from partnerships.tenure import course, news, rules
from partnerships.tenure.days import notice_effective_on

Verb = Motion.Verb


@transaction.atomic
def begin_renewal(agreement: Agreement, *, by) -> Agreement:
    """Either side asks the other to talk about what comes after the end. Nothing else changes; the other side is told."""
    agreement = Agreement.objects.lock(agreement)
    require(rules.may_begin_renewal(by, agreement))
    organisation = agreement.partnership.party_of(by).organisation
    agreement.go("begin_renewal")
    record("agreement.renewal_begun", agreement, by=by, organisation=organisation)
    news.renewal_begun(agreement, organisation=organisation, by=by)
    return agreement


@transaction.atomic
def give_notice(
    agreement: Agreement, *, effective_on: date, by, reason: str = "", grave: bool = False, on: date | None = None
) -> Agreement:
    """One party ends the agreement. `effective_on` is the day its author was shown; it is computed again and must still be the same.

    For a grave reason `on` names the last day. The list of the end is made, what both had agreed for a later day lapses, the other side
    is told.
    """
    agreement = Agreement.objects.lock(agreement)
    require(rules.may_give_notice(by, agreement))
    party = agreement.partnership.party_of(by)
    last_day = _grave_day(agreement, on, reason) if grave else notice_effective_on(agreement)
    if not grave and last_day != effective_on:
        raise Refused(_("Given today, the notice takes effect on %(day)s. Please look at it once more.") % {"day": told(last_day)})
    Notice.objects.create(
        agreement=agreement,
        organisation=party.organisation,
        person=by,
        function=_function(by, party.organisation),
        effective_on=last_day,
        grave=grave,
        reason=reason.strip(),
        former_end=agreement.ends_on,
    )
    moved = changes(agreement, {"ends_on": last_day})
    agreement.ends_on, agreement.end_decided = last_day, True
    agreement.go("give_notice", "ends_on", "end_decided")
    record(
        "agreement.notice_given",
        agreement,
        by=by,
        organisation=party.organisation,
        effective_on=last_day,
        grave=grave or None,
        reason=reason.strip() or "–",
        changes=moved,
    )
    course.lapse_what_is_impossible(agreement)
    course.begin_wind_up(agreement)
    news.notice_given(agreement, organisation=party.organisation, by=by, effective_on=last_day, reason=reason.strip())
    return agreement


def _grave_day(agreement: Agreement, on: date | None, reason: str) -> date:
    if not reason.strip():
        raise Refused(_("Notice for a grave reason has to say the reason."))
    if on is None or on < clock.today():
        raise Refused(_("Please name the last day: today or later."))
    if agreement.ends_on and on > agreement.ends_on:
        raise Refused(_("The agreement ends on %(day)s, before this day.") % {"day": told(agreement.ends_on)})
    return on


@transaction.atomic
def propose(
    agreement: Agreement, *, verb: str, by, reason: str = "", effective_on: date | None = None, until: date | None = None
) -> Motion:
    """Propose what takes both sides; one's own yes is part of it. Decided at once where nobody else is missing; the others are told."""
    agreement = Agreement.objects.lock(agreement)
    require(rules.may_propose(by, agreement, verb))
    require(rules.is_sound(agreement, verb=verb, effective_on=effective_on, until=until, reason=reason))
    organisation = agreement.partnership.party_of(by).organisation
    data: dict = {"until": until.isoformat()} if until else {}
    if verb == Verb.ARCHIVE:
        data = {"left_open": [item.plain for item in agreement.wind_up.filter(state=WindUp.State.OPEN)]}
    motion = Motion.objects.create(
        agreement=agreement,
        verb=verb,
        data=data,
        reason=reason.strip(),
        effective_on=effective_on if verb in (Verb.SUSPEND, Verb.RESUME, Verb.END) else None,
        organisation=organisation,
        proposed_by=by,
    )
    record("agreement.motion_proposed", agreement, by=by, organisation=organisation, **_told(motion))
    _say(motion, organisation, by=by)
    if motion.is_open:
        news.motion_proposed(motion, by=by)
    return motion


@transaction.atomic
def agree(motion: Motion, *, edition, by) -> Motion:
    """A signatory says yes for its party; the last yes decides. What holds from a later day is carried out then."""
    motion = _locked(motion)
    require(motion.is_current(edition))
    require(rules.may_agree(by, motion))
    _say(motion, motion.partnership.party_of(by).organisation, by=by)
    return motion


@transaction.atomic
def decline(motion: Motion, *, answer: str, by) -> Motion:
    """Another party says no, and why; whoever proposed it is told."""
    motion = _locked(motion)
    require(rules.may_decline(by, motion))
    if not answer.strip():
        raise Refused(_("Please say why not: the other side reads it."))
    motion.answer, motion.decided_by, motion.decided_at = answer.strip(), by, clock.now()
    motion.go("decline", "answer", "decided_by", "decided_at")
    organisation = motion.partnership.party_of(by).organisation
    record("agreement.motion_declined", motion.agreement, by=by, organisation=organisation, reason=motion.answer, **_told(motion))
    news.motion_declined(motion, organisation=organisation, by=by)
    return motion


@transaction.atomic
def withdraw(motion: Motion, *, by) -> Motion:
    """Whoever proposed it takes the proposal back."""
    motion = _locked(motion)
    require(rules.may_withdraw(by, motion))
    motion.decided_by, motion.decided_at = by, clock.now()
    motion.go("withdraw", "decided_by", "decided_at")
    record("agreement.motion_withdrawn", motion.agreement, by=by, organisation=motion.organisation, **_told(motion))
    return motion


def _say(motion: Motion, organisation, *, by) -> None:
    """Keep the voice; enough voices are the yes of the party, the last yes decides."""
    if organisation.pk not in motion.yeses():
        Voice.objects.create(motion=motion, organisation=organisation, person=by, function=_function(by, organisation))
        count, needed = motion.voices.filter(organisation=organisation).count(), organisation.signatories_needed
        verb = "agreement.motion_agreed" if needed == 1 else "agreement.motion_agreed_jointly"
        record(verb, motion.agreement, by=by, organisation=organisation, count=min(count, needed), needed=needed, **_told(motion))
        if count >= needed:
            say_yes(motion, edition=motion.edition, by=by, roles=(Role.SIGNATORY,))
    if motion.both_agreed():
        motion.decided_by, motion.decided_at = by, clock.now()
        motion.go("agree", "decided_by", "decided_at")
        course.decided(motion, by=by)


@transaction.atomic
def set_reminders(agreement: Agreement, *, months, by) -> Agreement:
    """So many months before the end, and before the last day for notice, both sides are reminded; for both alike."""
    agreement = Agreement.objects.lock(agreement)
    require(rules.may_set_reminders(by, agreement))
    chosen = sorted({int(each) for each in months}, reverse=True)
    if not set(chosen) <= set(rules.REMIND):
        raise Refused(_("Please choose from the list."))
    if chosen != agreement.remind_months:
        changed = changes(agreement, {"remind_months": chosen})
        agreement.remind_months = chosen
        agreement.save(update_fields=["remind_months"])
        organisation = agreement.partnership.party_of(by).organisation
        months = ", ".join(map(str, chosen)) or "–"
        record("agreement.reminders_set", agreement, by=by, organisation=organisation, months=months, changes=changed)
    return agreement


@transaction.atomic
def add_item(agreement: Agreement, *, what: str, by, organisation=None, until: date | None = None) -> WindUp:
    """Put one more thing on the list of the end."""
    agreement = Agreement.objects.lock(agreement)
    require(rules.may_wind_up(by, agreement))
    require(rules.has_room_for_items(agreement))
    if organisation and organisation.pk not in {party.organisation_id for party in agreement.partnership.binding_parties()}:
        raise Refused(_("Please choose one of the parties."))
    item = WindUp.objects.create(agreement=agreement, what=what.strip(), organisation=organisation, until=until)
    record("agreement.item_added", agreement, by=by, organisation=agreement.partnership.party_of(by).organisation, what=item.plain)
    return item


@transaction.atomic
def change_item(item: WindUp, *, verb: str, by, remark: str = "") -> WindUp:
    """Tick it off, strike it out (with a word why), or put it back."""
    Agreement.objects.lock(item.agreement)
    item = WindUp.objects.select_for_update(of=("self",)).select_related("agreement__partnership").get(pk=item.pk)
    require(rules.may_change_item(by, item, verb))
    if verb == "drop" and not remark.strip():
        raise Refused(_("Please say why it is no longer needed."))
    item.remark = remark.strip() or (item.remark if verb == "finish" else "")
    item.done_by, item.done_at = (None, None) if verb == "reopen" else (by, clock.now())
    item.go(verb, "remark", "done_by", "done_at")
    organisation = item.agreement.partnership.party_of(by).organisation
    verbs = {"finish": "agreement.item_done", "drop": "agreement.item_dropped", "reopen": "agreement.item_reopened"}
    record(verbs[verb], item.agreement, by=by, organisation=organisation, what=item.plain, reason=item.remark or None)
    return item


def _locked(motion: Motion) -> Motion:
    """With its agreement, which nobody else decides about until this transaction ends."""
    agreement = Agreement.objects.lock(motion.agreement)
    motion = Motion.objects.select_related("organisation").get(pk=motion.pk)
    motion.agreement = agreement
    return motion


def _function(person, organisation) -> str:
    return next(each.function for each in standing_of(person).memberships if each.organisation_id == organisation.pk)


def _told(motion: Motion) -> dict:
    """What a line of the journal keeps of a motion."""
    return {"motion": motion.verb, "day": motion.until if motion.verb == Verb.RENEW else motion.effective_on}
