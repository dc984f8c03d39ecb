"""What follows by itself: from the last yes to a motion, and from the days that pass. The caller holds the transaction."""

import re
from datetime import date, timedelta

from partnerships.agreement.ending import Reminded, WindUp
from partnerships.agreement.models import Agreement, agreement_ended
from partnerships.agreement.motion import Motion
from partnerships.agreement.moves import VALID, State
from partnerships.base import clock
from partnerships.journal.actions import record
from partnerships.tenure import news, rules
from partnerships.tenure.days import outlook_of, prolonged_to, reminders_due

Verb = Motion.Verb
DAY = timedelta(days=1)
# by which words of a clause one knows that it speaks of a usual thing
USUAL_WORDS = {
    WindUp.Key.KEYS: re.compile("schlüssel", re.IGNORECASE),
    WindUp.Key.INVENTORY: re.compile("inventar", re.IGNORECASE),
    WindUp.Key.MONEY: re.compile("restmittel|restgeld", re.IGNORECASE),
    WindUp.Key.REPORT: re.compile("abschlussbericht", re.IGNORECASE),
    WindUp.Key.NEIGHBOURS: re.compile("nachbarschaft.*(informier|inform|bescheid|sag)", re.IGNORECASE),
}
ENDING = (State.NOTICE, State.ENDED)  # what cannot be undone by a pause or a renewal any more


def decided(motion: Motion, *, by) -> None:
    """Every party has said yes. What holds from today is carried out at once, an end in the future is fixed at once."""
    agreement = motion.agreement
    ahead = motion.verb == Verb.END and motion.effective_on > clock.today() and agreement.state in VALID
    moved = {"ends_on": [agreement.ends_on, motion.effective_on]} if ahead else {}
    day = motion.until or motion.effective_on
    record("agreement.motion_decided", agreement, by=by, motion=motion.verb, day=day, changes=moved)
    if ahead:
        agreement.ends_on, agreement.end_decided = motion.effective_on, True
        agreement.save(update_fields=["ends_on", "end_decided"])
        motion.go("carry_out")
        lapse_what_is_impossible(agreement)
        begin_wind_up(agreement)
    elif motion.effective_on is None or motion.effective_on <= clock.today() or agreement.state == State.SIGNED:
        carry_out(motion)
    news.motion_decided(motion, by=by)


def carry_out(motion: Motion) -> None:
    """Its day has come: the agreement takes its new state."""
    agreement = motion.agreement
    former = agreement.ends_on
    special = {Verb.RENEW: _renew, Verb.TAKE_BACK_NOTICE: _take_back, Verb.END: _end}.get(Verb(motion.verb))
    if special:
        special(agreement, motion)
    else:
        agreement.go(motion.verb)
    motion.go("carry_out")
    day = motion.until if motion.verb == Verb.RENEW else motion.effective_on
    moved = {"ends_on": [former, agreement.ends_on]} if agreement.ends_on != former else {}
    released = motion.verb in (Verb.END, Verb.RENEW)
    record(f"agreement.done_{motion.verb}", agreement, by=None, released=released, day=day, changes=moved)
    lapse_what_is_impossible(agreement)


def _renew(agreement: Agreement, motion: Motion) -> None:
    agreement.ends_on = motion.until
    agreement.go("renew", "ends_on")


def _take_back(agreement: Agreement, motion: Motion) -> None:
    """As if it had not been given; what the list of the end still names falls away."""
    notice = agreement.notices.get(taken_back_at=None)
    notice.taken_back_at = clock.now()
    notice.save(update_fields=["taken_back_at"])
    agreement.ends_on, agreement.end_decided = notice.former_end, False
    agreement.go("take_back_notice", "ends_on", "end_decided")
    agreement.wind_up.filter(state=WindUp.State.OPEN).delete()


def _end(agreement: Agreement, motion: Motion) -> None:
    """At once; what was never in force keeps its days."""
    agreement.end_decided = True
    if agreement.state != State.SIGNED:
        agreement.ends_on = max(motion.effective_on, agreement.starts_on or motion.effective_on)
    agreement.go("end", "ends_on", "end_decided")
    begin_wind_up(agreement)
    agreement_ended.send(sender=Agreement, agreement=agreement)


