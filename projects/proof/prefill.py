"""The narrative as far as the portal knows it: from goals, deliveries, bookings and meetings, nothing made up; in the language in force."""

from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.base.templatetags.portal import day, euro, number
from partnerships.base.valuation import Kind
from partnerships.meeting.models import Decision, Meeting
from projects.booking.models import Booking
from projects.contribution.models import Delivery
from projects.goal.models import Goal
from projects.proof.content import receipts_of
from projects.proof.models import Proof


def prefilled(proof: Proof) -> dict[str, str]:
    """By part of the narrative; parts the portal knows nothing of are left out. Eight queries."""
    goals = list(_goals(proof))
    found = {
        "facts": _facts(proof),
        "aims": _lines(goal.wording for goal in goals),
        "activities": _lines([*_in_kind(proof), *_bookings(proof), *_meetings(proof)]),
        "reached": _lines(_counted(goal) for goal in goals if goal.target is not None),
        "comparison": _lines(_compared(goal) for goal in goals),
        "cooperation": _cooperation(proof),
        "spending": _spending(proof),
    }
    return {key: text for key, text in found.items() if text}


def _lines(texts) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _facts(proof: Proof) -> str:
    grant = proof.contribution
    rows = [(_("Grant"), grant.title), (_("Period"), f"{day(proof.starts_on)} – {day(proof.ends_on)}")]
    if project := grant.project:
        quarters = ", ".join(sorted(quarter.name for quarter in project.quarters.all()))
        person = project.responsible_social if grant.receiver_side == "social" else project.responsible_housing
        rows += [(_("Project"), project.title), (_("Quarter"), quarters), (_("Responsible"), str(person or ""))]
    return "\n".join(f"{label}: {value}" for label, value in rows if value)


def _goals(proof: Proof):
    mine = Q(project=proof.contribution.project_id) if proof.contribution.project_id else Q(project=None)
    valid = Q(agreed_at__isnull=False, agreed_at__date__lte=proof.ends_on)
    open_then = Q(closed_at=None) | Q(closed_at__date__gte=proof.starts_on)
    return Goal.objects.filter(mine, valid, open_then, partnership=proof.partnership_id).order_by("agreed_at", "pk")


def _counted(goal: Goal) -> str:
    if goal.result is None:
        return _("%(goal)s Target: %(target)s %(unit)s.") % {"goal": goal.wording, "target": number(goal.target), "unit": goal.unit}
    return _("%(goal)s Target: %(target)s %(unit)s, reached: %(result)s.") % {
        "goal": goal.wording,
        "target": number(goal.target),
        "unit": goal.unit,
        "result": number(goal.result),
    }


def _compared(goal: Goal) -> str:
    said = f"{goal.get_state_display()}. {goal.closing_note}".strip() if goal.closed_at else str(_("Still being worked on."))
    return f"{goal.wording} {said}"


def _in_kind(proof: Proof):
    """Rooms, time and goods that came in the period, for the same project or, without one, in the partnership."""
    about = Q(contribution__project=proof.contribution.project_id) if proof.contribution.project_id else Q(contribution__project=None)
    rows = Delivery.objects.filter(
        about,
        contribution__partnership=proof.partnership_id,
        confirmed_at__isnull=False,
        on__range=(proof.starts_on, proof.ends_on),
    ).exclude(contribution__kind=Kind.MONEY)
    sums: dict[tuple, list] = {}
    for kind, title, quantity, amount in rows.order_by("contribution__kind", "contribution__title").values_list(
        "contribution__kind", "contribution__title", "quantity", "amount"
    ):
        entry = sums.setdefault((kind, title), [Decimal(0), Decimal(0)])
        entry[0] += quantity or 0
        entry[1] += amount
    for (kind, title), (quantity, amount) in sums.items():
        unit = {Kind.ROOMS: _("months"), Kind.TIME: _("hours"), Kind.VOLUNTEER: _("hours")}.get(Kind(kind), "")
        words = {"title": title, "quantity": number(quantity), "unit": unit, "amount": euro(amount)}
        yield (_("%(title)s: %(quantity)s %(unit)s (calculated value %(amount)s)") if unit else _("%(title)s (value %(amount)s)")) % words


def _bookings(proof: Proof):
    """What rooms were really used for in the period: those of the same project, and of the whole partnership."""
    grant = proof.contribution
    rows = Booking.objects.took_place().filter(
        Q(contribution__project=grant.project_id) | Q(contribution__project=None),
        partnership=proof.partnership_id,
        contribution__receiver=grant.receiver_id,
        starts_at__date__range=(proof.starts_on, proof.ends_on),
    )
    used: dict[tuple, list[Booking]] = {}
    for booking in rows.order_by("purpose", "room", "starts_at"):
        used.setdefault((booking.purpose, booking.room), []).append(booking)
    for (purpose, room), bookings in used.items():
        dates = ngettext("%(count)d date", "%(count)d dates", len(bookings)) % {"count": len(bookings)}
        hours = number(sum((booking.hours for booking in bookings), Decimal(0)))
        words = {"purpose": purpose, "room": room, "dates": dates, "hours": hours}
        yield _("%(purpose)s in “%(room)s”: %(dates)s, %(hours)s hours") % words


def _held(proof: Proof):
    rows = Meeting.objects.filter(partnership=proof.partnership_id, state=Meeting.State.RELEASED)
    return rows.filter(starts_at__date__range=(proof.starts_on, proof.ends_on))


def _meetings(proof: Proof):
    return [f"{day(meeting.starts_at)}: {meeting.title}" for meeting in _held(proof).order_by("starts_at")[:40]]


def _cooperation(proof: Proof) -> str:
    held = _held(proof).count()
    decided = Decision.objects.filter(meeting__in=_held(proof)).count()
    if not held:
        return ""
    met = ngettext("We met %(count)d time.", "We met %(count)d times.", held) % {"count": held}
    return (
        met
        + " "
        + ngettext("%(count)d decision was made together.", "%(count)d decisions were made together.", decided) % {"count": decided}
    )


def _spending(proof: Proof) -> str:
    sums: dict[str, Decimal] = {}
    for receipt in receipts_of(proof).select_related("line__plan"):
        label = str(receipt.line) if receipt.line else str(_("Without a line"))
        sums[label] = sums.get(label, Decimal(0)) + receipt.amount
    return _lines(f"{label}: {euro(amount)}" for label, amount in sorted(sums.items(), key=lambda pair: -pair[1])[:5])
