"""Change requests on the page of their contribution, within that page's own query."""

from datetime import date

from django.db.models import OuterRef
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from projects.change import rules
from projects.change.models import Change
from projects.contribution.parts import Part, Shown, register, rows_of

LATEST = 6


def columns(person) -> dict:
    rows = Change.objects.filter(contribution=OuterRef("pk")).order_by("-created_at", "-pk")[:LATEST]
    return {"change_rows": rows_of(rows, "id", "state", "state_since", "reason", "effective_on")}


def changes(contribution, person) -> Shown | None:
    may = rules.may_propose(person, contribution)
    if not contribution.change_rows and not may:
        return None
    found = []
    for row in contribution.change_rows:
        on = date.fromisoformat(row["effective_on"]) if row["effective_on"] else None
        found.append(Change(contribution=contribution, **row | {"state_since": parse_datetime(row["state_since"]), "effective_on": on}))
    is_open = any(each.state == Change.State.PROPOSED for each in found)
    words = {"changes": found, "contribution": contribution, "may_propose": may and not is_open}
    return Shown("projects/change/list.html", words, "" if found else _("Change requests"))


register(Part(order=30, show=changes, columns=columns))
