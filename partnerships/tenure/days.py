"""The days of an agreement as it stands now: its last day has perhaps been moved by renewals, or brought forward by a decision."""

from dataclasses import replace
from datetime import date

from partnerships.agreement.term import Outlook, Renewal, Term, months_before
from partnerships.base import clock


def term_of(agreement) -> Term:
    """The signed term; where both have moved its end, with the end that holds now."""
    term = agreement.current().term
    if agreement.end_decided:
        return replace(term, ends_on=agreement.ends_on, renewal=Renewal.NONE)
    if term.ends_on and agreement.ends_on and term.end_from(agreement.ends_on) == agreement.ends_on:
        return term
    return replace(term, ends_on=agreement.ends_on)


def outlook_of(agreement) -> Outlook:
    """Seen from today or, before it begins, from its first day."""
    return term_of(agreement).outlook(max(clock.today(), agreement.starts_on or clock.today()))


def notice_effective_on(agreement, given: date | None = None) -> date | None:
    """The last day of the agreement when notice is given on this day (today); None when it is over anyway."""
    day = max(given or clock.today(), agreement.starts_on or date.min)
    return term_of(agreement).effective_on(day)


def prolonged_to(agreement, day: date) -> date | None:
    """The new last day of an agreement that renews by itself and whose last day lies before this one."""
    if agreement.end_decided or agreement.ends_on is None or agreement.ends_on >= day:
        return None
    term = term_of(agreement)
    return term.end_from(day) if term.renews else None


def reminders_due(months: list[int], anchor: date, *, day: date, since: date) -> list[int]:
    """Of these months before `anchor` those that have come by `day`; those that had come before `since` are of no use any more."""
    return sorted(each for each in set(months) if since <= months_before(anchor, each) <= day <= anchor)
