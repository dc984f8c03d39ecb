"""Between a draft and the form of a request: what is kept of it, and what it fills in."""

from uuid import UUID

from uuid_utils.compat import uuid7

from partnerships.annex.models import Annex
from projects.contribution.asking import AskForm
from projects.draft.models import Draft
from projects.plan.forms import GROUPS, MOST_ROWS

PLAN = "plan-"


def kept(data) -> dict[str, str]:
    """What was typed into the form of a request and the rows of its plan."""
    names = set(AskForm.base_fields) - {"partnership"}
    return {name: data[name] for name in data if name in names or name.startswith(PLAN)}


def draft_of(request, data) -> tuple[UUID | None, Draft | None]:
    """The id the form brings along, or a new one, and the draft that is kept under it so far."""
    text = (data or request.GET).get("draft", "")
    try:
        pk = UUID(text)
    except ValueError:
        return (None if data else uuid7()), None
    return pk, Draft.objects.visible_to(request.user).filter(pk=pk).first()


def files_of(draft: Draft | None) -> list[Annex]:
    """What hangs on it so far; one query."""
    return list(Annex.objects.of(draft).order_by("created_at", "pk")) if draft else []


def initial_of(draft: Draft | None) -> dict:
    return {name: value for name, value in draft.data.items() if not name.startswith(PLAN)} if draft else {}


def plan_initial_of(draft: Draft | None) -> dict:
    """The rows of the plan, as PlanRows opens with them."""
    if draft is None:
        return {}
    data = draft.data
    found: dict = {"terms": {name: data[f"plan-{name}"] for name in ("mode", "cover", "percent") if f"plan-{name}" in data}}
    for group in GROUPS:
        rows = [{name: data.get(f"plan-{group}-{index}-{name}", "") for name in ("key", "label", "amount")} for index in range(MOST_ROWS)]
        found[group] = [row for row in rows if row["label"] or row["amount"]]
    return found if any(found[group] for group in GROUPS) else {}
