"""Who may do what with a signed agreement. Whatever one side may do the other may do too."""

from django.utils.translation import gettext as _

from partnerships.agreement.ending import WindUp
from partnerships.agreement.motion import Motion
from partnerships.agreement.moves import BOUND, MOVES, VALID, State
from partnerships.agreement.rules import NEGOTIATORS, WHY_NOT
from partnerships.base import clock
from partnerships.base.templatetags.portal import day as told
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.consent.rules import speaks_for_one_side
from partnerships.organisation.models import Role
from partnerships.organisation.rules import may_decide_for
from partnerships.organisation.standing import standing_of
from partnerships.tenure.days import notice_effective_on
from partnerships.tenure.reading import pending_of

MOST_YEARS = 30
MOST_ITEMS = 60
DATED = (Motion.Verb.SUSPEND, Motion.Verb.RESUME, Motion.Verb.END)
EXPLAINED = (Motion.Verb.SUSPEND, Motion.Verb.END, Motion.Verb.TAKE_BACK_NOTICE)
REMIND = (24, 18, 15, 12, 9, 6, 3, 2, 1)


def sources(verb: str) -> frozenset[str]:
    """The states from which the table of moves knows this verb."""
    return frozenset().union(*(line.sources for line in MOVES if line.verb == verb))


def is_ready_for(agreement, verb: str) -> Verdict:
    if agreement.amends_id:
        return no(_("An amendment has no end of its own: it ends with its agreement."))
    if agreement.state in sources(verb):
        return YES
    return no(WHY_NOT[State(agreement.state)])


def may_begin_renewal(person, agreement) -> Verdict:
    return first_no(_speaks(person, agreement, *NEGOTIATORS), is_ready_for(agreement, "begin_renewal"))


def may_give_notice(person, agreement) -> Verdict:
    if not (verdict := first_no(_speaks(person, agreement, Role.SIGNATORY), is_ready_for(agreement, "give_notice"))):
        return verdict
    if agreement.end_decided:
        return no(_("The end is already decided: %(day)s.") % {"day": told(agreement.ends_on)})
    if notice_effective_on(agreement) is None:
        return no(_("This agreement ends by itself before."))
    return YES


def may_propose(person, agreement, verb: str) -> Verdict:
    """Propose what takes both: a signatory of any party."""
    if not (verdict := first_no(_speaks(person, agreement, Role.SIGNATORY), is_ready_for(agreement, verb))):
        return verdict
    if verb in (Motion.Verb.RENEW, Motion.Verb.END) and agreement.end_decided:
        return no(_("The end is already decided: %(day)s.") % {"day": told(agreement.ends_on)})
    if verb == Motion.Verb.RENEW and agreement.ends_on is None:
        return no(_("This agreement has no agreed end: there is nothing to renew."))
    if verb in {motion.verb for motion in pending(agreement)}:
        return no(_("This has already been proposed."))
    return YES


def may_agree(person, motion) -> Verdict:
    agreement = motion.agreement
    if not motion.is_open:
        return no(_("This proposal is decided."))
    if not (verdict := first_no(_speaks(person, agreement, Role.SIGNATORY), is_ready_for(agreement, motion.verb))):
        return verdict
    party = agreement.partnership.party_of(person)
    if party.organisation_id in motion.yeses() and not motion.both_agreed():
        return no(_("%(organisation)s has already agreed.") % {"organisation": party.organisation})
    if party.organisation_id in motion.spoken_for_by(person) and not motion.both_agreed():
        return no(_("You have agreed. The second signatory of %(organisation)s is still missing.") % {"organisation": party.organisation})
    return first_no(speaks_for_one_side(person, motion, party), is_still_to_come(motion))


def may_decline(person, motion) -> Verdict:
    if not (verdict := first_no(_is_open(motion), _speaks(person, motion.agreement, Role.SIGNATORY))):
        return verdict
    if motion.agreement.partnership.party_of(person).organisation_id == motion.organisation_id:
        return no(_("This is your own proposal: you can withdraw it."))
    return YES