def begin_wind_up(agreement: Agreement) -> None:
    """The list of the end: the usual things, and what the clause on the end names; made once.

    What the clause says about a usual thing takes its place, with its own words and its own day.
    """
    if agreement.wind_up.exists():
        return
    usual = {key: WindUp(agreement=agreement, key=key) for key in WindUp.Key.values if key != WindUp.Key.OWN}
    more = []
    clause = next((clause for clause in agreement.current().clauses.all() if clause.key == "windup"), None)
    for row in clause.data.get("checklist", []) if clause else []:
        until = agreement.ends_on + timedelta(days=int(row["days"])) if agreement.ends_on and row.get("days") else None
        key = next((key for key, words in USUAL_WORDS.items() if words.search(row["item"]) and not usual[key].what), WindUp.Key.OWN)
        item = WindUp(agreement=agreement, key=key, what=row["item"][:300], until=until)
        if key == WindUp.Key.OWN:
            more.append(item)
        else:
            usual[key] = item
    items = [*usual.values(), *more][: rules.MOST_ITEMS]
    start = clock.now()
    for number, item in enumerate(items):
        item.created_at = start + timedelta(microseconds=number)
    WindUp.objects.bulk_create(items)
    record("agreement.wind_up_begun", agreement, by=None, count=len(items))


def lapse_what_is_impossible(agreement: Agreement) -> None:
    """What was proposed or agreed for later cannot happen any more in the agreement's new state."""
    agreement.__dict__.pop("pending_motions", None)
    for motion in agreement.motions.filter(state__in=(Motion.State.PROPOSED, Motion.State.ACCEPTED)):
        over = agreement.end_decided and motion.verb in (Verb.RENEW, Verb.END)
        if over or not rules.is_ready_for(agreement, motion.verb):
            motion.go("lapse")
            record("agreement.motion_lapsed", agreement, by=None, motion=motion.verb)


def pass_day(day: date) -> None:
    """What this calendar day brings to the agreements: what renews by itself goes on, what is over ends, what was decided happens.

    Safe to call twice, and after days on which nothing ran.
    """
    over = Agreement.objects.filter(state__in=VALID, ends_on__lt=day).order_by("pk")
    for agreement in over.select_for_update(of=("self",)).select_related("partnership"):
        if until := prolonged_to(agreement, day):
            prolong(agreement, until)
        else:
            expire(agreement)
    due = Motion.objects.filter(state=Motion.State.ACCEPTED, effective_on__lte=day).order_by("effective_on", "decided_at")
    for motion in due.select_related("agreement__partnership"):
        motion.agreement = Agreement.objects.lock(motion.agreement)
        motion.refresh_from_db(fields=["state"])
        if motion.state == Motion.State.ACCEPTED:
            carry_out(motion) if rules.is_ready_for(motion.agreement, motion.verb) else motion.go("lapse")
    remind(day)


def prolong(agreement: Agreement, until: date) -> None:
    former, agreement.ends_on = agreement.ends_on, until
    agreement.go("prolong", "ends_on")
    record("agreement.prolonged", agreement, by=None, released=True, ends_on=until, changes={"ends_on": [former, until]})
    lapse_what_is_impossible(agreement)
    news.prolonged(agreement)


def expire(agreement: Agreement) -> None:
    agreement.go("expire")
    record("agreement.ended", agreement, by=None, released=True, ends_on=agreement.ends_on)
    lapse_what_is_impossible(agreement)
    begin_wind_up(agreement)
    agreement_ended.send(sender=Agreement, agreement=agreement)
    news.ended(agreement)


def remind(day: date) -> None:
    """Tell both sides before the end, and before the last day for notice: each number of months once, only the nearest of several."""
    rows = Agreement.objects.filter(state__in=(State.ACTIVE, State.RENEWAL, State.SUSPENDED), end_decided=False)
    for agreement in rows.exclude(remind_months=[]).select_related("partnership").order_by("pk"):
        since = agreement.in_force_at.astimezone(clock.BERLIN).date()
        for anchor, when in _anchors(agreement):
            months = reminders_due(agreement.remind_months, when, day=day, since=since) if when else []
            new = [each for each in months if _first_time(agreement, anchor, when, each)]
            if months and months[0] in new:
                news.reminder(agreement, anchor=anchor, day=when, months=months[0])


def _anchors(agreement: Agreement) -> list[tuple[str, date | None]]:
    return [(Reminded.Anchor.END, agreement.ends_on), (Reminded.Anchor.NOTICE, outlook_of(agreement).last_notice_day)]


def _first_time(agreement: Agreement, anchor: str, day: date, months: int) -> bool:
    return Reminded.objects.get_or_create(agreement=agreement, anchor=anchor, day=day, months=months)[1]
