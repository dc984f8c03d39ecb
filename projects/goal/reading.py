"""What a goal's page shows beyond its fields: who has said yes to which edition, and what the last rewording changed."""

from projects.goal.models import Goal
from projects.project.compare import changes


def yes_table(goal) -> dict:
    """For components/sides.html: every party's yes, to the edition that made the goal valid, or to the one that waits."""
    lasting = (goal.state == Goal.State.VALID and not goal.closing_as) or goal.state == Goal.State.REPLACED
    shown = goal.as_agreed() if lasting else goal
    return {"rows": shown.yes_table(), "edition": shown.edition}


def comparison(goal, history: list[dict]) -> dict | None:
    """Old and new words of a proposal: against the valid goal it replaces, else against its own edition before."""
    if goal.state != Goal.State.PROPOSED:
        return None
    if goal.replaces:
        return {"with": goal.replaces, "changes": changes(Goal, _readable(goal.replaces), _readable(goal))}
    newest = next((line for line in history if line["entry"].verb == "goal.reworded"), None)
    return {"with": None, "changes": newest["changes"], "by": newest["entry"]} if newest else None


def _readable(goal) -> dict:
    return goal.words() | {"project": str(goal.project) if goal.project else ""}
