"""What a goal's page shows beyond its fields: who has said yes to which edition, and what the last rewording changed."""

from partnerships.agreement.compare import pieces
from partnerships.journal.changes import changes, told
from projects.goal.models import Goal


def yes_table(goal) -> dict:
    """For components/sides.html: every party's yes, to the edition that made the goal valid, or to the one that waits."""
    lasting = (goal.state == Goal.State.VALID and not goal.closing_as) or goal.state == Goal.State.REPLACED
    shown = goal.as_agreed() if lasting else goal
    return {"rows": shown.yes_table(), "edition": shown.edition}


def comparison(goal, history: list) -> dict | None:
    """Old and new words of a proposal, word by word: against the valid goal it replaces, else against its own edition before."""
    if goal.state != Goal.State.PROPOSED:
        return None
    if goal.replaces:
        return {"with": goal.replaces, "changes": _by_word(told(Goal, changes(goal.replaces, goal.words())))}
    newest = next((entry for entry in history if entry.verb == "goal.reworded"), None)
    return {"by": newest, "changes": _by_word(newest.changes)} if newest else None


def _by_word(changed: list[dict]) -> list[dict]:
    return [{"label": each["label"], "pieces": pieces(each["old"], each["new"])} for each in changed]