def may_withdraw(person, motion) -> Verdict:
    if not (verdict := first_no(_is_open(motion), _speaks(person, motion.agreement, Role.SIGNATORY))):
        return verdict
    if motion.agreement.partnership.party_of(person).organisation_id != motion.organisation_id:
        return no(_("Only %(organisation)s can withdraw this proposal.") % {"organisation": motion.organisation})
    return YES


def may_wind_up(person, agreement) -> Verdict:
    """Add to the list, tick off, strike out."""
    party = agreement.partnership.party_of(person)
    if party is None:
        return no(_("Only the parties of this partnership can do this."))
    if not standing_of(person).writes_for(party.organisation_id):
        return no(_("Your role in %(organisation)s does not include this.") % {"organisation": party.organisation})
    if agreement.state not in (*VALID, State.ENDED):
        return no(WHY_NOT[State(agreement.state)])
    return YES


def may_set_reminders(person, agreement) -> Verdict:
    if agreement.state not in BOUND or agreement.state in (State.ENDED, State.ARCHIVED):
        return no(WHY_NOT[State(agreement.state)])
    if agreement.end_decided:
        return no(_("The end is already decided: %(day)s.") % {"day": told(agreement.ends_on)})
    return _speaks(person, agreement, *NEGOTIATORS)


def pending(agreement) -> list:
    """The motions that are proposed or agreed for a later day; read once."""
    if not hasattr(agreement, "pending_motions"):
        agreement.pending_motions = pending_of(agreement)
    return agreement.pending_motions


def is_sound(agreement, *, verb: str, effective_on, until, reason: str) -> Verdict:
    """Do the days of a motion make sense?"""
    verdict = YES
    if verb == Motion.Verb.RENEW:
        verdict = _is_sound_end(agreement, until)
    elif verb in DATED:
        verdict = _is_sound_day(agreement, effective_on)
    if verdict and verb == Motion.Verb.SUSPEND and until and until <= effective_on:
        return no(_("The pause must end after it begins."))
    if verdict and verb in EXPLAINED and not reason.strip():
        return no(_("Please say why: the other side reads it."))
    return verdict


def _is_sound_end(agreement, until) -> Verdict:
    reached = max(agreement.ends_on, clock.today())
    if until is None:
        return no(_("Please say until when it is renewed."))
    if until <= reached:
        return no(_("The new end must be after %(day)s.") % {"day": told(reached)})
    if until.year - clock.today().year > MOST_YEARS:
        return no(_("A renewal runs for %(years)d years at most. Please check the end.") % {"years": MOST_YEARS})
    return YES


def _is_sound_day(agreement, effective_on) -> Verdict:
    if effective_on is None:
        return no(_("Please say from which day."))
    if effective_on < clock.today():
        return no(_("The day lies in the past. Nothing is changed afterwards."))
    if agreement.ends_on and effective_on > agreement.ends_on:
        return no(_("The agreement ends on %(day)s, before this day.") % {"day": told(agreement.ends_on)})
    return YES


def is_still_to_come(motion) -> Verdict:
    """Is its day still ahead of us?"""
    today = clock.today()
    if motion.verb in DATED and motion.effective_on < today:
        return no(_("The proposed day has passed. Please propose a new one."))
    if motion.verb == Motion.Verb.RENEW and motion.until <= max(motion.agreement.ends_on or today, today):
        return no(_("The agreement already runs longer than proposed. Please propose a new end."))
    return YES


def has_room_for_items(agreement) -> Verdict:
    if agreement.wind_up.count() >= MOST_ITEMS:
        return no(_("A list has at most %(most)d lines.") % {"most": MOST_ITEMS})
    return YES


def may_change_item(person, item, verb: str) -> Verdict:
    if not (verdict := may_wind_up(person, item.agreement)):
        return verdict
    if not any(line.verb == verb and item.state in line.sources for line in WindUp.MOVES):
        return no(_("Meanwhile somebody has changed this line. Please look at it again."))
    return YES


def _is_open(motion) -> Verdict:
    return YES if motion.is_open else no(_("This proposal is decided."))


def _speaks(person, agreement, *roles: str) -> Verdict:
    party = agreement.partnership.party_of(person)
    if party is None:
        return no(_("Only the parties of this partnership can do this."))
    return may_decide_for(person, party.organisation, *roles)
