"""The conditions on the page of their contribution, within that page's own query."""

from django.db.models import OuterRef

from partnerships.organisation.standing import standing_of
from projects.condition import rules
from projects.condition.models import Condition
from projects.contribution.models import Contribution
from projects.contribution.parts import Part, Shown, register, rows_of


def columns(person) -> dict:
    rows = Condition.objects.filter(contribution=OuterRef("pk")).order_by("position")
    return {
        "condition_rows": rows_of(
            rows, "id", "text", "state", "word", "position", "fulfilled_by_id", "fulfilled_by__name", "accepted_by__name"
        )
    }


def conditions(contribution, person) -> Shown | None:
    hidden = contribution.state == Contribution.State.RELEASING and contribution.giver_id not in standing_of(person).ids
    if hidden or not contribution.condition_rows:
        return None
    rows = []
    for row in contribution.condition_rows:
        names = {"fulfilled": row.pop("fulfilled_by_name"), "accepted": row.pop("accepted_by_name")}
        condition = Condition(contribution=contribution, **row)
        rows.append(
            {"condition": condition, **names, "fulfil": rules.may_fulfil(person, condition), "judge": rules.may_judge(person, condition)}
        )
    return Shown("projects/condition/list.html", {"rows": rows, "binds": rules.binds(contribution)})


register(Part(order=20, show=conditions, columns=columns))
