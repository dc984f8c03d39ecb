"""The payment schedule on the page of its contribution: within that page's own query."""

from datetime import date
from decimal import Decimal

from django.db.models import FilteredRelation, OuterRef, Q
from django.urls import reverse

from projects.contribution.parts import Part, Shown, register, rows_of
from projects.funding import rules
from projects.funding.leftover import Leftover
from projects.funding.models import Call, Instalment, Schedule

STATES, LEFTOVERS = dict(Call.State.choices), dict(Leftover.Way.choices)
STATES_OF_LEFTOVERS = dict(Leftover.State.choices)


def columns(person) -> dict:
    schedules = Schedule.objects.filter(contribution=OuterRef("pk"), state__in=["proposed", "agreed"]).order_by("state")
    leftovers = Leftover.objects.filter(contribution=OuterRef("pk"), state__in=["proposed", "agreed"]).order_by("created_at", "pk")
    lines = Instalment.objects.filter(schedule__contribution=OuterRef("pk"), schedule__state="agreed").order_by("number")
    lines = lines.annotate(call=FilteredRelation("calls", condition=~Q(calls__state="withdrawn")))
    return {
        "funding_schedules": rows_of(schedules, "id", "state"),
        "funding_leftovers": rows_of(leftovers, "id", "state", "way"),
        "funding_lines": rows_of(lines, "id", "number", "due_on", "condition", "call__id", "call__state", exact=("amount",)),
    }


def payment(contribution, person) -> Shown | None:
    if not rules.binds(contribution):
        return None
    found = {row["state"]: row["id"] for row in contribution.funding_schedules}
    schedule = Schedule(contribution=contribution, partnership=contribution.partnership, state=Schedule.State.AGREED)
    may_propose = rules.may_propose(person, contribution)
    if not found and not may_propose:
        return None
    words = {
        "contribution": contribution,
        "lines": [_line(row, schedule, person) for row in contribution.funding_lines],
        "agreed": found.get("agreed"),
        "proposed": found.get("proposed"),
        "may_propose": may_propose,
        "leftovers": [_leftover(row) for row in contribution.funding_leftovers],
        "leftover_url": reverse("contribution_rest", args=[contribution.pk]) if contribution.delivered and may_propose else "",
        "create_url": reverse("contribution_schedule", args=[contribution.pk]),
    }
    return Shown("projects/funding/show.html", words)


def _leftover(row: dict) -> dict:
    return row | {"label": LEFTOVERS[row["way"]], "state_label": STATES_OF_LEFTOVERS[row["state"]]}


def _line(row: dict, schedule: Schedule, person) -> dict:
    instalment = Instalment(
        pk=row["id"],
        schedule=schedule,
        number=row["number"],
        due_on=date.fromisoformat(row["due_on"]),
        amount=Decimal(row["amount"]),
        condition=row["condition"],
    )
    state = row["call_state"]
    return {
        "instalment": instalment,
        "state": state,
        "state_label": STATES.get(state, ""),
        "url": reverse("call_detail", args=[row["call_id"]]) if row["call_id"] else "",
        "may_call": None if state else rules.may_call(person, instalment),
        "call_url": reverse("instalment_call", args=[row["id"]]),
    }


register(Part(order=20, show=payment, columns=columns))
